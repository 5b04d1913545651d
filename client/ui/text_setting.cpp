// Sets text in lines: how wide it is, where it breaks, and painting it with the fonts.
#include <algorithm>
#include <array>
#include <cmath>

#include "client/ui/internal.hpp"

namespace assent::ui::internal {
namespace {

constexpr float ascent_and_descent = (2728.0F + 680.0F) / 2816.0F;  // Inter, in ems

std::array<ImFont*, 3> fonts{};

ImFont* font_of(Weight weight) { return fonts[static_cast<std::size_t>(weight)]; }

struct Spacing {
    float letter{}, word{};
};
Spacing spacing_of(const TextStyle& style)
{
    if (!preferences().wide_spacing) return {};
    const float em = font_px(style.size);
    return {em * 0.12F, em * 0.16F};
}

// Inter's figures of equal width lie in the private use area; the font's subset keeps them (client/CMakeLists.txt).
unsigned tabular(unsigned c)
{
    if (c >= '0' && c <= '9') return 0xE071 + (c - '0');
    if (c == ',') return 0xE093;
    if (c == '.') return 0xE094;
    if (c == ':') return 0xE095;
    return c;
}

void append_utf8(std::string& out, unsigned c)
{
    char buffer[5];
    const int size = ImTextCharToUtf8(buffer, c);
    out.append(buffer, static_cast<std::size_t>(size));
}

std::string with_tabular(std::string_view text)
{
    std::string out;
    out.reserve(text.size() * 2);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            append_utf8(out, tabular(byte));
        else
            out += c;
    }
    return out;
}

struct Measure {
    ImFontBaked* baked;
    float scale;
    Spacing spacing;
    bool figures;
    explicit Measure(const TextStyle& style)
    {
        const float size = imgui_size(font_px(style.size));
        baked = font_of(style.weight)->GetFontBaked(size);
        scale = size / baked->Size;
        spacing = spacing_of(style);
        figures = style.tabular;
    }
    [[nodiscard]] float operator()(unsigned c) const
    {
        const float advance = baked->GetCharAdvance(static_cast<ImWchar>(figures ? tabular(c) : c)) * scale + spacing.letter;
        return c == ' ' ? advance + spacing.word : advance;
    }
};

}  // namespace

// Whole, because glyphs are rasterised at whole sizes and scaled ones are not crisp; mirror.mjs does the same for what
// the browser sets.
float imgui_size(float css_px) { return std::round(css_px * ascent_and_descent); }

void set_fonts(ImFont* regular, ImFont* medium, ImFont* semibold) { fonts = {regular, medium, semibold}; }

std::uint32_t font_bits(const TextStyle& style)
{
    return static_cast<std::uint32_t>(style.size) | static_cast<std::uint32_t>(style.weight) << 8 | (style.italic ? 1U << 16 : 0U);
}

namespace {
// The measure that holds at a place in a text; places are asked for mostly in order.
class Measures {
public:
    Measures(const TextStyle& style, const WeightedPart* parts, std::size_t count) : style_(style), parts_(parts), count_(count), now_(style)
    {
        choose(0);
    }
    float operator()(unsigned c, std::size_t at)
    {
        if (at < from_ || at >= to_) choose(at);
        return now_(c);
    }

private:
    void choose(std::size_t at)
    {
        if (at < from_) index_ = 0;
        while (index_ + 1 < count_ && parts_[index_].end <= at) ++index_;
        from_ = index_ > 0 ? parts_[index_ - 1].end : 0;
        to_ = index_ + 1 < count_ ? parts_[index_].end : static_cast<std::size_t>(-1);
        style_.weight = parts_[index_].weight;
        now_ = Measure(style_);
    }

    TextStyle style_;
    const WeightedPart* parts_;
    std::size_t count_;
    Measure now_;
    std::size_t index_{}, from_{}, to_{};
};

TextBlock shape_parts(std::string_view text, const TextStyle& style, const WeightedPart* parts, std::size_t count, float width)
{
    Measures advance(style, parts, count);
    const float line_height = line_px(style.size);
    TextBlock block;
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    const char* line_begin = begin;
    const char* break_at = nullptr;  // where the line may end
    const char* next_at = nullptr;   // where the next then begins
    float x = 0, width_at_break = 0;
    const auto finish = [&](const char* line_end, float line_width) {
        block.lines.push_back({static_cast<std::size_t>(line_begin - begin), static_cast<std::size_t>(line_end - begin), line_width});
        block.width = std::max(block.width, line_width);
    };
    for (const char* s = begin; s < end;) {
        unsigned c = static_cast<unsigned char>(*s);
        const char* next = s + 1;
        if (c >= 0x80) next = s + std::max(1, ImTextCharFromUtf8(&c, s, end));
        if (c == '\n') {
            finish(s, x);
            line_begin = next;
            break_at = nullptr;
            x = 0;
            s = next;
            continue;
        }
        if (c < 32) {
            s = next;
            continue;
        }
        const float w = advance(c, static_cast<std::size_t>(s - begin));
        if (c == ' ') {
            break_at = s;
            next_at = next;
            width_at_break = x;
        }
        if (width > 0 && x + w > width + 0.01F && c != ' ' && s > line_begin) {
            if (break_at != nullptr && break_at > line_begin) {
                finish(break_at, width_at_break);
                line_begin = next_at;
                s = next_at;
            } else {
                finish(s, x);
                line_begin = s;
            }
            break_at = nullptr;
            x = 0;
            continue;
        }
        x += w;
        if ((c == '-' || c == '/') && s > line_begin) {
            break_at = next;
            next_at = next;
            width_at_break = x;
        }
        s = next;
    }
    finish(end, x);
    block.width = std::ceil(block.width);
    block.height = line_height * static_cast<float>(block.lines.size());
    return block;
}
}  // namespace

