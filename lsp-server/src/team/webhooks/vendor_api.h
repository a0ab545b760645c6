// The vendors' own APIs, as far as one call is fetched from them. What comes back is what
// their exports look like, so calls/read_export.h reads it.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "team/webhooks/events.h"

namespace whyspec::team::webhooks {

// How we sign in at a vendor. Secrets: never in logs or errors.
struct VendorAccess {
  std::string base_url;  // "" = the vendor's own; another in tests, for EU hosts, behind a proxy
  std::string token;     // Bearer or API key
  std::string user;      // Gong: access key; Aircall: API id; Zoom: client id
  std::string password;  // Gong: its secret; Aircall: API token; Zoom: client secret
  std::string account;   // Zoom: account id
};
// Requests go to `base_url` and nowhere else (Zoom's downloads: to zoom.us below HTTPS);
// an answer over 64 MB or after 30 seconds is an error. Thread safe.
std::unique_ptr<Fetcher> MakeFetcher(std::map<Vendor, VendorAccess> access);

}  // namespace whyspec::team::webhooks
