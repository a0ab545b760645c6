#include "engine/silencers.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/strings.h"
#include "base/unicode.h"
#include "engine/directive.h"
#include "engine/rule_pattern.h"

namespace whyspec::engine {
namespace {

using rules::Finding;
using rules::Fix;

constexpr std::string_view kNoReason =
    "Say why, after a colon: the next reader cannot tell a decision from an oversight. Until there is a "
    "reason, this "
    "silences nothing.";

// What stands in `text` besides the comment on its lines?
bool AloneOnItsLines(std::string_view text, const LineIndex& lines, TextRange comment) {
  const Offset begin = lines.LineStart(lines.LineOf(comment.begin));
  const Offset end = lines.LineRange(text, lines.LineOf(comment.end)).end;
  return Trim(Cut(text, {begin, comment.begin})).empty() && Trim(Cut(text, {comment.end, end})).empty();
}

class CommentReader {
 public:
  CommentReader(const rules::Spec& spec, Silencers& out)
      : text_(spec.text()), lines_(spec.document.lines()), document_(spec.document), out_(out) {}

  void Read() {
    std::vector<Directive> directives;
    for (const markdown::Comment& comment : document_.comments()) {
      if (std::optional<Directive> directive = ParseDirective(text_, comment)) {
        directives.push_back(*std::move(directive));
      }
    }
    const std::vector<std::uint32_t> next = NextLines(directives);
    for (std::size_t i = 0; i < directives.size(); ++i) One(directives[i], next[i]);
    // Blocks that nobody ends go to the end of the text.
  }

 private:
  Finding& Tell(TextRange range, std::string message) {
    Finding& finding = out_.problems.emplace_back();
    finding.range = range;
    finding.message = std::move(message);
    return finding;
  }

  // For each comment the first line after it that is neither blank nor such a comment,
  // so that comments can be stacked. From the last to the first: linear.
  std::vector<std::uint32_t> NextLines(const std::vector<Directive>& directives) const {
    std::vector<std::uint32_t> next(directives.size());
    for (std::size_t i = directives.size(); i-- > 0;) {
      std::uint32_t line = lines_.LineOf(directives[i].comment.end) + 1;
      while (line < lines_.line_count() && Trim(Cut(text_, lines_.LineRange(text_, line))).empty()) ++line;
      const bool stacked = i + 1 < directives.size() &&
                           lines_.LineOf(directives[i + 1].comment.begin) == line &&
                           AloneOnItsLines(text_, lines_, directives[i + 1].comment);
      next[i] = stacked ? next[i + 1] : line;
    }
    return next;
  }

  // The line, or the whole of what begins on it.
  TextRange NextCovers(std::uint32_t line) const {
    if (line >= lines_.line_count()) {
      const auto end = static_cast<Offset>(text_.size());
      return {end, end};
    }
    TextRange covers = lines_.LineRange(text_, line);
    const Offset line_end = covers.end;
    const auto blocks = document_.blocks();
    auto block = std::lower_bound(blocks.begin(), blocks.end(), covers.begin,
                                  [](const markdown::Block& b, Offset at) { return b.range.begin < at; });
    for (; block != blocks.end() && block->range.begin < line_end; ++block) {
      // Of a list only its first item: the comment stands above that.
      if (block->kind != markdown::BlockKind::kList) covers.end = std::max(covers.end, block->range.end);
    }
    return covers;
  }

  // Deletes the comment, with its line if nothing else stands there.
  Fix RemoveComment(TextRange comment) const {
    TextRange range = comment;
    if (AloneOnItsLines(text_, lines_, comment)) {
      range = {lines_.LineStart(lines_.LineOf(comment.begin)),
               lines_.LineStart(lines_.LineOf(comment.end) + 1)};
    } else {
      while (range.begin > 0 && (text_[range.begin - 1] == ' ' || text_[range.begin - 1] == '\t'))
        --range.begin;
    }
    return {.title = "Remove this comment", .edits = {{range, ""}}, .automatic = false, .snippet = {}};
  }

