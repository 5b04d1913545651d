#include "client/app/painted.hpp"

#include <algorithm>
#include <cstring>

namespace assent::app {

/// Makes `kept` what the lists hold one after the other, as `part` gives it; whether it was other before.
template<class Item, class Part>
static bool replace(std::vector<Item>& kept, const ImVector<ImDrawList*>& lists, Part part)
{
    std::size_t at = 0;
    bool other = false;
    for (const ImDrawList* list : lists) {
        const ImVector<Item>& items = part(*list);
        const auto count = static_cast<std::size_t>(items.Size);
        other = other || at + count > kept.size() || std::memcmp(kept.data() + at, items.Data, count * sizeof(Item)) != 0;
        if (other) {
            kept.resize(std::max(kept.size(), at + count));
            std::copy_n(items.Data, count, kept.begin() + static_cast<std::ptrdiff_t>(at));
        }
        at += count;
    }
    other = other || at != kept.size();
    kept.resize(at);
    return other;
}

bool Painted::changes_with(const ImDrawData& next, const ui::Colour& page)
{
    bool other = !known_ || next.DisplaySize.x != size_.x || next.DisplaySize.y != size_.y ||
                 next.FramebufferScale.x != scale_.x || next.FramebufferScale.y != scale_.y || page != page_;
    known_ = true;
    size_ = next.DisplaySize;
    scale_ = next.FramebufferScale;
    page_ = page;
    std::vector<int> commands_of;
    for (const ImDrawList* list : next.CmdLists) commands_of.push_back(list->CmdBuffer.Size);
    other = commands_of != commands_of_ || other;
    commands_of_ = std::move(commands_of);
    other = replace(vertices_, next.CmdLists, [](const ImDrawList& list) -> auto& { return list.VtxBuffer; }) || other;
    other = replace(indices_, next.CmdLists, [](const ImDrawList& list) -> auto& { return list.IdxBuffer; }) || other;
    other = replace(commands_, next.CmdLists, [](const ImDrawList& list) -> auto& { return list.CmdBuffer; }) || other;
    return other || (next.Textures && std::any_of(next.Textures->begin(), next.Textures->end(),
                                                  [](const ImTextureData* texture) { return texture->Status != ImTextureStatus_OK; }));
}

}  // namespace assent::app
