#include "http/router.h"

#include <algorithm>

namespace whyspec::http {
namespace {

std::vector<std::string_view> Segments(std::string_view path) {
  std::vector<std::string_view> segments;
  if (path.starts_with('/')) path.remove_prefix(1);
  while (true) {
    const std::size_t slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

// Literal segments are compared as they came: nothing of ours needs an escape.
bool Fits(std::string_view pattern, const std::vector<std::string_view>& path,
          std::vector<std::string>& values) {
  const std::vector<std::string_view> wanted = Segments(pattern);
  if (wanted.size() != path.size()) return false;
  values.clear();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      auto value = DecodeStrictly(path[i], false);
      if (!value || value->empty()) return false;
      values.push_back(std::move(*value));
    } else if (wanted[i] != path[i]) {
      return false;
    }
  }
  return true;
}

}  // namespace

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {}

RouteMatch Router::Find(std::string_view method, std::string_view path) const {
  RouteMatch match;
  if (!path.starts_with('/')) return match;
  const std::vector<std::string_view> segments = Segments(path);
  std::vector<std::string_view> allowed;
  std::vector<std::string> values;
  for (const Route& route : routes_) {
    if (!Fits(route.pattern, segments, values)) continue;
    if (route.method == method || (method == "HEAD" && route.method == "GET")) {
      match.route = &route;
      match.values = std::move(values);
      return match;
    }
    if (std::find(allowed.begin(), allowed.end(), route.method) == allowed.end())
      allowed.push_back(route.method);
    if (route.method == "GET") allowed.push_back("HEAD");
  }
  for (const std::string_view name : allowed) {
    if (!match.allow.empty()) match.allow += ", ";
    match.allow += name;
  }
  return match;
}

}  // namespace whyspec::http
