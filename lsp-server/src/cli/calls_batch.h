// `--batch`: one JSON object a line in, one out, in order. A line that is wrong gets an
// answer that says so, and the next one is read.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/context.h"

namespace whyspec::cli {

// `answer` is given the object of a line and the answer to fill in (which has its `id`);
// it returns a sentence if the line cannot be answered. Each answer is flushed.
using BatchAnswer = std::function<std::string(const nlohmann::json& query, nlohmann::ordered_json& answer)>;
int RunBatch(const Context& context, const BatchAnswer& answer);

// Of members of a batch line; a sentence in `error` if they are of another kind.
std::string TextMember(const nlohmann::json& query, const char* key, bool required, std::string& error);
// One line of JSON; bytes that are no UTF-8 are replaced.
std::string Dump(const nlohmann::ordered_json& json);

}  // namespace whyspec::cli
