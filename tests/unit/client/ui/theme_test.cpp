#include "client/ui/theme.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace assent::ui {
namespace {

constexpr std::array schemes{Scheme::light, Scheme::dark, Scheme::contrast_light, Scheme::contrast_dark};

struct Pair {
    const char* what;
    Colour over, under;
    double at_least;
};

TEST(ThemeTest, contrast_is_the_ratio_of_wcag)
{
    EXPECT_NEAR(contrast(rgb(0x000000), rgb(0xffffff)), 21.0, 0.001);
    EXPECT_NEAR(contrast(rgb(0xffffff), rgb(0xffffff)), 1.0, 0.001);
    EXPECT_NEAR(contrast(rgb(0x767676), rgb(0xffffff)), 4.54, 0.01);
}

TEST(ThemeTest, text_has_four_and_a_half_to_one_in_every_theme)
{
    for (const Scheme scheme : schemes) {
        const Tokens& t = tokens_of(scheme);
        const Pair pairs[] = {
            {"ink on surface", t.ink, t.surface, 4.5}, {"ink on page", t.ink, t.page, 4.5}, {"ink-2 on surface", t.ink_2, t.surface, 4.5},
            {"ink-2 on page", t.ink_2, t.page, 4.5}, {"ink on selected row", t.ink, t.blue_soft, 4.5}, {"ink-2 on selected row", t.ink_2, t.blue_soft, 4.5},
            {"link on surface", t.blue, t.surface, 4.5}, {"link on page", t.blue, t.page, 4.5}, {"primary button", t.on_blue, t.blue, 4.5},
            {"danger button", t.on_red, t.red, 4.5}, {"blue pill", t.blue, t.blue_soft, 4.5}, {"green pill", t.green, t.green_soft, 4.5},
            {"red pill", t.red, t.red_soft, 4.5}, {"amber pill", t.amber, t.amber_soft, 4.5}, {"purple pill", t.purple, t.purple_soft, 4.5},
            {"red on surface", t.red, t.surface, 4.5}, {"green on surface", t.green, t.surface, 4.5}, {"marked words", t.ink, t.amber_soft, 4.5},
            {"side bar", t.side_ink, t.side, 4.5}, {"side bar heading", t.side_ink_2, t.side, 4.5}, {"side bar current", rgb(0xffffff), t.side_current, 4.5},
            {"disabled button", t.ink_2, mix(t.page, t.line, 0.35F), 4.5}};
        for (const Pair& pair : pairs)
            EXPECT_GE(contrast(pair.over, pair.under), pair.at_least) << pair.what << " in theme " << static_cast<int>(scheme);
    }
}

TEST(ThemeTest, borders_of_controls_and_the_ring_have_three_to_one_in_every_theme)
{
    for (const Scheme scheme : schemes) {
        const Tokens& t = tokens_of(scheme);
        EXPECT_GE(contrast(t.line_strong, t.surface), 3.0) << static_cast<int>(scheme);
        EXPECT_GE(contrast(t.side_mark, t.side_current), 3.0) << static_cast<int>(scheme);
        // Yellow or its edge stands out from whatever lies below, and the two from each other.
        EXPECT_GE(contrast(t.focus, t.focus_edge), 3.0);
        for (const Colour below : {t.surface, t.page, t.side, t.blue})
            EXPECT_TRUE(contrast(t.focus, below) >= 3.0 || contrast(t.focus_edge, below) >= 3.0) << static_cast<int>(scheme);
    }
}

TEST(ThemeTest, a_persons_mark_is_steady_and_readable_with_white)
{
    EXPECT_EQ(person_colour("Rosa Ortega"), person_colour("Rosa Ortega"));
    for (int i = 0; i < 200; ++i) EXPECT_GE(contrast(rgb(0xffffff), person_colour("Person " + std::to_string(i))), 4.5);
}

TEST(ThemeTest, tokens_can_be_replaced_by_the_systems_and_listed_for_the_style_sheet)
{
    set_preferences({.scheme = Scheme::light});
    override_tokens("ink:#010203;page:#fefdfc;unknown:#111111;broken");
    EXPECT_EQ(tokens().ink, rgb(0x010203));
    EXPECT_EQ(tokens().page, rgb(0xfefdfc));
    EXPECT_EQ(tokens().surface, tokens_of(Scheme::light).surface);
    EXPECT_NE(token_list().find("ink:#010203;"), std::string::npos);
    set_preferences({.scheme = Scheme::dark});
    EXPECT_EQ(tokens().ink, tokens_of(Scheme::dark).ink);
    set_preferences({});
}

TEST(ThemeTest, text_grows_with_the_persons_wish_and_lines_with_the_spacing)
{
    set_preferences({.text_scale = 2});
    EXPECT_FLOAT_EQ(font_px(TextSize::interface), 28);
    EXPECT_FLOAT_EQ(line_px(TextSize::interface), 40);
    set_preferences({.wide_spacing = true});
    EXPECT_GE(line_px(TextSize::interface), 1.5F * font_px(TextSize::interface));
    set_preferences({.coarse_pointer = true});
    EXPECT_GE(control_px(), 44);
    set_preferences({});
}

}  // namespace
}  // namespace assent::ui
