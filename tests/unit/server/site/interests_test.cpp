#include "server/site/interests.hpp"

#include <gmock/gmock.h>

namespace assent::site {
namespace {

using testing::HasSubstr;
using testing::Not;

Tenant tenant_with(const std::vector<InterestEntry>& entries)
{
    Tenant tenant;
    tenant.slug = "vale";
    tenant.name = "Vale <CCG>";
    tenant.people.push_back({PersonId::derived("gp"), "Dr Ada Gray", "", "GP", "", {Role::approver}, true});
    tenant.people.push_back({PersonId::derived("lay"), "Ben Hill", "", "Lay member", "", {Role::approver}, true});
    tenant.interests.entries = entries;
    tenant.interests.decision_makers = {PersonId::derived("lay"), PersonId::derived("gp")};
    return tenant;
}

InterestEntry share()
{
    InterestEntry entry;
    entry.id = InterestId::derived("share");
    entry.person = PersonId::derived("gp");
    entry.what = "Owns <b>shares</b>";
    entry.organisation = "Elm & Oak";
    entry.from = Date::of(2025, 4, 1);
    entry.declared_on = Date::of(2025, 4, 3);
    return entry;
}

const Date today = Date::of(2026, 11, 29);

TEST(InterestsPageTest, an_entry_is_read_with_whose_it_is_what_and_since_when)
{
    const auto html = interests_page(tenant_with({share()}), today);
    for (const auto* words : {"Dr Ada Gray", "Owns &lt;b&gt;shares&lt;/b&gt;", "Elm &amp; Oak", "since 1 April 2025", "3 April 2025", "29 November 2026",
                              "<th scope=\"row\">", "/published/vale/register-of-interests.csv", "Vale &lt;CCG&gt;"})
        EXPECT_THAT(html, HasSubstr(words));
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, HasSubstr("<li>Ben Hill, Lay member</li>")) << "who has nothing to declare";
}

TEST(InterestsPageTest, what_is_withheld_or_long_over_is_not_there_nor_said_to_be_nothing)
{
    auto withheld = share();
    withheld.withheld = true;
    withheld.withheld_reason = "At risk at home";
    auto html = interests_page(tenant_with({withheld}), today);
    for (const auto* words : {"shares", "Elm", "risk", "Dr Ada Gray"}) EXPECT_THAT(html, Not(HasSubstr(words)));
    auto over = share();
    over.to = Date::of(2026, 5, 28);
    html = interests_page(tenant_with({over}), today);
    EXPECT_THAT(html, Not(HasSubstr("shares")));
    EXPECT_THAT(html, HasSubstr("Dr Ada Gray")) << "has nothing to declare now";
    over.to = Date::of(2026, 5, 29);
    EXPECT_THAT(interests_page(tenant_with({over}), today), HasSubstr("1 April 2025 to 29 May 2026"));
}

}  // namespace
}  // namespace assent::site
