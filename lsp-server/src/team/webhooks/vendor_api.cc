#include "team/webhooks/vendor_api.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/date.h"
#include "base/host.h"
#include "base/strings.h"
#include "base/uri.h"
#include "team/crypto.h"
#include "team/webhooks/outside.h"

namespace whyspec::team::webhooks {
namespace {

using Json = nlohmann::json;
using Files = std::vector<calls::ExportFile>;

std::string_view OwnAddress(Vendor vendor) {
  switch (vendor) {
    case Vendor::kHubspot:
      return "https://api.hubapi.com";
    case Vendor::kZoom:
      return "https://api.zoom.us";
    case Vendor::kGong:
      return "https://api.gong.io";
    case Vendor::kFireflies:
      return "https://api.fireflies.ai";
    case Vendor::kAircall:
      return "https://api.aircall.io";
    case Vendor::kModjo:
      return "https://api.modjo.ai";
    case Vendor::kTldv:
      return "https://pasta.tldv.io";
    default:
      return "";  // they send everything
  }
}

// The requests one fetch is made of; the first that fails ends it.
class Vendors {
 public:
  Vendors(Vendor vendor, const VendorAccess& access)
      : vendor_(vendor),
        base_(access.base_url.empty() ? std::string(OwnAddress(vendor)) : access.base_url),
        access_(access) {
    while (!base_.empty() && base_.back() == '/') base_.pop_back();
  }

  Result<Files> FetchCall(std::string_view id) {
    switch (vendor_) {
      case Vendor::kHubspot:
        return Hubspot(id);
      case Vendor::kZoom:
        return Zoom(id);
      case Vendor::kGong:
        return Gong(id);
      case Vendor::kFireflies:
        return Fireflies(id);
      case Vendor::kAircall:
        return Aircall(id);
      case Vendor::kModjo:
        return Modjo(id);
      case Vendor::kTldv:
        return Tldv(id);
      default:
        return Error{.message = StrCat(Name(vendor_), " sends its calls whole; there is nothing to fetch.")};
    }
  }

 private:
  Headers Bearer() const { return {{"Authorization", StrCat("Bearer ", access_.token)}}; }
  Headers Basic() const {
    return {{"Authorization", StrCat("Basic ", ToBase64(StrCat(access_.user, ":", access_.password)))}};
  }

  // The body of a 2xx answer. `may_miss`: 404 is "" instead of an error.
  Result<std::string> Body(OutsideRequest request, bool may_miss = false) {
    const Result<OutsideAnswer> answer = Ask(request);
    if (!answer) return answer.error();
    const std::string_view vendor = Name(vendor_);
    switch (answer->status) {
      case 404:
        if (may_miss) return std::string();
        return Error{.code = ErrorCode::kNotFound, .message = StrCat(vendor, " has no such call (404).")};
      case 410:
        return Error{.code = ErrorCode::kGone, .message = StrCat(vendor, " has deleted this call (410).")};
      case 401:
      case 403:
        return Error{.code = ErrorCode::kUnreadable,
                     .message = StrCat(vendor, " does not accept our key (", answer->status,
                                       "). Make a new one there and set it up here.")};
      case 429:
        return Error{.code = ErrorCode::kUnreadable, .message = StrCat(vendor, " asks us to wait (429).")};
      default:
        break;
    }
    if (answer->status < 200 || answer->status > 299) {
      return Error{.code = ErrorCode::kUnreadable,
                   .message = StrCat(vendor, " answered ", answer->status, ".")};
    }
    return answer->body;
  }
  Result<std::string> Get(const std::string& path, Headers headers, bool may_miss = false) {
    return Body({.url = base_ + path, .headers = std::move(headers)}, may_miss);
  }
  Result<std::string> Post(const std::string& path, Headers headers, const Json& body) {
    headers.emplace_back("Content-Type", "application/json");
    return Body({.method = "POST", .url = base_ + path, .headers = std::move(headers), .body = body.dump()});
  }

  static calls::ExportFile File(std::string path, std::string bytes) {
    return {.path = std::move(path), .bytes = std::move(bytes)};
  }
  static std::string TextOf(const Json& map, const char* key) {
    if (!map.is_object()) return "";
    const auto found = map.find(key);
    if (found == map.end()) return "";
    if (found->is_string()) return found->get<std::string>();
    return found->is_number() ? found->dump() : "";
  }

  static Json Associated(const Json& record, const char* what) {
    const Json* at = &record;
    for (const char* key : {"associations", what, "results"}) {
      const auto found = at->is_object() ? at->find(key) : at->end();
      if (found == at->end()) return Json::array();
      at = &*found;
    }
    return at->is_array() ? *at : Json::array();
  }

