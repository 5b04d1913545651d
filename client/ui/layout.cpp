// Where things go: the stack of containers that are being laid out, and what each measured in the last frame.
#include <algorithm>
#include <cmath>
#include <deque>

#include "client/ui/internal.hpp"

namespace assent::ui::internal {
namespace {

std::deque<Container> containers;
std::unordered_map<ImGuiID, Memo> memos;
ImGuiID root_count = 0;

}  // namespace

void begin_layout()
{
    containers.clear();
    root_count = 0;
    if (memos.size() > 20'000) memos.clear();
}

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
