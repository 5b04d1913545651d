# The sample's texts and the shipped workflow definitions become strings in the program, so that `assent demo` needs no
# files beside it. A change of a file, or a new one after configuring again, is taken up by the next build.
file(GLOB demo_contents CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/content/*.toml" "${PROJECT_SOURCE_DIR}/workflows/*.toml")
set(demo_entries "")
set(demo_strings "")
set(demo_index 0)
foreach(path IN LISTS demo_contents)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
  get_filename_component(name "${path}" NAME)
  file(READ "${path}" text)
  file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/demo/assent_demo_${demo_index}.inc"
    CONTENT "R\"content(@text@)content\"" @ONLY)
  string(APPEND demo_strings "inline constexpr std::string_view file_${demo_index} =\n#include \"assent_demo_${demo_index}.inc\"\n    ;\n")
  string(APPEND demo_entries "    {\"${name}\", file_${demo_index}},\n")
  math(EXPR demo_index "${demo_index} + 1")
endforeach()
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/demo/assent_demo_files.hpp"
  CONTENT "#pragma once
// The standard asks compilers to take strings of 64 KiB; ours take longer ones, and a plan may be longer.
#pragma clang diagnostic push
#pragma clang diagnostic ignored \"-Woverlength-strings\"
#include <string_view>
namespace assent::demo {
@demo_strings@
struct DemoFile
{
    std::string_view name;
    std::string_view text;
};
inline constexpr DemoFile demo_files[] = {
@demo_entries@};
}  // namespace assent::demo
#pragma clang diagnostic pop
" @ONLY)
target_include_directories(assent_server_demo PRIVATE "${CMAKE_BINARY_DIR}/generated/demo")
