#include "base/gzip.h"

#include <catch2/catch.hpp>

namespace whyspec {
namespace {

TEST_CASE("What is packed comes out the same") {
  for (const std::size_t size : {0UL, 1UL, 100UL, 65'536UL, 300'001UL}) {
    std::string text(size, 'a');
    for (std::size_t i = 0; i < size; i += 7) text[i] = static_cast<char>(i * 31);
    const auto back = Gunzip(Gzip(text, 6), size);
    INFO(size);
    REQUIRE(back);
    CHECK(*back == text);
  }
}

TEST_CASE("A bomb stops at the limit") {
  const std::string bomb = Gzip(std::string(100UL << 20, '\0'), 9);
  REQUIRE(bomb.size() < 200'000);
  const auto back = Gunzip(bomb, 1UL << 20);
  REQUIRE_FALSE(back);
  CHECK(back.error().code == ErrorCode::kTooLarge);
}

TEST_CASE("What is no gzip, cut off, or followed by more is refused") {
  const std::string packed = Gzip("the rota is typed twice", 6);
  for (const std::string& bytes : {std::string("plain"), std::string(), packed.substr(0, packed.size() - 3),
                                   packed + "x", packed.substr(0, 4)}) {
    const auto back = Gunzip(bytes, 1000);
    REQUIRE_FALSE(back);
    CHECK(back.error().code == ErrorCode::kInvalid);
  }
}

}  // namespace
}  // namespace whyspec