  // Deletes one name of several, with the comma beside it.
  Fix RemoveName(const Directive& directive, std::size_t index) const {
    if (directive.names.size() <= 1) return RemoveComment(directive.comment);
    const TextRange name = directive.names[index];
    const TextRange range = index + 1 < directive.names.size()
                                ? TextRange{name.begin, directive.names[index + 1].begin}
                                : TextRange{directive.names[index - 1].end, name.end};
    return {.title = StrCat("Remove ", Printable(Cut(text_, name)), " from this comment"),
            .edits = {{range, ""}},
            .automatic = false,
            .snippet = {}};
  }

  void One(const Directive& directive, std::uint32_t next_line) {
    if (directive.kind == DirectiveKind::kUnknown) return Unknown(directive);
    if (!directive.loose.empty()) return Loose(directive);
    if (directive.kind != DirectiveKind::kEnable && directive.reason.empty()) {
      Finding& finding = Tell(directive.comment, std::string(kNoReason));
      finding.fixes.push_back(RemoveComment(directive.comment));
      return;
    }
    if (directive.names.empty()) {
      Pattern(directive, "*", directive.comment, RemoveComment(directive.comment), next_line);
      return;
    }
    for (std::size_t i = 0; i < directive.names.size(); ++i) {
      const TextRange place = directive.names[i];
      const std::string name(Cut(text_, place));
      if (!IsKnownRulePattern(name)) {
        Finding& finding =
            Tell(place, StrCat(UnknownRule(name), " This comment silences nothing of that name."));
        const std::string near = ClosestRulePattern(name);
        if (!near.empty()) {
          finding.fixes.push_back({.title = StrCat("Change to ", near),
                                   .edits = {{place, near}},
                                   .automatic = false,
                                   .snippet = {}});
        }
        finding.fixes.push_back(RemoveName(directive, i));
      } else if (name == kWaiverRule) {
        Finding& finding =
            Tell(place,
                 "meta/waiver watches over these comments, so no comment silences it. Set it in "
                 "whyspec.json if you want it quieter.");
        finding.fixes.push_back(RemoveName(directive, i));
      } else {
        Pattern(directive, name, place, RemoveName(directive, i), next_line);
      }
    }
  }

  void Unknown(const Directive& directive) {
    const std::string_view word = Cut(text_, directive.word);
    std::string_view near =
        Closest(word, {std::begin(kDirectiveWords), std::end(kDirectiveWords)}).value_or("");
    if (word == "whyspec-disable-line" || word == "whyspec-ignore" || word == "whyspec-ignore-next-line") {
      near = "whyspec-disable-next-line";
    }
    std::vector<std::string> words(std::begin(kDirectiveWords), std::end(kDirectiveWords));
    Finding& finding = Tell(directive.word, StrCat("\"", Printable(Shorten(word, 60)),
                                                   "\" is no comment that Whyspec knows, so it does "
                                                   "nothing.",
                                                   near.empty() ? StrCat(" There are ", JoinWords(words), ".")
                                                                : StrCat(" Did you mean \"", near, "\"?")));
    if (!near.empty()) {
      finding.fixes.push_back({.title = StrCat("Change to ", near),
                               .edits = {{directive.word, std::string(near)}},
                               .automatic = false,
                               .snippet = {}});
    }
    finding.fixes.push_back(RemoveComment(directive.comment));
  }

  void Loose(const Directive& directive) {
    if (directive.kind == DirectiveKind::kEnable) {
      Finding& finding = Tell(directive.loose,
                              "This comment names something that is no rule. Name rules only, or "
                              "nothing to end all.");
      finding.fixes.push_back(RemoveComment(directive.comment));
      return;
    }
    Finding& finding = Tell(directive.loose, StrCat("Put a colon before the reason. ", kNoReason));
    // "evidence/stale -- reason": the dashes go with the colon.
    TextRange gap{directive.names.empty() ? directive.word.end : directive.names.back().end,
                  directive.loose.begin};
    while (gap.end < directive.loose.end && (text_[gap.end] == '-' || IsAsciiSpace(text_[gap.end])))
      ++gap.end;
    if (gap.end < directive.loose.end) {
      finding.fixes.push_back({.title = "Put a colon before the reason",
                               .edits = {{gap, ": "}},
                               .automatic = false,
                               .snippet = {}});
    }
  }

