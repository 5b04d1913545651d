#include "client/ui/table.hpp"

#include <algorithm>
#include <cmath>

#include "client/ui/internal.hpp"
#include "client/ui/text.hpp"

namespace assent::ui {
using namespace internal;

struct TableImpl {
    const Table& options;
    ImGuiID id{};
    std::string name;
    std::vector<float> column_x;   // relative to the left edge
    std::vector<float> column_w;
    float left{}, width{};
    float header_bottom{};
    // the row being drawn
    std::size_t index{};
    std::size_t column{};
    float y{}, guess{}, height{};
    bool keyed{};
    ImGuiID row_id{};
    std::string href;
    bool hovered{}, pressed{}, is_group{};
    TableResult result;

    static constexpr float pad = 12;
    static constexpr float pad_y = 10;

    void begin_row(std::size_t i, float at, float expected)
    {
        index = i;
        column = 0;
        y = at;
        guess = expected;
        height = line_px(TextSize::interface) + 2 * pad_y;
        keyed = false;
        href.clear();
        hovered = pressed = is_group = false;
    }

    void key(std::uint32_t hash)
    {
        if (keyed) return;
        keyed = true;
        row_id = mix_ids(id, hash, 11);
        ImGui::PushOverrideID(row_id);
        const Rect rect{left, y, width, guess};
        hovered = options.openable && memo(id).hovered == row_id;
        semantics::push({.id = row_id, .role = Role::row, .rect = rect, .level = static_cast<int>(index) + 2});
    }

    [[nodiscard]] Rect cell_rect() const { return {left + column_x[column], y, column_w[column], guess}; }

    ImGuiID cell_id() const
    {
        return mix_ids(row_id, static_cast<ImGuiID>(column), 13);
    }

    [[nodiscard]] bool ready() const { return keyed && column < options.columns.size(); }

    void used(float h)
    {
        height = std::max(height, h + 2 * pad_y);
        ++column;
    }

    float paint_aligned(std::string_view words, const TextStyle& style, float at)
    {
        const float inner = column_w[column] - 2 * pad;
        const TextBlock block = shape(words, style, inner);
        const float x = left + column_x[column] + pad;
        float line_y = at;
        for (const TextLine& line : block.lines) {
            float shift = 0;
            if (options.columns[column].align == Align::end) shift = inner - line.width;
            if (options.columns[column].align == Align::centre) shift = (inner - line.width) / 2;
            paint_line(words.substr(line.begin, line.end - line.begin), style, x + shift, line_y, tone_colour(style.tone));
            line_y += line_px(style.size);
        }
        return block.height;
    }

    void text(std::string_view words, std::string_view second, const TextStyle& style)
    {
        if (!ready()) return;
        float h = paint_aligned(words, style, y + pad_y);
        std::string all(words);
        if (!second.empty()) {
            h += paint_aligned(second, {TextSize::interface, Weight::regular, Tone::secondary}, y + pad_y + h);
            all.append("\n").append(second);
        }
        const Rect cell = cell_rect();
        semantics::record({.id = cell_id(), .role = Role::cell, .rect = cell, .name = all, .level = static_cast<int>(column) + 1, .font = font_bits(style)});
        used(h);
    }

    void cell(const Body& body, Role role = Role::cell)
    {
        if (!ready()) return;
        const Rect rect = cell_rect();
        semantics::push({.id = cell_id(), .role = role, .rect = rect, .level = static_cast<int>(column) + 1});
        const float h = run_stack(cell_id(), rect.x + pad, y + pad_y, rect.w - 2 * pad, 2, body);
        semantics::pop();
        used(h);
    }

