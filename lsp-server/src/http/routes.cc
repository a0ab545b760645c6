#include "http/handlers.h"

namespace whyspec::http {

std::vector<Route> AllRoutes() {
  const Needs nobody = Needs::kNothing;
  std::vector<Route> routes = {
      {.method = "GET", .pattern = "/v1/me", .handler = Me, .answers_secret = true},
      {.method = "POST",
       .pattern = "/v1/session",
       .handler = SignIn,
       .needs = nobody,
       .takes = Takes::kJson,
       .answers_secret = true},
      {.method = "DELETE", .pattern = "/v1/session", .handler = SignOut},

      {.method = "GET",
       .pattern = "/v1/calls",
       .handler = ListCalls,
       .query = {"account", "owner", "from", "before", "type", "source", "cursor", "limit"}},
      {.method = "POST", .pattern = "/v1/calls", .handler = CreateCall, .takes = Takes::kJson},
      {.method = "POST", .pattern = "/v1/calls/uploads", .handler = UploadCalls, .takes = Takes::kUpload},
      {.method = "GET", .pattern = "/v1/calls/{id}", .handler = ReadCall},
      {.method = "PUT", .pattern = "/v1/calls/{id}", .handler = PutCall, .takes = Takes::kJson},
      {.method = "PATCH", .pattern = "/v1/calls/{id}", .handler = PatchCall, .takes = Takes::kMergePatch},
      {.method = "DELETE", .pattern = "/v1/calls/{id}", .handler = EraseCall, .query = {"reason"}},
      {.method = "GET", .pattern = "/v1/calls/{id}/excerpts", .handler = ReadExcerpt, .query = {"turn", "t"}},
      {.method = "POST", .pattern = "/v1/calls/{id}/switch", .handler = SwitchCall, .takes = Takes::kJson},
      {.method = "GET", .pattern = "/v1/calls/{id}/grants", .handler = ListGrants},
      {.method = "POST", .pattern = "/v1/calls/{id}/grants", .handler = AddGrant, .takes = Takes::kJson},
      {.method = "DELETE", .pattern = "/v1/calls/{id}/grants/{grant}", .handler = RemoveGrant},
      {.method = "GET", .pattern = "/v1/calls/{id}/readers", .handler = ListReaders},
      {.method = "GET",
       .pattern = "/v1/calls/{id}/audit",
       .handler = CallAudit,
       .query = {"after", "limit", "order", "before"}},

      {.method = "GET", .pattern = "/v1/accounts", .handler = ListAccounts, .query = {"cursor", "limit"}},
      {.method = "GET", .pattern = "/v1/accounts/{id}", .handler = ReadAccount},
      {.method = "PUT", .pattern = "/v1/accounts/{id}", .handler = PutAccount, .takes = Takes::kJson},
      {.method = "DELETE", .pattern = "/v1/accounts/{id}", .handler = EraseAccount, .query = {"reason"}},

      {.method = "GET",
       .pattern = "/v1/search",
       .handler = Search,
       .query = {"q", "call", "language", "limit"}},
      {.method = "POST", .pattern = "/v1/verify", .handler = Verify, .takes = Takes::kJson},

      {.method = "GET", .pattern = "/v1/specs", .handler = ListSpecs, .query = {"cursor", "limit"}},
      {.method = "GET", .pattern = "/v1/specs/{id}", .handler = ReadSpec},
      {.method = "PUT", .pattern = "/v1/specs/{id}", .handler = PutSpec, .takes = Takes::kJson},
      {.method = "DELETE", .pattern = "/v1/specs/{id}", .handler = RemoveSpec},

      {.method = "GET",
       .pattern = "/v1/changes",
       .handler = Changes,
       .query = {"after", "limit", "wait", "brief"}},
      {.method = "GET", .pattern = "/v1/changes/stream", .handler = ChangeStream, .query = {"after"}},

      {.method = "GET", .pattern = "/v1/report", .handler = Report},
      {.method = "GET", .pattern = "/v1/report.csv", .handler = ReportCsv},
      {.method = "GET", .pattern = "/v1/my/accounts", .handler = MyAccounts},

      {.method = "POST", .pattern = "/v1/erasures", .handler = Erase, .takes = Takes::kJson},
      {.method = "POST", .pattern = "/v1/access-requests", .handler = AccessRequest, .takes = Takes::kJson},
      {.method = "GET",
       .pattern = "/v1/audit",
       .handler = Audit,
       .query = {"object", "owner", "actor", "after", "limit", "order", "before"}},
      {.method = "GET", .pattern = "/v1/tokens", .handler = ListTokens},
      {.method = "POST",
       .pattern = "/v1/tokens",
       .handler = CreateToken,
       .takes = Takes::kJson,
       .answers_secret = true},
      {.method = "DELETE", .pattern = "/v1/tokens/{id}", .handler = RevokeToken},
      {.method = "GET", .pattern = "/v1/hooks", .handler = ListHooks},
      {.method = "POST",
       .pattern = "/v1/hooks",
       .handler = AddHook,
       .takes = Takes::kJson,
       .answers_secret = true},
      {.method = "DELETE", .pattern = "/v1/hooks/{id}", .handler = RemoveHook},

      {.method = "POST",
       .pattern = "/v1/webhooks/{vendor}",
       .handler = Webhook,
       .needs = nobody,
       .takes = Takes::kRaw,
       .any_query = true},
      {.method = "POST",
       .pattern = "/v1/webhooks/{vendor}/{secret}",
       .handler = Webhook,
       .needs = nobody,
       .takes = Takes::kRaw,
       .any_query = true},

      {.method = "GET", .pattern = "/v1/health", .handler = Health, .needs = nobody},
      {.method = "GET", .pattern = "/v1/ready", .handler = Ready, .needs = nobody},
      {.method = "GET", .pattern = "/v1/version", .handler = ShowVersion, .needs = nobody},
      {.method = "GET", .pattern = "/v1/metrics", .handler = ShowMetrics, .needs = nobody},
      {.method = "GET", .pattern = "/v1/openapi.json", .handler = OpenApi, .needs = nobody},
  };
  // One page that shows what its address says. Its own scripts read the query.
  for (const std::string_view page : {"/", "/login", "/my", "/log", "/search", "/privacy", "/specs",
                                      "/specs/{id}", "/calls", "/calls/{id}"}) {
    routes.push_back({.method = "GET",
                      .pattern = page,
                      .handler = Page,
                      .needs = nobody,
                      .any_query = true,
                      .is_page = true});
  }
  routes.push_back(
      {.method = "GET", .pattern = "/assets/{file}", .handler = Asset, .needs = nobody, .is_page = true});
  routes.push_back(
      {.method = "GET", .pattern = "/favicon.svg", .handler = Asset, .needs = nobody, .is_page = true});
  return routes;
}

}  // namespace whyspec::http
