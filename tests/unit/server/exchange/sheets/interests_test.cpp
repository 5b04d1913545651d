#include "server/exchange/sheets/interests.hpp"

#include <gtest/gtest.h>

#include "server/exchange/sheets/write_csv.hpp"

namespace assent::exchange::sheets {
namespace {

TEST(InterestsSheetTest, what_is_public_is_a_row_and_nothing_else_is)
{
    const PersonId gp = PersonId::derived("gp");
    Tenant tenant;
    tenant.people.push_back({gp, "Dr Ada Gray", "", "GP", "", {Role::approver}, true});
    tenant.interests.decision_makers = {gp};
    InterestEntry entry{InterestId::derived("a"), gp, InterestKind::indirect, "A brother's firm", "Elm Ltd", {"Elm"}, Date::of(2025, 4, 1), {}, Date::of(2025, 4, 3), false, ""};
    tenant.interests.entries = {entry};
    entry.id = InterestId::derived("b");
    entry.what = "Hidden";
    entry.withheld = true;
    tenant.interests.entries.push_back(entry);
    const auto sheet = interests_sheet(tenant, Date::of(2026, 1, 1));
    ASSERT_EQ(sheet.rows.size(), 1u);
    EXPECT_EQ(sheet.rows[0].size(), sheet.columns.size());
    const auto csv = csv_of(sheet);
    EXPECT_NE(csv.find("Dr Ada Gray,GP,Indirect,A brother's firm,Elm Ltd,"), std::string::npos) << csv;
    EXPECT_EQ(csv.find("Hidden"), std::string::npos);
}

}  // namespace
}  // namespace assent::exchange::sheets
