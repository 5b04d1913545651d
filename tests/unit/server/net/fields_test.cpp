#include "server/net/fields.hpp"

#include <gtest/gtest.h>

namespace assent::net {
namespace {

TEST(FieldsTest, a_form_is_read_in_order_and_decoded)
{
    const auto form = parse_form("email=ada%40example.nhs.uk&words=two+words&empty=&bare&email=second");
    ASSERT_TRUE(form.has_value());
    ASSERT_EQ(form->items.size(), 5U);
    EXPECT_EQ(form->get("email"), "ada@example.nhs.uk");
    EXPECT_EQ(form->get("words"), "two words");
    EXPECT_EQ(form->get("empty"), "");
    EXPECT_EQ(form->get("bare"), "");
    EXPECT_EQ(form->get("Email"), std::nullopt);
    EXPECT_EQ(form->get_or_empty("none"), "");
}

TEST(FieldsTest, nothing_and_stray_separators_are_no_fields)
{
    EXPECT_TRUE(parse_form("")->items.empty());
    EXPECT_TRUE(parse_form("&&&")->items.empty());
}

TEST(FieldsTest, an_equals_sign_may_stand_in_a_value)
{
    EXPECT_EQ(parse_form("next=/plans?a=b")->get("next"), "/plans?a=b");
}

TEST(FieldsTest, bad_escapes_nul_and_broken_text_are_refused_as_malformed)
{
    for (const char* bad : {"a=%", "a=%1", "%zz=1", "a=%00", "a=%ff", "a=%c3"}) {
        const auto form = parse_form(bad);
        ASSERT_FALSE(form.has_value()) << bad;
        EXPECT_EQ(form.error().code, Errc::malformed) << bad;
    }
}

TEST(FieldsTest, too_many_fields_are_refused)
{
    const FieldLimits limits{.fields_max = 2, .value_bytes_max = 10};
    EXPECT_TRUE(parse_form("a=1&b=2", limits).has_value());
    EXPECT_EQ(parse_form("a=1&b=2&c=3", limits).error().code, Errc::too_large);
}

TEST(FieldsTest, the_longest_value_fits_and_one_byte_more_does_not)
{
    const FieldLimits limits{.fields_max = 2, .value_bytes_max = 3};
    EXPECT_EQ(parse_form("a=%41%42%43", limits)->get("a"), "ABC");
    EXPECT_EQ(parse_form("a=ABCD", limits).error().code, Errc::too_large);
    EXPECT_EQ(parse_form("ABCD=a", limits).error().code, Errc::too_large);
    EXPECT_EQ(parse_form("a=%41%42%43%44", limits).error().code, Errc::too_large);
}

}  // namespace
}  // namespace assent::net
