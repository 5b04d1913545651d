#include "shared/base/assertion.hpp"

#include <cstdio>
#include <cstdlib>

namespace assent {

void assertion_failed(const char* condition, const char* file, int line)
{
    std::fprintf(stderr, "%s:%d: promise broken: %s\n", file, line, condition);
    std::abort();
}

}  // namespace assent
