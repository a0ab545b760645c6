// Sentences and labels of the evidence report, in its language. Plain text; no words of
// specs or calls but the labels of accounts.
#pragma once

#include <string>
#include <string_view>

#include "features/report.h"

namespace whyspec::cli {

class HealthWords {
 public:
  explicit HealthWords(const features::Report& report) : report_(report), language_(report.language) {}

  // "2 of 11 specs are solid, 5 are weak and 4 incomplete."
  std::string Verdict() const;
  // "4 prospects · 2 customers · newest 8 days ago · €117k open"
  std::string Figures(const evidence::Tally& tally) const;
  // "prospect, 4 Nov 2026"; of a label that says the first part itself, the day alone.
  std::string About(const features::ReportAccount& account) const;
  std::string_view Standing(features::State state) const;
  std::string_view Meaning(features::State state) const;
  std::string_view Of(features::Presence presence) const;
  // "3 cited, 1 weak, 2 missing"; "none".
  std::string Claims(const features::SpecReport& spec) const;
  std::string Quotes(const features::SpecReport& spec) const;
  // "3 errors, 1 warning"; "none".
  std::string Findings(const features::SpecReport& spec) const;
  std::string Concentration(const std::string& account, std::size_t percent) const;
  std::string FreshnessLine() const;
  std::string CallsLine() const;
  // Why there is no list of asks, or what it is.
  std::string AsksLine() const;
  std::string Count(std::size_t count, std::string_view one, std::string_view many, std::string_view un,
                    std::string_view plusieurs) const;
  std::string_view Say(std::string_view english, std::string_view french) const;
  std::string Day(Date day) const;
  std::string Status(std::string_view status) const;

 private:
  const features::Report& report_;
  rules::Language language_;
};

}  // namespace whyspec::cli
