// Which certificates TLS trusts, and what to tell people when one is not to be trusted.
#pragma once

#include <string>
#include <string_view>

struct ssl_ctx_st;

namespace whyspec::sync {

// `file`: these; "": $SSL_CERT_FILE and $SSL_CERT_DIR, else the system's bundle, wherever
// the distribution keeps it. False if none can be read.
bool TrustCertificates(ssl_ctx_st* context, const std::string& file);

// A sentence about a certificate of `host` that OpenSSL refused with `code` (X509_V_ERR_…).
std::string WhyNotTrusted(long code, std::string_view host);

}  // namespace whyspec::sync
