#include "server/exchange/route_finder.hpp"

#include <gtest/gtest.h>

namespace assent::exchange {
namespace {

std::string routes(std::string_view text)
{
    std::string result;
    for (const auto& found : find_routes(text)) result += (result.empty() ? "" : " ") + std::string(name_of(found.route));
    return result;
}

TEST(RouteFinderTest, variation_is_a_route_only_where_it_is_a_contracts)
{
    EXPECT_EQ(routes("implemented via contract variation"), "contract_variation");
    EXPECT_EQ(routes("a change by variation"), "contract_variation");
    EXPECT_EQ(routes("high levels of clinical variation; unwarranted variation; cost and variation"), "");
}

TEST(RouteFinderTest, negotiation_and_procurement_are_found_in_all_their_forms)
{
    EXPECT_EQ(routes("Subject to negotiation."), "contract_negotiation");
    EXPECT_EQ(routes("will be contractually negotiated"), "contract_negotiation");
    EXPECT_EQ(routes("we will be re-procuring it"), "procurement");
    EXPECT_EQ(routes("extension and/or re-procurement, contract extension"), "procurement contract_extension");
}

TEST(RouteFinderTest, what_somebody_already_is_or_has_done_is_no_route)
{
    EXPECT_EQ(routes("work with BHT as lead provider"), "");
    EXPECT_EQ(routes("appoint a lead provider"), "lead_provider");
    EXPECT_EQ(routes("Following the 2017/18 pilot"), "");
    EXPECT_EQ(routes("we will pilot a model"), "pilot");
    EXPECT_EQ(routes("the National service Specification"), "");
    EXPECT_EQ(routes("develop the model and specification"), "service_specification");
}

TEST(RouteFinderTest, contracts_that_are_new_or_take_in_requirements_are_told_apart)
{
    EXPECT_EQ(routes("as part of the new Community Services contract"), "new_contract");
    EXPECT_EQ(routes("a new model through contract award"), "contract_award");
    EXPECT_EQ(routes("will be included in the Acute and Community services Contracts"), "contract_requirement");
    EXPECT_EQ(routes("included in the report. The contract ends"), "");
}

TEST(RouteFinderTest, the_words_a_route_rests_on_are_quoted)
{
    const auto found = find_routes("First part. This will be carried out by contract variation with both trusts in town.");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].quote, "carried out by contract variation with both trusts");
}

}  // namespace
}  // namespace assent::exchange