    void name_cell(std::string_view title, std::string_view second, std::string_view link)
    {
        if (!ready()) return;
        href = link;
        cell(
            [&] {
                const TextStyle style{TextSize::interface, Weight::medium};
                const TextBlock block = shape(title, style, available_width());
                const Rect rect = place(block.width, block.height);
                const bool selected = options.selected == index;
                paint_block(block, title, style, rect.x, rect.y, hovered && options.openable ? tokens().blue : tokens().ink);
                // The target reaches into the padding, so that one line is 24 px high.
                const Rect target{rect.x, rect.y - 2, std::max(rect.w, 24.0F), rect.h + 4};
                const ImGuiID name_id = ImHashStr("name", 0, row_id);
                if (!options.openable && href.empty()) {
                    semantics::record({.id = name_id, .role = Role::paragraph, .rect = rect, .name = title, .font = font_bits(style)});
                } else if (href.empty()) {
                    semantics::record({.id = name_id, .role = Role::button, .flags = selected ? semantics::flag_current : 0U, .rect = target, .name = title});
                    if (semantics::take_click(name_id)) pressed = true;
                } else {
                    semantics::record({.id = name_id, .role = Role::link, .flags = selected ? semantics::flag_current : 0U, .rect = target, .name = title, .value = href});
                }
                if (!second.empty()) ui::text(second, {.tone = Tone::secondary});
            },
            Role::row_header);
    }

    void group(std::string_view title, std::string_view note, bool expanded)
    {
        if (!ready()) return;
        const Rect rect{left, y, width, guess};
        is_group = true;
        semantics::push({.id = cell_id(), .role = Role::row_header, .rect = rect, .level = 1, .set_size = static_cast<int>(options.columns.size())});
        const float h = run_stack(cell_id(), left + pad, y + pad_y, width - 2 * pad, 2, [&] {
            ui::row([&] {
                const TextStyle style{TextSize::interface, Weight::semibold};
                const float mark = 20;
                const TextBlock block = shape(title, style, available_width() - mark);
                const Rect target = place(block.width + mark, std::max(24.0F, block.height));
                const ImGuiID button = ImHashStr("group", 0, row_id);
                paint_mark(expanded ? Mark::chevron_down : Mark::chevron_right, target.x + 7, target.y + target.h / 2, 10, tokens().ink_2);
                paint_block(block, title, style, target.x + mark, target.y + std::floor((target.h - block.height) / 2), hovered ? tokens().blue : tokens().ink);
                semantics::record({.id = button, .role = Role::button, .flags = expanded ? semantics::flag_expanded : semantics::flag_collapsed,
                                   .rect = target, .name = title});
                if (semantics::take_click(button)) pressed = true;
                ui::secondary(note);
            });
        });
        semantics::pop();
        used(h);
        column = options.columns.size();
    }

    void end_row(Behind& layers)
    {
        if (!keyed) return;
        while (column < options.columns.size()) text("", "", {});
        semantics::set_rect(row_id, {left, y, width, height});
        semantics::pop();
        if (options.openable) {
            // After the cells, so that what is in them has the pointer first.
            const float top = std::max(y, header_bottom);
            const Press press = press_area(row_id, {left, top, width, std::max(0.0F, y + height - top)}, "row");
            hovered = press.hovered;
            pressed = pressed || press.pressed;
            if (hovered)
                memo(id).hovered = row_id;
            else if (memo(id).hovered == row_id)
                memo(id).hovered = 0;
        }
        ImGui::PopID();
        const bool selected = options.selected == index;
        layers.behind();
        if (is_group) fill({left, y, width, height}, mix(tokens().surface, tokens().page, hovered ? 0.3F : 0.7F));
        else if (selected || (hovered && options.openable))
            fill({left, y, width, height}, selected ? tokens().blue_soft : mix(tokens().surface, tokens().page, 0.7F));
        if (selected) fill({left, y, 3, height}, tokens().blue);
        if (index > 0) hline(left, y, width, tokens().line);
        layers.front();
        if (pressed && options.openable) {
            if (href.empty())
                result.opened = index;
            else
                hooks().navigate(href);
        }
    }