  void Pattern(const Directive& directive, std::string pattern, TextRange place, Fix removal,
               std::uint32_t next_line) {
    const auto end = static_cast<Offset>(text_.size());
    Silencer silencer{.pattern = std::move(pattern), .place = place, .removal = std::move(removal)};
    switch (directive.kind) {
      case DirectiveKind::kNextLine:
        silencer.kind = SilencerKind::kNextLine;
        silencer.covers = NextCovers(next_line);
        break;
      case DirectiveKind::kFile:
        silencer.kind = SilencerKind::kFile;
        silencer.covers = {0, end};
        break;
      case DirectiveKind::kDisable: {
        const auto open = open_.find(silencer.pattern);
        if (open != open_.end()) {
          const std::uint32_t line = lines_.LineOf(out_.list[open->second].place.begin) + 1;
          Finding& finding = Tell(
              place, StrCat("The comment in line ", line, " silences this already. Remove one of the two."));
          finding.unnecessary = true;
          finding.fixes.push_back(std::move(silencer.removal));
          return;
        }
        silencer.kind = SilencerKind::kBlock;
        silencer.covers = {directive.comment.end, end};
        open_[silencer.pattern] = out_.list.size();
        break;
      }
      case DirectiveKind::kEnable:
        return Enable(directive, silencer);
      case DirectiveKind::kUnknown:
        return;
    }
    out_.list.push_back(std::move(silencer));
  }

  void Enable(const Directive& directive, Silencer& end) {
    bool any = false;
    for (auto open = open_.begin(); open != open_.end();) {
      Silencer& block = out_.list[open->second];
      if (RulePatternCovers(end.pattern, open->first) || end.pattern == open->first) {
        block.covers.end = directive.comment.begin;
        open = open_.erase(open);
        any = true;
        continue;
      }
      if (RulePatternCovers(open->first, end.pattern)) {
        // Of a group, one rule speaks again from here.
        block.except.push_back({.pattern = end.pattern, .from = directive.comment.end});
        any = true;
      }
      ++open;
    }
    if (any) return;
    Finding& finding = Tell(end.place,
                            "No whyspec-disable comment stands before this one, so there is nothing to "
                            "enable again. Remove it.");
    finding.unnecessary = true;
    finding.fixes.push_back(std::move(end.removal));
  }

  std::string_view text_;
  const LineIndex& lines_;
  const markdown::Document& document_;
  Silencers& out_;
  // Blocks not ended yet, by pattern -> index in out_.list. No more than there are
  // rules and groups, which keeps Enable cheap.
  std::map<std::string, std::size_t> open_;
};

class WaiverReader {
 public:
  WaiverReader(const rules::Spec& spec, Date today, Silencers& out) : spec_(spec), today_(today), out_(out) {}

  void Read() {
    for (const rules::Waiver& waiver : spec_.meta.waivers) One(waiver);
  }

 private:
  Finding& Tell(TextRange range, std::string message) {
    Finding& finding = out_.problems.emplace_back();
    finding.range = range;
    finding.message = std::move(message);
    return finding;
  }

  const data::Value* List() const {
    const markdown::FrontMatter* front = spec_.document.front_matter();
    return front == nullptr ? nullptr : front->yaml.root.Find("waivers");
  }

  // The value of a key of this waiver; nullptr if it has none.
  const data::Value* Key(const rules::Waiver& waiver, std::string_view key) const {
    const data::Value* list = List();
    if (list == nullptr) return nullptr;
    if (list->is(data::Kind::kMap) && list->range == waiver.range) return list->Find(key);
    const auto found =
        std::lower_bound(list->items.begin(), list->items.end(), waiver.range.begin,
                         [](const data::Value& item, Offset begin) { return item.range.begin < begin; });
    return found != list->items.end() && found->range == waiver.range ? found->Find(key) : nullptr;
  }

