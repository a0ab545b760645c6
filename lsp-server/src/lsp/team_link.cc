#include "lsp/team_link.h"

#include <algorithm>
#include <utility>

#include "base/date.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "sync/token.h"

namespace whyspec::lsp {
namespace {

constexpr std::uint32_t kMostTurns = 50;  // of one citation
constexpr std::size_t kMostWords = 400;   // bytes of what is searched for

}  // namespace
struct TeamLink::Mail {
  std::mutex mutex;
  std::deque<std::function<void()>> letters;
};

TeamLink::TeamLink(Options options, jsonrpc::Connection& client)
    : options_(std::move(options)), client_(client), mail_(std::make_shared<Mail>()) {
  told_ = StateJson();
}

TeamLink::~TeamLink() = default;

void TeamLink::Configure(const engine::CallLogSettings& settings, bool client_keeps_tokens) {
  const bool same = settings.url == settings_.url && settings.token_env == settings_.token_env &&
                    client_keeps_tokens == client_keeps_tokens_;
  settings_ = settings;
  if (same || !options_.follow) return;
  client_keeps_tokens_ = client_keeps_tokens;
  ++epoch_;
  follower_.reset();
  url_.reset();
  editor_token_.reset();
  if (calls_ != nullptr) calls_changed_ = true;
  calls_.reset();
  to_publish_.clear();
  publishing_ = false;
  seen_version_ = 0;
  status_ = {};
  if (settings_.url.empty()) return;
  Result<sync::Url> url = sync::ParseLogUrl(settings_.url);
  if (!url.ok()) return Refuse(url.error().message);
  url_ = std::move(url).value();
  status_.state = sync::LogState::kConnecting;
  status_.url = url_->Text();
  Connect();
}

void TeamLink::Refuse(std::string message) {
  status_ = {.state = sync::LogState::kRefused,
             .url = url_ ? url_->Text() : std::string(),
             .message = std::move(message)};
}

void TeamLink::Connect() {
  if (client_keeps_tokens_ && !editor_token_) {
    client_.Request("whyspec/callLogToken", {{"url", url_->Text()}},
                    [this, epoch = epoch_](jsonrpc::Answer answer) {
                      if (epoch != epoch_ || editor_token_) return;
                      const Json* json = std::get_if<Json>(&answer);
                      editor_token_.emplace();
                      if (json != nullptr) jsonrpc::ReadMember(*json, "token", &*editor_token_);
                      Connect();
                    });
    return;
  }
  if (editor_token_ && !editor_token_->empty()) {
    if (sync::LooksLikeToken(*editor_token_)) return Start(*editor_token_);
    return Refuse(StrCat("What was given as the token is no token of a Whyspec call log (these begin with ",
                         sync::kTokenStart, "), so it was not sent. Sign in again."));
  }
  Result<std::string> token = sync::TokenFromEnvironment(*url_, settings_.token_env, options_.environment);
  if (token.ok()) return Start(std::move(token).value());
  std::string message = token.error().message;
  if (client_keeps_tokens_) message += " Or run the command “Whyspec: Sign in to the Team's Call Log”.";
  Refuse(std::move(message));
}

void TeamLink::Start(std::string token) {
  follower_.reset();
  seen_version_ = 0;
  const std::string file = sync::TeamLogFile(*url_, token);
  follower_ = options_.follow({.url = *url_,
                               .token = std::move(token),
                               .file = file,
                               .changed = options_.wake,
                               .log = options_.log,
                               .environment = options_.environment});
  status_ = {.state = sync::LogState::kConnecting, .url = url_->Text(), .message = {}};
  follower_->Start();
}

void TeamLink::SetToken(std::string_view url, std::string token) {
  if (!url_ || url_->Text() != url) return;
  ++epoch_;
  editor_token_ = std::move(token);
  follower_.reset();
  if (calls_ != nullptr) calls_changed_ = true;
  calls_.reset();
  publishing_ = false;
  Connect();
}

bool TeamLink::Step(engine::Workspace& workspace) {
  bool any = false;
  if (follower_ != nullptr) {
    if (const std::uint64_t version = follower_->version(); version != seen_version_) {
      seen_version_ = version;
      status_ = follower_->status();
      if (auto calls = follower_->calls(); calls != calls_) {
        calls_ = std::move(calls);
        calls_changed_ = true;
      }
      any = true;
    }
  }
  if (std::exchange(calls_changed_, false)) {
    workspace.SetTeamCalls(calls_);
    any = true;
  }
  while (true) {
    std::function<void()> letter;
    {
      const std::lock_guard lock(mail_->mutex);
      if (mail_->letters.empty()) break;
      letter = std::move(mail_->letters.front());
      mail_->letters.pop_front();
    }
    letter();
    any = true;
  }
  if (Json state = StateJson(); client_keeps_tokens_ && state != told_) {
    told_ = std::move(state);
    client_.Notify("whyspec/callLogState", told_);
    any = true;
  }
  return any;
}

void TeamLink::Restore(engine::Workspace& workspace) const { workspace.SetTeamCalls(calls_); }

Json TeamLink::StateJson() const {
  Json state = {{"state", sync::Name(status_.state)}, {"calls", status_.calls}};
  if (!status_.url.empty()) state["url"] = status_.url;
  if (!status_.message.empty()) state["message"] = status_.message;
  if (status_.synced_at_ms) state["lastSyncedAt"] = FormatInstant(*status_.synced_at_ms);
  return state;
}

// Runs `letter` on the loop, from whatever thread it is called; after what came before it was taken in.
std::function<void()> TeamLink::Posted(std::function<void()> letter) const {
  return [mail = mail_, wake = options_.wake, letter = std::move(letter)] {
    {
      const std::lock_guard lock(mail->mutex);
      mail->letters.push_back(letter);
    }
    wake();
  };
}

void TeamLink::Ask(sync::HttpRequest request, std::function<void(sync::HttpResult)> done) {
  if (follower_ == nullptr) {
    done({.trouble = sync::HttpTrouble::kNotAllowed,
          .message = status_.message.empty()
                         ? "No call log of a team is set up here: whyspec.json names none."
                         : status_.message,
          .answer = {}});
    return;
  }
  auto answer = std::make_shared<std::function<void(sync::HttpResult)>>(std::move(done));
  follower_->Ask(std::move(request), [mail = mail_, wake = options_.wake, answer](sync::HttpResult result) {
    {
      const std::lock_guard lock(mail->mutex);
      mail->letters.push_back(
          [answer, result = std::move(result)]() mutable { (*answer)(std::move(result)); });
    }
    wake();
  });
}

bool TeamLink::WillSearch(std::string_view text, std::function<void()> then) {
  if (follower_ == nullptr || calls_ == nullptr || !calls_->has_partial) return false;
  std::string words;
  for (const TextRange word : Words(text)) {
    if (words.size() + word.length() > kMostWords) break;
    if (!words.empty()) words += ' ';
    words += Cut(text, word);
  }
  if (words.empty()) return false;
  return follower_->Look(std::move(words), Posted(std::move(then)));
}

void TeamLink::WillRead(const calls::Call& call, std::uint32_t first_turn, std::uint32_t last_turn) {
  if (follower_ == nullptr || !call.partial || last_turn >= call.turns.size() || first_turn > last_turn)
    return;
  const auto begin = call.turns.begin() + first_turn;
  const auto end = begin + std::min(last_turn - first_turn + 1, kMostTurns);
  const bool kept_back = std::any_of(begin, end, [](const calls::Turn& turn) { return turn.text.empty(); });
  if (kept_back) follower_->Read(call.id, first_turn, std::min(last_turn, first_turn + kMostTurns - 1));
}

void TeamLink::Publish(const std::string& path) {
  if (configured() && settings_.publish) to_publish_.insert(path);
}

std::optional<std::string> TeamLink::NextToPublish() {
  if (publishing_ || to_publish_.empty() || status_.state != sync::LogState::kSynced) return std::nullopt;
  publishing_ = true;
  return to_publish_.extract(to_publish_.begin()).value();
}

void TeamLink::Published(const std::string& path, const sync::HttpResult& result) {
  publishing_ = false;
  const std::string why = sync::WhyNot(result, "A spec was not published to the call log");
  if (why.empty()) return;
  options_.log(why);
  const bool later = result.trouble == sync::HttpTrouble::kUnreachable || result.answer.status == 429 ||
                     result.answer.status == 503;
  if (!later) return;
  to_publish_.insert(path);
  // Until the follower has reached it again, it counts as gone.
  status_.state = sync::LogState::kOffline;
  status_.message = why;
}

}  // namespace whyspec::lsp
