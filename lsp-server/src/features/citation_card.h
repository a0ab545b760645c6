// The card of a citation: who said it, when and in what context, what they said with
// the turns around it, who else is cited. Hover, hints and completion show the same.
#pragma once

#include <cstdint>
#include <optional>

#include "features/call_face.h"
#include "features/sheet.h"
#include "rules/spec.h"

namespace whyspec::features {

// Of a quote that is not among the words here of a partial call.
std::string NotHereText(rules::Language language);

// "Jane Roe, ops lead · Acme · prospect · 13 Jan 2026 · 7:40", plain text.
// `turn` nullopt: the call as a whole.
std::string CallLine(const CallFace& face, std::optional<std::uint32_t> turn);
// Was the quote really said? "Verified: said in these very words.", or what differs. Plain
// text; what the call says is given as the call's visibility allows.
std::string VerdictText(const evidence::Verification& said, const CallFace& face, rules::Language language);
// Why a citation shows nothing: unknown call, withdrawn …; "" if it shows something.
std::string CitationProblem(const evidence::ResolvedCitation& citation, rules::Language language);
// Heading line and excerpt of some turns; of the call itself where `turns` is nullopt.
void WriteExcerpt(Sheet& sheet, const CallFace& face, std::optional<evidence::TurnSpan> turns);
// The whole card of one citation of a spec.
void WriteCitation(Sheet& sheet, const engine::Snapshot& snapshot, World& world, std::size_t citation);

}  // namespace whyspec::features
