// Transcripts of speech recognisers: AssemblyAI (milliseconds), Deepgram (seconds),
// Whisper and WhisperX (seconds, segments of a few words that are joined while one
// speaker goes on). Speakers are letters or numbers: named, never guessed.
#include "base/strings.h"
#include "base/unicode.h"
#include "calls/importers/export_sink.h"
#include "calls/importers/language_code.h"
#include "calls/importers/vendor_values.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

std::string SpeakerOf(const std::string& label) {
  if (label.empty()) return "";
  return label.size() <= 2 ? StrCat("Speaker ", label) : label;
}

const Value* ItemsAt(const Value& map, Keys paths) {
  const Value* list = AnyList(map, paths);
  return list != nullptr && !list->items.empty() ? list : nullptr;
}

// Words with times and speakers, where nothing longer was made of them.
void ReadWords(const Value& words, Keys text_keys, bool milliseconds, Call& call) {
  Turn turn;
  std::string last;
  for (const Value& word : words.items) {
    const std::string text = AnyText(word, text_keys);
    if (text.empty()) continue;
    const std::string speaker = AnyText(word, {"speaker"});
    if (speaker != last && !turn.text.empty()) {
      AddTurn(call, std::move(turn));
      turn = Turn();
    }
    last = speaker;
    if (turn.text.empty()) {
      turn.speaker = SpeakerOf(speaker);
      turn.start_ms = milliseconds ? FromMillis(word, {"start"}) : FromSeconds(word, {"start"});
      turn.source = word.range;
    } else {
      turn.text += ' ';
    }
    turn.text += text;
    turn.end_ms = milliseconds ? FromMillis(word, {"end"}) : FromSeconds(word, {"end"});
    turn.source.end = word.range.end;
  }
  AddTurn(call, std::move(turn));
}

void ReadAssemblyAiPage(const Value& page, ExportSink& sink) {
  ExportedCall& call = sink.Add("assemblyai", AnyText(page, {"id"}), page.range);
  call.language = LanguageCode(AnyText(page, {"language_code"}));
  call.duration_ms = FromSeconds(page, {"audio_duration"});
  const std::string status = AnyText(page, {"status"});
  if (status == "error") {
    call.transcript_status = TranscriptStatus::kFailed;
    return;
  }
  if (const Value* utterances = ItemsAt(page, {"utterances"})) {
    for (const Value& utterance : utterances->items) {
      AddTurn(call, Turn{.speaker = SpeakerOf(AnyText(utterance, {"speaker"})),
                         .start_ms = FromMillis(utterance, {"start"}),
                         .end_ms = FromMillis(utterance, {"end"}),
                         .text = AnyText(utterance, {"text"}),
                         .source = utterance.range});
    }
  } else if (const Value* words = ItemsAt(page, {"words"})) {
    ReadWords(*words, {"text"}, true, call);
  } else if (const Value* text = AnyOf(page, {"text"})) {
    AddTurn(call, Turn{.speaker = {},
                       .start_ms = {},
                       .end_ms = {},
                       .text = AnyText(page, {"text"}),
                       .source = text->range});
  }
  call.transcript_status = call.turns.empty() ? TranscriptStatus::kProcessing : TranscriptStatus::kReady;
}

void ReadDeepgramAlternative(const Value& alternative, Call& call) {
  if (const Value* paragraphs = ItemsAt(alternative, {"paragraphs.paragraphs"})) {
    for (const Value& paragraph : paragraphs->items) {
      Turn turn{.speaker = SpeakerOf(AnyText(paragraph, {"speaker"})),
                .start_ms = FromSeconds(paragraph, {"start"}),
                .end_ms = FromSeconds(paragraph, {"end"}),
                .text = {},
                .source = paragraph.range};
      if (const Value* sentences = ItemsAt(paragraph, {"sentences"})) {
        for (const Value& sentence : sentences->items) turn.text += AnyText(sentence, {"text"}) + ' ';
      }
      AddTurn(call, std::move(turn));
    }
    if (!call.turns.empty()) return;
  }
  if (const Value* words = ItemsAt(alternative, {"words"})) {
    ReadWords(*words, {"punctuated_word", "word"}, false, call);
    if (!call.turns.empty()) return;
  }
  if (const Value* text = AnyOf(alternative, {"transcript"})) {
    AddTurn(call, Turn{.speaker = {},
                       .start_ms = {},
                       .end_ms = {},
                       .text = AnyText(alternative, {"transcript"}),
                       .source = text->range});
  }
}

