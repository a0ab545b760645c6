// Webhooks of every vendor, from any bytes: the first byte picks the vendor and whether what it
// signs is believed, then come header lines up to an empty one, then the body. A stranger's
// bytes are refused; what is read of them, once let in, keeps the promises of the headers.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "base/ascii.h"
#include "calls/read_export.h"
#include "team/webhooks/events.h"
#include "team/webhooks/signature.h"

using namespace whyspec;
using namespace whyspec::team::webhooks;

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

Incoming Read(std::string_view text) {
  Incoming incoming;
  incoming.method = "POST";
  incoming.uri = "https://calls.example.com/v1/webhooks/x";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) break;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      incoming.path_secret = line;
    } else {
      incoming.headers.try_emplace(Lower(line.substr(0, colon)), line.substr(colon + 1));
    }
  }
  incoming.body = text;
  return incoming;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const Vendor vendor = kVendors[(data[0] >> 1) % std::size(kVendors)];
  const bool is_signed = (data[0] & 1) != 0;
  const Incoming incoming = Read({reinterpret_cast<const char*>(data) + 1, size - 1});
  // Nobody guesses 32 random bytes.
  static const Secrets kSecrets{.secrets = {"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="},
                                .public_key_pem = "",
                                .path_secret = "0123456789abcdef0123456789abcdef"};
  const Verdict verdict = Check(vendor, incoming, kSecrets, 1'763'800'000'000);
  Require(verdict.refusal != Refusal::kNone || incoming.body.find("whsec_") != std::string::npos ||
          incoming.path_secret == kSecrets.path_secret);
  Require(!Explain(verdict.refusal).empty() || verdict.refusal == Refusal::kNone);

  std::set<std::string> keys;
  for (const Event& event : ReadEvents(vendor, incoming, kSecrets, is_signed)) {
    Require(!event.key.empty() && keys.insert(event.key).second);
    if (const auto* fetch = std::get_if<Fetch>(&event.what)) Require(!fetch->id.empty());
    if (const auto* erase = std::get_if<EraseCall>(&event.what)) {
      Require(is_signed && !erase->system.empty() && !erase->id.empty());
    }
    if (const auto* take = std::get_if<TakeCalls>(&event.what)) {
      Require(is_signed);
      const calls::ReadExportResult read = calls::ReadExport(take->files, {});
      for (const calls::ImportedCall& one : read.calls) Require(calls::IsCallId(one.call.id));
    }
  }
  return 0;
}
