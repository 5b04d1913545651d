#pragma once
// What the widgets share: the stack of containers being laid out, text measuring and painting, press areas. Only
// client/ui/*.cpp and client/app/ include this; it is the only header that shows Dear ImGui.
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <imgui.h>
#include <imgui_internal.h>

#include "client/ui/layout.hpp"
#include "client/ui/semantics.hpp"
#include "client/ui/theme.hpp"

namespace assent::ui::internal {

using semantics::Node;
using semantics::NodeId;
using semantics::Rect;
using semantics::Role;

// ---- colours and text --------------------------------------------------------------------------------------------
inline ImU32 colour(Colour c) { return IM_COL32(c.r, c.g, c.b, c.a); }

struct TextLine {
    std::size_t begin{}, end{};  // bytes
    float width{};
};
struct TextBlock {
    std::vector<TextLine> lines;
    float width{};   // of the widest line
    float height{};  // lines times line height
};
/// Breaks at spaces and after hyphens, and inside words that are longer than a line. width 0: one line a paragraph.
TextBlock shape(std::string_view text, const TextStyle& style, float width);
/// The same for words of several weights: each part says where it ends, the last one at the text's end.
struct WeightedPart {
    std::size_t end{};  // bytes
    Weight weight{};
};
TextBlock shape(std::string_view text, const TextStyle& style, const std::vector<WeightedPart>& parts, float width);
float text_width(std::string_view text, const TextStyle& style);
/// The same, not rounded up: for what is set beside other words.
float text_advance(std::string_view text, const TextStyle& style);
void paint_block(const TextBlock& block, std::string_view text, const TextStyle& style, float x, float y, Colour colour);
/// One line, its line box's top left at x, y; cut with an ellipsis at width_max if that is above 0.
void paint_line(std::string_view text, const TextStyle& style, float x, float y, Colour colour, float width_max = 0);
std::uint32_t font_bits(const TextStyle& style);
/// The fonts, by Weight; client/app/frame.cpp loads them.
void set_fonts(ImFont* regular, ImFont* medium, ImFont* semibold);
/// Painted size of a text in ImGui's measure (ascent plus descent) for a CSS size.
float imgui_size(float css_px);

// ---- layout ------------------------------------------------------------------------------------------------------
struct Line {
    float width{}, height{};
    float tail{};       // width from push_right() to the end
    bool pushed{};
};
/// What a container measured in the last frame; alignment needs it before its content is known.
struct Memo {
    std::vector<Line> lines;
    float width{}, height{};
    std::vector<float> heights;  // tables: of the rows
    float average{};
    std::string key;
    bool open{};
    ImGuiID hovered{};  // tables: the row under the pointer; shared texts: the character
};
struct Container {
    bool is_row{};
    ImGuiID id{};
    int children{};
    float left{}, right{}, top{};
    float x{}, y{};
    float shift{};
    float gap{};
    bool first{true};
    Align align{Align::start}, vertical{Align::centre};
    bool wrap{true};
    std::size_t line{};
    Line current{};
    float pushed_at{-1};
    float bottom{}, extent{};
    float next_width{0};
    float min_height{0};
    float wish{};          // room all of it would like: a row on one line, a stack without wrapping
    float pending_wish{};  // of the slot that is open
    float stretch{0};  // how far a card was drawn beyond its content to reach min_height
    bool ruled{};
    int ruled_count{};
    bool ends_in_tabs{};  // the last thing was a row of tabs, which stands on the line below
    Memo* memo{};
};
struct Slot {
    float x{}, y{}, width{};
};

Container& here();
bool inside();
/// One id of several. Not ImHashData: a CRC seeded with the id that comes first in its data cancels it out.
ImGuiID mix_ids(ImGuiID a, ImGuiID b, ImGuiID salt);
ImGuiID child_id();
Memo& memo(ImGuiID id);
/// An id for a text or structure record, by its place in the container.
ImGuiID auto_id();
ImGuiID id_of(std::string_view label);
std::string_view shown(std::string_view label);

/// Reserves room; end_slot() commits what was used. In a row a slot moves to the next line if width does not fit.
Slot begin_slot(float width, float height_guess);
void end_slot(const Slot& slot, float width, float height);
Rect place(float width, float height);
/// Room for something that can shrink: natural width if it fits, else what is left (or the next line).
float fit_width(float natural, float least = 160);
float take_next_width();
/// Before end_slot() or place(): the width this would have taken, had there been room.
void wish(float natural);

/// Runs body in a stack at a place of its own; answers the height used.
float run_stack(ImGuiID id, float x, float y, float width, float gap, const Body& body, float min_height = 0);
struct Used {
    float width{}, height{}, stretch{};
    bool ends_in_tabs{};
    float wish{};
};
Used run_stack_used(ImGuiID id, float x, float y, float width, float gap, const Body& body, float min_height = 0);

// ---- painting and pressing ---------------------------------------------------------------------------------------
ImDrawList& paper();
void fill(const Rect& rect, Colour colour, float radius = 0);
void outline(const Rect& rect, Colour colour, float radius = 0, float thickness = 1);
void hline(float x, float y, float width, Colour colour);
/// Draws before what was drawn since begin_behind().
class Behind {
public:
    Behind();
    ~Behind();
    /// From here until the end of the object's life things are drawn behind.
    void behind();
    void front();
    Behind(const Behind&) = delete;
    Behind& operator=(const Behind&) = delete;

private:
    ImDrawListSplitter* splitter_;
};

struct Press {
    ImGuiID id{};
    bool hovered{}, held{}, pressed{};
};
/// The pointer's part of a control; the caller records and takes the twin's click.
Press press_area(ImGuiID id, const Rect& rect, std::string_view label, bool enabled = true);
/// Whether the pointer is over a control that the browser handles by itself.
bool hovering(ImGuiID id, const Rect& rect);
bool in_view(const Rect& rect);

enum class Mark : std::uint8_t { chevron_down, chevron_up, chevron_left, chevron_right, cross, tick, search, menu, more, plus, pencil, refresh, arrow_up, arrow_down };
void paint_mark(Mark mark, float cx, float cy, float size, Colour colour, float thickness = 1.6F);

/// A tooltip for the item drawn last, when hovered long enough or focused from the keyboard.
void tooltip_for(ImGuiID id, const Rect& rect, bool hovered, std::string_view text);
/// The same in two steps, for words that take long to find: whether it is to be shown in this frame, and showing it. To be
/// asked with `wanted` false, once, when the pointer has left.
bool tooltip_due(ImGuiID id, bool hovered, bool wanted);
enum class TooltipSays : std::uint8_t { what_is_recorded, something_new };
void show_tooltip(const Rect& rect, std::string_view text, TooltipSays says);

// ---- scrollers and layers ----------------------------------------------------------------------------------------
struct Scroller {
    std::string_view name;
    Role role{Role::scroller};
    std::uint32_t flags{};
    float gap{0};
    bool horizontal{};
    bool to_top{};
    float content_width{};  // horizontal: at least
    float padding_left{}, padding_top{}, padding_right{}, padding_bottom{};
    std::optional<Colour> background{};
};
/// A region that the browser scrolls; body is laid out in its content. Answers the content's height.
float scroller(ImGuiID id, const Rect& rect, const Scroller& how, const Body& body);
/// Content of this region as it was last frame.
float scroller_content_height(ImGuiID id);

/// Runs body over everything else, in a window of its own.
void layer(const char* key, const Rect& rect, bool takes_pointer, const Body& body);
/// Layers asked for in this frame, drawn after the page.
void after_page(Body draw);
void run_after_page();

// ---- the frame ---------------------------------------------------------------------------------------------------
struct Surroundings {
    float width{}, height{};
    float scrollbar{};  // width of the browser's scroll bars, 0 if they lie over the content
    double now_ms{};
};
void set_surroundings(const Surroundings& s);
const Surroundings& surroundings();
/// At the beginning of a frame, each in the file of what it begins.
void begin_layout();
void begin_painting();
void begin_layers();
void begin_ui();
/// Draws layers; answers in how many ms another frame is wanted: 0 now, negative never.
double end_ui();
void wake_in(double ms);
bool keyboard_focus(NodeId id);
void set_keyboard_focus(bool visible);
/// Escape hides tooltips until something else is hovered.
void dismiss_tooltip();

// ---- what the page must do, given by client/app/platform.cpp ------------------------------------------------------
struct Hooks {
    std::function<void(std::string_view)> navigate, announce, alert, copy;
};
Hooks& hooks();

/// The address has changed: what lies open over the page closes.
void route_changed();
bool take_route_changed();
void draw_toasts();

void set_last_focused(bool focused);
void set_submitted(bool submitted);
bool take_focus_next();

}  // namespace assent::ui::internal
