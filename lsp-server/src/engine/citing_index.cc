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

std::vector<Workspace::CitedBy> CitingIndex::Citing(std::string_view call_id,
                                                    const std::vector<std::string>& specs,
                                                    const FileSystem& files, OpenDocuments& open,
                                                    const std::shared_ptr<const CallPlaces>& places,
                                                    const calls::CallLog& log) {
  if (places_ != places) {
    TouchAll();
    places_ = places;
  }
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
      if (job.document != nullptr) {
        *job.citations = CitationsOf(*job.path, *job.document, *places);
        return;
      }
      Result<std::string> text = files.ReadFile(*job.path);
      // A spec that cannot be read is told where its findings are asked for.
      if (!text.ok() || !MayCite(*text)) return;
      *job.citations = CitationsOf(*job.path, markdown::Document::Parse(std::move(*text)), *places);
    });
    dirty_ = false;
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
