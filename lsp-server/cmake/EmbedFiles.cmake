# Files that become part of a program: the API's description, the web pages. The bytes are
# taken by the assembler (.incbin), so that a large file costs no compile time.

# whyspec_embed_files(<out> <table> FILE…): the table's functions are those of http/assets.h,
#   const std::vector<EmbeddedFile>& <table>();  names are the files' own, without folder.
function(whyspec_embed_files out table)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${table}.cc)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${source} -DTABLE=${table} "-DFILES=${ARGN}" -DFOLDER=
            -P ${CMAKE_SOURCE_DIR}/lsp-server/cmake/EmbedFilesScript.cmake
    DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/lsp-server/cmake/EmbedFilesScript.cmake
    VERBATIM)
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${ARGN}")
  set(${out} ${source} PARENT_SCOPE)
endfunction()

# whyspec_web_pages(<out> <folder>): builds the pages with Node and embeds them as web_files().
# Without Node, or without the pages, the server is built all the same and says so when asked.
function(whyspec_web_pages out folder)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/web_files.cc)
  set(script ${CMAKE_SOURCE_DIR}/lsp-server/cmake/EmbedFilesScript.cmake)
  find_program(NPM npm)
  if(NOT NPM OR NOT EXISTS ${folder}/package-lock.json)
    message(STATUS "whyspec-server: no web pages (npm: ${NPM}, ${folder}/package-lock.json)")
    add_custom_command(
      OUTPUT ${source}
      COMMAND ${CMAKE_COMMAND} -DOUTPUT=${source} -DTABLE=web_files -DFILES= -DFOLDER= -P ${script}
      DEPENDS ${script} VERBATIM)
    set(${out} ${source} PARENT_SCOPE)
    return()
  endif()
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS ${folder}/*.ts ${folder}/*.tsx ${folder}/*.mjs ${folder}/*.css
       ${folder}/*.html ${folder}/*.json ${folder}/*.svg)
  list(FILTER inputs EXCLUDE REGEX "/(node_modules|dist)/")
  # Built in a copy, so that the sources stay as they are and two builds do not meet.
  set(work ${CMAKE_CURRENT_BINARY_DIR}/web)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DFROM=${folder} -DTO=${work} -DNPM=${NPM} -DOUTPUT=${source} -DTABLE=web_files
            -DFILES= -DFOLDER=${work}/dist -P ${script}
    DEPENDS ${inputs} ${script}
    COMMENT "Building the web pages"
    VERBATIM)
  set(${out} ${source} PARENT_SCOPE)
endfunction()
