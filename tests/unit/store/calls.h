// Plainly invented calls for tests of the store.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/strings.h"
#include "store/sqlite_call_log.h"

namespace whyspec::test {

// A call with these turns, as if read from /calls/<id>.json.
inline calls::Call MakeCall(std::string_view id, const std::vector<std::string>& turns) {
  calls::Call call;
  call.id = id;
  call.title = StrCat("Talk ", id);
  call.account = "Invented Foods";
  call.language = "en";
  call.path = StrCat("/calls/", id, ".json");
  call.transcript_status = calls::TranscriptStatus::kReady;
  call.participants.push_back(
      {.id = "p1", .name = "Jane Sample", .affiliation = calls::Affiliation::kExternal});
  for (std::size_t i = 0; i < turns.size(); ++i) {
    const auto at = static_cast<std::int64_t>(i) * 4000;
    call.turns.push_back({.speaker = "p1",
                          .start_ms = at,
                          .end_ms = at + 3500,
                          .text = turns[i],
                          .source = {static_cast<Offset>(i * 100), static_cast<Offset>(i * 100 + 90)}});
  }
  return call;
}

inline store::SqliteCallLog::Put PutOf(const calls::Call& call, std::uint64_t hash = 0) {
  store::SqliteCallLog::Put put;
  put.entry.name = store::FileEntryName(call.path);
  std::string all;
  for (const calls::Turn& turn : call.turns) all += turn.text;
  put.entry.hash = hash != 0 ? hash : Hash64(all, Hash64(call.id));
  put.entry.file = {.size = all.size(), .modified_ns = 7};
  put.entry.read_ns = 8;
  put.call = store::Prepare(call);
  return put;
}

inline store::SqliteCallLog::Batch BatchOf(const std::vector<calls::Call>& calls) {
  store::SqliteCallLog::Batch batch;
  for (const calls::Call& call : calls) batch.puts.push_back(PutOf(call));
  return batch;
}

// Two calls are one if they are stored as the same bytes; but a test wants to see what differs.
inline std::string Told(const calls::Call& call) {
  std::string out =
      StrCat(call.id, "|", call.title, "|", call.account, "|", call.path, "|", call.turns.size());
  for (const calls::Turn& turn : call.turns) {
    out += StrCat("\n", turn.speaker, " ", turn.start_ms.value_or(-1), "-", turn.end_ms.value_or(-1), " [",
                  turn.source.begin, ",", turn.source.end, ") ", turn.text);
  }
  return out;
}

// Ids of calls whose blocks hold the term, each with its block: "a:0 b:2".
inline std::string Where(const calls::CallLog& log, std::string_view term) {
  std::string out;
  log.text_index()->ForEach(term, [&](calls::Posting posting) {
    out += StrCat(out.empty() ? "" : " ", log.text_index()->IdOf(posting.call), ":", posting.block);
    return true;
  });
  return out;
}

}  // namespace whyspec::test
