// Settings of whyspec-server: one table of names, from flags, the environment
// (WHYSPEC_SERVER_…) and a configuration file, in this order of strength.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "team/webhooks/signature.h"
#include "team/webhooks/vendor_api.h"

namespace whyspec::admin {

struct Settings {
  std::string listen_host = "127.0.0.1";
  int listen_port = 7171;
  std::string db;  // never "" after ReadSettings
  std::string public_url;
  std::vector<std::string> allowed_hosts;
  std::string tls_cert, tls_key;
  bool trust_proxy = false;
  bool allow_plain_http = false;
  bool metrics_on_loopback = false;
  bool access_log = true;
  std::int64_t retention_days = 0;
  std::int64_t audit_days = 365;
  std::vector<std::string> own_domains;
  std::int64_t connections = 1000;
  std::int64_t connections_of_address = 400;
  std::int64_t db_connections = 16;
  std::int64_t followers = 400;
  std::int64_t requests_per_second = 100;  // of one token
  std::int64_t address_requests_per_second = 200;
  std::int64_t json_mb = 5;
  std::int64_t upload_mb = 50;
  std::map<team::webhooks::Vendor, team::webhooks::Secrets> secrets;
  std::map<team::webhooks::Vendor, team::webhooks::VendorAccess> vendors;
};

// One setting. The flag is "--" + name; the variable WHYSPEC_SERVER_ + NAME; the key of the
// configuration file is nameInCamelCase.
struct Setting {
  std::string_view name;   // "public-url"
  std::string_view value;  // "URL"; "" = a flag without a value
  std::string_view doc;
  // What is wrong with the text, as a sentence; nullopt if it was taken.
  std::optional<std::string> (*apply)(Settings& settings, const std::string& text);
};
std::span<const Setting> AllSettings();
std::string VariableOf(std::string_view name);  // WHYSPEC_SERVER_PUBLIC_URL
std::string KeyOf(std::string_view name);       // publicUrl

using Environment = std::function<std::optional<std::string>(const std::string& name)>;
Environment ProcessEnvironment();

// `flags`: by name, as given. `config_file`: "" = none, unless the environment names one.
Result<Settings> ReadSettings(const std::map<std::string, std::string>& flags, const std::string& config_file,
                              const Environment& environment);

// What --help says about secrets of webhooks and vendors' APIs.
std::string WebhookHelp();

}  // namespace whyspec::admin
