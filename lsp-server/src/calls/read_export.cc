#include "calls/read_export.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "calls/importers/encoding.h"
#include "calls/importers/export_formats.h"
#include "calls/importers/vendor_file.h"

namespace whyspec::calls {
namespace {

// "ada@mail.acme.com" for {"acme.com"}.
bool IsOwn(std::string_view email, const std::vector<std::string>& domains) {
  const std::size_t at = email.rfind('@');
  if (at == std::string_view::npos) return false;
  const std::string host = Fold(email.substr(at + 1));
  return std::any_of(domains.begin(), domains.end(), [&](const std::string& written) {
    std::string domain = Fold(Trim(written));
    if (domain.starts_with('@')) domain.erase(0, 1);
    return !domain.empty() && (host == domain || host.ends_with("." + domain));
  });
}

void ApplyDomains(const std::vector<std::string>& domains, Call& call) {
  if (domains.empty()) return;
  for (Participant& person : call.participants) {
    if (person.email.empty()) continue;
    // Our own address says for sure whose side somebody is on; another one only if the
    // export does not know better.
    if (IsOwn(person.email, domains)) {
      person.affiliation = Affiliation::kInternal;
    } else if (person.affiliation == Affiliation::kUnknown) {
      person.affiliation = Affiliation::kExternal;
    }
  }
}

class Reader {
 public:
  Reader(const std::vector<ExportFile>& files, const ExportOptions& options)
      : files_(files), options_(options) {}

  ReadExportResult Read() {
    CountNames();
    for (const ExportFile& file : files_) ReadFile(file);
    for (Pending& pending : pending_) Finish(pending);
    return std::move(result_);
  }

 private:
  struct Pending {
    ExportedCall call;
    std::string file;
  };

  void CountNames() {
    for (const ExportFile& file : files_) ++names_[std::string(Basename(file.path))];
  }

  void Report(const ExportFile& file, std::string record, Problem problem, bool skipped = false) {
    result_.problems.push_back(ExportProblem{
        .file = file.path, .record = std::move(record), .problem = std::move(problem), .skipped = skipped});
  }

  void Fail(const ExportFile& file, TextRange range, std::string message) {
    Report(file, "", Problem{.message = std::move(message), .range = range, .fatal = true});
  }

  void ReadFile(const ExportFile& file) {
    result_.formats.push_back("");
    const DecodedText decoded = DecodedText::Decode(file.bytes);
    if (!decoded.readable()) {
      return Fail(
          file, {0, 0},
          StrCat("\xE2\x80\x9C", Printable(Basename(file.path)),
                 "\xE2\x80\x9D is no text (a recording, perhaps, or a packed file). Export the transcript as "
                 ".vtt, .srt, .txt, .csv or .json."));
    }
    VendorFile read = ReadVendorFile(file.path, decoded.text(), options_.from, options_.columns);
    switch (read.kind) {
      case VendorFile::Kind::kRecord:
      case VendorFile::Kind::kNotMine:
        if (!read.message.empty()) return Fail(file, {0, 0}, std::move(read.message));
        return ReadTranscript(file);
      case VendorFile::Kind::kUnknownJson:
      case VendorFile::Kind::kAmbiguous:
      case VendorFile::Kind::kBroken:
        return Fail(file, decoded.ToFile(read.range), std::move(read.message));
      case VendorFile::Kind::kRead:
        break;
    }
    result_.formats.back() = read.format;
    for (RecordProblem& problem : read.sink.problems()) {
      Report(file, std::move(problem.record),
             Problem{.message = std::move(problem.message),
                     .range = decoded.ToFile(problem.range),
                     .fatal = problem.fatal},
             problem.skipped);
    }
    if (!decoded.remark().empty()) {
      Report(file, "", Problem{.message = decoded.remark(), .range = decoded.remark_range()});
    }
    if (read.sink.calls().empty() && read.sink.problems().empty()) {
      return Fail(file, {0, 0}, StrCat("This export (read as ", read.format, ") holds no call."));
    }
    for (ExportedCall& call : read.sink.calls()) Add(file, std::move(call));
  }

