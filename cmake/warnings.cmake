add_library(assent_warnings INTERFACE)
target_compile_options(assent_warnings INTERFACE
  -Wall -Wextra -Wpedantic $<$<NOT:$<BOOL:${CMAKE_UNITY_BUILD}>>:-Wshadow> -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
  # libstdc++ 12 uses what it deprecates itself (std::stable_sort's temporary buffer).
  -Wno-deprecated-declarations
  -Wno-missing-field-initializers -Wno-gnu-zero-variadic-macro-arguments
  $<$<BOOL:${ASSENT_WERROR}>:-Werror>)
