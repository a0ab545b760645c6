#include "admin/settings.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "admin/vendor_settings.h"
#include "base/file_system.h"
#include "base/strings.h"
#include "data/value.h"

namespace whyspec::admin {
namespace {

using Wrong = std::optional<std::string>;

std::vector<std::string> Words(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text + ",") {
    if (c == ',' || c == ' ' || c == '\n' || c == '\t') {
      if (!word.empty()) words.push_back(std::move(word));
      word.clear();
    } else {
      word += c;
    }
  }
  return words;
}

Wrong ReadNumber(const std::string& text, std::int64_t least, std::int64_t most, std::int64_t& to) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least || number > most) {
    return StrCat("must be a whole number from ", least, " to ", most);
  }
  to = number;
  return std::nullopt;
}

Wrong ReadSwitch(const std::string& text, bool& to) {
  if (text == "1" || text == "true" || text == "on" || text == "yes") {
    to = true;
  } else if (text == "0" || text == "false" || text == "off" || text == "no" || text.empty()) {
    to = false;
  } else {
    return "must be on or off";
  }
  return std::nullopt;
}

Wrong Listen(Settings& settings, const std::string& text) {
  const std::size_t colon = text.rfind(':');
  const bool whole_v6 = text.find(':') != colon && (colon == 0 || text[colon - 1] != ']');
  std::int64_t port = settings.listen_port;
  std::string host = text;
  if (colon != std::string::npos && !whole_v6) {
    host = text.substr(0, colon);
    if (const Wrong wrong = ReadNumber(text.substr(colon + 1), 0, 65535, port)) {
      return "must be ADDRESS:PORT, such as 127.0.0.1:7171";
    }
  }
  const bool is_v6 = !whole_v6 || text.find_first_not_of("0123456789abcdefABCDEF:.%") == std::string::npos;
  if (host.empty() || host.find_first_of(" /") != std::string::npos || !is_v6) {
    return "must be ADDRESS:PORT, such as 127.0.0.1:7171";
  }
  settings.listen_host = host;
  settings.listen_port = static_cast<int>(port);
  return std::nullopt;
}

Wrong Db(Settings& settings, const std::string& text) {
  if (!text.starts_with("sqlite:") && !text.starts_with("postgresql://") &&
      !text.starts_with("postgres://")) {
    return "must be sqlite:PATH or postgresql://…";
  }
  settings.db = text;
  return std::nullopt;
}

Wrong PublicUrl(Settings& settings, const std::string& text) {
  const bool known = text.starts_with("https://") || text.starts_with("http://");
  if (!known || text.size() < 9 || text.find_first_of(" \"<>") != std::string::npos) {
    return "must be an address such as https://calls.example.com";
  }
  settings.public_url = text;
  while (settings.public_url.ends_with('/')) settings.public_url.pop_back();
  return std::nullopt;
}

