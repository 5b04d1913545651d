// Regions that the browser scrolls, and layers over the page.
#include <algorithm>
#include <cmath>

#include "client/ui/internal.hpp"

namespace assent::ui::internal {
namespace {

std::unordered_map<ImGuiID, float> content_heights;
std::vector<Body> late;

}  // namespace

void begin_layers() { late.clear(); }

float scroller_content_height(ImGuiID id)
{
    const auto found = content_heights.find(id);
    return found == content_heights.end() ? 0 : found->second;
}

float scroller(ImGuiID id, const Rect& rect, const Scroller& how, const Body& body)
{
    if (how.to_top) semantics::act_scroll(id, 0, 0);
    const auto at = semantics::scroll_position(id).value_or(semantics::ScrollPosition{});
    const float bar = how.horizontal ? 0 : surroundings().scrollbar;
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

}  // namespace assent::ui::internal