  // The call or meeting, and the deals, companies and contacts it names. `id`: "calls/21".
  Result<Files> Hubspot(std::string_view id) {
    const std::string kind(id.substr(0, id.find('/')));
    const std::string number = PercentEncode(id.substr(std::min(id.find('/') + 1, id.size())));
    const std::string_view properties =
        kind == "meetings"
            ? "hs_timestamp,hs_meeting_title,hs_meeting_body,hs_internal_meeting_notes,hs_meeting_start_time,"
              "hs_meeting_end_time,hs_meeting_outcome,hubspot_owner_id"
            : "hs_timestamp,hs_call_title,hs_call_body,hs_call_duration,hs_call_direction,hs_call_"
              "disposition,"
              "hs_call_status,hubspot_owner_id";
    Result<std::string> call =
        Get(StrCat("/crm/v3/objects/", kind == "meetings" ? "meetings" : "calls", "/", number,
                   "?properties=", properties, "&associations=deals,companies,contacts"),
            Bearer());
    if (!call) return call.error();
    Files files;
    const Json read = Json::parse(*call, nullptr, false);
    Json records = Json::array({read});
    if (read.is_object()) {
      constexpr std::pair<const char*, const char*> kBeside[] = {
          {"deals", "dealname,amount,dealstage,deal_currency_code"},
          {"companies", "name,domain"},
          {"contacts", "firstname,lastname,email,jobtitle"}};
      for (const auto& [what, wanted] : kBeside) {
        const Json results = Associated(read, what);
        std::size_t asked = 0;
        for (const Json& result : results) {
          const std::string other = TextOf(result, "id");
          // A meeting of hundreds is no call to learn from.
          if (other.empty() || ++asked > 50) continue;
          Result<std::string> record =
              Get(StrCat("/crm/v3/objects/", what, "/", PercentEncode(other), "?properties=", wanted),
                  Bearer(), true);
          if (!record) return record.error();
          const Json parsed = Json::parse(*record, nullptr, false);
          if (parsed.is_object()) records.push_back(parsed);
        }
      }
    }
    files.push_back(File("hubspot.json", records.dump(-1, ' ', false, Json::error_handler_t::replace)));
    return files;
  }

  Result<std::string> ZoomToken() {
    if (!access_.token.empty()) return access_.token;
    // Server-to-server OAuth; the token lives an hour and is not kept.
    const std::string origin = access_.base_url.empty() ? "https://zoom.us" : base_;
    Headers headers = Basic();
    headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    const Result<std::string> answer =
        Body({.method = "POST",
              .url = origin + "/oauth/token",
              .headers = std::move(headers),
              .body = StrCat("grant_type=account_credentials&account_id=", PercentEncode(access_.account))});
    if (!answer) return answer.error();
    const std::string token = TextOf(Json::parse(*answer, nullptr, false), "access_token");
    if (token.empty()) return Error{.code = ErrorCode::kUnreadable, .message = "zoom gave no access token."};
    return token;
  }

  // Zoom's downloads come from hosts of its own; with another base (tests, a gateway) from there.
  bool IsZooms(const std::string& url) const {
    const std::string host = HostOfUrl(url);
    if (OriginOf(url) == OriginOf(base_)) return true;
    return access_.base_url.empty() && url.starts_with("https://") &&
           (host == "zoom.us" || host.ends_with(".zoom.us"));
  }

  Result<Files> Zoom(std::string_view uuid) {
    const Result<std::string> token = ZoomToken();
    if (!token) return token.error();
    const Headers signed_in = {{"Authorization", StrCat("Bearer ", *token)}};
    // A uuid with a slash is escaped twice, says Zoom.
    const std::string once = PercentEncode(uuid);
    const std::string segment =
        uuid.starts_with("/") || uuid.find("//") != std::string_view::npos ? PercentEncode(once) : once;
    const Result<std::string> answer = Get(StrCat("/v2/meetings/", segment, "/recordings"), signed_in);
    if (!answer) return answer.error();
    const Json recording = Json::parse(*answer, nullptr, false);
    Files files;
    if (!recording.is_object()) return files;
    for (const Json& file : recording.value("recording_files", Json::array())) {
      if (TextOf(file, "file_type") != "TRANSCRIPT") continue;
      const std::string url = TextOf(file, "download_url");
      if (!IsZooms(url)) {
        return Error{.code = ErrorCode::kInvalid,
                     .message = "zoom names a download that is not on its own hosts."};
      }
      Result<std::string> transcript = Body({.url = url, .headers = signed_in});
      if (!transcript) return transcript.error();
      // What a .vtt cannot say; JSON is YAML.
      Json metadata = {{"title", TextOf(recording, "topic")},
                       {"source", {{"system", "zoom"}, {"id", std::string(uuid)}}}};
      if (const std::string started = TextOf(recording, "start_time"); ParseInstant(started)) {
        metadata["started_at"] = started;
      }
      files.push_back({.path = "zoom.vtt",
                       .bytes = std::move(*transcript),
                       .sidecar_path = "zoom.call.yaml",
                       .sidecar = metadata.dump(-1, ' ', false, Json::error_handler_t::replace)});
    }
    if (files.empty()) {
      return Error{.code = ErrorCode::kNotFound, .message = "zoom has no transcript of this meeting yet."};
    }
    return files;
  }

