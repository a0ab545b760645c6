#include "support/labelled_sentences.h"

#include <algorithm>
#include <fstream>

#include "base/strings.h"
#include "data/value.h"
#include "support/rule_harness.h"

namespace whyspec::test {
namespace {

struct Label {
  std::string_view name, kind, rule;
};
constexpr Label kLabels[] = {
    {"hypothetical", "said", "evidence/hypothetical"},
    {"compliment", "said", "evidence/compliment"},
    {"generic", "said", "evidence/generic"},
    {"feature-request", "said", "evidence/feature-request"},
    {"commitment", "said", "evidence/no-commitment"},
    {"leading-question", "asked", "evidence/leading-question"},
    {"second-hand", "written", "evidence/second-hand"},
    {"weasel-count", "written", "evidence/weasel-count"},
    {"authority-only", "written", "why/authority-only"},
};

std::string JsonText(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + "\"";
}

std::string CallWith(std::string_view language, std::string_view asked, std::string_view said) {
  return StrCat(
      "---8<--- calls/acme-2026-01-13.json\n{\"account\": \"acme\", \"language\": \"", language,
      "\", \"participants\": [{\"id\": \"s\", \"name\": \"Alex\", \"affiliation\": \"internal\"}, "
      "{\"id\": \"p\", \"name\": \"Jane\", \"affiliation\": \"external\"}], \"transcript\": {\"turns\": [",
      "{\"speaker\": \"s\", \"text\": ", JsonText(asked),
      "}, {\"speaker\": \"p\", \"text\": ", JsonText(said), "}]}}\n");
}

std::string SpecFor(const LabelledSentence& sentence, const Label& label) {
  const bool french = sentence.language == "fr";
  const std::string front = StrCat("---\nlanguage: ", sentence.language, "\nstatus: ready\n---\n# X\n\n");
  if (label.kind == "written") {
    return StrCat(front,
                  label.rule == "why/authority-only" ? french ? "## Pourquoi" : "## Why"
                  : french                           ? "## Preuves client"
                                                     : "## Customer evidence",
                  "\n\n", sentence.text, "\n");
  }
  const std::string spec = StrCat(front, french ? "## Preuves client" : "## Customer evidence",
                                  "\n\n[P2](call:acme-2026-01-13#turn=2)\n");
  if (label.kind == "asked")
    return spec + CallWith(sentence.language, sentence.text, french ? "Oui." : "Yes.");
  return spec + CallWith(sentence.language, french ? "Et chez vous ?" : "And at yours?", sentence.text);
}

}  // namespace

bool LabelledSentence::Has(std::string_view label) const {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

double LabelScore::Precision() const {
  return right + wrong == 0 ? 1 : static_cast<double>(right) / static_cast<double>(right + wrong);
}

double LabelScore::Recall() const {
  return right + missed == 0 ? 1 : static_cast<double>(right) / static_cast<double>(right + missed);
}

std::vector<LabelledSentence> ReadLabelled(std::string_view half) {
  std::vector<LabelledSentence> sentences;
  std::ifstream in(StrCat(WHYSPEC_SOURCE_DIR, "/tests/rules/labelled/", half, ".jsonl"), std::ios::binary);
  std::string line;
  while (std::getline(in, line)) {
    const data::Parsed parsed = data::ParseJson(line);
    LabelledSentence sentence;
    sentence.text = data::TextOr(parsed.root, "text", "");
    sentence.language = data::TextOr(parsed.root, "language", "");
    sentence.kind = data::TextOr(parsed.root, "kind", "");
    if (const data::Value* labels = parsed.root.Find("labels")) {
      for (const data::Value& label : labels->items)
        sentence.labels.emplace_back(label.AsText().value_or(""));
    }
    sentences.push_back(std::move(sentence));
  }
  return sentences;
}

LabelScores ScoreLabelled(const std::vector<LabelledSentence>& sentences,
                          std::vector<std::string>* mistakes) {
  LabelScores scores;
  for (const LabelledSentence& sentence : sentences) {
    for (const Label& label : kLabels) {
      if (label.kind != sentence.kind) continue;
      const bool found_any = !RunRule(label.rule, SpecFor(sentence, label)).findings.empty();
      const bool found = label.name == "commitment" ? !found_any : found_any;
      const bool wanted = sentence.Has(label.name);
      LabelScore& score = scores[{std::string(label.name), sentence.language}];
      if (found && wanted) ++score.right;
      if (found && !wanted) ++score.wrong;
      if (!found && wanted) ++score.missed;
      if (found != wanted && mistakes != nullptr) {
        mistakes->push_back(StrCat(found ? "false alarm " : "missed ", label.name, ": ", sentence.text));
      }
    }
  }
  return scores;
}

}  // namespace whyspec::test
