#include "sync/certificates.h"

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <unistd.h>

#include "base/strings.h"
#include "sync/proxy.h"

namespace whyspec::sync {
namespace {

// Where distributions keep the bundle of all authorities, most common first.
constexpr const char* kBundles[] = {
    "/etc/ssl/certs/ca-certificates.crt",                 // Debian, Ubuntu, Arch, Gentoo, Alpine, NixOS
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // Fedora, RHEL
    "/etc/pki/tls/certs/ca-bundle.crt",                   // older ones of these
    "/etc/ssl/ca-bundle.pem",                             // openSUSE
    "/var/lib/ca-certificates/ca-bundle.pem",
    "/etc/ca-certificates/extracted/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem",  // Alpine, macOS, BSD
    "/usr/local/share/certs/ca-root-nss.crt",
    "/data/data/com.termux/files/usr/etc/tls/cert.pem",
};

}  // namespace

bool TrustCertificates(ssl_ctx_st* context, const std::string& file) {
  if (!file.empty()) return SSL_CTX_load_verify_locations(context, file.c_str(), nullptr) == 1;
  const std::string own_file = ProcessEnvironment("SSL_CERT_FILE");
  const std::string own_folder = ProcessEnvironment("SSL_CERT_DIR");
  if (!own_file.empty() || !own_folder.empty()) {
    return SSL_CTX_load_verify_locations(context, own_file.empty() ? nullptr : own_file.c_str(),
                                         own_folder.empty() ? nullptr : own_folder.c_str()) == 1;
  }
  for (const char* bundle : kBundles) {
    if (::access(bundle, R_OK) == 0 && SSL_CTX_load_verify_locations(context, bundle, nullptr) == 1)
      return true;
  }
  // What this OpenSSL was built for.
  return SSL_CTX_set_default_verify_paths(context) == 1;
}

std::string WhyNotTrusted(long code, std::string_view host) {
  const std::string name = Printable(Shorten(host, 200));
  switch (code) {
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return StrCat(
          "The certificate of the call log is not for ", name,
          ", so somebody else may be answering in its place. Check `callLog.url`, or ask whoever runs "
          "the call log.");
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return StrCat("The certificate of ", name,
                    " has expired. Whoever runs the call log must renew it; if not, check the date of this "
                    "computer.");
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return StrCat("The certificate of ", name,
                    " is not valid yet. Check the date of this computer, or ask whoever runs the call log.");
    default:
      return StrCat(
          "The certificate of ", name, " was not issued by anybody this computer trusts (",
          X509_verify_cert_error_string(code),
          "). If your company has an authority of its own, name the file with its certificate in the "
          "environment variable SSL_CERT_FILE.");
  }
}

}  // namespace whyspec::sync
