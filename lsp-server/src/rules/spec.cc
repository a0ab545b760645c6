#include "rules/spec.h"

#include <algorithm>
#include <array>
#include <utility>

#include "rules/heading_cache.h"
#include "rules/heading_reading.h"
#include "rules/places.h"
#include "rules/section_text.h"

namespace whyspec::rules {
namespace {

using markdown::Index;

// The first heading names the document if it is the one heading of level 1.
bool IsTitle(const markdown::Document& document, Index heading) {
  const auto headings = document.headings();
  if (heading != 0 || headings.size() < 2 || headings[0].level != 1) return false;
  return std::all_of(headings.begin() + 1, headings.end(),
                     [](const markdown::Heading& other) { return other.level > 1; });
}

bool Within(const markdown::Document& document, Index section, const std::vector<unsigned>& roles,
            unsigned mask) {
  const auto sections = document.sections();
  for (Index parent = sections[section].parent; parent != markdown::kNone; parent = sections[parent].parent) {
    if ((roles[parent] & mask) != 0) return true;
  }
  return false;
}

unsigned Bit(Role role) { return 1U << static_cast<unsigned>(role); }

// Language of the first few hundred words.
Language GuessSpecLanguage(const markdown::Document& document) {
  constexpr std::size_t kSample = 800;
  std::string sample;
  const auto blocks = document.blocks();
  for (Index block = 0; block < blocks.size() && sample.size() < kSample; ++block) {
    const markdown::BlockKind kind = blocks[block].kind;
    if (kind != markdown::BlockKind::kParagraph && kind != markdown::BlockKind::kHeading) continue;
    if (blocks[block].range.length() > 20 * kSample) continue;
    sample += document.ProseOf(block).text;
    sample += '\n';
  }
  if (const auto guess = GuessLanguage(Fold(std::string_view(sample).substr(0, kSample)))) return *guess;
  // Too little prose: what language are the headings in?
  constexpr std::size_t kHeadings = 100;
  std::array<int, kLanguageCount> votes{};
  for (const markdown::Heading& heading :
       document.headings().first(std::min(document.headings().size(), kHeadings))) {
    const unsigned languages = HeadingLanguages(heading.text);
    for (std::size_t i = 0; i < votes.size(); ++i) votes[i] += static_cast<int>(languages >> i & 1U);
  }
  return static_cast<Language>(std::max_element(votes.begin(), votes.end()) - votes.begin());
}

void MatchSections(const HeadingIndex& index, Spec* spec, std::vector<unsigned>* roles) {
  const markdown::Document& document = spec->document;
  const auto sections = document.sections();
  const auto headings = document.headings();
  constexpr int kDeepest = 4;  // deeper headings are detail of detail
  for (Index i = 1; i < sections.size(); ++i) {
    if (sections[i].heading == markdown::kNone) continue;
    const markdown::Heading& heading = headings[sections[i].heading];
    if (heading.kind != markdown::HeadingKind::kBold && heading.level > kDeepest) continue;
    if (IsTitle(document, sections[i].heading)) continue;
    const HeadingIndex::Look& look = index.LookAt(heading.text);
    for (const HeadingMeaning& meaning : look.meanings) {
      MatchedSection matched;
      matched.section = i;
      matched.meaning = meaning.section;
      matched.family = meaning.family;
      matched.empty = IsEmptyBody(document, i, meaning.section);
      spec->matched.push_back(matched);
      (*roles)[i] |= Bit(meaning.section->role);
    }
    const unsigned business = Bit(Role::kWhy) | Bit(Role::kEvidence) | Bit(Role::kUsage);
    if (look.detail && spec->first_detail_section == markdown::kNone &&
        !Within(document, i, *roles, business)) {
      spec->first_detail_section = i;
    }
  }
}

// Sentences and cues are worth their price only where a rule can use them: the profile
// asks for evidence, or the spec has some.
ReadingDepth DepthFor(const Spec& spec) {
  const auto& sections = spec.profile->sections;
  const bool asks = std::any_of(sections.begin(), sections.end(), [](const ProfileSection& section) {
    return section.role == Role::kEvidence && section.required;
  });
  return asks || !spec.evidence.citations.empty() ? ReadingDepth::kCues : ReadingDepth::kWords;
}

void AddTexts(std::optional<Language> stated, const std::vector<unsigned>& roles, Spec* spec) {
  const auto sections = spec->document.sections();
  const ReadingDepth depth = DepthFor(*spec);
  for (std::size_t m = 0; m < spec->matched.size(); ++m) {
    const MatchedSection& matched = spec->matched[m];
    const Role role = matched.meaning->role;
    if (role == Role::kOther || Within(spec->document, matched.section, roles, Bit(role))) continue;
    std::vector<Index> left_out;
    for (std::size_t n = m + 1; n < spec->matched.size(); ++n) {
      const Index other = spec->matched[n].section;
      if (!sections[matched.section].range.Contains(sections[other].range)) break;
      const bool stands_alone =
          (roles[other] & Bit(role)) == 0 && spec->matched[n].meaning->role != Role::kOther;
      const bool covered =
          !left_out.empty() && sections[left_out.back()].range.Contains(sections[other].range);
      if (stands_alone && !covered) left_out.push_back(other);
    }
    spec->texts.push_back(
        {role, m,
         BuildSectionText(spec->document, matched.section, left_out, stated, spec->language, depth)});
  }
}

}  // namespace

const MatchedSection* Spec::Find(Role role) const {
  const MatchedSection* first = nullptr;
  for (const MatchedSection& section : matched) {
    if (section.meaning->role != role) continue;
    if (!section.empty) return &section;
    if (first == nullptr) first = &section;
  }
  return first;
}

const SectionText* Spec::TextOf(Role role) const {
  const MatchedSection* best = Find(role);
  if (best == nullptr) return nullptr;
  const SectionText* first = nullptr;
  for (const RoleText& text : texts) {
    if (text.role != role) continue;
    if (text.text.section == best->section) return &text.text;
    if (first == nullptr) first = &text.text;
  }
  return first;
}

Spec BuildSpec(const SpecInput& input) {
  Spec spec;
  spec.path = input.path;
  spec.document = input.document;
  spec.profile = input.profile;
  spec.meta = ReadSpecMeta(input.document);
  const std::optional<Language> stated = ParseLanguage(spec.meta.language);
  spec.language = stated ? *stated : GuessSpecLanguage(spec.document);
  std::vector<unsigned> roles(spec.document.sections().size(), 0);
  MatchSections(*HeadingIndexFor(input.profile), &spec, &roles);
  spec.evidence = evidence::GatherEvidence(spec.document, input.citations, *input.log, input.verifier);
  spec.cited_words = FindCitedWords(spec.document, spec.evidence, spec.language);
  AddTexts(stated, roles, &spec);
  return spec;
}

}  // namespace whyspec::rules
