#include "calls/importers/webvtt.h"

#include "base/strings.h"
#include "calls/importers/captions.h"
#include "calls/importers/importer.h"
#include "calls/importers/speakers.h"

namespace whyspec::calls {
namespace {

std::string Sentence(const webvtt::LeftOut& left) {
  switch (left.why) {
    case webvtt::LeftOut::Why::kBadTimes:
      return StrCat("The times in line ", left.line,
                    " cannot be read, so the words below them were left out. They look like "
                    "00:00:01.000 --> 00:00:05.000, with three digits after the dot.");
    case webvtt::LeftOut::Why::kNoTimes:
      return StrCat(
          "The words from line ", left.line,
          " on stand under no times, so they were left out, as every video player does. A blank line "
          "inside a cue does this: delete it, or put times above the words.");
    case webvtt::LeftOut::Why::kCutOff:
      return StrCat("The transcript breaks off in line ", left.line,
                    ": what comes before was read, the rest is missing. Export or download the file again.");
  }
  return "";
}

}  // namespace

std::vector<Turn> ReadWebVtt(std::string_view text, const Call& call, Problems& problems) {
  const webvtt::File file = webvtt::Parse(text);
  if (!file.has_signature) {
    problems.AddFatal(
        {0, 0},
        "A .vtt file begins with the word WEBVTT; this one does not, so it was not read. If it is a "
        "transcript in another format, give it that format's ending (.srt, .txt, .md).");
    return {};
  }
  for (const webvtt::LeftOut& left : file.left_out) problems.Add(left.range, Sentence(left));
  std::vector<Passage> passages;
  passages.reserve(file.cues.size());
  for (const webvtt::Cue& cue : file.cues) {
    webvtt::CueText read = webvtt::ReadCueText(cue.text);
    if (read.open_tag) {
      problems.Add(cue.range,
                   StrCat("In the cue of line ", cue.line,
                          " a \"<\" is never closed, and hides the words after it. Write &lt; if the "
                          "sign itself is meant; if the file breaks off there, export it again."));
    }
    for (webvtt::Span& span : read.spans) {
      passages.push_back(Passage{.speaker = std::move(span.voice),
                                 .start_ms = cue.start_ms,
                                 .end_ms = cue.end_ms,
                                 .text = std::move(span.text),
                                 .source = cue.range});
    }
  }
  Unroll(passages);
  DropIdleDashes(passages);
  return TurnsOfCues(std::move(passages), call);
}

}  // namespace whyspec::calls
