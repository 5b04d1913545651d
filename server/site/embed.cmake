# style.css becomes a string in the program, so that the pages need no file beside it. A change of the file configures again.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/style.css")
file(READ "${CMAKE_CURRENT_LIST_DIR}/style.css" stylesheet_css)
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/site/assent_stylesheet.hpp"
  CONTENT "#pragma once
#include <string_view>
namespace assent::site {
inline constexpr std::string_view stylesheet_css = R\"stylesheet(@stylesheet_css@)stylesheet\";
}
" @ONLY)
target_include_directories(assent_server_site PRIVATE "${CMAKE_BINARY_DIR}/generated/site")