  // Deletes the entry of a block-style list with its lines ("- rule: …"); the key as
  // well if it is the only one. Other styles are left to the writer.
  std::optional<Fix> Removal(const rules::Waiver& waiver) const {
    const std::string_view text = spec_.text();
    const LineIndex& lines = spec_.document.lines();
    const data::Value* list = List();
    if (list == nullptr || !list->is(data::Kind::kList)) return std::nullopt;
    const std::uint32_t first = lines.LineOf(waiver.range.begin);
    const std::uint32_t last = lines.LineOf(std::max(waiver.range.begin, waiver.range.end - 1));
    const Offset begin = lines.LineStart(first);
    if (Trim(Cut(text, {begin, waiver.range.begin})) != "-") return std::nullopt;
    if (!Trim(Cut(text, {waiver.range.end, lines.LineRange(text, last).end})).empty()) return std::nullopt;
    TextRange range{begin, lines.LineStart(last + 1)};
    if (list->items.size() == 1) {
      const data::Member* key = spec_.document.front_matter()->yaml.root.FindMember("waivers");
      range.begin = lines.LineStart(lines.LineOf(key->key_range.begin));
    }
    return Fix{.title = "Remove this waiver", .edits = {{range, ""}}, .automatic = false, .snippet = {}};
  }

  void AddRemoval(const rules::Waiver& waiver, Finding& finding) const {
    if (std::optional<Fix> fix = Removal(waiver)) finding.fixes.push_back(*std::move(fix));
  }

  void One(const rules::Waiver& waiver) {
    const TextRange place = waiver.rule_range.empty() ? waiver.range : waiver.rule_range;
    if (Trim(waiver.rule).empty()) {
      Tell(place, "This waiver names no rule, so it waives nothing. Add `rule:` with the name of one.");
      return;
    }
    if (!IsKnownRulePattern(waiver.rule)) {
      Finding& finding = Tell(place, StrCat(UnknownRule(waiver.rule), " This waiver waives nothing."));
      const std::string near = ClosestRulePattern(waiver.rule);
      if (!near.empty() && !waiver.rule_range.empty()) {
        // A name with "*" needs quotes where it stands alone in YAML.
        const std::string written = near.front() == '*' ? StrCat("\"", near, "\"") : near;
        finding.fixes.push_back({.title = StrCat("Change to ", near),
                                 .edits = {{waiver.rule_range, written}},
                                 .automatic = false,
                                 .snippet = {}});
      }
      return;
    }
    if (waiver.rule == kWaiverRule) {
      AddRemoval(waiver,
                 Tell(place,
                      "meta/waiver watches over waivers, so none waives it. Set it in whyspec.json if "
                      "you want it quieter."));
      return;
    }
    if (Trim(waiver.reason).empty()) {
      Tell(place,
           StrCat("This waiver gives no reason. Add `reason:`, so that the next reader can tell a decision "
                  "from an oversight. Until then it waives nothing."));
      return;
    }
    const data::Value* until = Key(waiver, "until");
    if (waiver.until) {
      if (*waiver.until < today_) {
        Finding& finding =
            Tell(until == nullptr ? place : until->range,
                 StrCat("This waiver of ", waiver.rule, " ended on ", FormatDate(*waiver.until),
                        "; what it waived counts again. Settle it, give a new date, or remove the "
                        "waiver."));
        AddRemoval(waiver, finding);
        return;
      }
    } else if (until != nullptr && !until->is(data::Kind::kNull)) {
      Tell(until->range,
           "The last day of this waiver is no date, so it waives nothing. Write it as 2026-06-30.");
      return;
    }
    Silencer silencer{.kind = SilencerKind::kWaiver,
                      .pattern = waiver.rule,
                      .covers = {0, static_cast<Offset>(spec_.text().size())},
                      .place = place};
    if (std::optional<Fix> fix = Removal(waiver)) silencer.removal = *std::move(fix);
    out_.list.push_back(std::move(silencer));
  }

