// Shapes and marks on the canvas, and the areas of it that a pointer presses.
#include <deque>
#include <initializer_list>

#include "client/ui/internal.hpp"

namespace assent::ui::internal {
namespace {

std::deque<ImDrawListSplitter> splitters;
std::size_t splitters_used = 0;

}  // namespace

void begin_painting() { splitters_used = 0; }

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

}  // namespace assent::ui::internal
