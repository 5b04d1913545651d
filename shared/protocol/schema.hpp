#pragma once
// The wire's shape as a FlatBuffers schema, for programs in other languages and for reading a recorded message with flatc.
// It is printed from the very descriptions that the codec (flat.hpp) walks; docs/assent.fbs is this text, and a test holds
// the two together. The browser's program does not call it, so it is not linked there.

#include <string>

namespace assent {

std::string schema_text();

}  // namespace assent
