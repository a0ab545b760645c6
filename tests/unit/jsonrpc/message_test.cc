#include "jsonrpc/message.h"

#include <catch2/catch.hpp>

#include "base/strings.h"

namespace whyspec::jsonrpc {
namespace {

using Kind = Message::Kind;

int ProblemCode(std::string_view body) {
  const Message message = ParseMessage(body);
  REQUIRE(message.kind == Kind::kInvalid);
  CHECK_FALSE(message.problem.message.empty());
  return message.problem.code;
}

TEST_CASE("requests, notifications and responses are told apart") {
  const Message request = ParseMessage(R"({"jsonrpc":"2.0","id":7,"method":"a/b","params":{"x":1}})");
  CHECK(request.kind == Kind::kRequest);
  CHECK(request.id == 7);
  CHECK(request.method == "a/b");
  CHECK(request.params == Json{{"x", 1}});

  const Message notification = ParseMessage(R"({"jsonrpc":"2.0","method":"a/b"})");
  CHECK(notification.kind == Kind::kNotification);
  CHECK(notification.params.is_null());

  const Message result = ParseMessage(R"({"jsonrpc":"2.0","id":"s","result":null})");
  CHECK(result.kind == Kind::kResponse);
  CHECK(std::get<Json>(result.answer).is_null());

  const Message error = ParseMessage(R"({"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"no"}})");
  REQUIRE(error.kind == Kind::kResponse);
  CHECK(std::get<RpcError>(error.answer).code == -1);
  CHECK(std::get<RpcError>(error.answer).message == "no");
}

TEST_CASE("ids may be numbers, strings and null, and keep their spelling") {
  for (const std::string id : {"0", "-7", "2147483647", "\"\"", "\"é😀\"", "null", "9007199254740993"}) {
    const Message message = ParseMessage(StrCat(R"({"jsonrpc":"2.0","method":"m","id":)", id, "}"));
    REQUIRE(message.kind == Kind::kRequest);
    CHECK(DumpJson(message.id) == id);
  }
}

TEST_CASE("what is not JSON is a parse error") {
  for (const std::string_view body : {"", "not json", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":", "{} {}",
                                      "\xff", "{\"a\":\"\xc3\"}", "nul", "{'a':1}"}) {
    CAPTURE(body);
    CHECK(ProblemCode(body) == code::kParseError);
  }
}

TEST_CASE("JSON that is no message is an invalid request") {
  for (const std::string_view body :
       {"[]", "42", "null", "\"text\"", "{}", R"({"jsonrpc":"2.0"})", R"({"jsonrpc":"2.0","id":1})",
        R"({"id":1,"method":"m"})", R"({"jsonrpc":"1.0","id":1,"method":"m"})",
        R"({"jsonrpc":"2.0","id":1,"method":5})", R"({"jsonrpc":"2.0","id":true,"method":"m"})",
        R"({"jsonrpc":"2.0","id":[1],"method":"m"})", R"([{"jsonrpc":"2.0","method":"m"}])"}) {
    CAPTURE(body);
    CHECK(ProblemCode(body) == code::kInvalidRequest);
  }
}

TEST_CASE("an invalid request is answered under its id where it can be read") {
  CHECK(ParseMessage(R"({"jsonrpc":"2.0","id":5,"method":9})").id == 5);
  CHECK(ParseMessage(R"({"jsonrpc":"2.0","id":{},"method":"m"})").id.is_null());
}

TEST_CASE("nesting is bounded, deep hostile messages cost nothing") {
  const std::string deep(100000, '[');
  CHECK(ProblemCode(deep) == code::kParseError);
  CHECK(ProblemCode(StrCat(R"({"jsonrpc":"2.0","method":"m","params":)", std::string(300, '['),
                           std::string(300, ']'), "}")) == code::kParseError);
  CHECK(ParseMessage(StrCat(R"({"jsonrpc":"2.0","method":"m","params":)", std::string(150, '['),
                            std::string(150, ']'), "}"))
            .kind == Kind::kNotification);
  // Brackets inside strings do not nest.
  CHECK(ParseMessage(
            StrCat(R"({"jsonrpc":"2.0","method":"m","params":{"a":"\")", std::string(5000, '['), "\"}}"))
            .kind == Kind::kNotification);
}

