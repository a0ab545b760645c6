// The web pages: one index.html for every page, and its bundled files, hashed by name.
#include "base/ascii.h"
#include "base/strings.h"
#include "http/app.h"
#include "http/handlers.h"
#include "http/problem.h"

namespace whyspec::http {
namespace {

constexpr std::size_t kWorthPacking = 512;

std::string_view TypeOf(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".json", "application/json; charset=utf-8"},
      {".woff2", "font/woff2"},
      {".png", "image/png"},
      {".webmanifest", "application/manifest+json"},
      {".txt", "text/plain; charset=utf-8"}};
  for (const auto& [ending, type] : kTypes) {
    if (name.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

bool WantsGzip(const Request& request) {
  for (const std::string_view item : ListItems(request.headers.Get("Accept-Encoding"))) {
    if (EqualIgnoringCase(item, "gzip")) return true;
  }
  return false;
}

Response FileResponse(Context& context, const EmbeddedFile& file, std::string_view caching) {
  Response response;
  response.headers.Set("Content-Type", std::string(TypeOf(file.name)));
  response.headers.Set("Cache-Control", std::string(caching));
  if (file.bytes.size() >= kWorthPacking && WantsGzip(context.request) && !file.name.ends_with(".png") &&
      !file.name.ends_with(".woff2")) {
    response.body = context.app.Packed(file);
    response.headers.Set("Content-Encoding", "gzip");
  } else {
    response.body = std::string(file.bytes);
  }
  return response;
}

const EmbeddedFile* Find(const std::vector<EmbeddedFile>& files, std::string_view name) {
  for (const EmbeddedFile& file : files) {
    if (file.name == name) return &file;
  }
  return nullptr;
}

}  // namespace

Response Page(Context& context) {
  const EmbeddedFile* index = Find(context.app.pages(), "index.html");
  if (index == nullptr) {
    return ProblemResponse(
        404,
        "This whyspec-server was built without its web pages. Build it on a machine with Node "
        "and npm to have them; the API below /v1 works all the same.");
  }
  return FileResponse(context, *index, "no-cache");
}

Response Asset(Context& context) {
  // By name in a table of our own: there is no path to climb out of.
  const std::string name = context.values.empty() ? "favicon.svg" : StrCat("assets/", context.values[0]);
  const EmbeddedFile* file = Find(context.app.pages(), name);
  if (file == nullptr) return ProblemResponse(404, "There is nothing at this address.");
  return FileResponse(
      context, *file,
      context.values.empty() ? "public, max-age=86400" : "public, max-age=31536000, immutable");
}

}  // namespace whyspec::http
