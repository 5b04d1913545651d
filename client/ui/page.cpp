#include "client/ui/page.hpp"

#include <algorithm>
#include <cmath>

#include "client/ui/field_parts.hpp"
#include "client/ui/internal.hpp"
#include "client/ui/overlay.hpp"
#include "client/ui/text.hpp"

namespace assent::ui {
using namespace internal;

namespace {

// The page's own window, as large as the viewport.
void whole_page(const Body& body)
{
    const Surroundings& s = surroundings();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({s.width, s.height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
    ImGui::Begin("##page", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                     ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar(3);
    fill({0, 0, s.width, s.height}, tokens().page);
    run_stack(ImGui::GetCurrentWindowRead()->ID, 0, 0, s.width, 0, body);
    ImGui::End();
}

float bar_height() { return std::max(52.0F, control_px() + 16); }

void product_mark(const PageChrome& chrome, float x, float y, float height)
{
    const TextStyle style{TextSize::card_title, Weight::semibold};
    const float w = 22 + 10 + text_width(chrome.product, style);
    const Rect box{x, y + std::floor((height - 22) / 2), 22, 22};
    fill(box, tokens().blue, 5);
    paint_mark(Mark::tick, box.x + 11, box.y + 11, 14, tokens().on_blue, 2.2F);
    paint_line(chrome.product, style, x + 32, y + (height - line_px(style.size)) / 2, tokens().ink);
    semantics::record({.id = id_of("##product"), .role = Role::link, .rect = {x - 4, y + 8, w + 8, height - 16}, .name = chrome.product, .value = chrome.product_href});
}

void switcher(const PageChrome& chrome, PageResult& result)
{
    std::string value = chrome.switcher_value;
    const std::string label = chrome.switcher_label + "###switcher";
    if (select(label, chrome.switcher_options, value, {.label_hidden = true})) result.switched = value;
}

/// Looks like a field, since that is what it opens.
void search(const PageChrome& chrome, PageResult& result)
{
    const std::string label = chrome.search_label + "###search";
    const ImGuiID id = id_of(label);
    const Rect rect = place(available_width(), control_px());
    const Press press = press_area(id, rect, label);
    const Tokens& t = tokens();
    fill(rect, t.surface, 6);
    outline(rect, press.hovered ? t.ink : t.line_strong, 6);
    paint_mark(Mark::search, rect.x + 17, rect.y + rect.h / 2, 14, t.ink_2);
    const TextStyle hint_style{TextSize::label, Weight::medium};
    const float hint = text_width(chrome.search_hint, hint_style) + 12;
    const TextStyle style{TextSize::reading};
    const bool room = !chrome.search_hint.empty() && text_width(chrome.search_label, style) + hint + 60 < rect.w;
    paint_line(chrome.search_label, style, rect.x + 30, rect.y + (rect.h - line_px(style.size)) / 2, t.ink_2, rect.w - 38 - (room ? hint + 12 : 0));
    if (room) {
        const float line = line_px(TextSize::label) + 2;
        const Rect box{rect.x + rect.w - hint - 12, rect.y + std::floor((rect.h - line) / 2), hint, line};
        outline(box, t.line_strong, 4);
        paint_line(chrome.search_hint, hint_style, box.x + 6, box.y + 1, t.ink);
    }
    semantics::record({.id = id, .role = Role::button, .flags = semantics::flag_has_dialog, .rect = rect, .name = chrome.search_label});
    if (semantics::take_click(id) || press.pressed) result.search_opened = true;
}

void nav_item(const NavItem& item, float width)
{
    const TextStyle style{TextSize::interface, item.current ? Weight::medium : Weight::regular};
    const ImGuiID id = id_of(item.href);
    const TextBlock block = shape(item.label, style, width - 24 - (item.badge.empty() ? 0 : 40));
    const float h = std::max(preferences().coarse_pointer ? 44.0F : 36.0F, block.height + 14);
    const Rect rect = place(width, h);
    const Tokens& t = tokens();
    const bool hovered = hovering(id, rect);
    if (item.current) {
        fill(rect, t.side_current, 6);
        paper().AddRectFilled({rect.x, rect.y}, {rect.x + 3, rect.y + rect.h}, colour(t.side_mark), 6, ImDrawFlags_RoundCornersLeft);
    } else if (hovered) {
        fill(rect, mix(t.side, t.side_current, 0.6F), 6);
    }
    paint_block(block, item.label, style, rect.x + 12, rect.y + std::floor((h - block.height) / 2), item.current && contrast(rgb(0xffffff), t.side_current) >= 4.5 ? rgb(0xffffff) : t.side_ink);
    std::string name = item.label;
    if (!item.badge.empty()) {
        const TextStyle badge{TextSize::label, Weight::medium};
        const float w = std::max(24.0F, text_width(item.badge, badge) + 14);
        const float bh = line_px(TextSize::label);
        const Rect box{rect.x + rect.w - w - 12, rect.y + std::floor((h - bh) / 2), w, bh};
        fill(box, mix(t.side, t.side_ink, 0.18F), bh / 2);
        paint_line(item.badge, badge, box.x + (w - text_width(item.badge, badge)) / 2, box.y, t.side_ink);
        name += " " + item.badge;
        if (!item.badge_meaning.empty()) name += " " + item.badge_meaning;
    }
    semantics::record({.id = id, .role = Role::link, .flags = item.current ? semantics::flag_current : 0U, .rect = rect, .name = name, .value = item.href});
}

void navigation(const PageChrome& chrome, float width)
{
    std::size_t index = 0;
    for (const NavGroup& group : chrome.navigation) {
        const Scope scope(static_cast<std::int64_t>(index));
        if (!group.title.empty()) {
            space(index == 0 ? 4 : 12);
            const TextStyle style{TextSize::label, Weight::medium};
            const TextBlock block = shape(group.title, style, width - 24);
            const Rect rect = place(width, block.height + 6);
            paint_block(block, group.title, style, rect.x + 12, rect.y, tokens().side_ink_2);
            semantics::record({.id = auto_id(), .role = Role::heading, .rect = {rect.x + 12, rect.y, block.width, block.height}, .name = group.title, .level = 2,
                               .font = font_bits(style)});
        }
        list("items", {.gap = 2}, [&] {
            for (const NavItem& item : group.items) list_item(item.href, [&] { nav_item(item, width); });
        });
        ++index;
    }
}

// Avatar of the person themselves, which opens their menu.
void me(const PageChrome& chrome, float x, float y, float height, PageResult& result)
{
    const float size = 28 * preferences().text_scale;
    const float target = std::max(size + 4, preferences().coarse_pointer ? 44.0F : 32.0F);
    const Rect rect{x, y + std::floor((height - target) / 2), target, target};
    const ImGuiID id = id_of("##me");
    const Press press = press_area(id, rect, "me");
    const float in = (target - size) / 2;
    if (press.hovered) paper().AddCircleFilled({rect.x + target / 2, rect.y + target / 2}, target / 2, colour(tokens().line));
    run_stack(id, rect.x + in, rect.y + in, size, 0, [&] { paint_person(chrome.me, size); });
    semantics::record({.id = id, .role = Role::button, .flags = semantics::flag_has_menu | (memo(id).open ? semantics::flag_expanded : semantics::flag_collapsed),
                       .rect = rect, .name = chrome.me + ", your menu"});
    tooltip_for(id, rect, press.hovered, chrome.me);
    const bool clicked = semantics::take_click(id);
    if (auto key = run_menu(id, rect, chrome.me, chrome.me_menu, clicked || press.pressed)) result.me = std::move(key);
}

void top_bar(const PageChrome& chrome, PageResult& result, float width, bool narrow, bool& menu_open)
{
    const float h = bar_height();
    const Tokens& t = tokens();
    fill({0, 0, width, h}, t.surface);
    hline(0, h - 1, width, t.line);
    semantics::push({.id = id_of("##banner"), .role = Role::banner, .rect = {0, 0, width, h}});
    const float control_y = std::floor((h - 1 - control_px()) / 2);
    float left = 16;
    if (narrow && !chrome.navigation.empty()) {
        const float side = preferences().coarse_pointer ? 44 : 32;
        run_stack(id_of("##menu_place"), 8, std::floor((h - side) / 2), side, 0, [&] {
            if (icon_button(Icon::menu, "Menu")) menu_open = true;
        });
        left = 8 + side + 8;
    }
    product_mark(chrome, left, 0, h - 1);
    float right = width - 16;
    if (!chrome.me.empty()) {
        const float target = std::max(28 * preferences().text_scale + 4, preferences().coarse_pointer ? 44.0F : 32.0F);
        right -= target;
        me(chrome, right, 0, h - 1, result);
        right -= 14;
    }
    const float product_end = left + 32 + text_width(chrome.product, {TextSize::card_title, Weight::semibold}) + 12;
    if (width >= 1000 && !chrome.present.empty()) {
        const float size = 28 * preferences().text_scale;
        const auto count = std::min<std::size_t>(chrome.present.size(), 5);
        const float w = (size - 5) * static_cast<float>(count + (chrome.present.size() > count ? 1 : 0)) + 5;
        right -= w;
        run_stack(id_of("##present"), right, std::floor((h - 1 - size) / 2), w, 0, [&] { avatars(chrome.present); });
        right -= 16;
    }
    if (!chrome.status.empty()) {
        const TextStyle style{TextSize::interface, Weight::regular, chrome.status_tone};
        const float w = text_width(chrome.status, style);
        if (right - w > product_end) {
            right -= w;
            run_stack(id_of("##status"), right, std::floor((h - 1 - line_px(style.size)) / 2), w + 1, 0, [&] { text(chrome.status, style); });
            right -= 16;
        }
    }
    if (!narrow) {
        float x = 234;
        if (!chrome.switcher_label.empty()) {
            float w = 120;
            for (const Option& option : chrome.switcher_options)
                if (option.value == chrome.switcher_value) w = text_width(option.label, {TextSize::interface, Weight::medium}) + 48;
            w = std::min(w, 260.0F);
            run_stack(id_of("##switcher_place"), x, control_y, w, 0, [&] { switcher(chrome, result); });
            x += w + 14;
        }
        if (!chrome.search_label.empty() && right - x > 140)
            run_stack(id_of("##search_place"), x, control_y, std::min(440.0F, right - x), 0, [&] { search(chrome, result); });
    }
    semantics::pop();
}

void side_bar(const PageChrome& chrome, float top, float height)
{
    const float width = 220;
    fill({0, top, width, height}, tokens().side);
    const ImGuiID id = id_of("##navigation");
    semantics::push({.id = id, .role = Role::navigation, .rect = {0, top, width, height}, .name = "Rooms"});
    scroller(ImHashStr("scroll", 0, id), {0, top, width, height},
             {.name = "Rooms", .gap = 2, .padding_left = 10, .padding_top = 14, .padding_right = 10, .padding_bottom = 14},
             [&] { navigation(chrome, available_width()); });
    semantics::pop();
}

// Under 800 px: everything of the bars that has no room, as a panel over the page.
void menu_panel(const PageChrome& chrome, PageResult& result, bool& open)
{
    const ImGuiID id = ImHashStr("menu_panel", 0, id_of("##navigation"));
    if (!open) return;
    if (semantics::take_dismiss(id)) {
        open = false;
        return;
    }
    const Surroundings& s = surroundings();
    const float width = std::min(300.0F, s.width);
    layer("##menu_panel", {0, 0, s.width, s.height}, true, [&] {
        fill({0, 0, s.width, s.height}, tokens().scrim);
        const Rect panel{0, 0, width, s.height};
        ImGui::PushOverrideID(id);
        semantics::push({.id = id, .role = Role::dialog, .rect = panel, .name = "Menu"});
        // The side bar's colours, and the page's for what comes from the top bar.
        fill(panel, tokens().side);
        scroller(ImHashStr("scroll", 0, id), panel, {.name = "Menu", .gap = 2, .padding_left = 10, .padding_top = 8, .padding_right = 10, .padding_bottom = 14}, [&] {
            row({.align = Align::end}, [&] {
                if (button("Close", {.small = true})) open = false;
            });
            space(8);
            if (!chrome.switcher_label.empty()) switcher(chrome, result);
            if (!chrome.search_label.empty()) {
                space(6);
                search(chrome, result);
                if (result.search_opened) open = false;
            }
            space(6);
            const ImGuiID nav = id_of("##panel_navigation");
            const Slot slot = begin_slot(available_width(), memo(nav).height);
            semantics::push({.id = nav, .role = Role::navigation, .rect = {slot.x, slot.y, slot.width, memo(nav).height}, .name = "Rooms"});
            const float h = run_stack(nav, slot.x, slot.y, slot.width, 2, [&] { navigation(chrome, available_width()); });
            semantics::set_rect(nav, {slot.x, slot.y, slot.width, h});
            semantics::pop();
            memo(nav).height = h;
            end_slot(slot, slot.width, h);
        });
        semantics::pop();
        ImGui::PopID();
    });
}

}  // namespace

PageResult page(const PageChrome& chrome, const PageBody& body)
{
    PageResult result;
    whole_page([&] {
        const Surroundings& s = surroundings();
        const bool narrow = s.width < 800;
        Memo& state = memo(id_of("##page_state"));
        if (take_route_changed() || !narrow) state.open = false;
        const float top = bar_height();
        const bool has_side = !narrow && !chrome.navigation.empty();
        const float side = has_side ? 220 : 0;
        top_bar(chrome, result, s.width, narrow, state.open);
        if (has_side) side_bar(chrome, top, s.height - top);

        const bool inspecting = static_cast<bool>(body.inspector);
        const bool over = s.width < 1100;
        const float inspector_width = narrow ? s.width : std::min(380.0F * std::max(1.0F, preferences().text_scale * 0.8F), s.width - side);
        const float margin = narrow ? 16 : 24;
        const float width = s.width - side;
        semantics::push({.id = id_of("##main"), .role = Role::main, .rect = {side, top, width, s.height - top}});
        const bool fixed_head = body.head && !narrow && s.height >= 560 && preferences().text_scale < 1.6F;
        const bool to_top = state.key != body.scroll_key;
        if (to_top) state.key = std::string(body.scroll_key);

        const auto head = [&](float x, float y, float w) {
            const ImGuiID id = id_of("##head");
            float h = 0;
            {
                Behind layers;
                const Used used = run_stack_used(id, x + margin, y + 14, w - 2 * margin, 12, body.head);
                h = 14 + used.height + (used.ends_in_tabs ? 0 : 14);
                layers.behind();
                fill({x, y, w, h}, tokens().surface);
                hline(x, y + h - 1, w, tokens().line);
            }
            return h;
        };
        float y = top;
        if (fixed_head) y += head(side, top, width);
        const float content_width = inspecting && !over ? width - inspector_width : width;
        const bool covered = inspecting && over;
        scroller(id_of("##content"), {side, y, content_width, s.height - y},
                 {.name = "Content", .role = Role::region, .flags = covered ? semantics::flag_inert : 0U, .gap = 0, .to_top = to_top}, [&] {
                     Container& c = here();
                     const float x = c.left;
                     const float w = c.right - c.left;
                     if (body.head && !fixed_head) {
                         const Slot slot = begin_slot(w, 0);
                         end_slot(slot, w, head(x, slot.y, w));
                     }
                     const Slot slot = begin_slot(w, 0);
                     const float h = run_stack(id_of("##content_stack"), x + margin, slot.y + 16, w - 2 * margin, 16, body.content) + 16 + margin;
                     end_slot(slot, w, h);
                 });
        if (inspecting) {
            const float inspector_y = narrow ? top : y;
            const float h = s.height - inspector_y;
            const Rect rect{s.width - inspector_width, inspector_y, inspector_width, h};
            const ImGuiID id = id_of("##inspector");
            if (semantics::take_dismiss(id)) result.inspector_closed = true;
            char key[24];
            ImFormatString(key, sizeof key, "##inspector_back%d", over ? 1 : 0);
            // A child of its own, so that it lies over the content's.
            ImGui::SetCursorScreenPos({rect.x, rect.y});
            ImGui::BeginChild(key, {rect.w, rect.h}, ImGuiChildFlags_None,
                              ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav);
            fill(rect, tokens().surface);
            fill({rect.x, rect.y, 1, rect.h}, tokens().line);
            ImGui::PushOverrideID(id);
            semantics::push({.id = id, .role = Role::complementary, .flags = covered ? semantics::flag_covers : 0U, .rect = rect, .name = body.inspector_name});
            scroller(ImHashStr("scroll", 0, id), rect,
                     {.name = body.inspector_name, .gap = 12, .to_top = to_top, .padding_left = 20, .padding_top = 14, .padding_right = 20, .padding_bottom = 24}, [&] {
                         row({.vertical = Align::start, .wrap = false}, [&] {
                             next_width(available_width() - 40);
                             stack(0, [&] {
                                 space(4);
                                 heading(2, body.inspector_name);
                             });
                             push_right();
                             if (icon_button(Icon::close, "Close details")) result.inspector_closed = true;
                         });
                         body.inspector();
                     });
            semantics::pop();
            ImGui::PopID();
            ImGui::EndChild();
        }
        semantics::pop();
        menu_panel(chrome, result, state.open);
    });
    return result;
}

void page_head(const PageHead& head)
{
    const Scope scope(head.title);  // what one page's actions measured must not narrow another's
    row({.gap = 12}, [&] {
        heading(1, head.title);
        if (!head.pill.empty()) pill(head.pill, head.pill_tone);
        if (!head.subtitle.empty()) secondary(head.subtitle);
        if (head.actions) {
            push_right();
            row({.gap = 12}, head.actions);
        }
    });
    if (!head.below.empty()) secondary(head.below);
}

void workflow_steps(std::string_view name, const std::vector<Step>& steps, std::string_view missing)
{
    const ImGuiID id = id_of(name);
    ImGui::PushOverrideID(id);
    const float width = available_width();
    const TextStyle style{TextSize::interface, Weight::medium};
    const float mark = 20 * std::max(1.0F, preferences().text_scale * 0.8F);
    const float h = std::max(24.0F, line_px(TextSize::interface));
    float words = 0;
    for (const Step& step : steps) words += mark + 7 + text_width(step.label, style);
    const auto gaps = static_cast<float>(steps.empty() ? 0 : steps.size() - 1);
    const TextStyle missing_style{TextSize::label, Weight::medium, Tone::amber};
    const float missing_width = missing.empty() ? 0 : text_width(missing, missing_style) + 20;
    const float with_missing = width - missing_width - (missing.empty() ? 0 : 12);
    const bool one_line = words + gaps * 36 <= width;
    const bool beside = one_line && !missing.empty() && words + gaps * 36 <= with_missing;
    const float connector = one_line ? std::clamp(((beside ? with_missing : width) - words) / std::max(1.0F, gaps) - 24, 12.0F, 46.0F) : 0;
    const Slot slot = begin_slot(width, memo(id).height);
    semantics::push({.id = id, .role = Role::list, .rect = {slot.x, slot.y, width, memo(id).height}, .name = name});
    float x = slot.x;
    float y = slot.y;
    int number = 0;
    const Tokens& t = tokens();
    for (const Step& step : steps) {
        ++number;
        const float label_width = text_width(step.label, style);
        const float w = mark + 7 + label_width;
        if (!one_line && x > slot.x && x + w > slot.x + width) {
            x = slot.x;
            y += h + 4;
        }
        const ImVec2 centre(x + mark / 2, y + h / 2);
        const TextStyle figure{TextSize::label, Weight::semibold};
        const std::string digits = std::to_string(number);
        const float dx = centre.x - text_width(digits, figure) / 2;
        const float dy = y + (h - line_px(TextSize::label)) / 2;
        if (step.state == Step::State::done) {
            paper().AddCircleFilled(centre, mark / 2, colour(t.green));
            paint_mark(Mark::tick, centre.x, centre.y, 10, t.surface, 2);
        } else if (step.state == Step::State::current) {
            paper().AddCircleFilled(centre, mark / 2, colour(t.blue));
            paint_line(digits, figure, dx, dy, t.on_blue);
        } else {
            paper().AddCircle(centre, mark / 2 - 0.5F, colour(t.line_strong), 0, 1.5F);
            paint_line(digits, figure, dx, dy, t.ink_2);
        }
        const Colour ink = step.state == Step::State::current ? t.blue : t.ink;
        paint_line(step.label, style, x + mark + 7, y + (h - line_px(TextSize::interface)) / 2, ink);
        const std::string said = step.label + (step.state == Step::State::done ? ", done" : step.state == Step::State::current ? ", current step" : ", to come");
        const Rect rect{x, y, w, h};
        const ImGuiID item = mix_ids(id, static_cast<ImGuiID>(number), 23);
        semantics::push({.id = item, .role = Role::list_item, .flags = step.state == Step::State::current ? semantics::flag_current : 0U, .rect = rect});
        if (step.href.empty())
            semantics::record({.id = ImHashStr("text", 0, item), .role = Role::paragraph, .rect = rect, .name = said, .font = font_bits(style)});
        else
            semantics::record({.id = ImHashStr("link", 0, item), .role = Role::link, .rect = rect, .name = said, .value = step.href, .font = font_bits(style)});
        semantics::pop();
        x += w;
        if (one_line && number < static_cast<int>(steps.size())) {
            fill({x + 12, std::floor(y + h / 2 - 1), connector, 2}, step.state == Step::State::done ? t.green : t.line_strong);
            x += connector + 24;
        } else {
            x += 16;
        }
    }
    float height = y + h - slot.y;
    semantics::set_rect(id, {slot.x, slot.y, width, height});
    semantics::pop();
    if (!missing.empty()) {
        const TextBlock block = shape(missing, missing_style, missing_width <= width ? 0 : width - 20);
        const float box_width = std::min(width, block.width + 20);
        const float box_height = block.height + 4;
        const float bx = beside ? slot.x + width - box_width : slot.x;
        const float by = beside ? slot.y + std::floor((h - box_height) / 2) : slot.y + height + 6;
        fill({bx, by, box_width, box_height}, t.amber_soft, block.lines.size() > 1 ? 8.0F : box_height / 2);
        paint_block(block, missing, missing_style, bx + 10, by + 2, t.amber);
        semantics::record({.id = ImHashStr("missing", 0, id), .role = Role::paragraph, .rect = {bx, by, box_width, box_height}, .name = missing,
                           .font = font_bits(missing_style)});
        if (!beside) height += 6 + box_height;
    }
    memo(id).height = height;
    ImGui::PopID();
    end_slot(slot, width, height);
}

void plain_page(std::string_view product, float width, const Body& content)
{
    whole_page([&] {
        const Surroundings& s = surroundings();
        PageChrome chrome;
        chrome.product = std::string(product);
        const float h = bar_height();
        fill({0, 0, s.width, h}, tokens().surface);
        hline(0, h - 1, s.width, tokens().line);
        semantics::push({.id = id_of("##banner"), .role = Role::banner, .rect = {0, 0, s.width, h}});
        product_mark(chrome, 16, 0, h - 1);
        semantics::pop();
        semantics::push({.id = id_of("##main"), .role = Role::main, .rect = {0, h, s.width, s.height - h}});
        const float margin = s.width < 600 ? 16 : 24;
        const float room = s.width - surroundings().scrollbar;
        const float inner = std::min(width, room - 2 * margin);
        const float x = std::floor((room - inner) / 2);
        scroller(id_of("##content"), {0, h, s.width, s.height - h},
                 {.name = "Content", .role = Role::region, .gap = 16, .padding_left = x, .padding_top = 32, .padding_right = std::max(0.0F, room - x - inner), .padding_bottom = 32},
                 content);
        semantics::pop();
    });
}

}  // namespace assent::ui