    void header(float at, float h, bool paint)
    {
        const TextStyle style{TextSize::label, Weight::semibold, Tone::secondary};
        if (paint) {
            fill({left, at, width, h}, tokens().surface, options.card && at <= y ? 8.0F : 0.0F);
            hline(left, at + h - 1, width, tokens().line);
        }
        const ImGuiID row = ImHashStr("head", 0, id);
        if (!paint) semantics::push({.id = row, .role = Role::row, .flags = semantics::flag_sticky, .rect = {left, at, width, h}, .level = 1});
        for (std::size_t i = 0; i < options.columns.size(); ++i) {
            const Column& c = options.columns[i];
            const Rect rect{left + column_x[i], at, column_w[i], h};
            const bool sorted = options.sorted_by == i && options.sort != Sort::none;
            const ImGuiID head_id = mix_ids(row, static_cast<ImGuiID>(i), 17);
            const ImGuiID sort_id = ImHashStr("sort", 0, head_id);
            if (!paint) {
                std::uint32_t flags = c.sortable ? semantics::flag_sortable : 0U;
                if (sorted) flags |= options.sort == Sort::ascending ? semantics::flag_sort_up : semantics::flag_sort_down;
                if (!c.sortable) {
                    semantics::record({.id = head_id, .role = Role::column_header, .flags = flags, .rect = rect, .name = c.title, .level = static_cast<int>(i) + 1,
                                       .font = font_bits(style)});
                    continue;
                }
                const Press press = press_area(sort_id, rect, c.title);
                semantics::push({.id = head_id, .role = Role::column_header, .flags = flags, .rect = rect, .level = static_cast<int>(i) + 1});
                semantics::record({.id = sort_id, .role = Role::button, .rect = {rect.x + 4, rect.y + 3, rect.w - 8, rect.h - 6}, .name = c.title});
                semantics::pop();
                if (semantics::take_click(sort_id) || press.pressed) result.sort_by = i;
                continue;
            }
            const bool hot = c.sortable && hovering(sort_id, rect);
            if (c.title_hidden) continue;
            const float inner = rect.w - 2 * pad;
            const float mark = sorted ? 12.0F : 0.0F;
            const float w = std::min(text_width(c.title, style), inner - mark);
            float x = rect.x + pad;
            if (c.align == Align::end) x = rect.x + rect.w - pad - w - mark;
            if (c.align == Align::centre) x = rect.x + (rect.w - w - mark) / 2;
            paint_line(c.title, style, x, at + (h - line_px(style.size)) / 2, sorted || hot ? tokens().ink : tokens().ink_2, inner - mark);
            if (sorted) paint_mark(options.sort == Sort::ascending ? Mark::arrow_up : Mark::arrow_down, x + w + 8, at + h / 2, 8, tokens().ink);
        }
        if (!paint) semantics::pop();
    }

    // The whole table, its left edge at x; answers its height.
    float draw(float x, float top, float w)
    {
        left = x;
        width = w;
        Memo& memory = memo(id);
        if (memory.width != w || memory.key != std::to_string(preferences().text_scale)) {
            memory.heights.clear();
            memory.width = w;
            memory.key = std::to_string(preferences().text_scale);
        }
        memory.heights.resize(options.row_count, 0);
        const float expected = memory.average > 0 ? memory.average : options.row_height_guess;
        const float head = line_px(TextSize::label) + 18;
        const ImRect clip = ImGui::GetCurrentWindow()->ClipRect;
        float total = head;
        for (const float h : memory.heights) total += h > 0 ? h : expected;
        // The head stays in view while any of the table does.
        const float head_y = std::clamp(clip.Min.y, top, std::max(top, top + total - head - expected));
        header_bottom = head_y + head;
        y = top;
        semantics::push({.id = id, .role = Role::table, .rect = {x, top, w, total}, .name = name,
                         .level = static_cast<int>(options.columns.size()), .set_size = static_cast<int>(options.row_count) + 1});
        header(head_y, head, false);
        const float ahead = 240;
        float at = top + head;
        float measured = 0;
        int measured_count = 0;
        {
            Behind layers;
            for (std::size_t i = 0; i < options.row_count; ++i) {
                const float h = memory.heights[i] > 0 ? memory.heights[i] : expected;
                if (at + h < clip.Min.y - ahead || at > clip.Max.y + ahead) {
                    at += h;
                    continue;
                }
                begin_row(i, at, h);
                Row row(*this);
                (*rows)(i, row);
                end_row(layers);
                memory.heights[i] = height;
                measured += height;
                ++measured_count;
                at += height;
            }
        }
        if (measured_count > 0) memory.average = std::round(measured / static_cast<float>(measured_count));
        if (options.row_count == 0) {
            const float h = run_stack(mix_ids(id, 1, 19), x + pad, at + 24, w - 2 * pad, 4, [&] {
                ui::row({.align = Align::centre}, [&] { ui::secondary(options.empty_text); });
            });
            at += h + 48;
        }
        y = top;
        header(head_y, head, true);
        semantics::set_rect(id, {x, top, w, at - top});
        semantics::pop();
        return at - top;
    }

