#include "client/ui/theme.hpp"

#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace assent::ui {
namespace {

constexpr Tokens light{
    .ink = rgb(0x212b32), .ink_2 = rgb(0x4c6272), .page = rgb(0xf0f4f5), .surface = rgb(0xffffff), .line = rgb(0xd8dde0),
    .line_strong = rgb(0x7d8a94), .blue = rgb(0x005eb8), .blue_soft = rgb(0xe8f1fa), .on_blue = rgb(0xffffff),
    .green = rgb(0x00702f), .green_soft = rgb(0xe3f2e9), .red = rgb(0xb3211a), .red_soft = rgb(0xfbe9e7), .on_red = rgb(0xffffff),
    .amber = rgb(0x7a4d00), .amber_soft = rgb(0xfff3d6), .purple = rgb(0x5b2c83), .purple_soft = rgb(0xf1eaf6),
    .focus = rgb(0xffeb3b), .focus_edge = rgb(0x212b32), .side = rgb(0x0b2a4a), .side_ink = rgb(0xdbe6f2),
    .side_ink_2 = rgb(0xa9c0d6), .side_current = rgb(0x13406c), .side_mark = rgb(0x6cb2f5), .scrim = {11, 25, 41, 128}};

constexpr Tokens dark{
    .ink = rgb(0xe8edf0), .ink_2 = rgb(0xa9b8c3), .page = rgb(0x10171d), .surface = rgb(0x18222a), .line = rgb(0x2c3a45),
    .line_strong = rgb(0x7a8c9a), .blue = rgb(0x6cb2f5), .blue_soft = rgb(0x15314b), .on_blue = rgb(0x0b1a29),
    .green = rgb(0x63cf93), .green_soft = rgb(0x123322), .red = rgb(0xff8f84), .red_soft = rgb(0x3d1b18), .on_red = rgb(0x2a0d0a),
    .amber = rgb(0xffcf70), .amber_soft = rgb(0x3a2b0c), .purple = rgb(0xc9a6ea), .purple_soft = rgb(0x2f2140),
    .focus = rgb(0xffeb3b), .focus_edge = rgb(0x212b32), .side = rgb(0x0a1219), .side_ink = rgb(0xdbe6f2),
    .side_ink_2 = rgb(0xa9c0d6), .side_current = rgb(0x15314b), .side_mark = rgb(0x6cb2f5), .scrim = {0, 0, 0, 160}};

constexpr Tokens contrast_light_tokens()
{
    Tokens t = light;
    t.ink = rgb(0x000000);
    t.ink_2 = rgb(0x26333d);
    t.page = rgb(0xffffff);
    t.line = rgb(0x596873);
    t.line_strong = rgb(0x1b262e);
    t.blue = rgb(0x00408a);
    t.green = rgb(0x00491f);
    t.red = rgb(0x86120c);
    t.amber = rgb(0x573600);
    t.side = rgb(0x06182b);
    t.side_ink = rgb(0xffffff);
    t.side_ink_2 = rgb(0xdbe6f2);
    return t;
}

constexpr Tokens contrast_dark_tokens()
{
    Tokens t = dark;
    t.ink = rgb(0xffffff);
    t.ink_2 = rgb(0xd7e0e6);
    t.page = rgb(0x000000);
    t.surface = rgb(0x0a0f13);
    t.line = rgb(0x7a8c9a);
    t.line_strong = rgb(0xd7e0e6);
    t.blue = rgb(0x9bccff);
    t.green = rgb(0x8fe8b4);
    t.red = rgb(0xffb3ab);
    t.amber = rgb(0xffe0a0);
    t.purple = rgb(0xe0caf6);
    t.side = rgb(0x000000);
    t.side_ink = rgb(0xffffff);
    return t;
}

constexpr Tokens contrast_light = contrast_light_tokens();
constexpr Tokens contrast_dark = contrast_dark_tokens();

Tokens current = light;
Preferences chosen;

using Named = std::pair<const char*, Colour Tokens::*>;
constexpr std::array<Named, 25> names{{
    {"ink", &Tokens::ink}, {"ink-2", &Tokens::ink_2}, {"page", &Tokens::page}, {"surface", &Tokens::surface}, {"line", &Tokens::line},
    {"line-strong", &Tokens::line_strong}, {"blue", &Tokens::blue}, {"blue-soft", &Tokens::blue_soft}, {"on-blue", &Tokens::on_blue},
    {"green", &Tokens::green}, {"green-soft", &Tokens::green_soft}, {"red", &Tokens::red}, {"red-soft", &Tokens::red_soft},
    {"on-red", &Tokens::on_red}, {"amber", &Tokens::amber}, {"amber-soft", &Tokens::amber_soft}, {"purple", &Tokens::purple},
    {"purple-soft", &Tokens::purple_soft}, {"focus", &Tokens::focus}, {"focus-edge", &Tokens::focus_edge}, {"side", &Tokens::side},
    {"side-ink", &Tokens::side_ink}, {"side-ink-2", &Tokens::side_ink_2}, {"side-current", &Tokens::side_current},
    {"side-mark", &Tokens::side_mark}}};

double linear(std::uint8_t channel)
{
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Colour c) { return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b); }

}  // namespace

