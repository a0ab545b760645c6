// Bytes of a file as UTF-8, with the way back to the bytes.
//
// UTF-8 is read as it stands (a BOM is left out). UTF-16, with a BOM or plain to
// see, and Windows-1252 are converted, and a sentence says so: exports of older
// tools come in both.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec::calls {

class DecodedText {
 public:
  // `bytes` must outlive the result.
  static DecodedText Decode(std::string_view bytes);

  std::string_view text() const {
    if (origin_.empty()) return plain_;
    return converted_;
  }
  // False: this is no text at all (a recording, a zip file …).
  bool readable() const { return readable_; }
  // A sentence about what was converted or damaged; "" if nothing was.
  const std::string& remark() const { return remark_; }
  TextRange remark_range() const { return remark_range_; }  // in the bytes of the file
  TextRange ToFile(TextRange range) const;

 private:
  void Convert(std::string_view bytes);
  void FromUtf16(std::string_view bytes, std::size_t begin, bool big_endian);
  void FromDamagedUtf8(std::string_view bytes);
  void FromWindows1252(std::string_view bytes);
  void Append(char32_t c, std::size_t origin);

  std::string_view plain_;
  Offset base_ = 0;
  std::string converted_;
  std::vector<Offset> origin_;  // of each byte of converted_, and of its end
  bool readable_ = true;
  std::string remark_;
  TextRange remark_range_;
};

}  // namespace whyspec::calls
