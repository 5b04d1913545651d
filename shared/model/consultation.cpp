#include "shared/model/consultation.hpp"

#include <algorithm>

namespace assent {

Involvement least_involvement(const std::vector<TestAnswer>& tests, bool similar_procurement)
{
    const bool significant = std::any_of(tests.begin(), tests.end(), [](const TestAnswer& answer) { return answer.impact == Impact::substantial; });
    if (significant) return Involvement::formal_consultation;
    return similar_procurement ? Involvement::user_engagement : Involvement::none;
}

}  // namespace assent
