#include "server/tenancy/clock.hpp"

#include <chrono>

namespace assent::tenancy {

Timestamp wall_now()
{
    using namespace std::chrono;
    return {duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
}

identity::Moment moment_now()
{
    using namespace std::chrono;
    return {wall_now(), duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count()};
}

}  // namespace assent::tenancy
