#include "rules/detect/email_address.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"
#include "rules/detect/characters.h"

namespace whyspec::rules::detect {
namespace {

// Longest local part and domain of RFC 5321; bounds the look around each "@".
constexpr std::size_t kMaxLocal = 64;
constexpr std::size_t kMaxDomain = 253;

constexpr std::string_view kReservedDomains[] = {"example.com", "example.org", "example.net", "example.edu"};
constexpr std::string_view kReservedEnds[] = {"example",  "test",        "invalid", "localhost", "local",
                                              "internal", "localdomain", "lan",     "svc"};
// What looks like a top-level domain and is the end of a file or systemd unit name.
constexpr std::string_view kFileEnds[] = {
    "png",  "jpg",  "jpeg",    "gif",    "svg",   "webp",   "pdf",   "html",  "js",    "ts",
    "json", "yaml", "yml",     "txt",    "css",   "lock",   "swift", "java",  "xml",   "conf",
    "log",  "toml", "service", "socket", "timer", "target", "mount", "slice", "scope", "git"};
// Mailboxes that belong to nobody or to a team.
constexpr std::string_view kSharedBoxes[] = {
    "git",        "hg",         "svn",          "root",          "noreply",       "no-reply",
    "no_reply",   "donotreply", "do-not-reply", "do_not_reply",  "mailer-daemon", "postmaster",
    "hostmaster", "webmaster",  "abuse",        "security",      "support",       "help",
    "info",       "contact",    "contacts",     "hello",         "bonjour",       "team",
    "equipe",     "sales",      "press",        "presse",        "jobs",          "legal",
    "privacy",    "dpo",        "rgpd",         "billing",       "admin",         "administrator",
    "office",     "marketing",  "newsletter",   "notifications", "notification",  "alerts",
    "bot",        "core"};
// The last word of such a name: "gateway-dev", "platform.team".
constexpr std::string_view kSharedEnds[] = {"team",    "teams", "dev",     "devel",   "users",   "announce",
                                            "discuss", "list",  "private", "oncall",  "support", "wg",
                                            "sig",     "leads", "bot",     "security"};
constexpr std::string_view kListDomains[] = {"googlegroups.com", "lists.linux.dev", "vger.kernel.org",
                                             "gserviceaccount.com"};

bool OneOf(std::string_view text, const std::string_view* begin, const std::string_view* end) {
  return std::any_of(begin, end, [text](std::string_view one) { return EqualIgnoringCase(text, one); });
}

template <std::size_t N>
bool OneOf(std::string_view text, const std::string_view (&list)[N]) {
  return OneOf(text, list, list + N);
}

bool EndsWithDomain(std::string_view domain, std::string_view end) {
  if (!EndsWithIgnoringCase(domain, end)) return false;
  return domain.size() == end.size() || domain[domain.size() - end.size() - 1] == '.';
}

constexpr std::array<bool, 256> MakeLocalBytes() {
  std::array<bool, 256> table{};
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (char c : std::string_view("._%+-'")) table[static_cast<unsigned char>(c)] = true;
  return table;
}
constexpr std::array<bool, 256> kLocalByte = MakeLocalBytes();

// Start of the local part that ends at the "@" at `at`. Letters with accents (two-byte
// Latin) and a Markdown escape ("jane\_roe") belong to it.
std::size_t LocalBegin(std::string_view text, std::size_t at, std::size_t floor) {
  const std::size_t limit = std::max(floor, at > kMaxLocal ? at - kMaxLocal : 0);
  std::size_t begin = at;
  while (begin > limit) {
    const auto byte = static_cast<unsigned char>(text[begin - 1]);
    if (kLocalByte[byte]) {
      --begin;
    } else if (byte == '\\' && begin < at && !IsAlnum(text[begin])) {
      --begin;
    } else if (byte >= 0x80 && byte < 0xC0 && begin - 1 > limit && WordCharBefore(text, begin) &&
               static_cast<unsigned char>(text[begin - 2]) >= 0xC3 &&
               static_cast<unsigned char>(text[begin - 2]) <= 0xC5) {
      begin -= 2;
    } else {
      break;
    }
  }
  // Neither a quote, a dot nor a bullet begins an address.
  while (begin < at && std::string_view("'.-+%\\").find(text[begin]) != std::string_view::npos) ++begin;
  return begin;
}

// Bytes of the letter beyond ASCII at `at`; 0 if none stands there.
std::size_t LetterLength(std::string_view text, std::size_t at) {
  if (static_cast<unsigned char>(text[at]) < 0xC3 || !WordCharAt(text, at)) return 0;
  std::size_t end = at;
  DecodeAt(text, end);
  return end - at;
}

// End of the domain that begins at `begin`; `begin` if there is none.
std::size_t DomainEnd(std::string_view text, std::size_t begin) {
  const std::size_t limit = std::min(text.size(), begin + kMaxDomain);
  std::size_t end = begin;
  std::size_t last_label = begin;
  std::size_t good = begin;
  while (end < limit) {
    const std::size_t label = end;
    while (end < limit) {
      if (IsAlnum(text[end]) || (text[end] == '-' && end > label)) {
        ++end;
      } else if (const std::size_t letter = LetterLength(text, end); letter != 0) {
        end += letter;  // "clinique-du-cèdre.fr"
      } else {
        break;
      }
    }
    if (end == label) break;
    if (label != begin) {
      // The last label is the top-level domain: letters, or "xn--…".
      const std::string_view top = text.substr(label, end - label);
      // "Mission.Booster@NASA.Exhaust" is a name in code: nobody writes a domain so.
      const bool mixed =
          std::any_of(top.begin(), top.end(), IsUpper) && !std::all_of(top.begin(), top.end(), IsUpper);
      const bool letters =
          std::all_of(top.begin(), top.end(), IsAlpha) && top.size() >= 2 && top.size() <= 24 && !mixed;
      if (letters || EqualIgnoringCase(top.substr(0, 4), "xn--"))
        good = end;
      else if (end < limit && text[end] != '.')
        break;
    }
    last_label = label;
    if (end >= limit || text[end] != '.') break;
    ++end;
  }
  // "core@1.2.3-rc.next1": the label after the last good one must not be cut in two.
  if (good > begin && good < end && last_label >= good && text[good] != '.') return begin;
  return good;
}

// "scheme://user@host" and "scheme://user:password@host".
bool IsUrlLogin(std::string_view text, std::size_t local) {
  std::size_t begin = local;
  const std::size_t limit = local > kMaxLocal ? local - kMaxLocal : 0;
  while (begin > limit && (kLocalByte[static_cast<unsigned char>(text[begin - 1])] || text[begin - 1] == ':'))
    --begin;
  return begin >= 2 && text[begin - 1] == '/' && text[begin - 2] == '/';
}

bool IsSharedBox(std::string_view local) {
  const std::string_view box = local.substr(0, local.find('+'));
  const std::size_t last = box.find_last_of("-._");
  if (OneOf(last == std::string_view::npos ? box : box.substr(last + 1), kSharedEnds)) return true;
  return OneOf(box, kSharedBoxes) || ContainsIgnoringCase(box, "noreply") ||
         ContainsIgnoringCase(box, "no-reply");
}

bool IsNobodysDomain(std::string_view domain) {
  for (std::string_view reserved : kReservedDomains) {
    if (EndsWithDomain(domain, reserved)) return true;
  }
  for (std::string_view list : kListDomains) {
    if (EndsWithDomain(domain, list)) return true;
  }
  const std::string_view top = domain.substr(domain.rfind('.') + 1);
  if (OneOf(top, kReservedEnds) || OneOf(top, kFileEnds)) return true;
  // "…@users.noreply.github.com", "announce@lists.acme.org"
  for (std::string_view rest = domain; !rest.empty();) {
    const std::string_view label = rest.substr(0, rest.find('.'));
    if (EqualIgnoringCase(label, "noreply") || EqualIgnoringCase(label, "lists")) return true;
    rest.remove_prefix(std::min(rest.size(), label.size() + 1));
  }
  return false;
}

// The id of a message in the address of a mailing list's archive:
// "https://lore.example/all/20240402-some-patch-v1-0-b1c59ba7ae3b@host/".
bool IsMessageId(std::string_view text, std::size_t begin, std::string_view local) {
  if (begin == 0 || (text[begin - 1] != '/' && text[begin - 1] != '<' && text[begin - 1] != '='))
    return false;
  return std::count_if(local.begin(), local.end(), IsDigit) >= 8;
}

// "user@host:path" without a blank: a remote of SSH or scp.
bool IsSshRemote(std::string_view text, std::size_t end) {
  return end + 1 < text.size() && text[end] == ':' &&
         (IsAlnum(text[end + 1]) || text[end + 1] == '/' || text[end + 1] == '~' || text[end + 1] == '.');
}

}  // namespace

std::vector<TextRange> FindEmailAddresses(std::string_view text) {
  std::vector<TextRange> found;
  std::size_t floor = 0;
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    const std::size_t begin = LocalBegin(text, at, floor);
    if (begin == at) continue;
    const std::size_t end = DomainEnd(text, at + 1);
    if (end == at + 1) continue;
    floor = end;
    const std::string_view local = text.substr(begin, at - begin);
    const std::string_view domain = text.substr(at + 1, end - at - 1);
    if (IsSharedBox(local) || IsNobodysDomain(domain) || IsUrlLogin(text, begin) || IsSshRemote(text, end) ||
        IsMessageId(text, begin, local)) {
      continue;
    }
    // "name@host.tld@": a handle of another kind (Mastodon, Kerberos), "x@y.z(": a call.
    if (end < text.size() && (text[end] == '@' || text[end] == '(' || text[end] == '_')) continue;
    // "@user@host.tld": a handle.
    if (begin > 0 && text[begin - 1] == '@') continue;
    found.push_back({static_cast<Offset>(begin), static_cast<Offset>(end)});
  }
  return found;
}

}  // namespace whyspec::rules::detect
