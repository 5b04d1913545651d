# providers.toml becomes a string in the program, so that `assent inspect` needs no file beside it. A change of the file
# configures again.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/providers.toml")
file(READ "${CMAKE_CURRENT_LIST_DIR}/providers.toml" providers_toml)
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/exchange/assent_standard_providers.hpp"
  CONTENT "#pragma once
#include <string_view>
namespace assent::exchange {
inline constexpr std::string_view standard_providers_toml = R\"providers(@providers_toml@)providers\";
}
" @ONLY)
target_include_directories(assent_server_exchange PRIVATE "${CMAKE_BINARY_DIR}/generated/exchange")
