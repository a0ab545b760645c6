# Turns rules/cues/<language>.json into C++ tables, so that the program parses nothing
# at start-up. Two levels are read, {"group": {"list": ["entry", …]}}; the tables are
# declared in rules/cue_tables.h. No tool but CMake itself is needed.
#
#   whyspec_embed_cues(<variable for the generated sources> <folder of the JSON files>
#                      [HEADER <header that declares the tables>] [LAYER <its namespace>])
# Also run as a script at build time:
#   cmake -DIN=en.json -DOUT=cues_en.cc -DHEADER=rules/cue_tables.h -DLAYER=rules -P EmbedCues.cmake

function(whyspec_embed_cues result folder)
  cmake_parse_arguments(ARG "" "HEADER;LAYER" "" ${ARGN})
  if(NOT ARG_HEADER)
    set(ARG_HEADER rules/cue_tables.h)
    set(ARG_LAYER rules)
  endif()
  set(generated)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.json)
  foreach(file ${files})
    get_filename_component(language ${file} NAME_WE)
    set(out ${CMAKE_CURRENT_BINARY_DIR}/cues_${language}.cc)
    add_custom_command(
      OUTPUT ${out}
      COMMAND ${CMAKE_COMMAND} -DIN=${file} -DOUT=${out} -DHEADER=${ARG_HEADER} -DLAYER=${ARG_LAYER}
              -P ${CMAKE_SOURCE_DIR}/lsp-server/cmake/EmbedCues.cmake
      DEPENDS ${file} ${CMAKE_SOURCE_DIR}/lsp-server/cmake/EmbedCues.cmake
      COMMENT "Embedding cues of ${language}")
    list(APPEND generated ${out})
  endforeach()
  set(${result} ${generated} PARENT_SCOPE)
endfunction()

if(NOT CMAKE_SCRIPT_MODE_FILE)
  return()
endif()

get_filename_component(language ${IN} NAME_WE)
file(READ ${IN} json)
set(arrays "")
set(table "")
set(number 0)
string(JSON groups LENGTH "${json}")
math(EXPR last_group "${groups} - 1")
foreach(g RANGE ${last_group})
  string(JSON group MEMBER "${json}" ${g})
  string(JSON lists GET "${json}" ${group})
  string(JSON count LENGTH "${lists}")
  if(count EQUAL 0)
    continue()
  endif()
  math(EXPR last_list "${count} - 1")
  foreach(l RANGE ${last_list})
    string(JSON name MEMBER "${lists}" ${l})
    string(JSON entries GET "${lists}" ${name})
    string(JSON size LENGTH "${entries}")
    if(size EQUAL 0)
      message(FATAL_ERROR "${IN}: the list ${group}.${name} is empty.")
    endif()
    string(APPEND arrays "constexpr std::string_view kList${number}[] = {\n")
    math(EXPR last_entry "${size} - 1")
    foreach(e RANGE ${last_entry})
      string(JSON entry GET "${entries}" ${e})
      string(REPLACE "\\" "\\\\" entry "${entry}")
      string(REPLACE "\"" "\\\"" entry "${entry}")
      string(REPLACE "\n" "\\n" entry "${entry}")
      string(APPEND arrays "    \"${entry}\",\n")
    endforeach()
    string(APPEND arrays "};\n")
    string(APPEND table "    {\"${group}\", \"${name}\", kList${number}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
endforeach()
file(WRITE ${OUT} "// Made from ${language}.json by EmbedCues.cmake.
#include \"${HEADER}\"

namespace whyspec::${LAYER} {
namespace {

${arrays}
constexpr WordList kLists[] = {
${table}};

}  // namespace

std::span<const WordList> WordLists_${language}() { return kLists; }

}  // namespace whyspec::${LAYER}
")
