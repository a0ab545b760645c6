// Versions as entity tags (RFC 9110 §8.8.3). An answer to GET has "<version>-<hash>": what is
// shown depends on the caller too, and on what cites it. If-Match looks at the version alone, so
// both that and "<version>" name it.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"
#include "team/call_store.h"

namespace whyspec::http {

std::string EtagOf(team::Sequence version);                         // "\"12\""
std::string EtagOf(team::Sequence version, std::string_view body);  // "\"12-9f3ab2c1d4e5f607\""
// What a write must find. kInvalid: a tag that is none of ours, or several.
Result<team::Precondition> PreconditionOf(const Headers& headers);
bool IsConditional(const Headers& headers);
// If-None-Match of a GET names this tag.
bool IsSame(const Headers& headers, std::string_view etag);

}  // namespace whyspec::http
