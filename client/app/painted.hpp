#pragma once
// What the canvas shows now, so that a frame that would look the same costs no painting: while somebody types in a field of
// the page, most frames do. A canvas that is not painted keeps its picture.
#include <vector>

#include "client/ui/theme.hpp"
#include "imgui.h"

namespace assent::app {

class Painted
{
public:
    /// Whether `next` on a page of that colour looks other than what was painted last, or brings textures up to date.
    /// Takes it as painted: whoever asks paints it when told so.
    bool changes_with(const ImDrawData& next, const ui::Colour& page);

    /// The canvas has lost its picture.
    void forget() { known_ = false; }

private:
    bool known_{};
    ImVec2 size_;
    ImVec2 scale_;
    ui::Colour page_{};
    std::vector<ImDrawVert> vertices_;
    std::vector<ImDrawIdx> indices_;
    std::vector<ImDrawCmd> commands_;
    std::vector<int> commands_of_;  ///< how many each list has
};

}  // namespace assent::app
