// Step one of a search: which blocks of which calls to read, from postings alone.
// Private to search.
#pragma once

#include <vector>

#include "calls/call_log.h"
#include "evidence/search_ranking.h"
#include "evidence/search_words.h"

namespace whyspec::evidence {

// Best call first. Counts the calls of each word on the way (QueryWord::call_idf).
std::vector<CandidateCall> FindCandidates(const calls::CallLog& log, const calls::TextIndex& index,
                                          const ExcerptQuery& query, std::vector<QueryWord>& words);
// The one call asked for, all of it; empty if it may not be read.
std::vector<CandidateCall> WholeCall(const calls::CallLog& log, const ExcerptQuery& query);

}  // namespace whyspec::evidence
