#include "client/ui/internal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>

namespace assent::ui::internal {
namespace {

constexpr float ascent_and_descent = (2728.0F + 680.0F) / 2816.0F;  // Inter, in ems

std::array<ImFont*, 3> fonts{};
std::deque<Container> containers;
std::unordered_map<ImGuiID, Memo> memos;
std::unordered_map<ImGuiID, float> content_heights;
std::vector<Body> late;
std::deque<ImDrawListSplitter> splitters;
std::size_t splitters_used = 0;
Surroundings around;
double wake_at = -1;
bool focus_visible = false;
ImGuiID tip_for = 0, tip_dismissed = 0;
double tip_since = 0;
Hooks page_hooks;
bool field_focused = false, field_submitted = false;
ImGuiID root_count = 0;

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

// ---- layout ------------------------------------------------------------------------------------------------------

Container& here() { return containers.back(); }
bool inside() { return !containers.empty(); }

ImGuiID mix_ids(ImGuiID a, ImGuiID b, ImGuiID salt)
{
    std::uint64_t h = (static_cast<std::uint64_t>(a) << 32 | b) ^ (static_cast<std::uint64_t>(salt) * 0x9E3779B97F4A7C15ULL);
    h = (h ^ (h >> 33)) * 0xFF51AFD7ED558CCDULL;
    h = (h ^ (h >> 33)) * 0xC4CEB9FE1A85EC53ULL;
    return static_cast<ImGuiID>(h ^ (h >> 33));
}

ImGuiID child_id()
{
    const ImGuiID base = ImGui::GetCurrentWindowRead()->IDStack.back();
    if (containers.empty()) {
        const ImGuiID n = ++root_count;
        return ImHashData(&n, sizeof n, base);
    }
    Container& container = here();
    return mix_ids(container.id, static_cast<ImGuiID>(++container.children), base);
}

ImGuiID auto_id() { return child_id() | 1U; }

// Only asked, not written to: outside every window that would bring up ImGui's own.
ImGuiID id_of(std::string_view label) { return ImGui::GetCurrentWindowRead()->GetID(label.data(), label.data() + label.size()); }

std::string_view shown(std::string_view label) { return label.substr(0, std::min(label.find("##"), label.size())); }

Memo& memo(ImGuiID id) { return memos[id]; }

void wish(float natural) { here().pending_wish = natural; }
float take_next_width() { return std::exchange(here().next_width, 0.0F); }

namespace {

void finish_line(Container& c)
{
    c.current.width = c.first ? 0 : c.x - c.left;
    if (c.pushed_at >= 0) c.current.tail = c.x - c.pushed_at;
    if (c.memo->lines.size() <= c.line) c.memo->lines.resize(c.line + 1);
    c.memo->lines[c.line] = c.current;
    c.extent = std::max(c.extent, c.pushed_at >= 0 || c.align != Align::start ? c.right - c.left : c.current.width);
    c.bottom = c.y + c.current.height;
}

// Alignment of the line that begins, by what the last frame measured.
void begin_line(Container& c)
{
    c.shift = 0;
    if (c.line >= c.memo->lines.size()) return;
    const Line& last = c.memo->lines[c.line];
    const float room = std::max(0.0F, c.right - c.left - last.width);
    if (last.pushed) return;
    if (c.align == Align::end) c.shift = std::floor(room);
    if (c.align == Align::centre) c.shift = std::floor(room / 2);
}

void next_line(Container& c)
{
    finish_line(c);
    c.y += c.current.height + c.gap;
    c.x = c.left;
    ++c.line;
    c.current = {};
    c.pushed_at = -1;
    c.first = true;
    begin_line(c);
}

}  // namespace

Slot begin_slot(float width, float height_guess)
{
    Container& c = here();
    if (!c.is_row) {
        if (!c.first) c.y += c.gap;
        return {c.left, c.y, width};
    }
    if (c.wrap && !c.first && c.x + c.gap + width > c.right + 0.5F) next_line(c);
    if (!c.first) c.x += c.gap;
    float y = c.y;
    if (c.line < c.memo->lines.size() && c.vertical != Align::start) {
        const float room = c.memo->lines[c.line].height - height_guess;
        if (room > 0) y += c.vertical == Align::end ? room : std::floor(room / 2);
    }
    return {c.x + c.shift, y, width};
}

void end_slot(const Slot& slot, float width, float height)
{
    Container& c = here();
    const float wanted = std::max(width, std::exchange(c.pending_wish, 0.0F));
    c.wish = c.is_row ? c.wish + wanted + (c.wish > 0 ? c.gap : 0) : std::max(c.wish, wanted);
    c.first = false;
    c.ends_in_tabs = false;
    if (!c.is_row) {
        c.y = slot.y + height;
        c.bottom = c.y;
        c.extent = std::max(c.extent, width);
        return;
    }
    c.x += width;
    c.current.height = std::max(c.current.height, height);
    c.bottom = c.y + c.current.height;
}

Rect place(float width, float height)
{
    const Slot slot = begin_slot(width, height);
    end_slot(slot, width, height);
    return {slot.x, slot.y, width, height};
}

float fit_width(float natural, float least)
{
    Container& c = here();
    if (c.next_width > 0) return take_next_width();
    const float whole = c.right - c.left;
    if (!c.is_row) return std::min(natural, whole);
    const float left = c.right - c.x - (c.first ? 0 : c.gap);
    if (natural <= left || (!c.wrap && left > 0)) return std::min(natural, std::max(left, 1.0F));
    if (c.first || left < least) return std::min(natural, whole);
    return left;
}

Used run_stack_used(ImGuiID id, float x, float y, float width, float gap, const Body& body, float min_height)
{
    Container c;
    c.id = id;
    c.left = c.x = x;
    c.right = x + std::max(width, 1.0F);
    c.top = c.y = c.bottom = y;
    c.gap = gap;
    c.min_height = min_height;
    containers.push_back(c);
    if (body) body();
    const Used used{here().extent, here().bottom - y, here().stretch, here().ends_in_tabs, here().wish};
    containers.pop_back();
    return used;
}

float run_stack(ImGuiID id, float x, float y, float width, float gap, const Body& body, float min_height)
{
    return run_stack_used(id, x, y, width, gap, body, min_height).height;
}

}  // namespace assent::ui::internal

namespace assent::ui {
using namespace internal;

Viewport viewport()
{
    const Surroundings& s = surroundings();
    return {s.width, s.height, s.width < 800, s.width < 1100, s.width < 600};
}

float available_width()
{
    const Container& c = here();
    if (c.next_width > 0) return c.next_width;
    if (!c.is_row) return c.right - c.left;
    return std::max(1.0F, c.right - c.x - (c.first ? 0 : c.gap));
}

void next_width(float px) { here().next_width = px; }

void space(float px)
{
    if (here().is_row)
        here().x += px;
    else
        here().y += px;
}

void stack(float gap, const Body& body)
{
    const ImGuiID id = child_id();
    Memo& last = memo(id);
    const bool in_row = here().is_row;
    float width = here().next_width;
    const bool fixed = width > 0;
    if (in_row && !fixed) {
        width = fit_width(last.width > 0 ? last.width : here().right - here().left, 120);
        here().next_width = 0;
    } else {
        width = fixed ? take_next_width() : available_width();
    }
    const Slot slot = begin_slot(width, last.height);
    const float inner = in_row && !fixed ? std::max(width, here().right - slot.x) : width;
    const Used used = run_stack_used(id, slot.x, slot.y, in_row && !fixed ? inner : width, gap, body);
    last.width = used.wish;
    last.height = used.height;
    if (!fixed) wish(used.wish);
    end_slot(slot, in_row && !fixed ? std::min(used.width, inner) : width, used.height);
}

void row(const Body& body) { row(RowOptions{}, body); }

void row(const RowOptions& options, const Body& body)
{
    const ImGuiID id = child_id();
    Memo& last = memo(id);
    const bool in_row = here().is_row;
    const bool fixed = here().next_width > 0;
    // Unknown before the first frame: then it gets a line of its own.
    const float natural = last.width > 0 ? last.width : here().right - here().left;
    const float width = fixed ? take_next_width() : in_row ? fit_width(natural, 100'000) : available_width();
    const Slot slot = begin_slot(width, last.height);
    Container c;
    c.is_row = true;
    c.id = id;
    c.left = c.x = slot.x;
    c.right = in_row && !fixed ? std::max(slot.x + width, here().right) : slot.x + width;
    c.top = c.y = c.bottom = slot.y;
    c.gap = options.gap;
    c.align = options.align;
    c.vertical = options.vertical;
    c.wrap = options.wrap;
    c.memo = &last;
    containers.push_back(c);
    begin_line(here());
    body();
    finish_line(here());
    last.lines.resize(here().line + 1);
    const float height = here().bottom - slot.y;
    const float extent = here().extent;
    const float wanted = here().wish;
    containers.pop_back();
    last.width = wanted;
    last.height = height;
    if (!fixed) wish(wanted);
    end_slot(slot, in_row && !fixed ? extent : width, height);
}

void push_right()
{
    Container& c = here();
    if (!c.is_row || c.pushed_at >= 0) return;
    c.pushed_at = c.x + (c.first ? 0 : c.gap);
    c.current.pushed = true;
    if (c.line >= c.memo->lines.size() || !c.memo->lines[c.line].pushed) return;
    // The tail was measured from pushed_at, gap excluded.
    const float room = c.right - c.pushed_at - c.memo->lines[c.line].tail;
    if (room > 0) c.shift = std::floor(room);
}

void columns(const Columns& options, std::initializer_list<Body> bodies)
{
    const std::size_t count = bodies.size();
    const ImGuiID id = child_id();
    const float width = here().next_width > 0 ? take_next_width() : available_width();
    const Slot slot = begin_slot(width, memo(id).height);
    float sum = 0;
    std::vector<float> weights(options.weights);
    weights.resize(count, 1);
    for (const float w : weights) sum += w;
    const float shared = width - options.gap * static_cast<float>(count - 1);
    bool fits = true;
    for (const float w : weights) fits = fits && shared * w / sum >= options.min_width * (w < 1 ? w : 1);
    fits = fits && shared / static_cast<float>(count) >= options.min_width * 0.999F;
    float bottom = slot.y;
    float x = slot.x;
    float y = slot.y;
    std::size_t index = 0;
    const float equal = options.equal_heights && fits ? memo(id).height : 0;
    float tallest = 0;
    for (const Body& body : bodies) {
        const float column = fits ? std::floor(shared * weights[index] / sum) : width;
        const float last = fits && index + 1 == count ? slot.x + width - x : column;
        const Used used = run_stack_used(mix_ids(id, static_cast<ImGuiID>(index), 7), x, y, last, options.gap, body, equal);
        const float height = used.height;
        // What stretches to the common height must not keep it up for ever.
        tallest = std::max(tallest, height - used.stretch);
        bottom = std::max(bottom, y + height);
        if (fits)
            x += column + options.gap;
        else
            y += height + (height > 0 && index + 1 < count ? options.gap : 0);
        ++index;
    }
    memo(id).height = options.equal_heights && fits ? tallest : bottom - slot.y;
    end_slot(slot, width, bottom - slot.y);
}

void grid(std::string_view key, std::size_t count, const GridOptions& options, const ItemBody& item)
{
    const ImGuiID id = id_of(key);
    const float width = available_width();
    const Slot slot = begin_slot(width, memo(id).height);
    const auto fit = static_cast<std::size_t>(std::max(1.0F, std::floor((width + options.gap) / (options.min_width + options.gap))));
    const std::size_t per_line = std::max<std::size_t>(1, std::min({fit, options.columns_max, std::max<std::size_t>(count, 1)}));
    const float cell = std::floor((width - options.gap * static_cast<float>(per_line - 1)) / static_cast<float>(per_line));
    Memo& last = memo(id);
    const std::size_t lines = (count + per_line - 1) / per_line;
    last.heights.resize(lines, 0);
    float y = slot.y;
    for (std::size_t line = 0; line < lines; ++line) {
        float tallest = 0;
        for (std::size_t column = 0; column < per_line; ++column) {
            const std::size_t index = line * per_line + column;
            if (index >= count) break;
            const float x = slot.x + static_cast<float>(column) * (cell + options.gap);
            ImGui::PushID(static_cast<int>(index));
            const Used used =
                run_stack_used(mix_ids(id, static_cast<ImGuiID>(index), 7), x, y, cell, options.gap, [&] { item(index); }, last.heights[line]);
            ImGui::PopID();
            tallest = std::max(tallest, used.height - used.stretch);
        }
        last.heights[line] = tallest;
        y += tallest + (line + 1 < lines ? options.gap : 0);
    }
    last.height = y - slot.y;
    end_slot(slot, width, y - slot.y);
}

void inset(float left, float top, float right, float bottom, const Body& body)
{
    const ImGuiID id = child_id();
    const float width = available_width();
    const Slot slot = begin_slot(width, memo(id).height);
    const float height = run_stack(id, slot.x + left, slot.y + top, width - left - right, here().gap, body) + top + bottom;
    memo(id).height = height;
    end_slot(slot, width, height);
}

Scope::Scope(std::string_view key) { ImGui::PushID(key.data(), key.data() + key.size()); }
Scope::Scope(std::int64_t key) { ImGui::PushID(reinterpret_cast<const void*>(static_cast<std::intptr_t>(key))); }
Scope::~Scope() { ImGui::PopID(); }

}  // namespace assent::ui

namespace assent::ui::internal {

// ---- painting and pressing ---------------------------------------------------------------------------------------

ImDrawList& paper() { return *ImGui::GetCurrentWindowRead()->DrawList; }

bool in_view(const Rect& rect)
{
    return ImGui::GetCurrentWindowRead()->ClipRect.Overlaps(ImRect(rect.x, rect.y, rect.x + rect.w, rect.y + rect.h));
}

void fill(const Rect& r, Colour c, float radius)
{
    paper().AddRectFilled({r.x, r.y}, {r.x + r.w, r.y + r.h}, colour(c), radius);
}

void outline(const Rect& r, Colour c, float radius, float thickness)
{
    // AddRect centres the line half a pixel inside; half the thickness more keeps thick lines inside too.
    const float in = (thickness - 1) / 2;
    paper().AddRect({r.x + in, r.y + in}, {r.x + r.w - in, r.y + r.h - in}, colour(c), radius, 0, thickness);
}

void hline(float x, float y, float width, Colour c) { paper().AddRectFilled({x, y}, {x + width, y + 1}, colour(c)); }

Behind::Behind()
{
    if (splitters_used == splitters.size()) splitters.emplace_back();
    splitter_ = &splitters[splitters_used++];
    splitter_->Split(&paper(), 2);
    splitter_->SetCurrentChannel(&paper(), 1);
}

void Behind::behind() { splitter_->SetCurrentChannel(&paper(), 0); }

void Behind::front() { splitter_->SetCurrentChannel(&paper(), 1); }

Behind::~Behind()
{
    splitter_->Merge(&paper());
    --splitters_used;
}

Press press_area(ImGuiID id, const Rect& r, std::string_view label, bool enabled)
{
    Press press{.id = id};
    const ImRect box(r.x, r.y, r.x + r.w, r.y + r.h);
    const bool visible = ImGui::ItemAdd(box, id, nullptr, enabled ? 0 : static_cast<int>(ImGuiItemFlags_Disabled));
    semantics::hook_item(id, std::string(label).c_str(), visible);
    if (!visible) return press;
    press.pressed = ImGui::ButtonBehavior(box, id, &press.hovered, &press.held, 0);
    if (!enabled) press.hovered = hovering(id, r);
    return press;
}

bool hovering(ImGuiID id, const Rect& r)
{
    static_cast<void>(id);
    const ImRect box(r.x, r.y, r.x + r.w, r.y + r.h);
    return ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) && ImGui::IsMouseHoveringRect(box.Min, box.Max);
}

void paint_mark(Mark mark, float cx, float cy, float size, Colour c, float thickness)
{
    const float h = size / 2;
    const ImU32 ink = colour(c);
    const auto lines = [&](std::initializer_list<ImVec2> points, bool closed = false) {
        ImVec2 out[12];
        int n = 0;
        for (const ImVec2& p : points) out[n++] = ImVec2(cx + p.x * h, cy + p.y * h);
        paper().AddPolyline(out, n, ink, closed ? ImDrawFlags_Closed : 0, thickness);
    };
    switch (mark) {
        case Mark::chevron_down: lines({{-0.6F, -0.3F}, {0, 0.3F}, {0.6F, -0.3F}}); break;
        case Mark::chevron_up: lines({{-0.6F, 0.3F}, {0, -0.3F}, {0.6F, 0.3F}}); break;
        case Mark::chevron_left: lines({{0.3F, -0.6F}, {-0.3F, 0}, {0.3F, 0.6F}}); break;
        case Mark::chevron_right: lines({{-0.3F, -0.6F}, {0.3F, 0}, {-0.3F, 0.6F}}); break;
        case Mark::cross:
            lines({{-0.55F, -0.55F}, {0.55F, 0.55F}});
            lines({{-0.55F, 0.55F}, {0.55F, -0.55F}});
            break;
        case Mark::tick: lines({{-0.62F, 0.05F}, {-0.18F, 0.48F}, {0.62F, -0.42F}}); break;
        case Mark::search:
            paper().AddCircle({cx - h * 0.15F, cy - h * 0.15F}, h * 0.55F, ink, 0, thickness);
            lines({{0.25F, 0.25F}, {0.75F, 0.75F}});
            break;
        case Mark::menu:
            lines({{-0.7F, -0.5F}, {0.7F, -0.5F}});
            lines({{-0.7F, 0}, {0.7F, 0}});
            lines({{-0.7F, 0.5F}, {0.7F, 0.5F}});
            break;
        case Mark::more:
            for (const float x : {-0.55F, 0.0F, 0.55F}) paper().AddCircleFilled({cx + x * h, cy}, h * 0.16F, ink);
            break;
        case Mark::plus:
            lines({{-0.6F, 0}, {0.6F, 0}});
            lines({{0, -0.6F}, {0, 0.6F}});
            break;
        case Mark::pencil: lines({{-0.6F, 0.6F}, {-0.5F, 0.2F}, {0.35F, -0.65F}, {0.65F, -0.35F}, {-0.2F, 0.5F}}, true); break;
        case Mark::refresh:
            paper().PathArcTo({cx, cy}, h * 0.6F, -1.0F, 4.2F);
            paper().PathStroke(ink, 0, thickness);
            lines({{0.05F, -0.35F}, {0.45F, -0.5F}, {0.3F, -0.95F}});
            break;
        case Mark::arrow_up: paper().AddTriangleFilled({cx - h * 0.55F, cy + h * 0.35F}, {cx + h * 0.55F, cy + h * 0.35F}, {cx, cy - h * 0.45F}, ink); break;
        case Mark::arrow_down: paper().AddTriangleFilled({cx - h * 0.55F, cy - h * 0.35F}, {cx, cy + h * 0.45F}, {cx + h * 0.55F, cy - h * 0.35F}, ink); break;
    }
}

// ---- scrollers and layers ----------------------------------------------------------------------------------------

float scroller_content_height(ImGuiID id)
{
    const auto found = content_heights.find(id);
    return found == content_heights.end() ? 0 : found->second;
}

float scroller(ImGuiID id, const Rect& rect, const Scroller& how, const Body& body)
{
    if (how.to_top) semantics::act_scroll(id, 0, 0);
    const auto at = semantics::scroll_position(id).value_or(semantics::ScrollPosition{});
    const float bar = how.horizontal ? 0 : around.scrollbar;
    if (how.background) fill(rect, *how.background);
    // Drawn shifted rather than scrolled by ImGui: its clamping would use the content of the frame before.
    Node node{.id = id, .role = how.role, .flags = how.flags | (how.horizontal ? semantics::flag_horizontal : 0U), .rect = rect, .name = how.name};
    if (how.to_top) {
        node.flags |= semantics::flag_scroll_request;
        node.now = at.x;
        node.step = at.y;
    }
    semantics::push(node);
    char key[16];
    ImFormatString(key, sizeof key, "%08x", id);
    ImGui::SetCursorScreenPos({rect.x, rect.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::BeginChild(key, {std::max(rect.w, 1.0F), std::max(rect.h, 1.0F)}, ImGuiChildFlags_None,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoBackground |
                          ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoSavedSettings);
    const float last_height = scroller_content_height(id);
    const float y = how.horizontal ? 0 : std::round(std::clamp(at.y, 0.0F, std::max(0.0F, last_height - rect.h)));
    const float x = how.horizontal ? std::round(std::clamp(at.x, 0.0F, std::max(0.0F, how.content_width - rect.w))) : 0;
    semantics::push_origin(rect.x - x, rect.y - y);
    const float width = std::max(how.content_width, rect.w - bar);
    const float used = run_stack(id, rect.x - x + how.padding_left, rect.y - y + how.padding_top,
                                 width - how.padding_left - how.padding_right, how.gap, body);
    const float height = used + how.padding_top + how.padding_bottom;
    ImGui::EndChild();
    ImGui::PopStyleVar();
    semantics::pop_origin();
    semantics::set_content(id, how.horizontal ? width : rect.w - bar, height);
    semantics::pop();
    content_heights[id] = height;
    return height;
}

void layer(const char* key, const Rect& rect, bool takes_pointer, const Body& body)
{
    const ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollWithMouse |
                                   ImGuiWindowFlags_NoFocusOnAppearing | (takes_pointer ? 0 : ImGuiWindowFlags_NoInputs);
    ImGui::SetNextWindowPos({rect.x, rect.y});
    ImGui::SetNextWindowSize({rect.w, rect.h});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
    ImGui::Begin(key, nullptr, flags);
    ImGui::PopStyleVar(3);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindowRead());
    semantics::push_root();
    run_stack(ImGui::GetCurrentWindowRead()->ID, rect.x, rect.y, rect.w, 0, body);
    semantics::pop_root();
    ImGui::End();
}

void after_page(Body draw) { late.push_back(std::move(draw)); }

void run_after_page()
{
    // A layer may open another: a menu in a dialog.
    for (std::size_t i = 0; i < late.size(); ++i) {
        const Body draw = std::move(late[i]);
        draw();
    }
    late.clear();
}

// ---- tooltips ----------------------------------------------------------------------------------------------------

void tooltip_for(ImGuiID id, const Rect& rect, bool hovered, std::string_view text)
{
    const bool wanted = !text.empty() && (hovered || keyboard_focus(id));
    if (!wanted) {
        if (tip_for == id) {
            tip_for = 0;
            tip_dismissed = 0;
        }
        return;
    }
    if (tip_for != id) {
        if (tip_for != 0 && !hovered) return;
        tip_for = id;
        tip_since = around.now_ms;
    }
    if (tip_dismissed == id) return;
    const double due = tip_since + 500;
    if (around.now_ms < due) {
        wake_in(due - around.now_ms);
        return;
    }
    after_page([rect, words = std::string(text)] {
        const TextStyle style{TextSize::label, Weight::medium};
        const TextBlock block = shape(words, style, 280);
        const float w = block.width + 20;
        const float h = block.height + 12;
        const float x = std::clamp(rect.x + rect.w / 2 - w / 2, 4.0F, std::max(4.0F, around.width - w - 4));
        float y = rect.y + rect.h + 6;
        if (y + h > around.height) y = rect.y - h - 6;
        layer("##tooltip", {x, y, w, h}, false, [&] {
            const Tokens& t = tokens();
            fill({x, y, w, h}, t.ink, 6);
            paint_block(block, words, style, x + 10, y + 6, t.surface);
        });
    });
}

void dismiss_tooltip() { tip_dismissed = tip_for; }

// ---- the frame ---------------------------------------------------------------------------------------------------

void set_surroundings(const Surroundings& s) { around = s; }
const Surroundings& surroundings() { return around; }

void begin_ui()
{
    containers.clear();
    late.clear();
    splitters_used = 0;
    root_count = 0;
    wake_at = -1;
    if (memos.size() > 20'000) memos.clear();
}

double end_ui()
{
    draw_toasts();
    run_after_page();
    return wake_at;
}

void wake_in(double ms) { wake_at = wake_at < 0 ? ms : std::min(wake_at, ms); }

bool keyboard_focus(NodeId id) { return focus_visible && semantics::focused() == id; }
void set_keyboard_focus(bool visible) { focus_visible = visible; }
Hooks& hooks() { return page_hooks; }
void set_last_focused(bool focused) { field_focused = focused; }
void set_submitted(bool submitted) { field_submitted = submitted; }

namespace {
bool focus_the_next = false;
}
namespace {
bool address_changed = false;
NodeId search_field_id = 0;
}
void route_changed() { address_changed = true; }
bool take_route_changed() { return std::exchange(address_changed, false); }
void set_search_id(NodeId id) { search_field_id = id; }
NodeId search_id() { return search_field_id; }
bool take_focus_next() { return std::exchange(focus_the_next, false); }

}  // namespace assent::ui::internal

namespace assent::ui {
bool last_focused() { return internal::field_focused; }
bool submitted() { return internal::field_submitted; }
void focus_next() { internal::focus_the_next = true; }
}  // namespace assent::ui
