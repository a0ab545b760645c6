#include "http/multipart.h"

#include <catch2/catch.hpp>

namespace whyspec::http {
namespace {

const std::string kType = "multipart/form-data; boundary=xyz";

TEST_CASE("Fields and files are told apart, bytes stay as they are") {
  const std::string binary("\0\r\n--xy\r\n\xff--", 12);
  const std::string body =
      "--xyz\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\nauto\r\n--xyz\r\n"
      "Content-Disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\".vtt\"\r\n"
      "Content-Type: text/vtt\r\n\r\n" +
      binary + "\r\n--xyz--\r\n";
  const auto parts = ParseMultipart(kType, body, 10);
  REQUIRE(parts);
  REQUIRE(parts->size() == 2);
  CHECK((*parts)[0].name == "from");
  CHECK((*parts)[0].content == "auto");
  CHECK((*parts)[0].file_name.empty());
  CHECK((*parts)[1].file_name == "a \"b\".vtt");
  CHECK((*parts)[1].content == binary);
}

TEST_CASE("A file's name brings no folders") {
  for (const auto& [given, taken] :
       {std::pair{"../../etc/passwd", "passwd"}, std::pair{"C:\\\\calls\\\\a.vtt", "a.vtt"},
        std::pair{"..", "file"}, std::pair{"a/", "file"}}) {
    const std::string body =
        std::string("--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"") + given +
        "\"\r\n\r\nx\r\n--xyz--";
    const auto parts = ParseMultipart(kType, body, 10);
    REQUIRE(parts);
    CHECK((*parts)[0].file_name == taken);
  }
}

TEST_CASE("Broken uploads are refused with a sentence") {
  const std::string head = "--xyz\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n";
  const std::pair<std::string, std::string> broken[] = {
      {kType, ""},
      {kType, "hello"},
      {kType, head + "cut off"},
      {kType, head + "x\r\n--xyz"},
      {kType, head + "x\r\n--xyzmore"},
      {kType, "--xyz\r\n\r\nno headers\r\n--xyz--"},
      {kType, "--xyz\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--xyz--"},
      {kType, "--xyz\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--xyz--"},
      {kType, "--xyz\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--xyz--"},
      {kType, "--xyz\r\nno colon\r\n\r\nx\r\n--xyz--"},
      {kType,
       "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: "
       "base64\r\n\r\neA==\r\n--xyz--"},
      {"multipart/form-data", head + "x\r\n--xyz--"},
      {"multipart/form-data; boundary=" + std::string(71, 'x'), head},
      {"multipart/mixed; boundary=xyz", head + "x\r\n--xyz--"},
  };
  for (const auto& [type, body] : broken) {
    INFO(body);
    const auto parts = ParseMultipart(type, body, 10);
    REQUIRE_FALSE(parts);
    CHECK(parts.error().message.size() > 20);
  }
}

TEST_CASE("The number of parts is bounded") {
  std::string body;
  for (int i = 0; i < 11; ++i) body += "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n";
  CHECK_FALSE(ParseMultipart(kType, body + "--xyz--", 10));
  CHECK(ParseMultipart(kType, body + "--xyz--", 11));
}

}  // namespace
}  // namespace whyspec::http
