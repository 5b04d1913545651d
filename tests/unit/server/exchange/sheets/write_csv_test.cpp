#include "server/exchange/sheets/write_csv.hpp"

#include <gmock/gmock.h>

#include "server/exchange/sheets/registers.hpp"
#include "tests/unit/server/exchange/plan_samples.hpp"

namespace assent::exchange::sheets {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// Reads RFC 4180, as a spreadsheet would.
std::vector<std::vector<std::string>> read_csv(std::string text)
{
    EXPECT_THAT(text, StartsWith("\xef\xbb\xbf"));
    text.erase(0, 3);
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row(1);
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') row.back() += text[++i];
            else if (c == '"') quoted = false;
            else row.back() += c;
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',') {
            row.emplace_back();
        } else if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
            ++i;
            rows.push_back(row);
            row.assign(1, "");
        } else {
            row.back() += c;
        }
    }
    EXPECT_FALSE(quoted);
    EXPECT_EQ(row, std::vector<std::string>(1)) << "the last line must end";
    return rows;
}

TEST(WriteCsvTest, a_cell_that_would_run_as_a_formula_is_neutralised)
{
    EXPECT_EQ(csv_cell("=1+1"), "'=1+1");
    EXPECT_EQ(csv_cell("+44"), "'+44");
    EXPECT_EQ(csv_cell("-2"), "'-2");
    EXPECT_EQ(csv_cell("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(csv_cell("\tx"), "\"'\tx\"");
    EXPECT_EQ(csv_cell("\rx"), "\"'\rx\"");
    EXPECT_EQ(csv_cell("=HYPERLINK(\"a\",\"b\")"), "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"");
    EXPECT_EQ(csv_cell("1=1"), "1=1");
    EXPECT_EQ(csv_cell(""), "");
}

TEST(WriteCsvTest, intentions_come_one_a_row_with_all_fields)
{
    const auto rows = read_csv(csv_of(intentions_sheet(sample_content())));
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0].size(), 13u);
    EXPECT_THAT(rows[1], ElementsAre("UEC-01", "Urgent and Emergency Care", "Front door", "Open <later>.\n- from 08:00\n- to 23:00",
                                     "Ashdown General; Vale Practices, Alliance", "Q1 2027/28; by March 2028", "2027-04-01", "2028-03-31",
                                     "Contract variation; A route of our own", "", "Ada", "Subject to a lease", "Agreed"));
    EXPECT_EQ(rows[2][2], "'=SUM(A1)");
    EXPECT_EQ(rows[2][3], "'- a bullet first");
}

TEST(WriteCsvTest, the_feedback_log_resolves_names_and_leaves_unanswered_cells_empty)
{
    const auto tenant = sample_tenant();
    const auto rows = read_csv(csv_of(feedback_sheet(tenant, tenant.plans.front())));
    ASSERT_EQ(rows.size(), 3u);
    for (const auto& row : rows) EXPECT_EQ(row.size(), 24u);
    EXPECT_EQ(rows[1][0], "F-001");
    EXPECT_EQ(rows[1][6], "Patient Reference Group, 2026-07-01");
    EXPECT_EQ(rows[1][7], "0.1");
    EXPECT_EQ(rows[1][11], "Ten is \"too\" early,\nreally.");
    EXPECT_EQ(rows[1][15], "Accepted");
    EXPECT_EQ(rows[1][18], "1.0");
    EXPECT_EQ(rows[1][21], "Rosa Whitcombe");
    EXPECT_EQ(rows[2][3], "'+44 1632 960002");
    EXPECT_EQ(rows[2][11], "'@import");
    EXPECT_EQ(rows[2][15], "");
    EXPECT_EQ(rows[2][22], "");
}

}  // namespace
}  // namespace assent::exchange::sheets
