// How far the evidence of a spec carries: a sum of points by kind of evidence, after Itamar
// Gilad's Confidence Meter, with the team's own table in whyspec.json (`confidence`).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace whyspec::calls {
class CallLog;
}

namespace whyspec::rules {

struct Spec;
enum class SpecStatus : std::uint8_t;

// Kinds of evidence, weakest first.
enum class EvidenceClass : std::uint8_t {
  kHearsay,     // our own words, notes
  kOpinion,     // praise, wishes, plans, generalities; words of nobody known, or a whole call
  kAnecdote,    // one to three accounts tell what they live
  kPattern,     // four accounts or more do
  kStudy,       // twenty or more do
  kFact,        // somebody tells what happened, or how much
  kCommitment,  // somebody gives time, money or reputation
};
inline constexpr std::size_t kEvidenceClasses = 7;
std::string_view Name(EvidenceClass kind);  // "hearsay", as in whyspec.json

// Each kind counts once. Of anecdote, pattern and study only the highest counts.
struct ConfidenceTable {
  std::array<double, kEvidenceClasses> points = {0.03, 0.1, 0.5, 1, 3, 0.3, 0.5};
  // Asked of a spec by its status.
  double draft = 0;
  double review = 0.1;
  double ready = 0.5;
  double committed = 1;

  double PointsOf(EvidenceClass kind) const { return points[static_cast<std::size_t>(kind)]; }
  // Shipped specs need what committed ones do; declined and superseded ones nothing.
  double Threshold(SpecStatus status) const;
};

struct ConfidenceLine {
  EvidenceClass kind = EvidenceClass::kHearsay;
  std::size_t accounts = 0;  // independent ones that give it; 0 for hearsay
  double points = 0;
};

struct Confidence {
  std::vector<ConfidenceLine> lines;  // strongest kind last; empty without a citation that resolves
  double score = 0;                   // their sum
};

// Counts what the spec cites. Pure.
Confidence ConfidenceOf(const Spec& spec, const calls::CallLog& log, const ConfidenceTable& table);

}  // namespace whyspec::rules
