// Method and path -> route. A pattern is made of literal segments and {names}: "/v1/calls/{id}".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"
#include "http/query.h"
#include "team/people.h"

namespace whyspec::http {

class App;

// What a handler works with.
struct Context {
  App& app;
  const Request& request;
  team::Caller caller;              // of routes that need one
  std::string token;                // the caller's; for the cookie and what is made of it
  std::vector<std::string> values;  // of the pattern's {names}, decoded, in order
  Query query;
  std::string body;  // unpacked
};
using Handler = Response (*)(Context&);

enum class Needs : std::uint8_t { kNothing, kCaller };
enum class Takes : std::uint8_t { kNothing, kJson, kMergePatch, kUpload, kRaw };

struct Route {
  std::string_view method;
  std::string_view pattern;
  Handler handler = nullptr;
  Needs needs = Needs::kCaller;
  Takes takes = Takes::kNothing;
  std::vector<std::string_view> query = {};  // names it knows
  bool any_query = false;                    // reads its query itself, or not at all
  bool answers_secret = false;               // shown once: never kept, never packed
  bool is_page = false;
};

struct RouteMatch {
  const Route* route = nullptr;     // nullptr: none has this path and method
  std::vector<std::string> values;  // decoded
  std::string allow;                // methods of this path, if only the method is wrong
};

class Router {
 public:
  explicit Router(std::vector<Route> routes);
  // `path` is percent-encoded. HEAD finds GET.
  RouteMatch Find(std::string_view method, std::string_view path) const;
  const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

// Every route of the server: the one table.
std::vector<Route> AllRoutes();

}  // namespace whyspec::http
