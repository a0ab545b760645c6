#include "team/webhooks/outside.h"

#include <httplib.h>

#include <algorithm>

#include "base/ascii.h"
#include "base/host.h"
#include "base/strings.h"

namespace whyspec::team::webhooks {
namespace {

std::string PathOf(std::string_view url) {
  const std::string origin = OriginOf(url);
  const std::string_view path = url.substr(origin.size());
  return path.empty() || path.front() != '/' ? StrCat("/", path) : std::string(path);
}

}  // namespace

std::string OriginOf(std::string_view url) {
  const bool https = url.starts_with("https://");
  if (!https && !url.starts_with("http://")) return "";
  const std::size_t begin = https ? 8 : 7;
  const std::size_t end = std::min(url.find_first_of("/?#", begin), url.size());
  const std::string_view authority = url.substr(begin, end - begin);
  // No user, no blanks, no control characters: one host and perhaps a port.
  const bool clean = !authority.empty() && std::all_of(authority.begin(), authority.end(), [](char c) {
    return IsAlnum(c) || c == '-' || c == '.' || c == ':' || c == '[' || c == ']';
  });
  if (!clean) return "";
  if (!https && !IsLoopbackHost(HostOfUrl(url))) return "";
  return std::string(url.substr(0, end));
}

Result<OutsideAnswer> Ask(const OutsideRequest& request) {
  const std::string origin = OriginOf(request.url);
  const std::string host = HostOfUrl(request.url);
  if (origin.empty()) {
    return Error{
        .code = ErrorCode::kInvalid,
        .message = StrCat("\"", Printable(Shorten(host, 60)),
                          "\" is not asked: the address must begin with https:// (http:// works for this "
                          "machine only).")};
  }
  httplib::Client client(origin);
  client.set_connection_timeout(std::min(request.seconds, 10), 0);
  client.set_read_timeout(request.seconds, 0);
  client.set_write_timeout(request.seconds, 0);
  client.set_follow_location(false);
  client.set_keep_alive(false);
  client.enable_server_certificate_verification(true);

  httplib::Request outgoing;
  outgoing.method = request.method;
  outgoing.path = PathOf(request.url);
  for (const auto& [name, value] : request.headers) outgoing.headers.emplace(name, value);
  outgoing.body = request.body;
  OutsideAnswer answer;
  bool too_large = false;
  outgoing.content_receiver = [&](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
    too_large = answer.body.size() + size > request.most_bytes;
    if (too_large) return false;
    answer.body.append(data, size);
    return true;
  };
  httplib::Response incoming;
  auto error = httplib::Error::Success;
  if (!client.send(outgoing, incoming, error)) {
    const std::string why =
        too_large ? "it sends more than it should"
        : error == httplib::Error::SSLServerVerification || error == httplib::Error::SSLConnection
            ? "its certificate cannot be trusted"
            : "no answer came";
    return Error{.code = ErrorCode::kUnreadable, .message = StrCat(host, " could not be asked: ", why, ".")};
  }
  answer.status = incoming.status;
  return answer;
}

}  // namespace whyspec::team::webhooks
