// Every handler of the API, one file a resource. Each asks the service, which decides; a
// handler only reads what was sent and writes what came back.
#pragma once

#include "http/router.h"

namespace whyspec::http {

// calls.cc
Response ListCalls(Context& context);
Response CreateCall(Context& context);
Response ReadCall(Context& context);
Response PutCall(Context& context);
Response PatchCall(Context& context);
Response EraseCall(Context& context);
// uploads.cc
Response UploadCalls(Context& context);
// sharing.cc
Response SwitchCall(Context& context);
Response ListGrants(Context& context);
Response ListReaders(Context& context);
Response AddGrant(Context& context);
Response RemoveGrant(Context& context);
// accounts.cc
Response ListAccounts(Context& context);
Response ReadAccount(Context& context);
Response PutAccount(Context& context);
Response EraseAccount(Context& context);
// words.cc
Response ReadExcerpt(Context& context);
Response Search(Context& context);
Response Verify(Context& context);
// specs.cc
Response ListSpecs(Context& context);
Response ReadSpec(Context& context);
Response PutSpec(Context& context);
Response RemoveSpec(Context& context);
// changes.cc
Response Changes(Context& context);
Response ChangeStream(Context& context);
// reports.cc
Response Report(Context& context);
Response ReportCsv(Context& context);
Response MyAccounts(Context& context);
// trust.cc
Response Erase(Context& context);
Response AccessRequest(Context& context);
Response Audit(Context& context);
Response CallAudit(Context& context);
// keys.cc
Response ListTokens(Context& context);
Response CreateToken(Context& context);
Response RevokeToken(Context& context);
Response ListHooks(Context& context);
Response AddHook(Context& context);
Response RemoveHook(Context& context);
// webhooks.cc
Response Webhook(Context& context);
// sessions.cc
Response Me(Context& context);
Response SignIn(Context& context);
Response SignOut(Context& context);
// status.cc
Response Health(Context& context);
Response Ready(Context& context);
Response ShowVersion(Context& context);
Response ShowMetrics(Context& context);
Response OpenApi(Context& context);
// pages.cc
Response Page(Context& context);
Response Asset(Context& context);

}  // namespace whyspec::http
