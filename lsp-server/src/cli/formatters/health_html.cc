// One page that needs nothing else and runs nothing: its policy allows the style sheet in
// it and no more. Every word of a spec or a call goes through Text().

#include <algorithm>

#include "base/strings.h"
#include "base/uri.h"
#include "cli/formatters/health.h"
#include "cli/formatters/health_style.h"
#include "cli/formatters/health_words.h"

namespace whyspec::cli {
namespace {

using features::Presence;
using features::Report;
using features::SpecReport;
using features::State;

constexpr std::size_t kMostCalls = 200;
constexpr std::size_t kMostColumns = 40;

// As it stands between tags and in attributes: control characters made visible, markup
// made text.
std::string Text(std::string_view text) {
  std::string out;
  for (const char c : OneLine(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string Element(std::string_view name, std::string_view attributes, std::string_view inner) {
  return StrCat("<", name, attributes.empty() ? "" : " ", attributes, ">", inner, "</", name, ">");
}

std::string_view ClassOf(State state) {
  return state == State::kOk ? "ok" : state == State::kWeak ? "weak" : "bad";
}

std::string_view ClassOf(Presence presence) {
  switch (presence) {
    case Presence::kPresent:
      return "ok";
    case Presence::kWeak:
      return "weak";
    case Presence::kEmpty:
    case Presence::kMissing:
      return "bad";
    case Presence::kNotAsked:
      break;
  }
  return "soft";
}

class HealthHtml {
 public:
  HealthHtml(const Report& report, const HealthPaths& paths, std::ostream& out)
      : report_(report), paths_(paths), out_(out), words_(report) {}

  void Print() {
    out_ << "<!DOCTYPE html>\n<html lang=\"" << rules::Code(report_.language) << "\">\n<head>\n"
         << "<meta charset=\"utf-8\">\n"
         << "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
            "'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
         << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         << "<meta name=\"referrer\" content=\"no-referrer\">\n"
         << Element("title", "", Text(words_.Say("Evidence report", "Rapport des preuves"))) << '\n'
         << "<style>" << kHealthStyle << "</style>\n</head>\n<body>\n<main>\n";
    Header();
    Specs();
    Matrix();
    Asks();
    Calls();
    Footer();
    out_ << "</main>\n</body>\n</html>\n";
  }

 private:
  std::string T(std::string_view english, std::string_view french) const {
    return Text(words_.Say(english, french));
  }

  void Header() {
    out_ << "<header>\n"
         << Element(
                "p", "class=\"kicker\"",
                StrCat(T("Evidence report", "Rapport des preuves"), " · ", Text(words_.Day(report_.today))))
         << '\n'
         << Element("h1", "", Text(words_.Verdict())) << '\n'
         << Element("p", "class=\"figures\"", Text(words_.Figures(report_.tally))) << '\n';
    Bar();
    out_ << "<dl class=\"tiles\">\n";
    Tile(words_.Say("Claims with a source", "Affirmations citées"),
         Part(report_.claims_cited, report_.claims), "");
    Tile(words_.Say("Quotes verified", "Citations vérifiées"), Part(report_.quotes_verified, report_.quotes),
         "");
    const features::Freshness& fresh = report_.freshness;
    Tile(words_.Say("Evidence of the last 90 days", "Preuves de moins de 90 jours"),
         Part(fresh.within_90_days, report_.specs.size() - report_.closed), words_.FreshnessLine());
    if (!report_.heaviest.empty()) {
      Tile(words_.Say("Most citations from one account", "Le compte le plus cité"),
           StrCat(report_.heaviest_percent, words_.Say("%", " %")), report_.heaviest);
    }
    if (report_.has_calls) {
      Tile(words_.Say("Calls cited", "Appels cités"), Part(report_.calls_cited, report_.calls), "");
    }
    out_ << "</dl>\n</header>\n";
  }

  std::string Part(std::size_t part, std::size_t all) const {
    return StrCat(part, words_.Say(" of ", " sur "), all);
  }

  void Tile(std::string_view label, std::string_view value, std::string_view note) {
    out_ << "<div>" << Element("dt", "", Text(label)) << "<dd>" << Text(value)
         << (note.empty() ? "" : Element("small", "", Text(note))) << "</dd></div>\n";
  }

  // How many specs are what, as a stripe; the list below says it in words.
  void Bar() {
    struct Part {
      State state;
      std::size_t count;
    };
    const Part parts[] = {
        {State::kOk, report_.solid}, {State::kWeak, report_.weak}, {State::kMissing, report_.incomplete}};
    const std::size_t all = report_.solid + report_.weak + report_.incomplete;
    if (all == 0) return;
    out_ << "<svg class=\"bar\" viewBox=\"0 0 " << all
         << " 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";
    std::size_t at = 0;
    for (const Part& part : parts) {
      if (part.count == 0) continue;
      out_ << "<rect class=\"" << ClassOf(part.state) << "\" x=\"" << at << "\" y=\"0\" width=\""
           << part.count << "\" height=\"1\"/>";
      at += part.count;
    }
    out_ << "</svg>\n<ul class=\"legend\">";
    for (const Part& part : parts) {
      out_ << Element("li", StrCat("class=\"", ClassOf(part.state), "\""),
                      StrCat(part.count, " ", Text(words_.Standing(part.state))));
    }
    if (report_.closed > 0) {
      out_ << Element("li", "class=\"soft\"",
                      StrCat(report_.closed, " ", T("declined or superseded", "écartée ou remplacée")));
    }
    out_ << "</ul>\n";
  }

  // Relative to where the report lies; "./" so that no file name can be read as a scheme.
  std::string Href(const SpecReport& spec) const {
    const std::string relative = RelativePath(spec.path, paths_.folder);
    const std::string encoded = PercentEncode(relative, "/");
    return encoded.starts_with("../") ? encoded : StrCat("./", encoded);
  }

  std::string Link(const SpecReport& spec) const {
    return Element("a", StrCat("class=\"spec\" href=\"", Text(Href(spec)), "\""), Text(spec.title));
  }

  void Cell(std::string_view label, std::string_view inner) {
    out_ << Element("td", StrCat("data-label=\"", Text(label), "\""), Element("span", "", inner)) << '\n';
  }

  std::string Mark(Presence presence) const {
    return Element("span", StrCat("class=\"nowrap ", ClassOf(presence), "\""), Text(words_.Of(presence)));
  }

  void Specs() {
    const std::string_view labels[] = {
        words_.Say("Standing", "État"),           words_.Say("Why", "Pourquoi"),
        words_.Say("Evidence", "Preuves"),        words_.Say("Usage", "Usage"),
        words_.Say("Claims", "Affirmations"),     words_.Say("Quotes", "Citations"),
        words_.Say("Behind it", "Derrière elle"), words_.Say("Findings", "Constats")};
    out_ << "<section aria-labelledby=\"specs\">\n<h2 id=\"specs\">" << T("Specs", "Specs") << "</h2>\n"
         << "<table class=\"specs\">\n"
         << Element("caption", "",
                    T("Those that need most first.", "Celles qui en ont le plus besoin d'abord."))
         << "\n<thead><tr>" << Element("th", "scope=\"col\"", T("Spec", "Spec"));
    for (const std::string_view label : labels) out_ << Element("th", "scope=\"col\"", Text(label));
    out_ << "</tr></thead>\n<tbody>\n";
    for (const SpecReport& spec : report_.specs) {
      out_ << "<tr>\n<th scope=\"row\">" << Link(spec)
           << Element("span", "class=\"meta\"",
                      StrCat(Text(words_.Status(spec.status)), " · ",
                             spec.owner.empty() ? T("no owner", "sans responsable") : Text(spec.owner)))
           << "</th>\n";
      Cell(labels[0],
           Element("span", StrCat("class=\"badge ", spec.closed ? "soft" : ClassOf(spec.state), "\""),
                   Text(words_.Standing(spec.state))));
      for (std::size_t i = 0; i < spec.sections.size(); ++i) Cell(labels[1 + i], Mark(spec.sections[i]));
      Cell(labels[4], Text(words_.Claims(spec)));
      Cell(labels[5], Text(words_.Quotes(spec)));
      Cell(labels[6], Behind(spec));
      Cell(labels[7], Text(words_.Findings(spec)));
      out_ << "</tr>\n";
    }
    out_ << "</tbody>\n</table>\n</section>\n";
  }

  std::string Behind(const SpecReport& spec) const {
    std::string out = Text(words_.Figures(spec.tally));
    if (spec.tally.accounts > 1) {
      out +=
          Element("span", "class=\"meta\"", Text(words_.Concentration(spec.heaviest, spec.heaviest_percent)));
    }
    return out;
  }

  void Matrix() {
    if (report_.accounts.empty()) return;
    const std::size_t columns = std::min(report_.accounts.size(), kMostColumns);
    out_ << "<section aria-labelledby=\"matrix\">\n<h2 id=\"matrix\">"
         << T("Who stands behind what", "Qui soutient quoi") << "</h2>\n"
         << "<div class=\"scroll\" role=\"region\" aria-labelledby=\"matrix\" tabindex=\"0\">\n<table "
            "class=\"matrix\">\n"
         << Element("caption", "",
                    T("How often each spec cites calls of each account.",
                      "Combien de fois chaque spec cite les appels de chaque compte."))
         << "\n<thead><tr>" << Element("th", "scope=\"col\"", T("Spec", "Spec"));
    for (std::size_t i = 0; i < columns; ++i) {
      const features::ReportAccount& account = report_.accounts[i];
      out_ << Element(
          "th", "scope=\"col\"",
          StrCat(Text(account.label), Element("span", "class=\"meta\"", Text(words_.About(account)))));
    }
    out_ << "</tr></thead>\n<tbody>\n";
    for (const SpecReport& spec : report_.specs) {
      if (spec.backers.empty()) continue;
      std::vector<std::size_t> counts(columns, 0);
      for (const SpecReport::Backer& backer : spec.backers) {
        if (backer.account < columns) counts[backer.account] = backer.citations;
      }
      out_ << "<tr>" << Element("th", "scope=\"row\"", Link(spec));
      for (const std::size_t count : counts) {
        if (count == 0) {
          out_ << "<td></td>";
        } else {
          out_ << Element(
              "td", "",
              Element("span", StrCat("class=\"n", std::min<std::size_t>(count, 3), "\""), StrCat(count)));
        }
      }
      out_ << "</tr>\n";
    }
    out_ << "</tbody>\n</table>\n</div>\n";
    if (columns < report_.accounts.size()) {
      out_ << Element(
          "p", "class=\"soft\"",
          StrCat(T("Accounts not shown: ", "Comptes non montrés : "), report_.accounts.size() - columns));
    }
    out_ << "</section>\n";
  }

  void Asks() {
    const std::string line = words_.AsksLine();
    if (line.empty()) return;
    out_ << "<section aria-labelledby=\"asks\">\n<h2 id=\"asks\">"
         << T("Asks no spec cites", "Demandes qu'aucune spec ne cite") << "</h2>\n"
         << Element("p", "class=\"soft\"", Text(line)) << "\n<div class=\"asks\">\n";
    for (const features::UnlinkedAsk& ask : report_.asks.asks) {
      out_ << "<article class=\"ask\">\n"
           << Element("h3", "", Text(ask.topic))
           << Element("span", "class=\"meta\"",
                      Text(StrCat(words_.Count(ask.accounts, "account", "accounts", "compte", "comptes"),
                                  " · ", words_.Count(ask.calls, "call", "calls", "appel", "appels"))))
           << '\n';
      for (const features::AskVoice& voice : ask.voices) Voice(voice);
      out_ << "</article>\n";
    }
    out_ << "</div>\n";
    if (!report_.asks.asks.empty()) {
      out_ << Element("p", "class=\"soft\"",
                      StrCat(T("Start a spec with one: ", "Pour en faire une spec : "),
                             Element("code", "", T("whyspec new spec NAME", "whyspec new spec NOM")),
                             T(", then cite these calls in it.", ", puis citez-y ces appels.")));
    }
    out_ << "</section>\n";
  }

  void Voice(const features::AskVoice& voice) {
    std::vector<std::string> from = {voice.who, voice.account, voice.day ? words_.Day(*voice.day) : ""};
    from.erase(std::remove(from.begin(), from.end(), ""), from.end());
    out_ << "<figure>" << Element("blockquote", "", Text(voice.words)) << "<figcaption>"
         << Text(Join(from, " · "));
    if (!voice.citation.empty()) out_ << "<br>" << Element("code", "", Text(voice.citation));
    out_ << "</figcaption></figure>\n";
  }

  void Calls() {
    out_ << "<section aria-labelledby=\"calls\">\n<h2 id=\"calls\">"
         << T("Calls nobody cites", "Appels que personne ne cite") << "</h2>\n";
    const std::size_t shown = std::min(report_.uncited.size(), kMostCalls);
    if (shown == 0) {
      out_ << Element("p", "class=\"soft\"", Text(words_.CallsLine())) << "\n</section>\n";
      return;
    }
    out_ << "<table class=\"calls\">\n"
         << Element("caption", "", Text(words_.CallsLine())) << "\n<thead><tr>";
    for (const std::string_view label :
         {words_.Say("Day", "Jour"), words_.Say("Account", "Compte"), words_.Say("Call", "Appel"),
          words_.Say("Turns", "Prises de parole")}) {
      out_ << Element("th", "scope=\"col\"", Text(label));
    }
    out_ << "</tr></thead>\n<tbody>\n";
    for (std::size_t i = 0; i < shown; ++i) {
      const features::UncitedCall& call = report_.uncited[i];
      const std::string account =
          call.account.empty() ? std::string(words_.Say("unknown", "inconnu")) : call.account;
      std::string title =
          call.title.empty() ? std::string(words_.Say("name withheld", "nom tenu secret")) : call.title;
      std::string note = call.type;
      if (!call.id.empty()) note += StrCat(note.empty() ? "" : " · ", call.id);
      out_ << "<tr>"
           << Element("td", "class=\"nowrap\"",
                      call.day ? Text(words_.Day(*call.day)) : T("no date", "sans date"))
           << Element("th", "scope=\"row\"", Text(account))
           << Element("td", "", StrCat(Text(title), Element("span", "class=\"meta\"", Text(note))))
           << Element("td", "",
                      Text(words_.Count(call.turns, "turn", "turns", "prise de parole", "prises de parole")))
           << "</tr>\n";
    }
    out_ << "</tbody>\n</table>\n";
    if (shown < report_.uncited.size()) {
      out_ << Element("p", "class=\"soft\"",
                      StrCat(T("Not shown: ", "Non montrés : "), report_.uncited.size() - shown, ". ",
                             Element("code", "", "whyspec calls list")));
    }
    out_ << "</section>\n";
  }

  void Footer() {
    out_ << "<footer>\n<dl>\n";
    for (const State state : {State::kOk, State::kWeak, State::kMissing}) {
      out_ << Element("dt", StrCat("class=\"", ClassOf(state), "\""), Text(words_.Standing(state)))
           << Element("dd", "", Text(words_.Meaning(state))) << '\n';
    }
    out_
        << "</dl>\n"
        << Element(
               "p", "",
               T("Prospects and customers are independent accounts, each counted once. Names stand here only "
                 "where the visibility of their calls allows it.",
                 "Les prospects et les clients sont des comptes indépendants, comptés une fois chacun. Les "
                 "noms "
                 "n'apparaissent que si la visibilité de leurs appels le permet."))
        << '\n'
        << Element("p", "",
                   StrCat(T("Made by ", "Fait par "), Element("code", "", "whyspec report"), " · ",
                          FormatDate(report_.today)))
        << "\n</footer>\n";
  }

  const Report& report_;
  const HealthPaths& paths_;
  std::ostream& out_;
  const HealthWords words_;
};

}  // namespace

void PrintHealthHtml(const Report& report, const HealthPaths& paths, std::ostream& out) {
  HealthHtml(report, paths, out).Print();
}

}  // namespace whyspec::cli