  // A file that is one call: subtitles, text, Markdown, our own record.
  void ReadTranscript(const ExportFile& file) {
    // `--from` says more than a name: the name it reads as.
    static const std::map<std::string_view, std::string_view> kEndings = {
        {"teams", ".vtt"}, {"zoom", ".vtt"}, {"webvtt", ".vtt"},  {"srt", ".srt"},
        {"otter", ".txt"}, {"text", ".txt"}, {"markdown", ".md"}, {"whyspec", ".json"}};
    const auto ending = kEndings.find(options_.from);
    CallFile call_file{
        .path = file.path, .bytes = file.bytes, .sidecar_path = file.sidecar_path, .sidecar = file.sidecar};
    if (ending != kEndings.end()) {
      std::string stem = file.path;
      const std::size_t dot = stem.rfind('.');
      if (dot != std::string::npos && stem.find('/', dot) == std::string::npos) stem.resize(dot);
      call_file.path = StrCat(stem, ending->second);
    }
    ReadCallResult read = ReadCall(call_file);
    if (!read.call && read.format.empty()) {
      return Fail(file, {0, 0},
                  StrCat("\xE2\x80\x9C", Printable(Basename(file.path)),
                         "\xE2\x80\x9D is in no format that can be recognised. Say what it is with --from: ",
                         ExportFormatNames(), "."));
    }
    result_.formats.back() =
        options_.from == "auto" ? read.format : std::string_view(FormatName(options_.from));
    for (Problem& problem : read.problems) Report(file, "", std::move(problem));
    if (!read.call) return;
    ExportedCall call;
    static_cast<Call&>(call) = std::move(*read.call);
    call.path.clear();
    call.sidecar_path.clear();
    if (call.source.system.empty()) call.source.system = "file";
    if (call.source.id.empty()) call.source.id = NameOf(file);
    Add(file, std::move(call));
  }

  static std::string_view FormatName(std::string_view from) {
    for (const ExportFormat& format : ExportFormats()) {
      if (format.name == from) return format.name;
    }
    return "";
  }

  // The file's name; with its folder if two files of this import share it.
  std::string NameOf(const ExportFile& file) const {
    const std::string name(Basename(file.path));
    const auto found = names_.find(name);
    const bool shared = found != names_.end() && found->second > 1;
    const std::string_view folder = Basename(Dirname(file.path));
    return Printable(shared && !folder.empty() ? StrCat(folder, '/', name) : name);
  }

  void Add(const ExportFile& file, ExportedCall call) {
    const std::string key = StrCat(call.source.system, '\0', call.source.id);
    const auto [found, added] = by_key_.try_emplace(key, pending_.size());
    if (added) {
      pending_.push_back({std::move(call), file.path});
      return;
    }
    Pending& pending = pending_[found->second];
    if (pending.call.record.empty()) pending.call.record = call.record;
    JoinCall(std::move(call), pending.call);
  }

  void Finish(Pending& pending) {
    ExportedCall& call = pending.call;
    FinishExported({}, call);
    ApplyDomains(options_.own_domains, call);
    if (call.id.empty()) {
      const bool file = call.source.system == "file";
      std::string_view id = call.source.id;
      if (file) id = id.substr(0, id.rfind('.'));
      call.id = MakeCallId(file ? std::string(id) : StrCat(call.source.system, '-', id));
    }
    std::string record = std::move(call.record);
    result_.calls.push_back(ImportedCall{
        .call = std::move(static_cast<Call&>(call)), .file = pending.file, .record = std::move(record)});
  }

  const std::vector<ExportFile>& files_;
  const ExportOptions& options_;
  std::map<std::string, int> names_;
  std::vector<Pending> pending_;
  std::unordered_map<std::string, std::size_t> by_key_;
  ReadExportResult result_;
};

}  // namespace

ReadExportResult ReadExport(const std::vector<ExportFile>& files, const ExportOptions& options) {
  return Reader(files, options).Read();
}

}  // namespace whyspec::calls
