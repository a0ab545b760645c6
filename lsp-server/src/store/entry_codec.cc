#include "store/entry_codec.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "store/byte_codec.h"

namespace whyspec::store {
namespace {

constexpr std::size_t kSealSize = 8;

std::string Seal(std::string_view name, std::uint64_t hash, calls::CallNumber row, std::string_view bytes) {
  std::uint64_t seal = Hash64(bytes, Hash64(name, hash + row));
  std::string out(kSealSize, '\0');
  for (char& c : out) {
    c = static_cast<char>(seal & 0xff);
    seal >>= 8;
  }
  return out;
}

void Put(const FileStamp& stamp, ByteWriter& out) {
  out.Number(stamp.size);
  out.Signed(stamp.modified_ns);
}

FileStamp GetStamp(ByteReader& in) {
  FileStamp stamp;
  stamp.size = in.Number();
  stamp.modified_ns = in.Signed();
  return stamp;
}

void Put(const StoredCall& call, ByteWriter& out) {
  const calls::CallSummary& summary = call.summary;
  for (const std::string* text : {&summary.id, &summary.title, &summary.account, &summary.path,
                                  &call.sidecar_path, &call.embargo_until}) {
    out.Text(*text);
  }
  out.Optional(summary.started_at_ms);
  out.Number(static_cast<std::uint64_t>(summary.type));
  out.Number(static_cast<std::uint64_t>(summary.lifecycle));
  out.Number(summary.visibility ? static_cast<std::uint64_t>(*summary.visibility) + 1 : 0);
  out.Texts(summary.personas);
  out.Number(summary.turn_count);
  out.Range(call.id_source);
  out.Number(static_cast<std::uint64_t>(call.consent));
  out.Number(static_cast<std::uint64_t>(call.transcript_status));
  out.Number(call.first_block);
  out.Number(call.block_count);
}

void Get(ByteReader& in, StoredCall& call) {
  calls::CallSummary& summary = call.summary;
  for (std::string* text : {&summary.id, &summary.title, &summary.account, &summary.path, &call.sidecar_path,
                            &call.embargo_until}) {
    *text = in.String();
  }
  summary.started_at_ms = in.OptionalSigned();
  summary.type = in.Enumerator(calls::CallType::kNegotiation);
  summary.lifecycle = in.Enumerator(calls::Lifecycle::kPartner);
  if (const std::uint64_t visibility = in.Number(); visibility > 0) {
    summary.visibility = static_cast<calls::Visibility>(std::min<std::uint64_t>(visibility - 1, 3));
  }
  summary.personas = in.Texts();
  summary.turn_count = in.Number();
  call.id_source = in.Range();
  call.consent = in.Enumerator(calls::Consent::kWithdrawn);
  call.transcript_status = in.Enumerator(calls::TranscriptStatus::kGone);
  call.first_block = in.Number();
  call.block_count = static_cast<std::uint32_t>(in.Number());
}

}  // namespace

std::string EncodeEntry(const Entry& entry) {
  ByteWriter out;
  Put(entry.file, out);
  out.Text(entry.sidecar_path);
  Put(entry.sidecar, out);
  out.Signed(entry.read_ns);
  out.Number(entry.problems.size());
  for (const calls::Problem& problem : entry.problems) {
    out.Text(problem.message);
    out.Range(problem.range);
    out.Number((problem.in_sidecar ? 1U : 0U) | (problem.fatal ? 2U : 0U));
  }
  if (entry.call != nullptr) Put(*entry.call, out);
  return Seal(entry.name, entry.hash, entry.call == nullptr ? 0 : entry.call->row, out.bytes()) + out.bytes();
}

bool DecodeEntry(std::string_view name, std::uint64_t hash, calls::CallNumber row, std::string_view bytes,
                 Entry& entry) {
  if (bytes.size() < kSealSize) return false;
  const std::string_view content = bytes.substr(kSealSize);
  if (bytes.substr(0, kSealSize) != Seal(name, hash, row, content)) return false;
  ByteReader in(content);
  entry.name = name;
  entry.hash = hash;
  entry.file = GetStamp(in);
  entry.sidecar_path = in.String();
  entry.sidecar = GetStamp(in);
  entry.read_ns = in.Signed();
  entry.problems.resize(in.Count());
  for (calls::Problem& problem : entry.problems) {
    problem.message = in.String();
    problem.range = in.Range();
    const std::uint64_t flags = in.Number();
    problem.in_sidecar = (flags & 1U) != 0;
    problem.fatal = (flags & 2U) != 0;
  }
  if (row != 0) {
    auto call = std::make_shared<StoredCall>();
    Get(in, *call);
    call->row = row;
    entry.call = std::move(call);
  }
  return in.ok() && in.at_end();
}

}  // namespace whyspec::store
