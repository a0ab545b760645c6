// Paths, URIs and globs.
#include <catch2/catch.hpp>

#include "base/glob.h"
#include "base/uri.h"

namespace whyspec {
namespace {

TEST_CASE("URIs of one file in every spelling are one path") {
  CHECK(PathFromFileUri("file:///a/b%20c.md") == "/a/b c.md");
  CHECK(PathFromFileUri("FILE://localhost/a/./b/../c%2Emd") == "/a/c.md");
  CHECK(PathFromFileUri("file:///%C3%A9/%5Bx%5D/%28y%29.md") == "/é/[x]/(y).md");
  CHECK(PathFromFileUri("file:///a?x#y") == "/a");
  CHECK_FALSE(PathFromFileUri("untitled:Untitled-1"));
  CHECK_FALSE(PathFromFileUri("file://server/share"));
  CHECK_FALSE(PathFromFileUri("file:///a%zz"));
  CHECK_FALSE(PathFromFileUri("file:///a%00b"));
  for (const std::string path : {"/", "/a b/é[1](2)#%.md", "/\xff\xfe"})
    CHECK(PathFromFileUri(FileUriFromPath(path)) == path);
}

TEST_CASE("Paths are resolved without the disk") {
  CHECK(NormalizePath("/a//b/./../c/") == "/a/c");
  CHECK(NormalizePath("/../x") == "/x");
  CHECK(NormalizePath("a/../../b") == "../b");
  CHECK(JoinPath("/specs/x", "../../calls/a.vtt") == "/calls/a.vtt");
  CHECK(RelativePath("/r/calls/a.vtt", "/r/specs/deep") == "../../calls/a.vtt");
  CHECK(RelativePath("/r/a", "/r/a") == ".");
  CHECK(Dirname("/a") == "/");
  CHECK(IsInside("/a/b", "/a"));
  CHECK_FALSE(IsInside("/ab", "/a"));
}

TEST_CASE("Globs match as people read them") {
  CHECK(Glob("specs/**/*.md").Matches("specs/a.md"));
  CHECK(Glob("specs/**/*.md").Matches("specs/x/y/a.md"));
  CHECK_FALSE(Glob("specs/**/*.md").Matches("other/specs/a.md"));
  CHECK(Glob("**/*.spec.md").Matches("a.spec.md"));
  CHECK(Glob("*.md").Matches("deep/down/a.md"));
  CHECK(Glob("calls/**").Matches("calls/2026/a.vtt"));
  CHECK_FALSE(Glob("calls/**").Matches("calls"));
  CHECK(Glob("build/").Matches("build/x/y"));
  CHECK(Glob("{specs,docs/{a,b}}/*.md").Matches("docs/b/x.md"));
  CHECK(Glob("a[0-9!].md").Matches("a7.md"));
  CHECK_FALSE(Glob("a[!0-9].md").Matches("a7.md"));
  CHECK(Glob("a[.md").Matches("a[.md"));
  CHECK(Glob("docs/specs/**/*.md").literal_prefix() == "docs/specs");
}

TEST_CASE("A hostile glob takes no time") {
  // Exponential with naive backtracking: this test would never end.
  std::string stars;
  for (int i = 0; i < 200; ++i) stars += "*a";
  CHECK_FALSE(Glob(stars + "b").Matches(std::string(5000, 'a')));
  std::string deep;
  for (int i = 0; i < 60; ++i) deep += "**/a/";
  std::string path;
  for (int i = 0; i < 2000; ++i) path += "a/";
  CHECK_FALSE(Glob(deep + "b").Matches(path + "c"));
  std::string braces;
  for (int i = 0; i < 64; ++i) braces += "{a,b}";
  CHECK_FALSE(Glob(braces).Matches("x"));
}

}  // namespace
}  // namespace whyspec
