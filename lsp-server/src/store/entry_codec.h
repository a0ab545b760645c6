// Entry <-> the bytes of its row, sealed with its name, hash and row: one that was
// damaged is not taken for another. Private to this layer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "store/stored_call.h"

namespace whyspec::store {

std::string EncodeEntry(const Entry& entry);
// `row` is 0 if there is no call. False if the bytes are not those of this entry.
bool DecodeEntry(std::string_view name, std::uint64_t hash, calls::CallNumber row, std::string_view bytes,
                 Entry& entry);

}  // namespace whyspec::store
