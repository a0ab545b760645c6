#include "rules/detect/signed_url.h"

#include <algorithm>
#include <string>

#include "rules/detect/characters.h"

namespace whyspec::rules::detect {
namespace {

// A parameter that opens the door by itself.
constexpr std::string_view kKeys[] = {"x-amz-signature",
                                      "x-amz-security-token",
                                      "x-goog-signature",
                                      "signature",
                                      "sig",
                                      "token",
                                      "access_token",
                                      "accesstoken",
                                      "auth_token",
                                      "authtoken",
                                      "id_token",
                                      "jwt",
                                      "hmac",
                                      "pwd",
                                      "passcode",
                                      "access_key",
                                      "hdnts",
                                      "hdnea"};
// What signing services put beside it.
constexpr std::string_view kCompanions[] = {"awsaccesskeyid",
                                            "expires",
                                            "key-pair-id",
                                            "policy",
                                            "googleaccessid",
                                            "se",
                                            "sp",
                                            "sv",
                                            "sr",
                                            "st",
                                            "spr",
                                            "sip",
                                            "ske",
                                            "skoid",
                                            "sks",
                                            "skt",
                                            "sktid",
                                            "skv",
                                            "ss",
                                            "srt",
                                            "exp",
                                            "expiry"};
constexpr std::string_view kCompanionStarts[] = {"x-amz-", "x-goog-", "response-content-"};

template <std::size_t N>
bool OneOf(std::string_view text, const std::string_view (&list)[N]) {
  return std::any_of(list, list + N, [text](std::string_view one) { return EqualIgnoringCase(text, one); });
}

bool IsCompanion(std::string_view name) {
  if (OneOf(name, kCompanions)) return true;
  return std::any_of(
      std::begin(kCompanionStarts), std::end(kCompanionStarts),
      [name](std::string_view start) { return EqualIgnoringCase(name.substr(0, start.size()), start); });
}

// A value made by a machine: eight characters or more, letters and digits mixed or very
// long. "token=YOUR_TOKEN", "token={token}", "sig=xxxx" are documentation.
bool LooksReal(std::string_view value) {
  if (value.size() < 8) return false;
  bool digit = false;
  bool letter = false;
  for (char c : value) {
    if (std::string_view("<>{}$*[]()").find(c) != std::string_view::npos) return false;
    digit = digit || IsDigit(c);
    letter = letter || IsAlpha(c);
  }
  for (std::string_view word :
       {"xxxx", "your", "redacted", "example", "placeholder", "secret", "...", "12345678"}) {
    if (ContainsIgnoringCase(value, word)) return false;
  }
  return (digit && letter) || value.size() >= 24;
}

struct Parameter {
  bool entity = false;  // "&amp;" stands before it, as in HTML
  std::string_view name;
  std::string_view value;
};

std::vector<Parameter> ReadParameters(std::string_view text, std::size_t begin, std::size_t end) {
  std::vector<Parameter> parameters;
  while (begin < end) {
    const std::size_t stop = std::min(end, text.find('&', begin));
    Parameter one;
    std::string_view whole = text.substr(begin, stop - begin);
    if (whole.substr(0, 4) == "amp;") {
      one.entity = true;
      whole.remove_prefix(4);
    }
    const std::size_t equals = whole.find('=');
    one.name = whole.substr(0, equals);
    if (equals != std::string_view::npos) one.value = whole.substr(equals + 1);
    parameters.push_back(one);
    begin = stop + 1;
  }
  return parameters;
}

// End of the URL whose "://" is at `at`: a blank, a bracket or quote that was not opened
// in it, or the punctuation of the sentence around it.
std::size_t UrlEnd(std::string_view text, std::size_t at) {
  constexpr std::string_view kStop = " \t\r\n<>\"`|\\^";
  int round = 0;
  int square = 0;
  std::size_t end = at;
  while (end < text.size() && static_cast<unsigned char>(text[end]) > 0x20 &&
         kStop.find(text[end]) == std::string_view::npos) {
    if (text[end] == '(') ++round;
    if (text[end] == ')' && --round < 0) break;
    if (text[end] == '[') ++square;
    if (text[end] == ']' && --square < 0) break;
    ++end;
  }
  while (end > at && std::string_view(".,;:!?'*_").find(text[end - 1]) != std::string_view::npos) --end;
  return end;
}

bool IsThisMachine(std::string_view after_scheme) {
  return after_scheme.substr(0, 9) == "localhost" || after_scheme.substr(0, 4) == "127.";
}

}  // namespace

std::vector<SignedUrl> FindSignedUrls(std::string_view text) {
  std::vector<SignedUrl> found;
  std::size_t at = text.find("://");
  while (at != std::string_view::npos) {
    const std::size_t end = UrlEnd(text, at + 3);
    const std::string_view url = text.substr(at, end - at);
    const std::size_t mark = std::min(url.find('?'), url.find('#'));
    // Never inside this URL again: one in its query ("?next=https://…") had its
    // parameters read with the outer ones, and a text of nothing but "://" stays linear.
    const std::size_t next = std::max(end, at + 3);
    if (mark != std::string_view::npos && !IsThisMachine(text.substr(at + 3, 9))) {
      // A fragment counts too: "#access_token=…" is where browsers get theirs.
      const std::size_t query = at + mark;
      const std::size_t hash = std::min(end, text.find('#', query + 1));
      const std::vector<Parameter> parameters = ReadParameters(text, query + 1, hash);
      const bool leaks = std::any_of(parameters.begin(), parameters.end(), [](const Parameter& one) {
        return OneOf(one.name, kKeys) && LooksReal(one.value);
      });
      if (leaks) {
        std::size_t begin = at;
        while (begin > 0 && (IsAlnum(text[begin - 1]) || text[begin - 1] == '+')) --begin;
        std::string kept;
        for (const Parameter& one : parameters) {
          if (OneOf(one.name, kKeys) || IsCompanion(one.name)) continue;
          kept.append(kept.empty() ? text.substr(query, 1) : std::string_view(one.entity ? "&amp;" : "&"));
          kept.append(one.name);
          if (!one.value.empty()) kept.append("=").append(one.value);
        }
        const TextRange range{static_cast<Offset>(query), static_cast<Offset>(hash)};
        found.push_back({.url = {static_cast<Offset>(begin), static_cast<Offset>(end)},
                         .query = range,
                         .without_key = {.range = range, .text = std::move(kept)}});
      }
    }
    at = text.find("://", next);
  }
  return found;
}

}  // namespace whyspec::rules::detect