    const RowBody* rows{};
};

void Row::key(std::string_view key) { table_.key(ImHashData(key.data(), key.size(), 5)); }
void Row::key(std::int64_t key) { table_.key(ImHashData(&key, sizeof key, 6)); }
void Row::text(std::string_view words, TextStyle style) { table_.text(words, {}, style); }
void Row::text(std::string_view words, std::string_view second, TextStyle style) { table_.text(words, second, style); }
void Row::name(std::string_view title, std::string_view second, std::string_view href) { table_.name_cell(title, second, href); }
void Row::number(std::string_view figure, Tone tone) { table_.text(figure, {}, {TextSize::interface, Weight::regular, tone, true}); }
void Row::empty() { table_.text({}, {}, {}); }
void Row::group(std::string_view title, std::string_view note, bool expanded) { table_.group(title, note, expanded); }
void Row::cell(const Body& body) { table_.cell(body); }

void Row::pill(std::string_view words, Tone tone, std::string_view second)
{
    table_.cell([&] {
        if (!words.empty()) ui::pill(words, tone);
        if (!second.empty()) ui::secondary(second);
    });
}

void Row::chips(const std::vector<std::string>& chips)
{
    table_.cell([&] {
        ui::row({.gap = 4}, [&] {
            for (const std::string& one : chips) ui::chip(one);
        });
    });
}

TableResult table(std::string_view name, const Table& options, const RowBody& rows)
{
    TableImpl impl{.options = options};
    impl.id = id_of(name);
    impl.name = std::string(shown(name));
    impl.rows = &rows;
    const float scale = preferences().text_scale;
    const float available = here().next_width > 0 ? take_next_width() : available_width();
    float least = 0;
    float weights = 0;
    for (const Column& c : options.columns) {
        least += c.min_width * scale;
        weights += c.weight;
    }
    const float content = std::max(least, available);
    float x = 0;
    for (std::size_t i = 0; i < options.columns.size(); ++i) {
        const Column& c = options.columns[i];
        float w = std::floor(c.min_width * scale + (weights > 0 ? (content - least) * c.weight / weights : 0));
        if (i + 1 == options.columns.size()) w = content - x;
        impl.column_x.push_back(x);
        impl.column_w.push_back(w);
        x += w;
    }
    Memo& memory = memo(impl.id);
    const Slot slot = begin_slot(available, memory.height);
    float height = 0;
    {
        Behind layers;
        if (content <= available + 0.5F) {
            height = impl.draw(slot.x, slot.y, available);
        } else {
            const ImGuiID scroll_id = ImHashStr("sideways", 0, impl.id);
            const float last = std::max(memory.height, 60.0F);
            height = scroller(scroll_id, {slot.x, slot.y, available, last},
                              {.name = impl.name, .horizontal = true, .content_width = content},
                              [&] {
                                  const Slot inner = begin_slot(content, last);
                                  const float h = impl.draw(inner.x, inner.y, content);
                                  end_slot(inner, content, h);
                              });
        }
        layers.behind();
        if (options.card) fill({slot.x, slot.y, available, height}, tokens().surface, 8);
        layers.front();
        if (options.card) outline({slot.x - 1, slot.y - 1, available + 2, height + 2}, tokens().line, 8);
    }
    memory.height = height;
    end_slot(slot, available, height);
    return impl.result;
}

}  // namespace assent::ui
