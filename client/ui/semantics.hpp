#pragma once
// What the widgets mean, as records: one flat array a frame, which the browser turns into real elements over the canvas
// (client/web/mirror.mjs), and the actions that come back from those elements. Only client/ui/ writes records; a view
// uses widgets.hpp. Everything runs on the browser's one thread.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assent::ui::semantics {

using NodeId = std::uint32_t;  // an ImGui id; 0 is the page itself

/// The element made of a record; client/web/mirror.mjs has the same list in the same order.
enum class Role : std::uint32_t {
    none,
    // structure
    group, banner, navigation, main, complementary, region, section_card, list, list_item, scroller,
    // text
    heading, paragraph, inline_text, inline_insert, inline_delete, inline_mark, inline_strong, inline_emphasis, label_text, image, separator,
    // controls
    button, link, checkbox, radio_group, radio, select, text_field, text_area, search_field, date_field, file_field,
    tab_list, tab, tab_panel, menu, menu_item, progress, combobox, list_box, option, toolbar,
    // tables
    table, row_group, row, column_header, row_header, cell,
    // layers
    dialog, alert_dialog, tooltip, status, form, description_list, term, definition
};

enum Flag : std::uint32_t {
    flag_disabled = 1U << 0,        // aria-disabled: stays focusable, the reason is its description
    flag_checked = 1U << 1,
    flag_selected = 1U << 2,
    flag_current = 1U << 3,         // aria-current
    flag_expanded = 1U << 4,
    flag_collapsed = 1U << 5,
    flag_has_menu = 1U << 6,
    flag_required = 1U << 7,
    flag_invalid = 1U << 8,
    flag_read_only = 1U << 9,
    flag_sort_up = 1U << 10,
    flag_sort_down = 1U << 11,
    flag_sortable = 1U << 12,
    flag_native = 1U << 13,         // a link the browser follows itself (download, server page)
    flag_no_spelling = 1U << 14,
    flag_sticky = 1U << 15,         // above its siblings
    flag_inert = 1U << 16,          // shown, but neither focusable nor named
    flag_mixed = 1U << 17,
    flag_has_dialog = 1U << 18,
    flag_pressed = 1U << 19,        // toggle button that is down
    flag_toggle = 1U << 20,
    flag_multiple = 1U << 21,
    flag_covers = 1U << 22,         // takes the pointer where it lies over others
    flag_label_hidden = 1U << 23,
    flag_horizontal = 1U << 24,     // a scroller that only pans sideways
    flag_scroll_request = 1U << 25, // now/step hold the position C++ wants
    flag_passive = 1U << 26         // no tab stop of its own (roving item that is not current)
};

/// The layout that JavaScript reads from the heap, 32-bit words throughout; keep in step with mirror.mjs.
struct Record {
    NodeId id{};
    NodeId parent{};
    Role role{};
    std::uint32_t flags{};
    std::int32_t level{};      // heading level; aria-rowindex of a row; aria-colindex of a cell
    std::int32_t position{};   // aria-posinset
    std::int32_t set_size{};   // aria-setsize; aria-rowcount of a table
    float x{}, y{}, w{}, h{};  // CSS pixels, relative to the nearest scroller's content
    float min{}, max{};        // progress; a scroller's content size
    float now{}, step{};       // progress; a scroller's wanted position
    std::uint32_t sequence{};  // text fields: how many of the browser's edits the value contains
    std::uint32_t font{};      // TextSize in bits 0-7, Weight in bits 8-15, italic in bit 16
    std::uint32_t name_at{}, name_size{};
    std::uint32_t value_at{}, value_size{};
    std::uint32_t description_at{}, description_size{};
    std::uint32_t options_at{}, options_size{};  // "key=value\n" lines; a select's options one a line
};

struct Rect {
    float x{}, y{}, w{}, h{};
};

/// What a widget says of itself; strings are copied.
struct Node {
    NodeId id{};
    Role role{};
    std::uint32_t flags{};
    Rect rect{};  ///< screen coordinates
    std::string_view name{};
    std::string_view value{};
    std::string_view description{};
    std::string_view options{};
    std::int32_t level{}, position{}, set_size{};
    float min{}, max{}, now{}, step{};
    std::uint32_t sequence{};
    std::uint32_t font{};
};

void begin_frame();
/// Settles the frame: digest, version, missing records.
void end_frame();
/// Adds a record under the current parent. An id used twice in a frame is a fault of the program.
void record(const Node& node);
/// Records and makes it the parent of what follows until pop().
void push(const Node& node);
void pop();
/// Sets the rectangle of an open record, for those that learn their height at the end.
void set_rect(NodeId id, Rect rect);
/// Sets the content size of an open scroller.
void set_content(NodeId id, float width, float height);
/// Records under the page itself until pop_root(): layers such as dialogs and menus.
void push_root();
void pop_root();
/// The origin that rectangles are relative to: the top left of a scroller's content, in screen coordinates.
void push_origin(float x, float y);
void pop_origin();

// ---- actions -----------------------------------------------------------------------------------------------------

struct TextValue {
    std::string text;
    std::string before;        // what the field held before the first of these edits
    std::uint32_t caret{};     // UTF-8 byte position
    std::uint32_t sequence{};  // counts the browser's edits of this field
};
/// Of a field that several people edit, in Unicode scalars.
struct Selection {
    std::uint32_t caret{};
    std::uint32_t other_end{};
};
struct ScrollPosition {
    float x{}, y{};
};

/// True once for each press that came from the keyboard, a screen reader or a script.
bool take_click(NodeId id);
/// The newest number (checkbox, select, radio) set since the last call.
std::optional<float> take_number(NodeId id);
/// The newest text typed since the last call.
std::optional<TextValue> take_text(NodeId id);
/// Where the caret went since the last call.
std::optional<Selection> take_selection(NodeId id);
/// -2: undo twice; 1: redo; 0: neither.
int take_undo(NodeId id);
/// Escape, a press outside, or the close button of a layer.
bool take_dismiss(NodeId id);
/// Enter in a single-line field.
bool take_submit(NodeId id);
/// Where the browser has scrolled this scroller to; empty before it ever did.
std::optional<ScrollPosition> scroll_position(NodeId id);
NodeId focused();
/// Asks the browser to move the focus to this element once it exists.
void request_focus(NodeId id);
NodeId take_focus_request();
/// True while an action waits for the next frame.
bool actions_pending();

// The browser's side, called by client/app/platform.cpp.
void act_click(NodeId id);
void act_number(NodeId id, float value);
void act_text(NodeId id, std::string before, std::string text, std::uint32_t caret, std::uint32_t sequence);
void act_select(NodeId id, std::uint32_t caret, std::uint32_t other_end);
void act_undo(NodeId id, int direction);
void act_dismiss(NodeId id);
void act_submit(NodeId id);
void act_scroll(NodeId id, float x, float y);
void act_focus(NodeId id);

std::uint32_t version();
const std::vector<Record>& records();
const std::string& arena();
/// Items that ImGui handled in view without a record: must be 0.
int missing();
std::string missing_labels();

// Called by ImGui's test hooks.
void hook_item(NodeId id, const char* label, bool visible);

}  // namespace assent::ui::semantics
