#pragma once
// One visitor from several lambdas, for std::visit.

namespace assent {

template<class... Functions>
struct Overloaded : Functions...
{
    using Functions::operator()...;
};
template<class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;  // clang 14 wants it spelled out

}  // namespace assent
