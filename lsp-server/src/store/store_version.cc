#include "base/strings.h"
#include "base/version.h"
#include "evidence/terms.h"
#include "store/sqlite_call_log.h"
#include "store_fingerprint.h"

namespace whyspec::store {

// The fingerprint is of the sources that decide what is stored of the same bytes: the
// readers of call files, what they stand on, the terms, the forms of rows.
std::string_view StoreVersion() {
  static const std::string version =
      StrCat("whyspec ", Version(), " terms ", evidence::kTermsVersion, " ", kStoreFingerprint);
  return version;
}

}  // namespace whyspec::store
