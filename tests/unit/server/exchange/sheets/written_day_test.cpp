#include "server/exchange/sheets/written_day.hpp"

#include <gtest/gtest.h>

namespace assent::exchange::sheets {
namespace {

TEST(WrittenDayTest, days_are_read_as_people_in_Britain_write_them)
{
    const auto day = Date::of(2026, 11, 2);
    for (const char* text : {"2026-11-02", "2/11/2026", "02/11/2026", "02.11.26", "2-Nov-2026", "2-Nov-26", "2 November 2026", "2nd November 2026",
                             "2nd of Nov 2026", "Monday 2 November 2026", "Mon, 2 Nov 2026", "November 2, 2026", " 02/11/2026 14:05 ",
                             "2026-11-02T14:05:00Z", "2026-11-02 14:05:09.123", "02/11/2026 2:05 pm"})
        EXPECT_EQ(written_day(text), day) << text;
    EXPECT_EQ(written_day("1 Sept 2026"), Date::of(2026, 9, 1));
    EXPECT_EQ(written_day("29/02/2028"), Date::of(2028, 2, 29));
}

TEST(WrittenDayTest, what_is_no_single_day_is_not_guessed)
{
    for (const char* text : {"", "soon", "November 2026", "2026", "46348", "11/22/2026", "31/04/2026", "29/02/2027", "0/1/2026", "1/1/026",
                             "1/1/20260", "1/1/1066", "2 Nov 2026 and 3 Nov 2026", "2/11/2026 - 4/11/2026", "2 Ju 2026", "99999999999/1/1",
                             "Week of 2 November 2026", "Q1 2026/27"})
        EXPECT_EQ(written_day(text), std::nullopt) << text;
    EXPECT_EQ(written_day(std::string(10'000, '1')), std::nullopt);
}

}  // namespace
}  // namespace assent::exchange::sheets