TEST_CASE("half a surrogate pair becomes a replacement character, whole pairs stay") {
  const auto text = [](std::string_view escaped) {
    const Message message =
        ParseMessage(StrCat(R"({"jsonrpc":"2.0","method":"m","params":{"t":")", escaped, "\"}}"));
    REQUIRE(message.kind == Kind::kNotification);
    return message.params["t"].get<std::string>();
  };
  CHECK(text(R"(a\ud83db)") == "a\uFFFDb");
  CHECK(text(R"(\ude00)") == "\uFFFD");
  CHECK(text(R"(\ud83d\ude00)") == "😀");
  CHECK(text(R"(\ud83d\ud83d\ude00)") == "\uFFFD😀");
  CHECK(text(R"(\\ud83d)") == "\\ud83d");
  CHECK(text(R"(\ud83d\n\ude00!)") == "\uFFFD\n\uFFFD!");
}

TEST_CASE("messages are written with what they need and no more") {
  CHECK(NotificationText("m", nullptr) == R"({"jsonrpc":"2.0","method":"m"})");
  CHECK(RequestText(3, "m", Json{{"a", 1}}) == R"({"id":3,"jsonrpc":"2.0","method":"m","params":{"a":1}})");
  CHECK(ResponseText("x", Json()) == R"({"id":"x","jsonrpc":"2.0","result":null})");
  CHECK(ResponseText(nullptr, RpcError{.code = -5, .message = "no"}) ==
        R"({"error":{"code":-5,"message":"no"},"id":null,"jsonrpc":"2.0"})");
}

TEST_CASE("text that is not UTF-8 goes out as UTF-8") { CHECK(DumpJson("a\xff!") == "\"a\uFFFD!\""); }

TEST_CASE("numbers are read checked") {
  std::uint32_t number = 9;
  CHECK(ReadJson(Json::parse("3"), &number));
  CHECK(number == 3);
  CHECK(ReadJson(Json::parse("4.0"), &number));
  CHECK(number == 4);
  CHECK(ReadJson(Json::parse("18446744073709551615"), &number));
  CHECK(number == 4294967295U);
  CHECK(ReadJson(Json::parse("1e300"), &number));
  CHECK(number == 4294967295U);
  for (const char* wrong : {"-1", "-1e300", "0.5", "\"3\"", "true", "null", "[]"}) {
    CAPTURE(wrong);
    number = 7;
    CHECK_FALSE(ReadJson(Json::parse(wrong), &number));
    CHECK(number == 7);
  }
  std::int32_t signed_number = 0;
  CHECK(ReadJson(Json::parse("-99999999999"), &signed_number));
  CHECK(signed_number == -2147483647 - 1);
}

TEST_CASE("members may be missing where they are optional, but never of another type") {
  const Json object = Json::parse(R"({"a":null,"b":"text","c":[1,"x"]})");
  std::optional<std::string> text;
  CHECK(ReadOptional(object, "a", &text));
  CHECK_FALSE(text);
  CHECK(ReadOptional(object, "b", &text));
  CHECK(text == "text");
  std::vector<std::int32_t> numbers;
  CHECK_FALSE(ReadOptional(object, "c", &numbers));
  bool flag = false;
  CHECK_FALSE(ReadMember(object, "zzz", &flag));
  CHECK_FALSE(ReadMember(Json(3), "a", &flag));
  CHECK_FALSE(FlagAt(object, {"b", "deeper"}));
}

}  // namespace
}  // namespace whyspec::jsonrpc
