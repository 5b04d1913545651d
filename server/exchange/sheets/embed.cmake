# log_words.toml becomes a string in the program. A change of the file configures again.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/log_words.toml")
file(READ "${CMAKE_CURRENT_LIST_DIR}/log_words.toml" log_words_toml)
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/sheets/assent_log_words.hpp"
  CONTENT "#pragma once
#include <string_view>
namespace assent::exchange::sheets {
inline constexpr std::string_view log_words_toml = R\"words(@log_words_toml@)words\";
}
" @ONLY)
target_include_directories(assent_server_exchange_sheets PRIVATE "${CMAKE_BINARY_DIR}/generated/sheets")
