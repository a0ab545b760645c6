#include "sync/requests.h"

#include <nlohmann/json.hpp>
#include <random>

#include "base/strings.h"
#include "base/uri.h"
#include "sync/changes.h"

namespace whyspec::sync {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostUploadBytes = std::size_t{50} << 20;
constexpr std::size_t kMostFiles = 50;

std::string Dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

// Fit to stand between quotation marks in a header: what would end them, or the line, is replaced.
std::string FieldName(std::string_view name) {
  std::string safe;
  for (const char c : name)
    safe += c == '"' || c == '\\' || static_cast<unsigned char>(c) < ' ' || c == 0x7f ? '_' : c;
  return safe;
}

}  // namespace

HttpRequest PublishSpec(const evidence::SpecRecord& spec) {
  Json sections = Json::array();
  for (const auto& section : spec.sections) {
    sections.push_back({{"role", section.role}, {"title", section.title}, {"markdown", section.markdown}});
  }
  Json citations = Json::array();
  for (const auto& cited : spec.citations) {
    Json citation = {{"call", cited.call},
                     {"anchor", cited.anchor},
                     {"quote", cited.quote},
                     {"verdict", cited.verdict},
                     {"stance", "supports"}};
    if (cited.first_turn && cited.last_turn) citation["turns"] = {*cited.first_turn, *cited.last_turn};
    citations.push_back(std::move(citation));
  }
  const Json record = {{"id", spec.id},
                       {"repository", spec.repository},
                       {"path", spec.path},
                       {"title", spec.title},
                       {"status", spec.status},
                       {"owner", spec.owner},
                       {"language", spec.language},
                       {"sections", std::move(sections)},
                       {"citations", std::move(citations)},
                       {"errors", spec.errors},
                       {"warnings", spec.warnings}};
  return {.method = "PUT",
          .target = StrCat("/v1/specs/", PercentEncode(spec.id)),
          .headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}},
          .body = Dumped(record)};
}

Result<HttpRequest> UploadCalls(const CallUpload& upload, std::string_view key) {
  if (upload.files.empty())
    return Error{ErrorCode::kInvalid, "There is no call to log: the file is missing."};
  if (upload.files.size() > kMostFiles) {
    return Error{ErrorCode::kTooLarge, StrCat("At most ", kMostFiles, " files can be logged at once.")};
  }
  std::size_t bytes = 0;
  for (const CallUpload::File& file : upload.files) bytes += file.bytes.size();
  if (bytes > kMostUploadBytes) {
    return Error{ErrorCode::kTooLarge,
                 "This is larger than 50 MB: no transcript is. Log the transcript, not the recording."};
  }
  // A boundary that stands in no file: random, 128 bits.
  const std::string boundary = StrCat("whyspec-", MakeKey());
  std::string body;
  const auto part = [&](std::string_view disposition, std::string_view type, std::string_view content) {
    body += StrCat("--", boundary, "\r\nContent-Disposition: form-data; ", disposition, "\r\n");
    if (!type.empty()) body += StrCat("Content-Type: ", type, "\r\n");
    body += "\r\n";
    body += content;
    body += "\r\n";
  };
  if (!upload.defaults.empty()) part("name=\"defaults\"", "application/json", upload.defaults);
  if (!upload.from.empty()) part("name=\"from\"", "", upload.from);
  if (upload.dry_run) part("name=\"dry_run\"", "", "true");
  for (const CallUpload::File& file : upload.files) {
    part(StrCat("name=\"file\"; filename=\"", FieldName(file.name), "\""), "application/octet-stream",
         file.bytes);
  }
  body += StrCat("--", boundary, "--\r\n");
  return HttpRequest{.method = "POST",
                     .target = "/v1/calls/uploads",
                     .headers = {{"Content-Type", StrCat("multipart/form-data; boundary=", boundary)},
                                 {"Accept", "application/json"},
                                 {"Idempotency-Key", std::string(key)}},
                     .body = std::move(body),
                     .timeout = std::chrono::minutes(2)};
}

std::string WhyNot(const HttpResult& result, std::string_view what) {
  if (!result.ok()) return StrCat(what, ". ", result.message);
  const int status = result.answer.status;
  if (status >= 200 && status < 300) return {};
  const std::string said = ProblemText(result.answer.body);
  const std::string ending = said.empty() ? "" : StrCat(" The call log says: ", said);
  switch (status) {
    case 401:
      return StrCat(what, ": the call log does not accept your token. Sign in again.");
    case 403:
      return StrCat(what, ": your token may not do that. Ask whoever runs the call log.", ending);
    case 409:
    case 412:
      return StrCat(what, ": the call log has something else under this name.", ending);
    case 413:
      return StrCat(what, ": it is larger than the call log takes.", ending);
    default:
      return StrCat(what, ".",
                    ending.empty() ? StrCat(" The call log answers with status ", status, ".") : ending);
  }
}

std::string MakeKey() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::random_device random;
  std::string key;
  for (int i = 0; i < 4; ++i) {
    std::uint32_t bits = random();
    for (int k = 0; k < 8; ++k, bits >>= 4U) key += kDigits[bits & 15U];
  }
  return key;
}

}  // namespace whyspec::sync