const Tokens& tokens() { return current; }

const Tokens& tokens_of(Scheme scheme)
{
    switch (scheme) {
        case Scheme::light: return light;
        case Scheme::dark: return dark;
        case Scheme::contrast_light: return contrast_light;
        case Scheme::contrast_dark: return contrast_dark;
    }
    return light;
}

const Preferences& preferences() { return chosen; }

void set_preferences(const Preferences& preferences)
{
    chosen = preferences;
    current = tokens_of(preferences.scheme);
}

void override_tokens(const std::string& list)
{
    std::size_t at = 0;
    while (at < list.size()) {
        const std::size_t end = std::min(list.find(';', at), list.size());
        const std::size_t colon = list.find(":#", at);
        if (colon != std::string::npos && colon + 8 <= end) {
            const std::string name = list.substr(at, colon - at);
            const auto hex = static_cast<std::uint32_t>(std::strtoul(list.substr(colon + 2, 6).c_str(), nullptr, 16));
            for (const auto& [known, member] : names)
                if (name == known) current.*member = rgb(hex);
        }
        at = end + 1;
    }
}

std::string token_list()
{
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (const auto& [name, member] : names) {
        const Colour c = current.*member;
        out += name;
        out += ":#";
        for (const std::uint8_t channel : {c.r, c.g, c.b}) {
            out += digits[channel >> 4];
            out += digits[channel & 15];
        }
        out += ';';
    }
    return out;
}

Colour tone_colour(Tone tone)
{
    switch (tone) {
        case Tone::ink: return current.ink;
        case Tone::secondary: return current.ink_2;
        case Tone::blue: return current.blue;
        case Tone::green: return current.green;
        case Tone::red: return current.red;
        case Tone::amber: return current.amber;
        case Tone::purple: return current.purple;
    }
    return current.ink;
}

Colour tone_soft(Tone tone)
{
    switch (tone) {
        case Tone::ink:
        case Tone::secondary: return current.page;
        case Tone::blue: return current.blue_soft;
        case Tone::green: return current.green_soft;
        case Tone::red: return current.red_soft;
        case Tone::amber: return current.amber_soft;
        case Tone::purple: return current.purple_soft;
    }
    return current.page;
}

float font_px(TextSize size)
{
    constexpr std::array<float, 5> px{12, 14, 16, 16, 22};
    return px[static_cast<std::size_t>(size)] * chosen.text_scale;
}

float line_px(TextSize size)
{
    constexpr std::array<float, 5> px{18, 20, 24, 24, 28};
    const float line = px[static_cast<std::size_t>(size)] * chosen.text_scale;
    return std::round(chosen.wide_spacing ? std::max(line, font_px(size) * 1.5F) : line);
}

float control_px()
{
    const float at_least = chosen.coarse_pointer ? 44.0F : 34.0F;
    return std::max(at_least, line_px(TextSize::interface) + 14.0F);
}

double contrast(Colour a, Colour b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

Colour mix(Colour a, Colour b, float part)
{
    const auto blend = [part](std::uint8_t from, std::uint8_t to) {
        return static_cast<std::uint8_t>(std::lround(static_cast<float>(from) + (static_cast<float>(to) - static_cast<float>(from)) * part));
    };
    return {blend(a.r, b.r), blend(a.g, b.g), blend(a.b, b.b), blend(a.a, b.a)};
}

Colour person_colour(const std::string& name)
{
    constexpr std::array<Colour, 8> marks{rgb(0x7c2855), rgb(0x00703c), rgb(0xae2573), rgb(0x003087),
                                          rgb(0x5b2c83), rgb(0x8a4b00), rgb(0x00626b), rgb(0x425563)};
    std::uint32_t hash = 2166136261U;
    for (const char c : name) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619U;
    return marks[(hash >> 8) % marks.size()];
}

}  // namespace assent::ui
