// A team's server in a few lines, for tests: what it knows is changed by the test, what is asked of it
// it answers as the API says. No sockets.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sync/http_client.h"

namespace whyspec::test {

class FakeLogServer {
 public:
  using Json = nlohmann::json;

  // --- what happens there ---
  // `words`: one turn each; the first is at second 10, each next ten later.
  void PutCall(const std::string& id, const std::vector<std::string>& words, Json more = Json::object()) {
    Json turns = Json::array();
    for (std::size_t i = 0; i < words.size(); ++i) {
      turns.push_back({{"speaker", "p1"}, {"start_ms", (i + 1) * 10'000}, {"text", words[i]}});
    }
    Json call = {{"id", id},
                 {"title", "Call " + id},
                 {"account", "acme"},
                 {"lifecycle", "prospect"},
                 {"participants", {{{"id", "p1"}, {"name", "Jane Roe"}, {"affiliation", "external"}}}},
                 {"transcript", {{"status", "ready"}, {"turns", turns}}}};
    Json view = {{"call", call},
                 {"level", "transcript"},
                 {"withheld", ""},
                 {"partial", false},
                 {"turn_count", words.size()}};
    view.merge_patch(more);
    Say({{"kind", "call.put"}, {"object", id}, {"call", view}});
  }
  void EraseCall(const std::string& id) { Say({{"kind", "call.erased"}, {"object", id}}); }
  void PutAccount(const std::string& id, const std::string& name) {
    Say({{"kind", "account.put"}, {"object", id}, {"account", {{"account", {{"id", id}, {"name", name}}}}}});
  }
  void Say(Json change) {
    const std::string object = change["object"];
    // The last change to a thing is the one that is told, as the server does.
    std::erase_if(changes_, [&](const auto& entry) {
      return entry.second["object"] == object && SameThing(entry.second["kind"], change["kind"]);
    });
    change["sequence"] = ++sequence_;
    changes_[sequence_] = std::move(change);
  }

  // --- what it answers ---
  std::string token = "wsp_token-of-the-test";
  std::size_t most_items = 1000;
  int status = 200;  // else this, with `headers`
  std::map<std::string, std::string> headers;
  bool unreachable = false;
  std::vector<sync::HttpRequest> requests;
  std::string history = "1";  // another when the log was put back from a backup

  sync::HttpResult Answer(const sync::HttpRequest& request) {
    requests.push_back(request);
    sync::HttpResult result;
    if (unreachable) {
      result.trouble = sync::HttpTrouble::kUnreachable;
      result.message = "Cannot reach the call log.";
      return result;
    }
    result.answer.headers = headers;
    result.answer.status = status;
    if (status != 200) return result;
    if (request.token != token) {
      result.answer.status = 401;
      return result;
    }
    if (!request.target.starts_with("/v1/changes?after=")) {
      result.answer.status = request.method == "PUT" ? 201 : 200;
      result.answer.body = R"({"calls":[],"problems":[]})";
      return result;
    }
    const std::int64_t after = std::stoll(request.target.substr(18));
    const std::size_t limit_at = request.target.find("limit=");
    const std::size_t limit = std::min(most_items, std::stoul(request.target.substr(limit_at + 6)));
    Json page = {{"items", Json::array()},
                 {"next", std::max(after, std::int64_t{0})},
                 {"more", false},
                 {"history", history}};
    if (after > sequence_) page["next"] = 0;
    for (auto at = changes_.upper_bound(after); at != changes_.end(); ++at) {
      if (page["items"].size() == limit) {
        page["more"] = true;
        break;
      }
      page["items"].push_back(at->second);
      page["next"] = at->first;
    }
    result.answer.body = page.dump();
    return result;
  }
  sync::Transport transport() {
    return [this](const sync::HttpRequest& request) { return Answer(request); };
  }

  // What a reader who is in step has: id -> bytes of the record, "" for one that was erased.
  std::map<std::string, std::string> Truth() const {
    std::map<std::string, std::string> truth;
    for (const auto& [sequence, change] : changes_) {
      if (change["kind"] == "call.put") truth[change["object"]] = change["call"]["call"].dump();
      if (change["kind"] == "call.erased") truth[change["object"]] = "";
    }
    return truth;
  }

 private:
  static bool SameThing(const std::string& a, const std::string& b) {
    return a.substr(0, a.find('.')) == b.substr(0, b.find('.'));
  }
  std::map<std::int64_t, Json> changes_;
  std::int64_t sequence_ = 0;
};

}  // namespace whyspec::test
