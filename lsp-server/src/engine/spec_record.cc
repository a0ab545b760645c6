#include "engine/spec_record.h"

#include <map>
#include <set>

#include "base/strings.h"
#include "base/uri.h"
#include "calls/call.h"

namespace whyspec::engine {
namespace {

constexpr std::size_t kMostOfGitConfig = std::size_t{64} << 10;

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// The `url` of `[remote "origin"]` in a git config; "" if there is none.
std::string_view OriginOf(std::string_view config) {
  bool of_origin = false;
  while (!config.empty()) {
    const std::size_t end = std::min(config.find('\n'), config.size());
    const std::string_view line = Trimmed(config.substr(0, end));
    config.remove_prefix(std::min(end + 1, config.size()));
    if (line.starts_with('[')) {
      of_origin = line == "[remote \"origin\"]";
    } else if (of_origin && line.starts_with("url")) {
      const std::size_t equals = line.find('=');
      if (equals != line.npos) return Trimmed(line.substr(equals + 1));
    }
  }
  return {};
}

// "git@host:shop/specs.git", "https://name:password@host/shop/specs" -> "shop/specs".
std::string NameOfRemote(std::string_view remote) {
  if (const std::size_t scheme = remote.find("://"); scheme != remote.npos) {
    remote.remove_prefix(scheme + 3);
    const std::size_t slash = remote.find('/');
    if (slash == remote.npos) return {};
    remote.remove_prefix(slash + 1);
  } else if (const std::size_t colon = remote.find(':'); colon != remote.npos) {
    remote.remove_prefix(colon + 1);
  }
  while (remote.ends_with('/')) remote.remove_suffix(1);
  if (remote.ends_with(".git")) remote.remove_suffix(4);
  const std::size_t last = remote.rfind('/');
  if (last == remote.npos) return std::string(remote);
  const std::size_t before = last == 0 ? remote.npos : remote.rfind('/', last - 1);
  return std::string(before == remote.npos ? remote : remote.substr(before + 1));
}

std::string AnchorText(const evidence::Citation& citation) {
  std::string anchor = evidence::FormatAnchor(citation.anchor);
  if (anchor.starts_with('#')) anchor.erase(0, 1);
  return anchor;
}

}  // namespace

SpecPlace PlaceOf(const FileSystem& files, const std::string& path, const std::string& root,
                  const std::string& configured) {
  SpecPlace place{.repository = configured, .path = {}};
  std::string top = root;
  for (std::string folder(Dirname(path));;) {
    if (files.Stat(JoinPath(folder, ".git")).ok()) {
      top = folder;
      if (!place.repository.empty()) break;
      const Result<std::string> config = files.ReadHead(JoinPath(folder, ".git/config"), kMostOfGitConfig);
      if (config.ok()) place.repository = NameOfRemote(OriginOf(*config));
      break;
    }
    std::string above(Dirname(folder));
    if (above == folder || above.empty()) break;
    folder = std::move(above);
  }
  if (top.empty()) top = Dirname(path);
  if (place.repository.empty()) place.repository = Basename(top);
  place.path = RelativePath(path, top);
  return place;
}

evidence::SpecRecord MakeSpecRecord(const Snapshot& snapshot, const CheckResult& result, SpecPlace place) {
  const rules::Spec& spec = *snapshot.spec;
  evidence::SpecRecord record;
  record.id =
      calls::MakeCallId(spec.meta.id.empty() ? StrCat(place.repository, "-", place.path) : spec.meta.id);
  record.repository = std::move(place.repository);
  record.path = std::move(place.path);
  record.title = spec.document.title().text;
  if (record.title.empty()) record.title = Basename(record.path);
  if (spec.meta.status) record.status = rules::Name(*spec.meta.status);
  record.owner = spec.meta.owner;
  record.language = rules::Code(spec.language);
  for (const rules::MatchedSection& matched : spec.matched) {
    if (matched.meaning->role == rules::Role::kOther || matched.empty) continue;
    const markdown::Section& section = spec.document.sections()[matched.section];
    record.sections.push_back({.role = std::string(rules::Name(matched.meaning->role)),
                               .title = section.heading == markdown::kNone
                                            ? record.title
                                            : spec.document.headings()[section.heading].text,
                               .markdown = std::string(Trimmed(Cut(spec.text(), section.body)))});
  }

  const evidence::SpecEvidence& all = spec.evidence;
  std::map<std::size_t, std::vector<const evidence::SpecQuote*>> quotes;
  for (const evidence::SpecQuote& quote : all.quotes) {
    if (quote.citation) quotes[*quote.citation].push_back(&quote);
  }
  for (std::size_t i = 0; i < all.citations.size(); ++i) {
    const evidence::ResolvedCitation& resolved = all.citations[i];
    evidence::SpecRecord::Citation citation;
    citation.call = resolved.call != nullptr ? resolved.call->id : resolved.citation.target;
    if (resolved.citation.by_path && resolved.call == nullptr) continue;  // a path says nothing elsewhere
    citation.anchor = AnchorText(resolved.citation);
    if (resolved.has_turns) {
      citation.first_turn = resolved.first_turn;
      citation.last_turn = resolved.last_turn;
    }
    const auto said = quotes.find(i);
    if (said == quotes.end()) {
      record.citations.push_back(std::move(citation));
      continue;
    }
    for (const evidence::SpecQuote* quote : said->second) {
      evidence::SpecRecord::Citation quoted = citation;
      quoted.quote = spec.document.quotes()[quote->quote].text;
      if (quote->verification) quoted.verdict = evidence::Name(quote->verification->verdict);
      record.citations.push_back(std::move(quoted));
    }
  }
  for (const rules::Finding& finding : result.findings) {
    record.errors += finding.severity == rules::Severity::kError ? 1 : 0;
    record.warnings += finding.severity == rules::Severity::kWarning ? 1 : 0;
  }
  return record;
}

}  // namespace whyspec::engine
