#include "store/call_codec.h"

#include <zstd.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/hash.h"
#include "store/byte_codec.h"

namespace whyspec::store {
namespace {

using calls::Call;

constexpr int kLevel = 3;
// No call file is larger, so no call unpacks to much more.
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30;

struct PackerFree {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

std::string Pack(std::string_view bytes) {
  thread_local const std::unique_ptr<ZSTD_CCtx, PackerFree> context(ZSTD_createCCtx());
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  packed.resize(
      ZSTD_compressCCtx(context.get(), packed.data(), packed.size(), bytes.data(), bytes.size(), kLevel));
  packed.shrink_to_fit();
  return packed;
}

bool Unpack(std::string_view packed, std::string& bytes) {
  thread_local const std::unique_ptr<ZSTD_DCtx, PackerFree> context(ZSTD_createDCtx());
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kMostBytes) return false;
  bytes.resize(size);
  return ZSTD_decompressDCtx(context.get(), bytes.data(), bytes.size(), packed.data(), packed.size()) == size;
}

// Times are whatever a file says; these wrap around instead of overflowing.
std::int64_t Difference(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}
std::int64_t Sum(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

void PutTurns(const std::vector<calls::Turn>& turns, ByteWriter& out) {
  // Speakers are few: each is spelt once. Columns of like values pack better than rows.
  std::vector<std::string_view> speakers;
  std::unordered_map<std::string_view, std::size_t> numbers;
  for (const calls::Turn& turn : turns) {
    if (numbers.emplace(turn.speaker, speakers.size()).second) speakers.push_back(turn.speaker);
  }
  out.Number(speakers.size());
  for (const std::string_view speaker : speakers) out.Text(speaker);
  out.Number(turns.size());
  for (const calls::Turn& turn : turns) out.Number(numbers[turn.speaker]);
  std::int64_t at = 0;
  for (const calls::Turn& turn : turns) {
    out.Number((turn.start_ms ? 1U : 0U) | (turn.end_ms ? 2U : 0U));
    for (const auto& time : {turn.start_ms, turn.end_ms}) {
      if (time) out.Signed(Difference(*time, std::exchange(at, *time)));
    }
  }
  Offset offset = 0;
  for (const calls::Turn& turn : turns) {
    out.Signed(static_cast<std::int64_t>(turn.source.begin) - offset);
    out.Number(turn.source.length());
    offset = turn.source.end;
  }
  for (const calls::Turn& turn : turns) out.Text(turn.text);
}

std::vector<calls::Turn> GetTurns(ByteReader& in) {
  const std::vector<std::string> speakers = in.Texts();
  std::vector<calls::Turn> turns(in.Count());
  for (calls::Turn& turn : turns) {
    const std::uint64_t speaker = in.Number();
    if (speaker < speakers.size()) turn.speaker = speakers[speaker];
  }
  std::int64_t at = 0;
  for (calls::Turn& turn : turns) {
    const std::uint64_t times = in.Number();
    if ((times & 1U) != 0) turn.start_ms = at = Sum(at, in.Signed());
    if ((times & 2U) != 0) turn.end_ms = at = Sum(at, in.Signed());
  }
  Offset offset = 0;
  for (calls::Turn& turn : turns) {
    turn.source.begin = static_cast<Offset>(offset + in.Signed());
    turn.source.end = offset = turn.source.begin + static_cast<Offset>(in.Number());
  }
  for (calls::Turn& turn : turns) turn.text = in.String();
  return turns;
}

void Put(const Call& call, ByteWriter& out) {
  for (const std::string* text :
       {&call.id, &call.title, &call.language, &call.account, &call.owner, &call.source.system,
        &call.source.id, &call.source.url, &call.source_channel, &call.embargo_until, &call.notes, &call.path,
        &call.sidecar_path, &call.opportunity.id, &call.opportunity.stage, &call.opportunity.currency}) {
    out.Text(*text);
  }
  out.Range(call.id_source);
  out.Range(call.account_source);
  out.Number(static_cast<std::uint64_t>(call.type));
  out.Number(static_cast<std::uint64_t>(call.lifecycle));
  out.Number(static_cast<std::uint64_t>(call.consent));
  out.Number(static_cast<std::uint64_t>(call.transcript_status));
  out.Number(call.partial ? 1 : 0);
  out.Number(call.visibility ? static_cast<std::uint64_t>(*call.visibility) + 1 : 0);
  out.Optional(call.started_at_ms);
  out.Optional(call.duration_ms);
  out.Optional(call.opportunity.amount);
  out.Optional(call.opportunity.arr);
  out.Optional(call.opportunity.probability);
  out.Number(call.retention_until ? 1 : 0);
  if (call.retention_until) {
    out.Signed(call.retention_until->year);
    out.Number(static_cast<std::uint64_t>(call.retention_until->month));
    out.Number(static_cast<std::uint64_t>(call.retention_until->day));
  }
  out.Texts(call.consent_scope);
  out.Texts(call.tags);
  out.Number(call.participants.size());
  for (const calls::Participant& person : call.participants) {
    for (const std::string* text :
         {&person.id, &person.name, &person.email, &person.persona, &person.title}) {
      out.Text(*text);
    }
    out.Number(static_cast<std::uint64_t>(person.affiliation));
    out.Range(person.source);
  }
  out.Number(call.phases.size());
  for (const calls::Phase& phase : call.phases) {
    out.Text(phase.kind);
    out.Signed(phase.start_ms);
    out.Signed(phase.end_ms);
    out.Texts(phase.questions);
  }
  PutTurns(call.turns, out);
}

void Get(ByteReader& in, Call& call) {
  for (std::string* text :
       {&call.id, &call.title, &call.language, &call.account, &call.owner, &call.source.system,
        &call.source.id, &call.source.url, &call.source_channel, &call.embargo_until, &call.notes, &call.path,
        &call.sidecar_path, &call.opportunity.id, &call.opportunity.stage, &call.opportunity.currency}) {
    *text = in.String();
  }
  call.id_source = in.Range();
  call.account_source = in.Range();
  call.type = in.Enumerator(calls::CallType::kNegotiation);
  call.lifecycle = in.Enumerator(calls::Lifecycle::kPartner);
  call.consent = in.Enumerator(calls::Consent::kWithdrawn);
  call.transcript_status = in.Enumerator(calls::TranscriptStatus::kGone);
  call.partial = in.Number() != 0;
  if (const std::uint64_t visibility = in.Number(); visibility > 0) {
    call.visibility = static_cast<calls::Visibility>(std::min<std::uint64_t>(visibility - 1, 3));
  }
  call.started_at_ms = in.OptionalSigned();
  call.duration_ms = in.OptionalSigned();
  call.opportunity.amount = in.OptionalReal();
  call.opportunity.arr = in.OptionalReal();
  call.opportunity.probability = in.OptionalReal();
  if (in.Number() != 0) {
    Date date;
    date.year = static_cast<decltype(date.year)>(in.Signed());
    date.month = static_cast<decltype(date.month)>(in.Number());
    date.day = static_cast<decltype(date.day)>(in.Number());
    call.retention_until = date;
  }
  call.consent_scope = in.Texts();
  call.tags = in.Texts();
  call.participants.resize(in.Count());
  for (calls::Participant& person : call.participants) {
    for (std::string* text : {&person.id, &person.name, &person.email, &person.persona, &person.title}) {
      *text = in.String();
    }
    person.affiliation = in.Enumerator(calls::Affiliation::kExternal);
    person.source = in.Range();
  }
  call.phases.resize(in.Count());
  for (calls::Phase& phase : call.phases) {
    phase.kind = in.String();
    phase.start_ms = in.Signed();
    phase.end_ms = in.Signed();
    phase.questions = in.Texts();
  }
  call.turns = GetTurns(in);
}

}  // namespace

std::string EncodeCall(const Call& call) {
  ByteWriter out;
  Put(call, out);
  std::string packed = Pack(out.bytes());
  // SQLite has no checksums of its own, and damaged bytes may well unpack.
  ByteWriter seal;
  seal.Number(Hash64(packed));
  return seal.Take() + packed;
}

std::shared_ptr<const Call> DecodeCall(std::string_view bytes) {
  std::size_t seal_size = 0;
  while (seal_size < bytes.size() && (static_cast<unsigned char>(bytes[seal_size]) & 0x80U) != 0) ++seal_size;
  ByteReader seal(bytes.substr(0, seal_size + 1));
  const std::uint64_t hash = seal.Number();
  const std::string_view packed = bytes.substr(std::min(bytes.size(), seal_size + 1));
  if (!seal.ok() || Hash64(packed) != hash) return nullptr;
  std::string unpacked;
  if (!Unpack(packed, unpacked)) return nullptr;
  auto call = std::make_shared<Call>();
  ByteReader in(unpacked);
  Get(in, *call);
  if (!in.ok() || !in.at_end()) return nullptr;
  return call;
}

std::size_t BytesOf(const Call& call) {
  constexpr std::size_t kInside = 15;  // libstdc++ keeps shorter texts in the string itself
  const auto heap = [](const std::string& text) { return text.size() > kInside ? text.size() + 1 : 0; };
  std::size_t bytes = sizeof(Call) + call.turns.size() * sizeof(calls::Turn) + call.notes.size() +
                      call.participants.size() * (sizeof(calls::Participant) + 64);
  for (const calls::Turn& turn : call.turns) bytes += heap(turn.text) + heap(turn.speaker);
  return bytes;
}

}  // namespace whyspec::store
