// `whyspec new spec|call NAME`: a file to start from, never over one that is there.

#include <algorithm>

#include "base/date.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "calls/call.h"
#include "cli/commands.h"
#include "cli/formatters/json_util.h"
#include "cli/project.h"
#include "cli/style.h"
#include "rules/language.h"
#include "rules/profile.h"

namespace whyspec::cli {
namespace {

// YAML takes a JSON string as it is, whatever it holds.
std::string Quoted(std::string_view text) { return Dump(Json(text)); }

// A prompt goes into a comment, where it is not mistaken for the author's words.
std::string Comment(std::string prompt) {
  for (std::size_t at = prompt.find("--"); at != std::string::npos; at = prompt.find("--"))
    prompt.replace(at, 2, "–");
  return StrCat("<!-- ", prompt, " -->");
}

std::string SpecText(const NewOptions& options, const std::string& id, const rules::Profile& profile,
                     bool name_profile, bool mark_as_spec, Date today) {
  const rules::Language language = rules::ParseLanguage(options.language).value_or(rules::Language::kEnglish);
  std::string out = StrCat("---\nid: ", id, "\ntitle: ", Quoted(options.name),
                           "\nstatus: draft\ncreated: ", FormatDate(today), "\n");
  if (mark_as_spec) out += "type: spec\n";
  if (name_profile) out += StrCat("profile: ", profile.name, "\n");
  if (!options.language.empty()) out += StrCat("language: ", options.language, "\n");
  out += StrCat("---\n\n# ", options.name, "\n");
  for (const rules::ProfileSection& section : profile.sections) {
    const rules::SectionTemplate words = rules::TemplateOf(profile, section, language);
    out += StrCat("\n## ", words.heading, "\n");
    if (!words.prompt.empty()) out += StrCat("\n", Comment(std::string(words.prompt)), "\n");
  }
  return out;
}

std::string CallText(const NewOptions& options, const std::string& id, Date today) {
  const bool french = options.language == "fr";
  std::string out = StrCat("---\nid: ", id, "\ntitle: ", Quoted(options.name),
                           "\ntype: discovery\nstarted_at: ", FormatDate(today), "\n");
  if (!options.language.empty()) out += StrCat("language: ", options.language, "\n");
  out += french ? "# account: acme            # un id de accounts.yaml, ou un nom\n"
                : "# account: acme            # an id of accounts.yaml, or a name\n";
  out += "lifecycle: prospect\nparticipants:\n";
  out += french ? "  - {id: p1, name: Client, affiliation: external, title: Fonction}\n"
                  "  - {id: us, name: Nous, affiliation: internal}\n"
                : "  - {id: p1, name: Customer, affiliation: external, title: Job title}\n"
                  "  - {id: us, name: Us, affiliation: internal}\n";
  out += "consent: {status: unknown}\n---\n\n";
  out += french ? "**Nous** [00:00:00]: Racontez-nous la dernière fois que c'est arrivé.\n\n"
                  "**Client** [00:00:10]: Remplacez ce tour de parole par ce qui a été dit, mot pour mot.\n"
                : "**Us** [00:00:00]: Tell us about the last time this happened.\n\n"
                  "**Customer** [00:00:10]: Replace this turn by what was said, word for word.\n";
  return out;
}

int Write(const Context& context, const std::string& path, const std::string& text, std::string_view next) {
  if (context.files->Stat(path).ok()) {
    return context.Fail(
        StrCat(context.Shown(path), " is already there and was left as it is: choose another name."));
  }
  const Status folder = context.files->CreateDirectories(std::string(Dirname(path)));
  if (!folder.ok()) return context.Fail(folder.error().message);
  const Status written = context.files->WriteFile(path, text);
  if (!written.ok()) return context.Fail(written.error().message);
  context.out() << OneLine(context.Shown(path)) << '\n';
  context.Note(next);
  return kClean;
}

}  // namespace

int RunNew(const Context& context, const NewOptions& options) {
  const bool any_word = CountWords(options.name) > 0;
  if (!any_word || options.name.find_first_of("/\n\r") != std::string::npos) {
    return context.Fail(
        StrCat("\"", options.name,
               "\" cannot be a name: give the title in plain words, and the folder with --dir."));
  }
  if (!IsValidUtf8(options.name)) {
    return context.Fail("The name is not UTF-8: type it again, or set your terminal to UTF-8.");
  }
  const Result<std::unique_ptr<engine::Workspace>> opened =
      OpenProject(context, {.profile = options.profile});
  if (!opened.ok()) return context.Fail(opened.error().message);
  const std::string root = FindRoot(*context.files, context.directory);
  const std::string folder_asked = options.directory.empty() ? "" : context.Absolute(options.directory);
  const std::shared_ptr<const engine::Config> config =
      opened.value()->ConfigFor(JoinPath(folder_asked.empty() ? root : folder_asked, "x.md"));
  const Date today = options.today ? *options.today : TodayUtc();
  const std::string id = calls::MakeCallId(options.name);

  if (options.kind == "call") {
    if (!options.profile.empty())
      return context.Fail("--profile is for specs: a call record has no profile.");
    const std::string folder =
        folder_asked.empty() ? DefaultFolder(context, config->root, config->calls, "calls") : folder_asked;
    return Write(
        context, JoinPath(folder, id + ".md"), CallText(options, id, today),
        StrCat("Next: fill in who was there and what was said, then cite it in a spec as [who](call:", id,
               "#t=00:00:10)."));
  }

  const std::string profile_name = options.profile.empty() ? config->profile_name : options.profile;
  const std::shared_ptr<const rules::Profile> profile = config->FindProfile(profile_name);
  if (!profile) return context.Fail(CheckProfileName(profile_name, *config)->message);
  const std::string folder =
      folder_asked.empty() ? DefaultFolder(context, config->root, config->specs, "specs") : folder_asked;
  const auto is_spec = [&](const std::string& path) {
    return MatchesAny(config->specs, RelativePath(path, config->root));
  };
  std::string path = JoinPath(folder, id + ".md");
  const std::string marked = JoinPath(folder, id + ".spec.md");
  if (!is_spec(path) && is_spec(marked)) path = marked;
  return Write(
      context, path,
      SpecText(options, id, *profile, profile_name != config->profile_name, !is_spec(path), today),
      StrCat("Next: answer the questions in it, then run `whyspec check ", context.Shown(path), "`."));
}

}  // namespace whyspec::cli
