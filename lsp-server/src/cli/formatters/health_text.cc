// For a terminal: the verdict first, then spec by spec, who stands behind what, calls
// nobody cites, and asks no spec cites. Wrapped and coloured on a terminal only.

#include <algorithm>

#include "base/strings.h"
#include "cli/formatters/health.h"
#include "cli/formatters/health_words.h"

namespace whyspec::cli {
namespace {

using features::Report;
using features::SpecReport;
using features::State;

constexpr std::size_t kMostCalls = 10;
constexpr std::size_t kIndent = 13;

Ink InkOfState(State state) {
  switch (state) {
    case State::kOk:
      return Ink::kAdded;
    case State::kWeak:
      return Ink::kWarning;
    case State::kMissing:
      break;
  }
  return Ink::kError;
}

class HealthText {
 public:
  HealthText(const Report& report, const HealthPaths& paths, const Style& style, std::ostream& out)
      : report_(report), paths_(paths), style_(style), out_(out), words_(report) {}

  void Print() {
    Line(0, 0, words_.Verdict(), Ink::kBold);
    Line(0, 0, words_.Figures(report_.tally));
    const std::string heavy = words_.Concentration(report_.heaviest, report_.heaviest_percent);
    if (!heavy.empty()) Line(0, 0, heavy);
    Label(words_.Say("Claims cited", "Affirmations citées"), Part(report_.claims_cited, report_.claims));
    Label(words_.Say("Quotes verified", "Citations vérifiées"),
          Part(report_.quotes_verified, report_.quotes));
    if (const std::string fresh = words_.FreshnessLine(); !fresh.empty()) {
      Label(words_.Say("Newest evidence", "Preuve la plus récente"), fresh);
    }
    Head(words_.Say("SPECS", "SPECS"));
    for (const SpecReport& spec : report_.specs) Spec(spec);
    Accounts();
    Calls();
    Asks();
  }

 private:
  static std::string Part(std::size_t part, std::size_t all) { return StrCat(part, " / ", all); }

  void Line(std::size_t used, std::size_t indent, std::string_view text, Ink ink = Ink::kPlain) {
    out_ << style_.Paint(ink, Wrap(OneLine(text), used, indent, style_.width)) << '\n';
  }
  void Indented(std::string_view text) {
    out_ << std::string(kIndent, ' ');
    Line(kIndent, kIndent, text);
  }
  void Label(std::string_view label, const std::string& text) {
    const std::string colon(words_.Say(": ", " : "));
    out_ << style_.Paint(Ink::kDim, label) << colon;
    Line(TextWidth(label) + colon.size(), 2, text);
  }
  void Head(std::string_view text) { out_ << '\n' << style_.Paint(Ink::kDim, text) << "\n\n"; }

  void Spec(const SpecReport& spec) {
    const std::string_view standing = words_.Standing(spec.state);
    out_ << style_.Paint(spec.closed ? Ink::kDim : InkOfState(spec.state), standing)
         << std::string(kIndent - std::min(kIndent - 1, TextWidth(standing)), ' ')
         << style_.Paint(Ink::kBold, OneLine(spec.title)) << '\n';
    std::string line = words_.Status(spec.status);
    line += StrCat(" · ", spec.owner.empty() ? std::string(words_.Say("no owner", "sans responsable"))
                                             : StrCat(words_.Say("owner ", "responsable "), spec.owner));
    line += StrCat(" · ", paths_.context->Shown(spec.path));
    Indented(line);
    Indented(StrCat(words_.Say("why ", "pourquoi "), words_.Of(spec.sections[0]),
                    words_.Say(" · evidence ", " · preuves "), words_.Of(spec.sections[1]), " · ",
                    words_.Say("usage ", "usage "), words_.Of(spec.sections[2])));
    Indented(StrCat(words_.Say("claims: ", "affirmations : "), words_.Claims(spec),
                    words_.Say(" · quotes: ", " · citations : "), words_.Quotes(spec)));
    std::string behind = words_.Figures(spec.tally);
    // One account of one says nothing more.
    if (spec.tally.accounts > 1)
      behind += StrCat(" · ", words_.Concentration(spec.heaviest, spec.heaviest_percent));
    Indented(behind);
    Indented(StrCat(words_.Say("findings: ", "constats : "), words_.Findings(spec)));
    out_ << '\n';
  }

