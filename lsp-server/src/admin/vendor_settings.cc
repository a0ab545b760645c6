#include "admin/vendor_settings.h"

#include <algorithm>

#include "base/file_system.h"
#include "base/strings.h"

namespace whyspec::admin {
namespace {

using team::webhooks::Secrets;
using team::webhooks::Vendor;
using team::webhooks::VendorAccess;

constexpr std::uint64_t kMaxSecretBytes = 64UL * 1024;

// Where one value goes, and whether it is secret: then the configuration file names a file.
struct Slot {
  std::string_view name;  // of the variable's end: "API_TOKEN"
  std::string_view key;   // in the configuration file: "apiToken" ("apiTokenFile" if secret)
  bool secret;
  void (*set)(Secrets& secrets, VendorAccess& access, std::string text);
  std::string_view doc;
};

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text + "\n") {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      if (!word.empty()) words.push_back(std::move(word));
      word.clear();
    } else {
      word += c;
    }
  }
  return words;
}

constexpr Slot kSlots[] = {
    {"SECRET", "secret", true,
     [](Secrets& secrets, VendorAccess&, std::string text) { secrets.secrets = Lines(text); },
     "what the vendor signs with; two, separated by a blank, while it is being changed"},
    {"PUBLIC_KEY", "publicKey", true,
     [](Secrets& secrets, VendorAccess&, std::string text) { secrets.public_key_pem = std::move(text); },
     "its public key in PEM (Gong)"},
    {"PATH_SECRET", "pathSecret", true,
     [](Secrets& secrets, VendorAccess&, std::string text) { secrets.path_secret = std::move(text); },
     "the last part of the address, for vendors that cannot sign"},
    {"API_URL", "apiUrl", false,
     [](Secrets&, VendorAccess& access, std::string text) { access.base_url = std::move(text); },
     "where its API is, if not at the usual place"},
    {"API_TOKEN", "apiToken", true,
     [](Secrets&, VendorAccess& access, std::string text) { access.token = std::move(text); },
     "key of its API, to fetch calls"},
    {"API_USER", "apiUser", false,
     [](Secrets&, VendorAccess& access, std::string text) { access.user = std::move(text); },
     "Gong: access key; Aircall: API id; Zoom: client id"},
    {"API_PASSWORD", "apiPassword", true,
     [](Secrets&, VendorAccess& access, std::string text) { access.password = std::move(text); },
     "what belongs to the user"},
    {"API_ACCOUNT", "apiAccount", false,
     [](Secrets&, VendorAccess& access, std::string text) { access.account = std::move(text); },
     "Zoom: account id"},
};

std::string WithoutLastLineEnd(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

Result<std::string> SecretFile(const std::string& path) {
  auto bytes = RealFileSystem().ReadFile(path, kMaxSecretBytes);
  if (!bytes) return bytes.error();
  return WithoutLastLineEnd(std::move(*bytes));
}

// The value of one slot: NAME, NAME_FILE, or the configuration file.
Result<std::optional<std::string>> ValueOf(const Slot& slot, const std::string& variable,
                                           const data::Value* config, const Environment& environment) {
  if (const auto value = environment(variable); value && !value->empty())
    return std::optional<std::string>(*value);
  std::string path = environment(variable + "_FILE").value_or("");
  if (path.empty() && config != nullptr) {
    if (const data::Value* text = config->Find(slot.key); text != nullptr && !slot.secret) {
      return std::optional<std::string>(text->AsText().value_or(""));
    }
    path = data::TextOr(*config, StrCat(slot.key, "File"));
  }
  if (path.empty()) return std::optional<std::string>();
  auto text = SecretFile(path);
  if (!text) return text.error();
  return std::optional<std::string>(std::move(*text));
}

Error WrongKey(std::string_view vendor, const std::string& key) {
  return Error{
      .code = ErrorCode::kInvalid,
      .message = StrCat("\"webhooks.", vendor, ".", Shorten(Printable(key), 40),
                        "\" is no setting of the configuration file. Secrets are named by a file: "
                        "secretFile, publicKeyFile, pathSecretFile, apiTokenFile, apiPasswordFile.")};
}

}  // namespace

Status ReadVendorSettings(const data::Value* config, const Environment& environment, Settings& settings) {
  if (config != nullptr) {
    for (const data::Member& member : config->members) {
      if (!team::webhooks::ParseVendor(member.key)) {
        return Error{.code = ErrorCode::kInvalid,
                     .message = StrCat("\"webhooks.", Shorten(Printable(member.key), 40),
                                       "\" is no vendor the server knows.")};
      }
      for (const data::Member& inner : member.value.members) {
        const bool known = std::any_of(std::begin(kSlots), std::end(kSlots), [&inner](const Slot& slot) {
          return inner.key == (slot.secret ? StrCat(slot.key, "File") : std::string(slot.key));
        });
        if (!known) return WrongKey(member.key, inner.key);
      }
    }
  }
  for (const Vendor vendor : team::webhooks::kVendors) {
    const std::string_view name = team::webhooks::Name(vendor);
    const data::Value* section = config != nullptr ? config->Find(name) : nullptr;
    Secrets secrets;
    VendorAccess access;
    bool any = false;
    for (const Slot& slot : kSlots) {
      const std::string variable = VariableOf(StrCat(name, "-")) + std::string(slot.name);
      auto value = ValueOf(slot, variable, section, environment);
      if (!value) return value.error();
      if (!*value) continue;
      slot.set(secrets, access, std::move(**value));
      any = true;
    }
    if (!any) continue;
    settings.secrets.emplace(vendor, std::move(secrets));
    settings.vendors.emplace(vendor, std::move(access));
  }
  return Done{};
}

std::string WebhookHelp() {
  std::string out =
      "Webhooks and the vendors' APIs are set by environment variables, WHYSPEC_SERVER_<VENDOR>_… with "
      "<VENDOR> one of ";
  std::vector<std::string> vendors;
  for (const Vendor vendor : team::webhooks::kVendors) {
    std::string name;
    for (const char c : team::webhooks::Name(vendor))
      name += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    vendors.push_back(std::move(name));
  }
  out += Join(vendors, ", ") + ":\n";
  for (const Slot& slot : kSlots) {
    out += StrCat("  …_", slot.name, std::string(14 - std::min<std::size_t>(13, slot.name.size()), ' '),
                  slot.doc, "\n");
  }
  out +=
      "Each may be given as …_FILE, the path of a file that holds it. In the configuration file, "
      "\"webhooks\": "
      "{\"zoom\": {\"secretFile\": …, \"apiUser\": …}} does the same.\n";
  return out;
}

}  // namespace whyspec::admin
