// Transcripts as files, in any format that calls/read_export.h reads.
#include <algorithm>

#include "base/strings.h"
#include "calls/read_call.h"
#include "http/app.h"
#include "http/handlers.h"
#include "http/multipart.h"
#include "http/read_body.h"
#include "http/views.h"

namespace whyspec::http {
namespace {

constexpr std::size_t kMostFields = 10;

Json ProblemJson(const calls::ExportProblem& problem, const std::vector<calls::ExportFile>& files) {
  Json json = {{"file", problem.file}, {"record", problem.record}, {"message", problem.problem.message}};
  const auto file = std::find_if(files.begin(), files.end(), [&problem](const calls::ExportFile& candidate) {
    return candidate.path == problem.file;
  });
  if (file != files.end() && !problem.problem.range.empty() &&
      problem.problem.range.begin < file->bytes.size()) {
    const auto end = file->bytes.begin() + static_cast<std::ptrdiff_t>(problem.problem.range.begin);
    json["line"] = 1 + std::count(file->bytes.begin(), end, '\n');
  }
  json["skipped"] = problem.skipped;
  json["fatal"] = problem.problem.fatal;
  return json;
}

// A side-car beside its transcript: "NAME.vtt" and "NAME.call.yaml".
void PairSidecars(std::vector<calls::ExportFile>& files) {
  std::vector<calls::ExportFile> transcripts;
  std::vector<calls::ExportFile> sidecars;
  for (calls::ExportFile& file : files) {
    (calls::IsSidecarName(file.path) ? sidecars : transcripts).push_back(std::move(file));
  }
  for (calls::ExportFile& sidecar : sidecars) {
    const std::string_view stem = std::string_view(sidecar.path).substr(0, sidecar.path.rfind(".call.y"));
    const auto found =
        std::find_if(transcripts.begin(), transcripts.end(), [stem](const calls::ExportFile& file) {
          return file.sidecar_path.empty() &&
                 std::string_view(file.path).substr(0, file.path.rfind('.')) == stem;
        });
    if (found != transcripts.end()) {
      found->sidecar_path = std::move(sidecar.path);
      found->sidecar = std::move(sidecar.bytes);
    } else {
      transcripts.push_back(std::move(sidecar));  // the reader says what is wrong with it alone
    }
  }
  files = std::move(transcripts);
}

bool IsTrue(std::string_view text) { return text == "true" || text == "1"; }

// The form's fields and files, or the answer that says what is wrong.
std::optional<Response> ReadForm(Context& context, const std::vector<Part>& parts,
                                 team::Service::Upload& upload) {
  const std::size_t most = context.app.options().limits.upload_files;
  for (const Part& part : parts) {
    const std::string text(part.content);
    if (part.name == "file") {
      if (upload.files.size() == most) {
        return ProblemResponse(
            413, StrCat("At most ", most, " files can be uploaded at once. Send the others after."));
      }
      upload.files.push_back({.path = part.file_name.empty() ? std::string("file") : part.file_name,
                              .bytes = text,
                              .sidecar_path = "",
                              .sidecar = ""});
    } else if (part.name == "from") {
      const auto& formats = calls::ExportFormats();
      const bool known =
          text.empty() || text == "auto" ||
          std::any_of(formats.begin(), formats.end(),
                      [&text](const calls::ExportFormat& format) { return format.name == text; });
      if (!known)
        return ProblemResponse(422, StrCat("No format is called \"", Shorten(Printable(text), 40),
                                           "\". Leave \"from\" out: the format is recognised."));
      if (!text.empty()) upload.options.from = text;
    } else if (part.name == "dry_run") {
      upload.dry_run = IsTrue(text);
    } else if (part.name == "keep_going") {
      upload.keep_going = IsTrue(text);
    } else if (part.name == "defaults") {
      const auto json = ParseJsonBody(text);
      if (!json) return ProblemResponse(422, StrCat("The field \"defaults\": ", json.error().message));
      if (!json->is_object())
        return ProblemResponse(422, "The field \"defaults\" must be a JSON object: {…}.");
      auto call = BodyCall(context, *json, "");
      if (auto* wrong = std::get_if<Response>(&call)) return std::move(*wrong);
      upload.defaults = std::move(std::get<calls::Call>(call));
    } else {
      return ProblemResponse(422, StrCat("The form has a field \"", Shorten(Printable(part.name), 40),
                                         "\". It may have file, defaults, from, dry_run and keep_going."));
    }
  }
  if (upload.files.empty()) return ProblemResponse(422, "The form holds no file. Add one as \"file\".");
  return std::nullopt;
}

}  // namespace

Response UploadCalls(Context& context) {
  const auto parts = ParseMultipart(context.request.headers.Get("Content-Type"), context.body,
                                    context.app.options().limits.upload_files + kMostFields);
  if (!parts) return ProblemResponse(400, parts.error().message);
  team::Service::Upload upload;
  if (auto wrong = ReadForm(context, *parts, upload)) return std::move(*wrong);
  PairSidecars(upload.files);
  const auto uploaded = context.app.service().UploadCalls(context.caller, upload);
  if (!uploaded) return ErrorResponse(uploaded.error());

  std::vector<std::string> made;
  for (const team::CallStore::PutResult& result : uploaded->calls) made.push_back(PutResultText(result));
  std::vector<std::string> previews;
  for (const team::CallView& view : uploaded->previews) previews.push_back(CallText(view, Turns::kWith));
  Json problems = Json::array();
  for (const calls::ExportProblem& problem : uploaded->problems) {
    problems.push_back(ProblemJson(problem, upload.files));
  }
  const bool nothing = made.empty() && previews.empty();
  const std::string members = StrCat("\"calls\":[", Join(made, ","), "],\"previews\":[", Join(previews, ","),
                                     "],\"problems\":", Dump(problems));
  if (!nothing) return JsonResponse(200, StrCat('{', members, '}'));
  Response response =
      ProblemResponse(422, "No call could be taken from these files; `problems` says why for each.");
  response.body.pop_back();
  response.body += StrCat(',', members, '}');
  return response;
}

}  // namespace whyspec::http
