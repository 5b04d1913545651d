#pragma once
// toml++ with one set of settings for the whole program: with two, the linker would keep one of two different functions of
// the same name. The browser build has exceptions off, so errors are returned everywhere: `toml::parse` gives a result
// that is false if the text is no TOML. Its own assertions are off as well: in 3.3 one stands before the very check that
// refuses bad input ("[,[x]]" aborts), and with NDEBUG they turn into promises to the optimiser, which would drop the
// check. What must not reach it at all is in shared/workflow/toml_first_look.cpp.

#define TOML_ASSERT(expr) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 24

#include <toml++/toml.h>
