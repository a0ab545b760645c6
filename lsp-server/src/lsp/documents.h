// The documents open in the editor, under the URIs the client spelled.
//
// Clients write one file in several ways (%3A, %5B, capitals in escapes), so
// documents are found by what the URI means and answered with its own spelling.
// Documents without a file (`untitled:`) get a path that no file has.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/positions.h"

namespace whyspec::lsp {

struct OpenDocument {
  std::string uri;   // as the client spells it
  std::string path;  // absolute; made up if `scheme_is_file` is false
  bool scheme_is_file = true;
  std::string language_id;
  std::int32_t version = 0;
  std::shared_ptr<const LineText> text;
  // A change could not be understood: the text is not the client's any more. Nothing
  // is said about the document until it is sent whole again.
  bool out_of_sync = false;
};

class Documents {
 public:
  // Opens, or replaces what was open under that URI.
  OpenDocument& Open(std::string_view uri, std::string language_id, std::int32_t version, std::string text);
  void Close(std::string_view uri);
  // nullptr if it is not open. Valid until the next Open or Close.
  OpenDocument* Find(std::string_view uri);
  const OpenDocument* FindByPath(std::string_view path) const;
  // In order of path.
  const std::map<std::string, OpenDocument, std::less<>>& all() const { return by_path_; }

  // The spelling of the open document, else ours.
  std::string UriOf(std::string_view path) const;

 private:
  std::map<std::string, OpenDocument, std::less<>> by_path_;
};

// The path that stands for a URI: the file's, or for other schemes one below
// kNoFilePath that no file can have.
std::string PathOfUri(std::string_view uri);
inline constexpr std::string_view kNoFilePath = "/\x01no-file/";
bool IsFilePath(std::string_view path);
// "untitled:Untitled-1" -> "untitled".
std::string_view SchemeOf(std::string_view uri);

}  // namespace whyspec::lsp
