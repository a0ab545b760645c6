#include "engine/citing_index.h"

#include <algorithm>
#include <utility>

#include "calls/read_call.h"
#include "engine/parallel.h"
#include "evidence/citation.h"

namespace whyspec::engine {
namespace {

// No citation without one of these: most specs need no parsing.
bool MayCite(std::string_view text) {
  for (const std::string_view mark : {"call:", ".vtt", ".srt", ".txt", ".json", ".md", ".yaml"}) {
    if (text.find(mark) != std::string_view::npos) return true;
  }
  // An escape may spell any of them.
  return text.find('%') != std::string_view::npos || text.find('&') != std::string_view::npos;
}

// More than the calls there are: whether a link leads to one is asked when it counts, so
// that a change to a call needs no spec parsed again.
bool IsCallPath(std::string_view path, const void* context) {
  return calls::IsSidecarName(path) || static_cast<const CallPlaces*>(context)->IsCall(path);
}

}  // namespace

CitingIndex::Citations CitingIndex::CitationsOf(const std::string& path, const markdown::Document& document,
                                                const CallPlaces& places) {
  Citations citations;
  for (evidence::Citation& citation : evidence::FindCitations(
           document, {.document_path = path, .is_call_path = &IsCallPath, .context = &places})) {
    citations.push_back(
        {.by_path = citation.by_path, .target = std::move(citation.target), .range = citation.range});
  }
  return citations;
}

CitingIndex::Citations CitingIndex::Read(const std::string& path, const FileSystem& files,
                                         const CallPlaces& places) {
  Result<std::string> text = files.ReadFile(path);
  // A spec that cannot be read is told where its findings are asked for.
  if (!text.ok() || !MayCite(*text)) return {};
  return CitationsOf(path, markdown::Document::Parse(std::move(*text)), places);
}

void CitingIndex::SetPlaces(const std::shared_ptr<const CallPlaces>& places) {
  if (places_ == places) return;
  TouchAll();
  places_ = places;
}

bool CitingIndex::Prepare(const std::set<std::string>& specs, const FileSystem& files,
                          const OpenDocuments& open, const std::shared_ptr<const CallPlaces>& places,
                          std::chrono::microseconds slice) {
  SetPlaces(places);
  if (touched_.empty() && !sweep_from_) return false;
  const auto end = std::chrono::steady_clock::now() + slice;
  const auto time_is_up = [&] { return std::chrono::steady_clock::now() >= end; };
  const auto prepare = [&](const std::string& path) {
    if (open.Has(path)) return;
    const auto [entry, fresh] = entries_.try_emplace(path);
    if (fresh) entry->second = Read(path, files, *places);
  };
  while (!touched_.empty()) {
    const std::string path = std::move(touched_.extract(touched_.begin()).value());
    if (specs.count(path) != 0) prepare(path);
    if (time_is_up()) return true;
  }
  if (!sweep_from_) return true;
  for (auto path = specs.lower_bound(*sweep_from_); path != specs.end();) {
    prepare(*path);
    if (++path != specs.end() && time_is_up()) {
      sweep_from_ = *path;
      return true;
    }
  }
  sweep_from_.reset();
  return true;
}

std::vector<Workspace::CitedBy> CitingIndex::Citing(std::string_view call_id,
                                                    const std::vector<std::string>& specs,
                                                    const FileSystem& files, OpenDocuments& open,
                                                    const std::shared_ptr<const CallPlaces>& places,
                                                    const calls::CallLog& log) {
  SetPlaces(places);
  if (dirty_) {
    struct Job {
      const std::string* path;
      const markdown::Document* document;  // of an open spec
      Citations* citations;
    };
    std::vector<Job> jobs;
    for (const std::string& path : specs) {
      const auto [entry, fresh] = entries_.try_emplace(path);
      if (fresh) jobs.push_back({&path, open.Parsed(path), &entry->second});
    }
    ParallelFor(jobs.size(), [&](std::size_t i) {
      const Job& job = jobs[i];
      *job.citations = job.document != nullptr ? CitationsOf(*job.path, *job.document, *places)
                                               : Read(*job.path, files, *places);
    });
    dirty_ = false;
    touched_.clear();
    sweep_from_.reset();
  }
  std::vector<Workspace::CitedBy> found;
  for (const std::string& path : specs) {
    const auto entry = entries_.find(path);
    if (entry == entries_.end()) continue;
    for (const Citation& citation : entry->second) {
      std::string_view id = citation.target;
      std::shared_ptr<const calls::Call> call;  // keeps `id` alive
      if (citation.by_path) {
        call = log.FindByPath(citation.target);
        if (call == nullptr) continue;
        id = call->id;
      }
      if (id == call_id) found.push_back({path, citation.range, std::string(call_id)});
    }
  }
  return found;
}

}  // namespace whyspec::engine
