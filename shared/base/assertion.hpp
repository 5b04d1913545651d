#pragma once
// A broken promise of our own code. Assertions stay in release builds: a server that does not understand its own state
// stops rather than guesses.

namespace assent {

/// Prints where and what, then aborts.
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);

}  // namespace assent

#define ASSENT_ASSERT(condition) ((condition) ? void() : ::assent::assertion_failed(#condition, __FILE__, __LINE__))
