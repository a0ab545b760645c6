// The little of OpenSSL that the team's log needs: hashes, signatures, random bytes.
// openssl/ stays in crypto.cc. Thread safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace whyspec::team {

std::string Sha256(std::string_view bytes);                              // 32 bytes
std::string HmacSha256(std::string_view key, std::string_view message);  // 32 bytes
// RSASSA-PKCS1-v1_5 with SHA-256 ("RS256", RFC 7518 §3.3). False for a key that is none.
bool VerifyRs256(std::string_view public_key_pem, std::string_view message, std::string_view signature);

// Takes the same time whatever differs; of another length is never equal.
bool EqualInConstantTime(std::string_view left, std::string_view right);
// From the operating system's generator. Ends the program if there is none: nothing safe
// can be done without.
std::string RandomBytes(std::size_t count);

}  // namespace whyspec::team