  void Accounts() {
    if (report_.accounts.empty()) return;
    out_ << style_.Paint(Ink::kDim, words_.Say("WHO STANDS BEHIND WHAT", "QUI SOUTIENT QUOI")) << "\n\n";
    for (std::size_t i = 0; i < report_.accounts.size(); ++i) {
      const features::ReportAccount& account = report_.accounts[i];
      out_ << style_.Paint(Ink::kBold, OneLine(account.label));
      if (const std::string about = words_.About(account); !about.empty()) out_ << ", " << OneLine(about);
      out_ << '\n';
      std::vector<std::string> specs;
      for (const SpecReport& spec : report_.specs) {
        for (const SpecReport::Backer& backer : spec.backers) {
          if (backer.account == i) specs.push_back(StrCat(spec.title, " ", backer.citations));
        }
      }
      out_ << "  ";
      Line(2, 2, Join(specs, " · "));
    }
  }

  void Calls() {
    Head(words_.Say("CALLS NOBODY CITES", "APPELS QUE PERSONNE NE CITE"));
    Line(0, 0, words_.CallsLine());
    std::vector<std::vector<std::string>> rows;
    for (const features::UncitedCall& call : report_.uncited) {
      if (rows.size() == kMostCalls) break;
      rows.push_back(
          {call.day ? FormatDate(*call.day) : "", OneLine(Shorten(call.account, 32)), OneLine(call.type),
           OneLine(call.id.empty() ? std::string(words_.Say("(name withheld)", "(nom tenu secret)"))
                                   : call.id)});
    }
    std::vector<std::size_t> widths(4, 0);
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], TextWidth(row[i]));
    }
    for (const auto& row : rows) {
      std::string line = "  ";
      for (std::size_t i = 0; i < row.size(); ++i) {
        line += row[i];
        if (i + 1 < row.size()) line += std::string(widths[i] - TextWidth(row[i]) + 2, ' ');
      }
      while (line.ends_with(' ')) line.pop_back();
      out_ << line << '\n';
    }
    if (report_.uncited.size() > rows.size()) {
      out_ << "  " << words_.Say("and ", "et ") << report_.uncited.size() - rows.size()
           << words_.Say(" more: `whyspec calls list`", " autres : `whyspec calls list`") << '\n';
    }
  }

  void Asks() {
    const std::string line = words_.AsksLine();
    if (line.empty()) return;
    Head(words_.Say("ASKS NO SPEC CITES", "DEMANDES QU'AUCUNE SPEC NE CITE"));
    Line(0, 0, line);
    for (const features::UnlinkedAsk& ask : report_.asks.asks) {
      out_ << '\n'
           << style_.Paint(Ink::kBold, OneLine(ask.topic)) << " · "
           << words_.Count(ask.accounts, "account", "accounts", "compte", "comptes") << " · "
           << words_.Count(ask.calls, "call", "calls", "appel", "appels") << '\n';
      for (const features::AskVoice& voice : ask.voices) {
        out_ << "  ";
        Line(2, 4, StrCat(words_.Say("“", "« "), voice.words, words_.Say("”", " »")));
        std::vector<std::string> from = {voice.who, voice.account, voice.day ? words_.Day(*voice.day) : ""};
        from.erase(std::remove(from.begin(), from.end(), ""), from.end());
        std::string who = Join(from, " · ");
        if (!voice.citation.empty()) who += StrCat(" · ", voice.citation);
        out_ << "    ";
        Line(4, 4, who, Ink::kDim);
      }
    }
    if (!report_.asks.asks.empty()) {
      out_ << '\n';
      Line(0, 0,
           words_.Say("Start a spec with one: whyspec new spec NAME, then cite these calls in it.",
                      "Pour en faire une spec : whyspec new spec NOM, puis citez-y ces appels."));
    }
  }

  const Report& report_;
  const HealthPaths& paths_;
  const Style& style_;
  std::ostream& out_;
  const HealthWords words_;
};

}  // namespace

void PrintHealthText(const Report& report, const HealthPaths& paths, const Style& style, std::ostream& out) {
  HealthText(report, paths, style, out).Print();
}

}  // namespace whyspec::cli
