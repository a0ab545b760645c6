// What the `whyspec calls` commands share: the workspace's log, one call of it, and how a
// passage of a call is printed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "calls/call_log.h"
#include "cli/context.h"
#include "cli/style.h"
#include "engine/workspace.h"

namespace whyspec::cli {

struct CallsProject {
  std::unique_ptr<engine::Workspace> workspace;
  std::shared_ptr<const calls::CallLog> log;
};
// The workspace we stand in, scanned, an import that was cut short finished first.
// Problems with call files go to standard error. Errors: no calls folder or log at all.
Result<CallsProject> OpenCalls(const Context& context, const std::string& calls_directory);
// Finishes or undoes what a killed import left in `folder`, and says so.
Status RecoverImport(const Context& context, const std::string& folder);

// By id, or by path as written in the working directory. An error names the closest ids.
Result<std::shared_ptr<const calls::Call>> FindCall(const Context& context, const calls::CallLog& log,
                                                    const std::string& reference);

// "07:40", "1:02:03".
std::string ClockOf(std::int64_t ms);
// "Jane Roe, head of operations", "Alex (us)", "speaker unknown".
std::string SpeakerOf(const calls::Call& call, const calls::Turn& turn);
// "Acme · 2026-01-13 · discovery · prospect": what is known of them.
std::string HeadOf(const calls::Call& call, const calls::CallLog& log);
// "call:acme-2026-01-13#t=460.23,474.9", to copy into a spec.
std::string CitationOf(const calls::Call& call, std::uint32_t first_turn, std::uint32_t last_turn);

// Words of a turn to show, as byte ranges of its text; in order.
struct Marked {
  std::uint32_t turn = 0;
  TextRange range;
};
struct Passage {
  std::uint32_t first_turn = 0;
  std::uint32_t last_turn = 0;  // inclusive
  // The turns that matter; those around are dimmed. The same as above if all do.
  std::uint32_t first_cited = 0;
  std::uint32_t last_cited = 0;
  std::vector<Marked> marks;
  // Of a very long turn, only the part around its first mark; 0 = all of it.
  std::size_t most_code_points = 0;
};
void PrintPassage(std::ostream& out, const calls::Call& call, const Passage& passage, const Style& style);

}  // namespace whyspec::cli
