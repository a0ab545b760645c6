#include "team/tombstones.h"

#include <algorithm>

#include "base/base64.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "team/crypto.h"
#include "team/secrets.h"

namespace whyspec::team {
namespace {

// Names as people write them: words alone count.
std::string Plain(std::string_view name) {
  std::string out;
  for (const TextRange word : Words(name)) {
    if (!out.empty()) out += ' ';
    out += Fold(Cut(name, word));
  }
  return out;
}

std::vector<std::string> Hashes(const std::string& key, const std::vector<Mark>& marks) {
  std::vector<std::string> out;
  for (const Mark& mark : marks) {
    if (!mark.value.empty()) out.push_back(ToHex(HmacSha256(key, StrCat(mark.kind, "\n", mark.value))));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

std::string PhoneDigits(std::string_view phone) {
  std::string digits;
  for (const char c : phone) {
    if (c >= '0' && c <= '9') digits += c;
  }
  // "+33 6 39 98 01 02", "0033…" and "06 39 98 01 02" are one: its last nine digits.
  constexpr std::size_t kTell = 9;
  if (digits.size() < 6) return "";
  return digits.size() > kTell ? digits.substr(digits.size() - kTell) : digits;
}

Mark EmailMark(std::string_view email) { return {"email", Fold(Trim(email))}; }
Mark PhoneMark(std::string_view phone) { return {"phone", PhoneDigits(phone)}; }
Mark NameMark(std::string_view name, std::string_view account) {
  const std::string plain = Plain(name);
  const std::string at = Plain(account);
  return {"name", plain.empty() || at.empty() ? "" : StrCat(plain, "\n", at)};
}
Mark AccountMark(std::string_view spelling) { return {"account", Plain(spelling)}; }

std::vector<Mark> MarksOf(const calls::Call& call) {
  std::vector<Mark> marks = {{"call", call.id}};
  if (!call.source.id.empty()) marks.push_back({"source", StrCat(call.source.system, "\n", call.source.id)});
  return marks;
}

Status Bury(sql::Session& session, const std::vector<Mark>& marks, std::int64_t now_ms) {
  const auto key = LogKey(session, kTombstoneKey);
  if (!key.ok()) return key.error();
  for (const std::string& hash : Hashes(*key, marks)) {
    // The kind is not kept: whether an address or an account was erased is nobody's business.
    const auto ran = session.Run(
        "INSERT INTO tombstones (hash, at_ms) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING", {hash, now_ms});
    if (!ran.ok()) return ran.error();
  }
  return Done{};
}

Result<bool> AnyBuried(sql::Session& session, const std::vector<Mark>& marks) {
  constexpr std::size_t kAtOnce = 200;
  const auto key = LogKey(session, kTombstoneKey);
  if (!key.ok()) return key.error();
  const std::vector<std::string> hashes = Hashes(*key, marks);
  for (std::size_t first = 0; first < hashes.size(); first += kAtOnce) {
    sql::Values values;
    std::string list;
    for (std::size_t i = first; i < std::min(hashes.size(), first + kAtOnce); ++i) {
      values.emplace_back(hashes[i]);
      list += StrCat(list.empty() ? "$" : ", $", values.size());
    }
    const auto rows =
        session.Query(StrCat("SELECT 1 FROM tombstones WHERE hash IN (", list, ") LIMIT 1"), values);
    if (!rows.ok()) return rows.error();
    if (!rows->empty()) return true;
  }
  return false;
}

}  // namespace whyspec::team
