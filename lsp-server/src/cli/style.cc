#include "cli/style.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>

#include "base/strings.h"
#include "base/unicode.h"

namespace whyspec::cli {
namespace {

constexpr std::size_t kDefaultWidth = 100;
constexpr std::size_t kNarrowest = 40;

std::size_t TerminalWidth() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const std::string columns = Context::Environment("COLUMNS");
  std::size_t width = 0;
  std::from_chars(columns.data(), columns.data() + columns.size(), width);
  return width > 0 ? width : kDefaultWidth;
}

std::string_view Code(Ink ink) {
  switch (ink) {
    case Ink::kBold:
      return "1";
    case Ink::kDim:
      return "2";
    case Ink::kError:
      return "1;31";
    case Ink::kWarning:
      return "1;33";
    case Ink::kInfo:
      return "1;34";
    case Ink::kHint:
      return "1;36";
    case Ink::kGutter:
      return "34";
    case Ink::kAdded:
      return "32";
    case Ink::kRemoved:
      return "31";
    case Ink::kPlain:
      break;
  }
  return "";
}

}  // namespace

std::string Style::Paint(Ink ink, std::string_view text) const {
  if (!color || ink == Ink::kPlain || text.empty()) return std::string(text);
  return StrCat("\x1b[", Code(ink), "m", text, "\x1b[0m");
}

Style StyleFor(const Context& context, Color color) {
  Style style;
  const bool terminal = context.streams->out_is_terminal;
  // https://no-color.org: set and not empty means no colour, unless the user asks for it here.
  style.color = color == Color::kAlways ||
                (color == Color::kAuto && terminal && Context::Environment("NO_COLOR").empty() &&
                 Context::Environment("TERM") != "dumb");
  if (terminal) style.width = std::max(TerminalWidth(), kNarrowest);
  return style;
}

Ink InkOf(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::kError:
      return Ink::kError;
    case rules::Severity::kWarning:
      return Ink::kWarning;
    case rules::Severity::kInfo:
      return Ink::kInfo;
    case rules::Severity::kHint:
    case rules::Severity::kOff:
      break;
  }
  return Ink::kHint;
}

std::string OneLine(std::string_view text) {
  std::string out = Printable(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return out;
}

std::size_t TextWidth(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    width += static_cast<std::size_t>(std::max(0, DisplayWidth(DecodeAt(text, at))));
  }
  return width;
}

std::string Wrap(std::string_view text, std::size_t used, std::size_t indent, std::size_t width) {
  if (width == 0) return std::string(text);
  std::string out;
  bool line_is_empty = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    const std::size_t word_width = TextWidth(word);
    if (!line_is_empty && used + 1 + word_width > width) {
      out += '\n';
      out.append(indent, ' ');
      used = indent;
      line_is_empty = true;
    }
    if (!line_is_empty) {
      out += ' ';
      ++used;
    }
    out += word;
    used += word_width;
    line_is_empty = false;
  }
  return out;
}

}  // namespace whyspec::cli