TextBlock shape(std::string_view text, const TextStyle& style, float width)
{
    const WeightedPart all{text.size(), style.weight};
    return shape_parts(text, style, &all, 1, width);
}

TextBlock shape(std::string_view text, const TextStyle& style, const std::vector<WeightedPart>& parts, float width)
{
    return parts.empty() ? shape(text, style, width) : shape_parts(text, style, parts.data(), parts.size(), width);
}

float text_width(std::string_view text, const TextStyle& style) { return std::ceil(text_advance(text, style)); }

float text_advance(std::string_view text, const TextStyle& style)
{
    const Measure advance(style);
    float x = 0;
    const char* const end = text.data() + text.size();
    for (const char* s = text.data(); s < end;) {
        unsigned c = static_cast<unsigned char>(*s);
        const char* next = s + 1;
        if (c >= 0x80) next = s + std::max(1, ImTextCharFromUtf8(&c, s, end));
        if (c >= 32) x += advance(c);
        s = next;
    }
    return x;
}

namespace {
// Slants what was drawn since `first`: each corner moves aside by a fifth of its height above the base line.
void slant(int first, float base)
{
    auto& vertices = paper().VtxBuffer;
    for (int i = first; i < vertices.Size; ++i) vertices[i].pos.x += (base - vertices[i].pos.y) * 0.2F;
}

void paint_upright(std::string_view text, const TextStyle& style, float x, float y, Colour c)
{
    ImFont* font = font_of(style.weight);
    const float size = imgui_size(font_px(style.size));
    const float top = std::round(y + (line_px(style.size) - size) * 0.5F);
    const Spacing spacing = spacing_of(style);
    const std::string figures = style.tabular ? with_tabular(text) : std::string{};
    const std::string_view run = style.tabular ? std::string_view{figures} : text;
    if (spacing.letter == 0) {
        paper().AddText(font, size, ImVec2(std::round(x), top), colour(c), run.data(), run.data() + run.size());
        return;
    }
    TextStyle plain = style;
    plain.tabular = false;
    const Measure advance(plain);
    for (const char* s = run.data(); s < run.data() + run.size();) {
        unsigned code = static_cast<unsigned char>(*s);
        const int length = code < 0x80 ? 1 : std::max(1, ImTextCharFromUtf8(&code, s, run.data() + run.size()));
        paper().AddText(font, size, ImVec2(x, top), colour(c), s, s + length);
        x += advance(code);
        s += length;
    }
}

void paint_run(std::string_view text, const TextStyle& style, float x, float y, Colour c)
{
    if (text.empty()) return;
    const int first = paper().VtxBuffer.Size;
    paint_upright(text, style, x, y, c);
    if (!style.italic) return;
    const float size = imgui_size(font_px(style.size));
    slant(first, std::round(y + (line_px(style.size) - size) * 0.5F) + size * 2728.0F / (2728.0F + 680.0F));
}
}  // namespace

void paint_block(const TextBlock& block, std::string_view text, const TextStyle& style, float x, float y, Colour c)
{
    const float height = line_px(style.size);
    const ImRect clip = ImGui::GetCurrentWindowRead()->ClipRect;
    for (const TextLine& line : block.lines) {
        if (y + height >= clip.Min.y && y <= clip.Max.y) paint_run(text.substr(line.begin, line.end - line.begin), style, x, y, c);
        y += height;
    }
}

void paint_line(std::string_view text, const TextStyle& style, float x, float y, Colour c, float width_max)
{
    if (width_max <= 0 || text_width(text, style) <= width_max) {
        paint_run(text, style, x, y, c);
        return;
    }
    const Measure advance(style);
    const float room = width_max - advance(0x2026);
    float used = 0;
    const char* s = text.data();
    const char* const end = s + text.size();
    while (s < end) {
        unsigned code = static_cast<unsigned char>(*s);
        const int length = code < 0x80 ? 1 : std::max(1, ImTextCharFromUtf8(&code, s, end));
        const float w = advance(code);
        if (used + w > room) break;
        used += w;
        s += length;
    }
    paint_run(std::string(text.data(), s) + "\xE2\x80\xA6", style, x, y, c);
}

}  // namespace assent::ui::internal
