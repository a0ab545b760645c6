// calls::Call <-> the bytes kept of it: every field, places in the file included,
// packed with zstd and sealed with a checksum. A tenth of a millisecond for an hour of talk.
//
// The form is private to one version of the program; no bytes outlive it (see
// StoreVersion() in sqlite_call_log.h).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "calls/call.h"

namespace whyspec::store {

std::string EncodeCall(const calls::Call& call);
// nullptr if the bytes are not what EncodeCall() made. Safe for any bytes.
std::shared_ptr<const calls::Call> DecodeCall(std::string_view bytes);

// How much memory a call takes, about, in bytes.
std::size_t BytesOf(const calls::Call& call);

}  // namespace whyspec::store
