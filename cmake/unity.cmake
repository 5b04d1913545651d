# Files of a folder are compiled a dozen at a time (CMAKE_UNITY_BUILD in CMakePresets.json): nearly everything a file costs is what it
# includes. These share a local name with another file of their folder and are compiled by themselves, as are those with options of
# their own.
set(assent_compiled_alone
  server/cli/backup.cpp
  server/exchange/intentions.cpp
  server/exchange/layout.cpp
  server/exchange/outline.cpp
  server/exchange/plan_json.cpp
  server/exchange/docx/word_layout.cpp
  server/exchange/docx/write_word.cpp
  server/exchange/print/plan_tables.cpp
  server/exchange/print/set_text.cpp
  server/identity/sessions.cpp
  server/identity/throttle.cpp
  server/net/session_plain.cpp  # minutes each: side by side
  server/net/session_tls.cpp
  server/store/sqlite/tenant_reader.cpp
  server/store/sqlite/tenant_store.cpp
  shared/document/marked_text.cpp
  shared/document/word_diff.cpp
  shared/model/event.cpp
  shared/model/timescale.cpp
  shared/workflow/composition.cpp
  tests/unit/client/sync/typing_test.cpp
  tests/unit/server/cli/workflow_test.cpp
  tests/unit/server/commands/socialisation_test.cpp
  tests/unit/server/exchange/provider_directory_test.cpp
  tests/unit/server/exchange/seed_documents_test.cpp
  tests/unit/server/exchange/sheets/write_xlsx_test.cpp
  tests/unit/server/identity/throttle_test.cpp
  tests/unit/server/net/origin_test.cpp
  tests/unit/server/store/sqlite/projections_test.cpp
  tests/unit/server/store/sqlite/system_store_test.cpp
  tests/unit/shared/document/compare_test.cpp
  tests/unit/shared/model/coverage_test.cpp
  tests/unit/shared/model/event_test.cpp
  tests/unit/shared/model/significance_test.cpp
  tests/unit/shared/text/text_test.cpp
  tests/unit/shared/text/undo_test.cpp)

function(assent_compile_alone)
  foreach(source IN LISTS ARGN)
    file(RELATIVE_PATH relative "${PROJECT_SOURCE_DIR}" "${source}")
    if(relative IN_LIST assent_compiled_alone)
      set_source_files_properties("${source}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
  endforeach()
endfunction()
