#pragma once
// The design system's tokens: colours, type sizes and measures, for every theme. Views name a tone or a text style and
// never a colour; the browser side gets the same tokens as CSS custom properties, so a field that the browser paints
// looks like one that we paint. Contrast is tested in tests/unit/client/ui/theme_test.cpp.
#include <cstdint>
#include <string>

namespace assent::ui {

/// sRGB, 8 bits a channel.
struct Colour {
    std::uint8_t r{}, g{}, b{}, a{255};
    constexpr bool operator==(const Colour&) const = default;
};

constexpr Colour rgb(std::uint32_t hex)
{
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex), 255};
}

enum class Scheme : std::uint8_t { light, dark, contrast_light, contrast_dark };

/// What a word or a mark means; its colours follow from the theme. Never the only carrier of a meaning (WCAG 1.4.1).
enum class Tone : std::uint8_t { ink, secondary, blue, green, red, amber, purple };

struct Tokens {
    Colour ink, ink_2, page, surface, line, line_strong;
    Colour blue, blue_soft, on_blue;
    Colour green, green_soft, red, red_soft, on_red, amber, amber_soft, purple, purple_soft;
    Colour focus, focus_edge;
    Colour side, side_ink, side_ink_2, side_current, side_mark;
    Colour scrim;
};

/// Text styles: size and line height in CSS pixels at 100 %.
enum class TextSize : std::uint8_t {
    label,      // 12/18: labels, column heads, pills
    interface,  // 14/20: everything that is not one of the others
    reading,    // 16/24: long text
    card_title, // 16/24
    title       // 22/28
};
enum class Weight : std::uint8_t { regular, medium, semibold };

struct TextStyle {
    TextSize size{TextSize::interface};
    Weight weight{Weight::regular};
    Tone tone{Tone::ink};
    bool tabular{false};  ///< figures of equal width
    bool italic{false};   ///< the upright letters, slanted: there is no italic face
};

/// What the person and their device ask for; the browser shell fills it in.
struct Preferences {
    Scheme scheme{Scheme::light};
    bool forced_colours{false};
    bool reduced_motion{false};
    bool coarse_pointer{false};
    float text_scale{1.0F};     ///< 1 to 2 (WCAG 1.4.4)
    bool wide_spacing{false};   ///< WCAG 1.4.12
};

const Tokens& tokens();
const Tokens& tokens_of(Scheme scheme);
const Preferences& preferences();
void set_preferences(const Preferences& preferences);
/// Replaces the colours of the current theme, e.g. by the system's under forced colours. "ink:#112233;page:#..."
void override_tokens(const std::string& list);
/// All tokens as "ink:#112233;ink-2:#..." for the style sheet.
std::string token_list();

Colour tone_colour(Tone tone);
Colour tone_soft(Tone tone);

float font_px(TextSize size);
float line_px(TextSize size);
/// Height of a control: 34 px, 44 px for coarse pointers, grown with the text size.
float control_px();
/// The WCAG 2 contrast ratio of two opaque colours, 1 to 21.
double contrast(Colour a, Colour b);
/// A colour in between; part 0 is a, 1 is b.
Colour mix(Colour a, Colour b, float part);

/// The colour of a person's mark (avatar, remote caret), steady for a name, readable with white text.
Colour person_colour(const std::string& name);

}  // namespace assent::ui
