#include "calls/read_call.h"

#include <algorithm>
#include <deque>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "calls/importers/call_record.h"
#include "calls/importers/encoding.h"
#include "calls/importers/importer.h"
#include "calls/importers/lines.h"
#include "calls/importers/problems.h"
#include "calls/importers/recognise.h"
#include "calls/importers/speakers.h"
#include "calls/importers/vendor_file.h"

namespace whyspec::calls {
namespace {

// "…/acme-2026-01-13.vtt" -> "acme-2026-01-13".
std::string_view Stem(std::string_view path) {
  const std::string_view name = Basename(path);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

void Append(const DecodedText& decoded, Problems& problems, std::vector<Problem>& out) {
  for (Problem& problem : problems.Take()) {
    problem.range = decoded.ToFile(problem.range);
    out.push_back(std::move(problem));
  }
}

void AppendRemark(const DecodedText& decoded, bool in_sidecar, std::vector<Problem>& out) {
  if (decoded.remark().empty()) return;
  out.push_back(
      Problem{.message = decoded.remark(), .range = decoded.remark_range(), .in_sidecar = in_sidecar});
}

void MoveToFile(const DecodedText& decoded, Call& call) {
  const auto move = [&decoded](TextRange& range) {
    if (!range.empty()) range = decoded.ToFile(range);
  };
  move(call.id_source);
  move(call.account_source);
  for (Participant& participant : call.participants) move(participant.source);
  for (Turn& turn : call.turns) move(turn.source);
}

// "---" and a line such as "account: acme" at the top, but nothing that ends them.
bool HasOpenFrontMatter(std::string_view text) {
  LineReader lines(text);
  if (Trim(Cut(text, lines.Next().range)) != "---") return false;
  const std::string_view second = Cut(text, lines.Next().range);
  const std::string_view key = Trim(second.substr(0, second.find(':')));
  return second.find(':') != std::string_view::npos &&
         std::any_of(kCallSchema.fields.begin(), kCallSchema.fields.end(),
                     [key](const data::Field& field) { return field.key == key; });
}

class CallReader {
 public:
  explicit CallReader(const CallFile& file)
      : file_(file), decoded_(DecodedText::Decode(file.bytes)), sidecar_(DecodedText::Decode(file.sidecar)) {}

  ReadCallResult Read() {
    ReadTranscript();
    ReadCallResult result;
    result.format = vendor_.empty() ? Name(format_) : vendor_;
    const bool fatal = problems_.fatal();
    if (!fatal) {
      Finish();
      result.call = std::move(call_);
    }
    Append(decoded_, problems_, result.problems);
    AppendRemark(decoded_, false, result.problems);
    if (!fatal) {
      Append(sidecar_, sidecar_problems_, result.problems);
      AppendRemark(sidecar_, true, result.problems);
    }
    return result;
  }

 private:
  void ReadTranscript() {
    const std::string_view text = decoded_.text();
    if (!decoded_.readable()) {
      problems_.AddFatal({0, 0},
                         StrCat("\xE2\x80\x9C", Printable(Basename(file_.path)),
                                "\xE2\x80\x9D is no text (a recording, perhaps, or a packed file), so it was "
                                "not read. Export the transcript as .vtt, .srt or .txt."));
      return;
    }
    format_ = Recognise(file_.path, text);
    switch (format_) {
      case Format::kUnknown:
        problems_.AddFatal({0, 0},
                           StrCat("\xE2\x80\x9C", Printable(Basename(file_.path)),
                                  "\xE2\x80\x9D is in no format Whyspec knows as a call, so no spec can cite "
                                  "it. Calls are .md, .json, .vtt, .srt, .txt and .csv files."));
        return;
      case Format::kJson:
      case Format::kCsv:
        return ReadVendor(text);
      case Format::kMarkdown:
        return ReadMarkdownCall(text);
      case Format::kWebVtt:
        ReadSidecar();
        call_.turns = ReadWebVtt(text, call_, problems_);
        return;
      case Format::kSrt:
        ReadSidecar();
        call_.turns = ReadSrt(text, call_, problems_);
        return;
      case Format::kText:
        ReadSidecar();
        call_.turns = ReadPlainText(text, call_);
        return;
    }
  }

  // Our own record, or an export of one call.
  void ReadVendor(std::string_view text) {
    static const ColumnMap kNoColumns;
    VendorFile file = ReadVendorFile(file_.path, text, "auto", kNoColumns);
    if (file.kind == VendorFile::Kind::kRecord) {
      for (const data::ParseError& error : file.json.errors) problems_.Add(error.range, error.message);
      ApplyRecord(file.json.root, RecordPlace::kFile, call_, problems_);
      return ReadSidecar();
    }
    if (file.kind != VendorFile::Kind::kRead) return problems_.AddFatal(file.range, std::move(file.message));
    vendor_ = file.format;
    for (const RecordProblem& problem : file.sink.problems()) {
      if (problem.fatal) return problems_.AddFatal(problem.range, problem.message);
      problems_.Add(problem.range, problem.message);
    }
    std::deque<ExportedCall>& calls = file.sink.calls();
    JoinSame(calls);
    if (calls.size() != 1) return RefuseMany(calls.size());
    FinishExported(text, calls[0]);
    call_ = std::move(static_cast<Call&>(calls[0]));
    call_.id.clear();  // specs cite a file by its name
    ReadSidecar();
  }

  void RefuseMany(std::size_t count) {
    const std::string name = Printable(Basename(file_.path));
    if (count == 0) {
      problems_.AddFatal({0, 0}, StrCat("\xE2\x80\x9C", name, "\xE2\x80\x9D (an export of ", vendor_,
                                        ") holds no call, so no spec can cite it."));
      return;
    }
    problems_.AddFatal(
        {0, 0},
        StrCat("\xE2\x80\x9C", name, "\xE2\x80\x9D holds ", count,
               " calls, and a file here is one call. Move it elsewhere and run `whyspec calls import ", name,
               " --into ", Printable(Basename(Dirname(file_.path))), "`: it makes a file of each."));
  }

  void ReadMarkdownCall(std::string_view text) {
    const markdown::Document document = markdown::Document::Parse(std::string(text));
    if (const markdown::FrontMatter* front_matter = document.front_matter()) {
      for (const data::ParseError& error : front_matter->yaml.errors)
        problems_.Add(error.range, error.message);
      ApplyRecord(front_matter->yaml.root, RecordPlace::kFile, call_, problems_);
    } else if (HasOpenFrontMatter(text)) {
      problems_.Add(
          {0, 3},
          "The details of this call begin here but never end, so they were read as words somebody said. "
          "Put a line with --- alone below the last of them.");
    }
    ReadSidecar();
    std::vector<Turn> body = ReadMarkdown(document, call_);
    if (call_.turns.empty()) {
      call_.turns = std::move(body);
    } else if (!body.empty()) {
      problems_.Add(
          body.front().source,
          "The transcript of this call stands in its front matter already, so the text below was not "
          "read. Keep one of the two; if these are your own words, put them under `notes`.");
    }
  }

  void ReadSidecar() {
    if (file_.sidecar_path.empty()) return;
    if (!sidecar_.readable()) {
      sidecar_problems_.Add({0, 0},
                            "This side-car is no text, so the call keeps no details from it. It should have "
                            "lines such as `account: acme`.");
      return;
    }
    const data::Parsed parsed = data::ParseYaml(sidecar_.text());
    for (const data::ParseError& error : parsed.errors) sidecar_problems_.Add(error.range, error.message);
    ApplyRecord(parsed.root, RecordPlace::kSidecar, call_, sidecar_problems_);
  }

  void Finish() {
    call_.path = file_.path;
    call_.sidecar_path = file_.sidecar_path;
    if (call_.id.empty()) call_.id = MakeCallId(Stem(file_.path));
    JoinSpeakers(decoded_.text(), call_);
    if (call_.transcript_status == TranscriptStatus::kNone && !call_.turns.empty()) {
      call_.transcript_status = TranscriptStatus::kReady;
    }
    if (call_.transcript_status == TranscriptStatus::kNone && Trim(call_.notes).empty()) {
      problems_.Add({0, 0},
                    "This call has no words, neither a transcript nor notes, so no spec can quote it. If the "
                    "transcript is still being made, write `transcript: {status: processing}`.");
    }
    MoveToFile(decoded_, call_);
  }

  const CallFile& file_;
  DecodedText decoded_;
  DecodedText sidecar_;
  Format format_ = Format::kUnknown;
  std::string_view vendor_;  // the export's format, if it is one
  Call call_;
  Problems problems_;
  Problems sidecar_problems_{true};
};

}  // namespace

ReadCallResult ReadCall(const CallFile& file) { return CallReader(file).Read(); }

}  // namespace whyspec::calls
