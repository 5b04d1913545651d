add_library(assent_warnings INTERFACE)
target_compile_options(assent_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
  -Wno-missing-field-initializers -Wno-gnu-zero-variadic-macro-arguments
  $<$<BOOL:${ASSENT_WERROR}>:-Werror>)