  const rules::Spec& spec_;
  Date today_;
  Silencers& out_;
};

// Silencers of one rule, found quickly for findings in order of their begin.
class RuleSilencers {
 public:
  RuleSilencers(std::vector<Silencer>& all, std::string_view rule) {
    for (Silencer& silencer : all) {
      if (!RulePatternCovers(silencer.pattern, rule)) continue;
      switch (silencer.kind) {
        case SilencerKind::kNextLine:
          lines_.push_back(&silencer);
          break;
        case SilencerKind::kBlock:
          blocks_.push_back(&silencer);
          break;
        case SilencerKind::kFile:
          files_.push_back(&silencer);
          break;
        case SilencerKind::kWaiver:
          waivers_.push_back(&silencer);
          break;
      }
    }
    // Stacked comments can stand in another order than what they cover.
    const auto by_begin = [](const Silencer* a, const Silencer* b) {
      return a->covers.begin < b->covers.begin;
    };
    std::stable_sort(lines_.begin(), lines_.end(), by_begin);
    std::stable_sort(blocks_.begin(), blocks_.end(), by_begin);
    rule_ = rule;
  }

  // REQUIRES: `at` never falls from call to call.
  Silencer* At(Offset at) {
    for (; next_line_ < lines_.size() && lines_[next_line_]->covers.begin <= at; ++next_line_) {
      open_lines_.push_back(lines_[next_line_]);
    }
    while (!open_lines_.empty() && open_lines_.back()->covers.end < at) open_lines_.pop_back();
    if (!open_lines_.empty()) return open_lines_.back();

    for (; next_block_ < blocks_.size() && blocks_[next_block_]->covers.begin <= at; ++next_block_) {
      open_blocks_.push_back(blocks_[next_block_]);
    }
    open_blocks_.erase(std::remove_if(open_blocks_.begin(), open_blocks_.end(),
                                      [at](const Silencer* block) { return block->covers.end < at; }),
                       open_blocks_.end());
    for (Silencer* block : open_blocks_) {
      const bool excepted = std::any_of(block->except.begin(), block->except.end(), [&](const auto& except) {
        return except.from <= at && RulePatternCovers(except.pattern, rule_);
      });
      if (!excepted) return block;
    }
    if (!files_.empty()) return files_.front();
    return waivers_.empty() ? nullptr : waivers_.front();
  }

 private:
  std::string_view rule_;
  std::vector<Silencer*> lines_, blocks_, files_, waivers_;
  std::vector<Silencer*> open_lines_, open_blocks_;
  std::size_t next_line_ = 0, next_block_ = 0;
};

}  // namespace

Silencers ReadSilencers(const rules::Spec& spec, Date today) {
  Silencers silencers;
  WaiverReader(spec, today, silencers).Read();
  CommentReader(spec, silencers).Read();
  return silencers;
}

std::size_t Silence(std::vector<Silencer>& silencers, std::vector<Finding>& findings) {
  if (silencers.empty()) return 0;
  // Each rule once, its findings in order of their begin.
  std::map<std::string_view, std::vector<std::size_t>> by_rule;
  for (std::size_t i = 0; i < findings.size(); ++i) by_rule[findings[i].rule].push_back(i);
  std::vector<bool> silenced(findings.size(), false);
  std::size_t count = 0;
  for (auto& [rule, indices] : by_rule) {
    std::stable_sort(indices.begin(), indices.end(), [&](std::size_t a, std::size_t b) {
      return findings[a].range.begin < findings[b].range.begin;
    });
    RuleSilencers of_rule(silencers, rule);
    for (const std::size_t i : indices) {
      Silencer* by = of_rule.At(findings[i].range.begin);
      if (by == nullptr) continue;
      by->used = true;
      silenced[i] = true;
      ++count;
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (silenced[i]) continue;
    if (kept != i) findings[kept] = std::move(findings[i]);
    ++kept;
  }
  findings.resize(kept);
  return count;
}

}  // namespace whyspec::engine
