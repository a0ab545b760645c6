#include "engine/spec_head.h"

#include "base/unicode.h"
#include "data/value.h"

namespace whyspec::engine {
namespace {

// Most front matter fits the first size; what does not fit the second either is read whole.
constexpr std::size_t kHeadBytes[] = {4096, 65536};

bool StartsFrontMatter(std::string_view text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  return text.substr(0, 3) == "---";
}

// Whether `key` could be a key of this YAML: cheap, and never wrong about "no". Reading
// YAML properly costs more than the rest of the head together.
bool MayHaveKey(std::string_view yaml, std::string_view key) {
  for (std::size_t at = yaml.find(key); at != std::string_view::npos; at = yaml.find(key, at + 1)) {
    const char before = at == 0 ? '\n' : yaml[at - 1];
    const bool begins = IsAsciiSpace(before) || before == '"' || before == '\'' || before == '{' ||
                        before == ',' || before == '\xBF';
    std::size_t end = at + key.size();
    while (end < yaml.size() && (yaml[end] == '"' || yaml[end] == '\'' || IsAsciiSpace(yaml[end]))) ++end;
    if (begins && end < yaml.size() && yaml[end] == ':') return true;
  }
  // An escape in quotes ("\x69d") or a merge ("<<:") can spell it another way.
  return yaml.find('\\') != std::string_view::npos || yaml.find("<<") != std::string_view::npos ||
         yaml.find('?') != std::string_view::npos;
}

}  // namespace

SpecHead ReadSpecHead(std::string_view text) {
  SpecHead head;
  const auto front = markdown::FindFrontMatter(text);
  if (!front) return head;
  const std::string_view yaml = Cut(text, front->inner);
  if (!MayHaveKey(yaml, "id") && !MayHaveKey(yaml, "type")) return head;
  const data::Value root = data::ParseYaml(yaml, front->inner.begin).root;
  if (const data::Value* type = root.Find("type"); type != nullptr && type->AsText()) {
    head.says_spec = Fold(Trim(*type->AsText())) == "spec";
  }
  if (const data::Value* id = root.Find("id"); id != nullptr && id->AsText()) {
    head.id = *id->AsText();
    head.id_range = id->range;
  }
  return head;
}

SpecHead ReadSpecHead(const FileSystem& files, const OpenDocuments& open, const std::string& path) {
  if (const auto text = open.Text(path)) return ReadSpecHead(*text);
  for (const std::size_t bytes : kHeadBytes) {
    const Result<std::string> head = files.ReadHead(path, bytes);
    if (!head.ok() || !StartsFrontMatter(*head)) return {};
    if (head->size() < bytes || markdown::FindFrontMatter(*head)) return ReadSpecHead(*head);
  }
  const Result<std::string> whole = files.ReadFile(path);
  return whole.ok() ? ReadSpecHead(*whole) : SpecHead();
}

}  // namespace whyspec::engine
