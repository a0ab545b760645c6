#include "jsonrpc/connection.h"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "base/strings.h"
#include "jsonrpc/framing.h"

namespace whyspec::jsonrpc {
namespace {

// A connection whose other end is the test.
struct Ends {
  std::vector<Json> sent;
  std::vector<std::string> log;
  MessageQueue queue;
  bool alive = true;
  Connection connection{[this](std::string_view bytes) {
                          if (!alive) return false;
                          FrameReader reader;
                          reader.Feed(bytes);
                          sent.push_back(Json::parse(reader.Next()->text));
                          return true;
                        },
                        [this](std::string_view line) { log.emplace_back(line); }, &queue};

  void Receive(std::string_view body) {
    queue.Push(ParseMessage(body));
    while (auto item = queue.TryPop()) connection.Handle(std::move(item->message), item->cancel);
  }
  Json Ask(const Json& id, std::string_view method, Json params = nullptr) {
    sent.clear();
    Receive(RequestText(id, method, std::move(params)));
    REQUIRE(sent.size() == 1);
    CHECK(sent[0]["id"] == id);
    return sent[0];
  }
};

int ErrorCode(const Json& response) {
  CHECK_FALSE(response.contains("result"));
  return response["error"]["code"];
}

TEST_CASE("a request is answered once, under its id") {
  Ends ends;
  ends.connection.OnRequest("echo",
                            [](const Json& params, const RequestContext&, Reply reply) { reply(params); });
  for (const Json& id : {Json(1), Json("a"), Json(nullptr), Json(0), Json(-3)}) {
    CHECK(ends.Ask(id, "echo", {{"a", 1}})["result"] == Json{{"a", 1}});
  }
}

TEST_CASE("an unknown request is refused, an unknown notification is not answered") {
  Ends ends;
  CHECK(ErrorCode(ends.Ask(1, "no/such")) == code::kMethodNotFound);
  CHECK(ErrorCode(ends.Ask(2, "$/no-such")) == code::kMethodNotFound);
  ends.sent.clear();
  ends.Receive(NotificationText("no/such", nullptr));
  ends.Receive(NotificationText("$/no-such", nullptr));
  CHECK(ends.sent.empty());
}

TEST_CASE("a handler that throws or forgets to answer still answers") {
  Ends ends;
  ends.connection.OnRequest("throws", [](const Json&, const RequestContext&, const Reply&) {
    throw std::runtime_error("broken inside");
  });
  ends.connection.OnRequest("forgets", [](const Json&, const RequestContext&, const Reply&) {});
  CHECK(ErrorCode(ends.Ask(1, "throws")) == code::kInternalError);
  CHECK(ends.log.back() == "Internal error in throws: broken inside");
  CHECK(ErrorCode(ends.Ask(2, "forgets")) == code::kInternalError);
}

TEST_CASE("a notification handler that throws is logged") {
  Ends ends;
  ends.connection.OnNotification("throws", [](const Json&) { throw std::runtime_error("oh"); });
  ends.Receive(NotificationText("throws", nullptr));
  REQUIRE(ends.log.size() == 1);
  CHECK(ends.sent.empty());
}

TEST_CASE("an answer may come later, in any order") {
  Ends ends;
  std::vector<Reply> kept;
  ends.connection.OnRequest("later", [&kept](const Json&, const RequestContext&, Reply reply) {
    kept.push_back(std::move(reply));
  });
  ends.Receive(RequestText(1, "later", nullptr));
  ends.Receive(RequestText(2, "later", nullptr));
  CHECK(ends.sent.empty());
  kept[1]("second");
  kept[0]("first");
  REQUIRE(ends.sent.size() == 2);
  CHECK(ends.sent[0]["id"] == 2);
  CHECK(ends.sent[1]["id"] == 1);
  kept.clear();
  CHECK(ends.sent.size() == 2);
}

TEST_CASE("what is no message is answered with the right code") {
  Ends ends;
  ends.Receive("{");
  ends.Receive("[]");
  ends.Receive(R"({"jsonrpc":"2.0","id":4,"method":1})");
  REQUIRE(ends.sent.size() == 3);
  CHECK(ErrorCode(ends.sent[0]) == code::kParseError);
  CHECK(ends.sent[0]["id"].is_null());
  CHECK(ErrorCode(ends.sent[1]) == code::kInvalidRequest);
  CHECK(ErrorCode(ends.sent[2]) == code::kInvalidRequest);
  CHECK(ends.sent[2]["id"] == 4);
}

TEST_CASE("the gate refuses requests and drops notifications") {
  Ends ends;
  int seen = 0;
  ends.connection.OnNotification("note", [&seen](const Json&) { ++seen; });
  ends.connection.SetGate([](std::string_view, bool) {
    return RpcError{.code = code::kServerNotInitialized, .message = "not yet"};
  });
  CHECK(ErrorCode(ends.Ask(1, "anything")) == code::kServerNotInitialized);
  ends.Receive(NotificationText("note", nullptr));
  CHECK(seen == 0);
}

TEST_CASE("a request cancelled in the queue is not carried out") {
  Ends ends;
  int carried_out = 0;
  ends.connection.OnRequest("work", [&](const Json&, const RequestContext&, Reply reply) {
    ++carried_out;
    reply(Json());
  });
  std::vector<Message> burst;
  for (const std::string& text :
       {RequestText(1, "work", nullptr), RequestText("b", "work", nullptr),
        NotificationText("$/cancelRequest", {{"id", 1}}), NotificationText("$/cancelRequest", {{"id", "b"}}),
        NotificationText("$/cancelRequest", {{"id", 77}}), NotificationText("$/cancelRequest", nullptr),
        RequestText(3, "work", nullptr)}) {
    burst.push_back(ParseMessage(text));
  }
  ends.queue.Push(std::move(burst));
  while (auto item = ends.queue.TryPop()) ends.connection.Handle(std::move(item->message), item->cancel);
  CHECK(carried_out == 1);
  REQUIRE(ends.sent.size() == 3);
  CHECK(ErrorCode(ends.sent[0]) == code::kRequestCancelled);
  CHECK(ErrorCode(ends.sent[1]) == code::kRequestCancelled);
  CHECK(ends.sent[2]["result"].is_null());
}

TEST_CASE("a running request sees that it was cancelled; a finished one's id is free again") {
  Ends ends;
  std::vector<bool> cancelled;
  ends.connection.OnRequest("work", [&](const Json&, const RequestContext& context, Reply reply) {
    if (cancelled.empty()) ends.queue.Push(ParseMessage(NotificationText("$/cancelRequest", {{"id", 1}})));
    cancelled.push_back(context.cancelled());
    reply(Json());
  });
  (void)ends.Ask(1, "work");
  ends.queue.Push(ParseMessage(NotificationText("$/cancelRequest", {{"id", 1}})));
  (void)ends.Ask(1, "work");
  CHECK(cancelled == std::vector<bool>{true, false});
}

TEST_CASE("our own requests get their answers, errors included, once") {
  Ends ends;
  std::vector<std::string> answers;
  const auto note = [&answers](Answer answer) {
    const auto* error = std::get_if<RpcError>(&answer);
    answers.push_back(error == nullptr ? DumpJson(std::get<Json>(answer)) : StrCat("error ", error->code));
  };
  ends.connection.Request("ask", {{"q", 1}}, note);
  ends.connection.Request("ask", nullptr, note);
  ends.connection.Request("ask", nullptr);  // nobody listens
  REQUIRE(ends.sent.size() == 3);
  const Json first = ends.sent[0]["id"];
  const Json second = ends.sent[1]["id"];
  ends.Receive(ResponseText(second, RpcError{.code = -1, .message = "no"}));
  ends.Receive(ResponseText(first, Json("yes")));
  ends.Receive(ResponseText(first, Json("again")));
  ends.Receive(ResponseText("stranger", Json()));
  ends.Receive(ResponseText(ends.sent[2]["id"], Json()));
  CHECK(answers == std::vector<std::string>{"error -1", "\"yes\""});
  CHECK(ends.log.size() == 2);
  CHECK(ends.connection.pending() == 0);
}

TEST_CASE("requests that nobody answers do not pile up") {
  Ends ends;
  std::size_t refused = 0;
  for (std::size_t i = 0; i < Connection::kMaxPending + 10; ++i) {
    ends.connection.Request("ask", nullptr, [&refused](const Answer& answer) {
      if (std::holds_alternative<RpcError>(answer)) ++refused;
    });
  }
  CHECK(ends.sent.size() == Connection::kMaxPending);
  CHECK(refused == 10);
  ends.connection.DropPending();
  CHECK(refused == Connection::kMaxPending + 10);
  CHECK(ends.connection.pending() == 0);
}

TEST_CASE("a connection whose other side is gone says so and goes on quietly") {
  Ends ends;
  ends.alive = false;
  ends.connection.Notify("note", nullptr);
  CHECK(ends.connection.broken());
  ends.Receive(RequestText(1, "anything", nullptr));
  CHECK(ends.sent.empty());
}

TEST_CASE("trace tells of what comes and what is answered") {
  Ends ends;
  ends.connection.OnNotification("note", [](const Json&) {});
  ends.connection.OnRequest("ask", [](const Json&, const RequestContext&, Reply reply) { reply("yes"); });
  const auto traced = [&ends] {
    ends.sent.clear();
    ends.Receive(NotificationText("note", {{"a", 1}}));
    ends.Receive(RequestText(1, "ask", nullptr));
    std::vector<Json> lines;
    for (const Json& message : ends.sent) {
      if (message.value("method", "") == "$/logTrace") lines.push_back(message["params"]);
    }
    return lines;
  };
  CHECK(traced().empty());
  ends.Receive(NotificationText("$/setTrace", {{"value", "messages"}}));
  const auto lines = traced();
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == Json{{"message", "Received note."}});
  CHECK(lines[1] == Json{{"message", "Answered ask (id 1)."}});
  ends.Receive(NotificationText("$/setTrace", {{"value", "verbose"}}));
  const auto verbose = traced();
  REQUIRE(verbose.size() == 2);
  CHECK(verbose[0]["verbose"] == "{\"a\":1}");
  CHECK(verbose[1]["verbose"] == "\"yes\"");
  ends.Receive(NotificationText("$/setTrace", {{"value", "off"}}));
  CHECK(traced().empty());
}

TEST_CASE("a closed queue gives what it holds, an abandoned one nothing") {
  MessageQueue queue;
  queue.Push(ParseMessage(RequestText(1, "a", nullptr)));
  queue.Close();
  CHECK_FALSE(queue.closed());
  queue.Push(ParseMessage(RequestText(2, "b", nullptr)));  // too late
  const auto item = queue.TryPop();
  REQUIRE(item);
  CHECK(item->message.method == "a");
  CHECK(queue.closed());
  queue.Wait();  // returns

  MessageQueue other;
  other.Push(ParseMessage(RequestText(1, "a", nullptr)));
  other.Abandon();
  CHECK(other.closed());
  CHECK(other.abandoned());
  CHECK_FALSE(other.TryPop());
}

}  // namespace
}  // namespace whyspec::jsonrpc