constexpr Setting kSettings[] = {
    {"listen", "ADDRESS:PORT", "Where to listen. Port 0: any that is free. Default: 127.0.0.1:7171.", Listen},
    {"db", "URL",
     "Where the log is kept: sqlite:PATH or postgresql://USER@HOST/NAME. A password belongs into the "
     "environment "
     "variable, where other users cannot read it. Default: calls.db in the user's state folder.",
     Db},
    {"public-url", "URL", "How people and vendors reach the server: https://calls.example.com.", PublicUrl},
    {"allowed-host", "NAMES", "Other host names the server answers to, separated by commas.",
     [](Settings& settings, const std::string& text) -> Wrong {
       settings.allowed_hosts = Words(text);
       for (std::string& host : settings.allowed_hosts) {
         std::transform(host.begin(), host.end(), host.begin(),
                        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
       }
       return std::nullopt;
     }},
    {"tls-cert", "FILE", "Certificate with its chain, in PEM. Read again on SIGHUP.",
     [](Settings& settings, const std::string& text) -> Wrong {
       settings.tls_cert = text;
       return std::nullopt;
     }},
    {"tls-key", "FILE", "Private key of the certificate, in PEM.",
     [](Settings& settings, const std::string& text) -> Wrong {
       settings.tls_key = text;
       return std::nullopt;
     }},
    {"trust-proxy", "",
     "A proxy stands in front and says who the client is (X-Forwarded-For) and whether it came by HTTPS "
     "(X-Forwarded-Proto).",
     [](Settings& settings, const std::string& text) { return ReadSwitch(text, settings.trust_proxy); }},
    {"allow-plain-http", "",
     "Listen without TLS on an address that others can reach. Tokens and words then cross the network in "
     "clear text.",
     [](Settings& settings, const std::string& text) { return ReadSwitch(text, settings.allow_plain_http); }},
    {"own-domains", "NAMES",
     "E-mail domains of your own people, separated by commas: who has one is not taken for a customer.",
     [](Settings& settings, const std::string& text) -> Wrong {
       settings.own_domains = Words(text);
       return std::nullopt;
     }},
    {"retention-days", "N",
     "Erase calls that began more than N days ago and say nothing of their own. Default: 0, never.",
     [](Settings& settings, const std::string& text) {
       return ReadNumber(text, 0, 36'500, settings.retention_days);
     }},
    {"audit-days", "N", "Keep the audit log for N days. Default: 365.",
     [](Settings& settings, const std::string& text) {
       return ReadNumber(text, 1, 36'500, settings.audit_days);
     }},
    {"connections", "N", "Connections at once, each with a thread. Default: 1000.",
     [](Settings& settings, const std::string& text) {
       return ReadNumber(text, 4, 100'000, settings.connections);
     }},
    {"connections-per-address", "N",
     "Connections at once from one address (not counted with --trust-proxy). Default: 400.",
     [](Settings& settings, const std::string& text) {
       return ReadNumber(text, 1, 100'000, settings.connections_of_address);
     }},
    {"db-connections", "N", "Connections to the database. Default: 16.",
     [](Settings& settings, const std::string& text) {
       return ReadNumber(text, 1, 1000, settings.db_connections);
     }},
    {"followers", "N", "Editors and pages that wait for changes at once. Default: 400.",
     [](Settings& settings, const std::string& text) {
       return ReadNumber(text, 0, 100'000, settings.followers);
     }},
    {"requests-per-second", "N",
     "Requests a second with one token; four times as many in a burst. 0: no limit. Default: 100.",
     [](Settings& settings, const std::string& text) {
       return ReadNumber(text, 0, 1'000'000, settings.requests_per_second);
     }},
    {"requests-per-second-per-address", "N", "The same for one address. Default: 200.",
     [](Settings& settings, const std::string& text) {
       return ReadNumber(text, 0, 1'000'000, settings.address_requests_per_second);
     }},
    {"max-json-mb", "N", "Largest JSON body in megabytes. Default: 5.",
     [](Settings& settings, const std::string& text) { return ReadNumber(text, 1, 64, settings.json_mb); }},
    {"max-upload-mb", "N", "Largest upload of transcripts in megabytes. Default: 50.",
     [](Settings& settings, const std::string& text) {
       return ReadNumber(text, 1, 1024, settings.upload_mb);
     }},
    {"metrics-on-loopback", "", "GET /v1/metrics needs no token from this machine.",
     [](Settings& settings, const std::string& text) {
       return ReadSwitch(text, settings.metrics_on_loopback);
     }},
    {"access-log", "on|off", "One line of JSON on stderr for each request. Default: on.",
     [](Settings& settings, const std::string& text) { return ReadSwitch(text, settings.access_log); }},
};

Error Invalid(std::string message) {
  return Error{.code = ErrorCode::kInvalid, .message = std::move(message)};
}

// Beside systemd's state folder, else where the user's other programs keep theirs.
Result<std::string> DefaultDb(const Environment& environment) {
  std::string folder;
  if (const auto state = environment("STATE_DIRECTORY"); state && !state->empty()) {
    folder = *state;
  } else if (const auto xdg = environment("XDG_STATE_HOME"); xdg && xdg->starts_with('/')) {
    folder = *xdg + "/whyspec";
  } else if (const auto home = environment("HOME"); home && home->starts_with('/')) {
    folder = *home + "/.local/state/whyspec";
  } else {
    return Invalid("Say where the log is kept: --db sqlite:PATH or --db postgresql://…");
  }
  if (const Status made = RealFileSystem().CreateDirectories(folder); !made) return made.error();
  return StrCat("sqlite:", folder, "/calls.db");
}

Result<data::Value> ReadConfig(const std::string& path) {
  const auto bytes = RealFileSystem().ReadFile(path);
  if (!bytes) return bytes.error();
  data::Parsed parsed = data::ParseJson(*bytes, {.comments = true});
  if (!parsed.ok() || !parsed.root.is(data::Kind::kMap)) {
    return Invalid(StrCat(
        "\"", Printable(path), "\" is no configuration: it must be a JSON object (comments may stand in it).",
        parsed.errors.empty() ? std::string() : StrCat(" ", parsed.errors.front().message)));
  }
  return std::move(parsed.root);
}

// Text of a value; lists are joined, as with the flag.
std::optional<std::string> ConfigText(const data::Value& value) {
  if (!value.is(data::Kind::kList)) {
    const auto text = value.AsText();
    return text ? std::optional<std::string>(*text) : std::nullopt;
  }
  std::vector<std::string> parts;
  for (const data::Value& item : value.items) {
    const auto text = item.AsText();
    if (!text) return std::nullopt;
    parts.emplace_back(*text);
  }
  return Join(parts, ",");
}

}  // namespace

std::span<const Setting> AllSettings() { return kSettings; }

std::string VariableOf(std::string_view name) {
  std::string out = "WHYSPEC_SERVER_";
  for (const char c : name)
    out += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return out;
}

std::string KeyOf(std::string_view name) {
  std::string out;
  bool upper = false;
  for (const char c : name) {
    if (c == '-') {
      upper = true;
    } else {
      out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      upper = false;
    }
  }
  return out;
}

Environment ProcessEnvironment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
}

Result<Settings> ReadSettings(const std::map<std::string, std::string>& flags, const std::string& config_file,
                              const Environment& environment) {
  Settings settings;
  data::Value config;
  const std::string file =
      !config_file.empty() ? config_file : environment("WHYSPEC_SERVER_CONFIG").value_or("");
  if (!file.empty()) {
    auto read = ReadConfig(file);
    if (!read) return read.error();
    config = std::move(*read);
    for (const data::Member& member : config.members) {
      const bool known =
          member.key == "webhooks" || member.key == "$schema" ||
          std::any_of(std::begin(kSettings), std::end(kSettings),
                      [&member](const Setting& setting) { return KeyOf(setting.name) == member.key; });
      if (!known) {
        return Invalid(
            StrCat("\"", Printable(file), "\" has a key \"", Shorten(Printable(member.key), 40),
                   "\", which the server does not know. `whyspec-server --help` lists all settings."));
      }
    }
  }
  for (const Setting& setting : kSettings) {
    std::optional<std::string> text;
    std::string where;
    if (const auto flag = flags.find(std::string(setting.name)); flag != flags.end()) {
      text = flag->second;
      where = StrCat("--", setting.name);
    } else if (const auto variable = environment(VariableOf(setting.name)); variable && !variable->empty()) {
      text = *variable;
      where = VariableOf(setting.name);
    } else if (const data::Value* value = config.Find(KeyOf(setting.name)); value != nullptr) {
      text = ConfigText(*value);
      where = StrCat("\"", KeyOf(setting.name), "\" in \"", Printable(file), "\"");
      if (!text) return Invalid(StrCat(where, " must be text, a number, true or false."));
    }
    if (!text) continue;
    // The value is not repeated: it may hold a password.
    if (const Wrong wrong = setting.apply(settings, *text)) return Invalid(StrCat(where, " ", *wrong, "."));
  }
  if (settings.tls_cert.empty() != settings.tls_key.empty()) {
    return Invalid("A certificate and its key go together: give both --tls-cert and --tls-key.");
  }
  if (settings.db.empty()) {
    auto db = DefaultDb(environment);
    if (!db) return db.error();
    settings.db = std::move(*db);
  }
  if (const Status vendors = ReadVendorSettings(config.Find("webhooks"), environment, settings); !vendors) {
    return vendors.error();
  }
  return settings;
}

}  // namespace whyspec::admin
