// Calls and accounts as the database keeps them: JSON that later versions still read, calls
// packed with zstd. Private to this layer.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "calls/call.h"

namespace whyspec::team {

// Largest call record that is kept (a day of talk is 1 MiB).
inline constexpr std::size_t kMostRecordBytes = std::size_t{64} << 20U;

std::string PackRecord(std::string_view json);
// Unset if the bytes are not what PackRecord() made.
std::optional<std::string> UnpackRecord(std::string_view packed);

// The call of a record, as it came: without path and places in a file. nullptr if it is none.
std::shared_ptr<const calls::Call> ReadRecord(std::string_view json);

// How much memory a call takes, about, in bytes.
std::size_t MemoryOf(const calls::Call& call);

std::string WriteAccount(const calls::Account& account);
std::optional<calls::Account> ReadAccount(std::string_view json);

}  // namespace whyspec::team
