// cmark_parse THREADS FOLDER…: reads every *.md below the folders and parses it with cmark,
// nothing more. The yardstick for `whyspec check` over the same bytes.
#include <cmark.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

int main(int argc, char** argv) {
  std::vector<std::string> files;
  for (int i = 2; i < argc; ++i) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
      if (entry.is_regular_file() && entry.path().extension() == ".md") files.push_back(entry.path());
    }
  }
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> bytes = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) {
      std::ifstream file(files[i], std::ios::binary);
      std::string text(std::filesystem::file_size(files[i]), '\0');
      file.read(text.data(), static_cast<std::streamsize>(text.size()));
      cmark_node* const root = cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT);
      cmark_node_free(root);
      bytes += text.size();
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < std::atoi(argv[1]); ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  std::printf("%zu files, %zu bytes\n", files.size(), bytes.load());
}
