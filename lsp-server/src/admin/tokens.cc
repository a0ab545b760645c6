// token create|list|revoke, login-link.
#include <charconv>
#include <ostream>

#include "admin/commands.h"
#include "base/ascii.h"
#include "base/date.h"
#include "base/strings.h"
#include "http/message.h"
#include "http/views.h"

namespace whyspec::admin {
namespace {

constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;

// "90d", or a day; unset: never.
Result<std::optional<std::int64_t>> ReadExpiry(const std::string& text) {
  if (text.empty()) return std::optional<std::int64_t>();
  const std::int64_t now_ms = team::SystemClock().NowMs();
  std::int64_t days = 0;
  if (text.ends_with('d')) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size() - 1, days);
    if (error == std::errc() && end == text.data() + text.size() - 1 && days > 0 && days < 36'500) {
      return std::optional<std::int64_t>(now_ms + days * kDayMs);
    }
  } else if (const auto instant = ParseInstant(text); instant && *instant > now_ms) {
    return instant;
  }
  return Error{
      .code = ErrorCode::kInvalid,
      .message = "--expires must be a day that is still to come (2026-12-31), or a number of days (90d)."};
}

Result<team::NewToken> Make(const Work& work, team::Service& service) {
  const auto role = team::ParseRole(work.arguments.role);
  if (!role) {
    return Error{.code = ErrorCode::kInvalid,
                 .message = "--role must be sales, product, engineering, founder, dpo or ci."};
  }
  if (work.arguments.person.empty() && *role != team::Role::kCi) {
    return Error{
        .code = ErrorCode::kInvalid,
        .message = "Say whose token it is with --person, as calls name their owner. Only ci has nobody."};
  }
  const auto expires = ReadExpiry(work.arguments.expires);
  if (!expires) return expires.error();
  const team::Caller whom{
      .token_id = "", .person = work.arguments.person, .email = Lower(work.arguments.email), .role = *role};
  return service.CreateToken(Administrator(), whom, *expires);
}

std::string BaseUrl(const Settings& settings) {
  if (!settings.public_url.empty()) return settings.public_url;
  const bool bare_v6 =
      settings.listen_host.find(':') != std::string::npos && !settings.listen_host.starts_with('[');
  return StrCat(settings.tls_cert.empty() ? "http://" : "https://",
                bare_v6 ? StrCat("[", settings.listen_host, "]") : settings.listen_host, ":",
                settings.listen_port);
}

}  // namespace

int TokenCreate(const Work& work) {
  const auto service = OpenService(work.settings, work.io);
  if (!service) return Fail(work.io, service.error());
  const auto made = Make(work, **service);
  if (!made) return Fail(work.io, made.error());
  work.io.out << made->secret << '\n';
  work.io.err << "Token " << made->token.id << " for " << team::Name(made->token.caller.role)
              << ". It is shown this once; keep it where passwords are kept.\n";
  return 0;
}

int LoginLink(const Work& work) {
  const auto service = OpenService(work.settings, work.io);
  if (!service) return Fail(work.io, service.error());
  const auto made = Make(work, **service);
  if (!made) return Fail(work.io, made.error());
  // After "#" nothing is sent to any server, nor kept in its log.
  work.io.out << BaseUrl(work.settings) << "/login#" << made->secret << '\n';
  return 0;
}

int TokenList(const Work& work) {
  const auto service = OpenService(work.settings, work.io);
  if (!service) return Fail(work.io, service.error());
  const auto tokens = (*service)->ListTokens(Administrator());
  if (!tokens) return Fail(work.io, tokens.error());
  for (const team::Token& token : *tokens) {
    if (work.arguments.json) {
      work.io.out << http::Dump(http::TokenJson(token)) << '\n';
      continue;
    }
    work.io.out << token.id << "  " << team::Name(token.caller.role) << "  "
                << Printable(token.caller.person.empty() ? std::string("-") : token.caller.person);
    if (!token.caller.email.empty()) work.io.out << "  " << Printable(token.caller.email);
    if (token.revoked_ms) {
      work.io.out << "  revoked " << FormatInstant(*token.revoked_ms);
    } else if (token.expires_ms) {
      work.io.out << "  until " << FormatInstant(*token.expires_ms);
    }
    if (token.last_used_ms) work.io.out << "  last used " << FormatInstant(*token.last_used_ms);
    work.io.out << '\n';
  }
  return 0;
}

int TokenRevoke(const Work& work) {
  const auto service = OpenService(work.settings, work.io);
  if (!service) return Fail(work.io, service.error());
  const Status revoked = (*service)->RevokeToken(Administrator(), work.arguments.subject);
  if (!revoked) return Fail(work.io, revoked.error());
  work.io.err << "Token " << Printable(work.arguments.subject)
              << " is worthless now; a running server knows within a minute.\n";
  return 0;
}

}  // namespace whyspec::admin
