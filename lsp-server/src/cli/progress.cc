#include "cli/progress.h"

#include "base/strings.h"

namespace whyspec::cli {

void Progress::Show(std::string_view what, std::size_t done, std::size_t total) {
  if (!context_->streams->err_is_terminal) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + std::chrono::milliseconds(100);
  context_->err() << "\r\x1b[K" << what << ' ' << done;
  if (total > 0) context_->err() << " of " << total;
  context_->err() << " …" << std::flush;
  shown_ = true;
}

void Progress::Clear() {
  if (shown_) context_->err() << "\r\x1b[K" << std::flush;
  shown_ = false;
}

}  // namespace whyspec::cli