  Result<Files> Gong(std::string_view id) {
    const Json filter = {{"callIds", {std::string(id)}}};
    Result<std::string> call =
        Post("/v2/calls/extensive", Basic(),
             {{"filter", filter},
              {"contentSelector", {{"context", "Extended"}, {"exposedFields", {{"parties", true}}}}}});
    if (!call) return call.error();
    Result<std::string> transcript = Post("/v2/calls/transcript", Basic(), {{"filter", filter}});
    if (!transcript) return transcript.error();
    return Files{File("gong-call.json", std::move(*call)),
                 File("gong-transcript.json", std::move(*transcript))};
  }

  Result<Files> Fireflies(std::string_view id) {
    const Json query = {{"query",
                         "query Transcript($id: String!) { transcript(id: $id) { id title date dateString "
                         "duration organizer_email "
                         "transcript_url meeting_attendees { displayName email } speakers { id name } "
                         "meeting_info { summary_status } "
                         "sentences { index speaker_id speaker_name text raw_text start_time end_time } } }"},
                        {"variables", {{"id", std::string(id)}}}};
    Result<std::string> answer = Post("/graphql", Bearer(), query);
    if (!answer) return answer.error();
    // A failure comes with 200 and `errors`.
    const Json read = Json::parse(*answer, nullptr, false);
    if (!read.is_object() || read.contains("errors")) {
      return Error{.code = ErrorCode::kUnreadable, .message = "fireflies could not give this transcript."};
    }
    return Files{File("fireflies.json", std::move(*answer))};
  }

  Result<Files> Aircall(std::string_view id) {
    Result<std::string> call = Get(StrCat("/v1/calls/", PercentEncode(id)), Basic());
    if (!call) return call.error();
    Files files{File("aircall-call.json", std::move(*call))};
    Result<std::string> transcript =
        Get(StrCat("/v1/calls/", PercentEncode(id), "/transcription"), Basic(), true);
    if (!transcript) return transcript.error();
    if (!transcript->empty()) files.push_back(File("aircall-transcription.json", std::move(*transcript)));
    return files;
  }

  Result<Files> Modjo(std::string_view id) {
    Headers headers = {{"X-API-KEY", access_.token}};
    Json ids = Json::array();
    ids.push_back(Json::parse(id, nullptr, false).is_number_integer() ? Json::parse(id, nullptr, false)
                                                                      : Json(std::string(id)));
    Result<std::string> call =
        Post("/v1/calls/exports", headers,
             {{"pagination", {{"page", 1}, {"perPage", 1}}},
              {"filters", {{"callIds", ids}}},
              {"relations", {{"transcript", true}, {"speakers", true}, {"tags", true}}}});
    if (!call) return call.error();
    return Files{File("modjo.json", std::move(*call))};
  }

  Result<Files> Tldv(std::string_view id) {
    const Headers headers = {{"x-api-key", access_.token}};
    Result<std::string> meeting = Get(StrCat("/v1alpha1/meetings/", PercentEncode(id)), headers);
    if (!meeting) return meeting.error();
    Result<std::string> transcript =
        Get(StrCat("/v1alpha1/meetings/", PercentEncode(id), "/transcript"), headers, true);
    if (!transcript) return transcript.error();
    Files files{File("tldv-meeting.json", std::move(*meeting))};
    if (!transcript->empty()) files.push_back(File("tldv-transcript.json", std::move(*transcript)));
    return files;
  }

  Vendor vendor_;
  std::string base_;
  const VendorAccess& access_;
};

class VendorFetcher final : public Fetcher {
 public:
  explicit VendorFetcher(std::map<Vendor, VendorAccess> access) : access_(std::move(access)) {}

  Result<Files> FetchCall(Vendor vendor, std::string_view id) override {
    const auto access = access_.find(vendor);
    if (access == access_.end()) {
      return Error{.code = ErrorCode::kInvalid,
                   .message = StrCat("No key for the API of ", Name(vendor),
                                     " is set up, so what its webhooks tell of cannot be fetched.")};
    }
    return Vendors(vendor, access->second).FetchCall(id);
  }

 private:
  const std::map<Vendor, VendorAccess> access_;
};

}  // namespace

std::unique_ptr<Fetcher> MakeFetcher(std::map<Vendor, VendorAccess> access) {
  return std::make_unique<VendorFetcher>(std::move(access));
}

}  // namespace whyspec::team::webhooks
