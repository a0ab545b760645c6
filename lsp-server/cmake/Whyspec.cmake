# How targets of this project are made: one library a folder of lsp-server/src, its
# layers below it linked publicly, third-party libraries privately.

find_package(Threads REQUIRED)

add_library(whyspec_flags INTERFACE)
target_compile_options(whyspec_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
                       -Wno-missing-field-initializers)
# GCC 12 sees ghosts in std::optional and std::string once it inlines them.
target_compile_options(whyspec_flags INTERFACE
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized;-Wno-array-bounds;-Wno-restrict;-Wno-stringop-overflow>)
if(WHYSPEC_WERROR)
  target_compile_options(whyspec_flags INTERFACE -Werror)
endif()
if(WHYSPEC_SANITIZE)
  target_compile_options(whyspec_flags INTERFACE -fsanitize=${WHYSPEC_SANITIZE})
  target_link_options(whyspec_flags INTERFACE -fsanitize=${WHYSPEC_SANITIZE})
  if(WHYSPEC_SANITIZE MATCHES "undefined")
    target_compile_options(whyspec_flags INTERFACE -fno-sanitize-recover=undefined)
  endif()
endif()
if(WHYSPEC_FUZZ)
  target_compile_options(whyspec_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# whyspec_library(markdown LAYERS base data LIBRARIES cmark)
# Sources are every *.cc of the folder, sub-folders included.
function(whyspec_library name)
  cmake_parse_arguments(ARG "" "" "LAYERS;LIBRARIES;SOURCES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  add_library(whyspec_${name} STATIC ${sources} ${ARG_SOURCES})
  target_include_directories(whyspec_${name} PUBLIC ${CMAKE_SOURCE_DIR}/lsp-server/src)
  foreach(layer ${ARG_LAYERS})
    target_link_libraries(whyspec_${name} PUBLIC whyspec_${layer})
  endforeach()
  target_link_libraries(whyspec_${name} PRIVATE whyspec_flags ${ARG_LIBRARIES})
  if(NOT name STREQUAL base)
    target_precompile_headers(whyspec_${name} REUSE_FROM whyspec_base)
  endif()
endfunction()

# Third-party libraries. Where the distribution ships an archive it is preferred, so
# that the program starts faster and an editor can bundle it as it is.
function(whyspec_find_library target)
  cmake_parse_arguments(ARG "" "HEADER" "NAMES" ${ARGN})
  set(archives ${ARG_NAMES})
  list(TRANSFORM archives PREPEND lib)
  list(TRANSFORM archives APPEND .a)
  find_library(${target}_LIBRARY NAMES ${archives} ${ARG_NAMES} REQUIRED)
  find_path(${target}_INCLUDE ${ARG_HEADER} REQUIRED)
  add_library(whyspec::${target} UNKNOWN IMPORTED GLOBAL)
  set_target_properties(whyspec::${target} PROPERTIES
    IMPORTED_LOCATION ${${target}_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${${target}_INCLUDE})
endfunction()
whyspec_find_library(utf8proc NAMES utf8proc HEADER utf8proc.h)
whyspec_find_library(cmark NAMES cmark HEADER cmark.h)
whyspec_find_library(yaml_cpp NAMES yaml-cpp HEADER yaml-cpp/yaml.h)
whyspec_find_library(stemmer NAMES stemmer HEADER libstemmer.h)
whyspec_find_library(sqlite NAMES sqlite3 HEADER sqlite3.h)
whyspec_find_library(zstd NAMES zstd HEADER zstd.h)
whyspec_find_library(zlib NAMES z HEADER zlib.h)
find_package(nlohmann_json 3.9 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_path(XXHASH_INCLUDE xxhash.h REQUIRED)   # header-only use (XXH_INLINE_ALL)