void ReadDeepgramPage(const Value& page, ExportSink& sink) {
  ExportedCall& call = sink.Add("deepgram", AnyText(page, {"metadata.request_id"}), page.range);
  call.started_at_ms = AnyInstant(page, {"metadata.created"});
  call.duration_ms = FromSeconds(page, {"metadata.duration"});
  const Value* channels = ItemsAt(page, {"results.channels"});
  if (channels != nullptr)
    call.language = LanguageCode(AnyText(channels->items.front(), {"detected_language"}));
  if (const Value* utterances = ItemsAt(page, {"results.utterances"})) {
    for (const Value& utterance : utterances->items) {
      AddTurn(call, Turn{.speaker = SpeakerOf(AnyText(utterance, {"speaker"})),
                         .start_ms = FromSeconds(utterance, {"start"}),
                         .end_ms = FromSeconds(utterance, {"end"}),
                         .text = AnyText(utterance, {"transcript"}),
                         .source = utterance.range});
    }
  } else if (channels != nullptr) {
    for (const Value& channel : channels->items) {
      if (const Value* alternatives = ItemsAt(channel, {"alternatives"}))
        ReadDeepgramAlternative(alternatives->items.front(), call);
    }
  }
  call.transcript_status = call.turns.empty() ? TranscriptStatus::kProcessing : TranscriptStatus::kReady;
}

void ReadWhisperPage(const Value& page, ExportSink& sink) {
  ExportedCall& call = sink.Add("whisper", AnyText(page, {"id"}), page.range);
  call.language = LanguageCode(AnyText(page, {"language"}));
  Turn open;
  for (const Value& segment : ListAt(page, "segments")->items) {
    const std::string text = AnyText(segment, {"text"});
    if (text.empty()) continue;
    const std::string speaker = SpeakerOf(AnyText(segment, {"speaker"}));
    if (!open.text.empty() && !speaker.empty() && speaker == open.speaker) {
      open.text += ' ';
      open.text += text;
      open.end_ms = FromSeconds(segment, {"end"});
      open.source.end = segment.range.end;
      continue;
    }
    AddTurn(call, std::move(open));
    open = Turn{.speaker = speaker,
                .start_ms = FromSeconds(segment, {"start"}),
                .end_ms = FromSeconds(segment, {"end"}),
                .text = text,
                .source = segment.range};
  }
  AddTurn(call, std::move(open));
  call.transcript_status = call.turns.empty() ? TranscriptStatus::kProcessing : TranscriptStatus::kReady;
}

bool IsAssemblyAiPage(const Value& page) {
  if (page.Find("audio_url") != nullptr && page.Find("status") != nullptr) return true;
  const Value* utterances = page.Find("utterances");
  return utterances != nullptr && page.Find("text") != nullptr &&
         (utterances->is(Kind::kNull) || utterances->is(Kind::kList));
}

}  // namespace

bool IsAssemblyAi(const Value& root) { return AnyPage(root, IsAssemblyAiPage); }

void ReadAssemblyAi(const ExportInput& input, ExportSink& sink) {
  ForEachPage(*input.root, [&](const Value& page) { ReadAssemblyAiPage(page, sink); });
}

bool IsDeepgram(const Value& root) {
  return AnyPage(root, [](const Value& page) {
    const Value* results = MapAt(page, "results");
    return results != nullptr &&
           (ItemsAt(*results, {"channels"}) != nullptr || ItemsAt(*results, {"utterances"}) != nullptr);
  });
}

void ReadDeepgram(const ExportInput& input, ExportSink& sink) {
  ForEachPage(*input.root, [&](const Value& page) { ReadDeepgramPage(page, sink); });
}

bool IsWhisper(const Value& root) {
  const Value* segments = root.is(Kind::kMap) ? ListAt(root, "segments") : nullptr;
  if (segments == nullptr) return false;
  return segments->items.empty() ? root.Find("language") != nullptr
                                 : HasAll(segments->items.front(), {"start", "end", "text"});
}

void ReadWhisper(const ExportInput& input, ExportSink& sink) {
  ForEachPage(*input.root, [&](const Value& page) {
    if (ListAt(page, "segments") != nullptr) ReadWhisperPage(page, sink);
  });
}

}  // namespace whyspec::calls
