#pragma once
// What can be pressed and filled in. Every control has a name; "Approve (3)###approve" keeps its identity when the name
// changes. A control that may not be used now says why: disabled_reason keeps it focusable and readable.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/ui/layout.hpp"

namespace assent::ui {

enum class ButtonKind : std::uint8_t { secondary, primary, quiet, danger };
struct ButtonOptions {
    ButtonKind kind{ButtonKind::secondary};
    std::string_view disabled_reason{};  ///< a sentence; empty when it may be pressed
    std::string_view description{};      ///< more than the label says
    std::string_view name{};             ///< accessible name if it must say more; has to contain the label
    bool fill{false};                    ///< as wide as its container
    bool small{false};
    std::optional<bool> pressed{};       ///< for a toggle
    bool opens_dialog{false};
};
bool button(std::string_view label);
bool button(std::string_view label, const ButtonOptions& options);
bool primary_button(std::string_view label, std::string_view disabled_reason = {});
/// A 32 px square with a mark; the name is read out and shown as a tooltip.
enum class Icon : std::uint8_t { close, menu, more, up, down, left, right, search, tick, plus, edit, refresh };
bool icon_button(Icon icon, std::string_view name, std::string_view disabled_reason = {});

struct LinkOptions {
    bool native{false};   ///< the browser follows it: downloads, server pages
    bool as_button{false};
    bool primary{false};  ///< with as_button
    std::string_view description{};
    TextStyle style{TextSize::interface, Weight::regular, Tone::blue};
};
/// A true link: a plain press goes to Program::on_route(), with modifiers it is the browser's.
void link(std::string_view label, std::string_view href);
void link(std::string_view label, std::string_view href, const LinkOptions& options);

struct MenuItem {
    std::string label;
    std::string key{};              ///< what menu_button() answers; the label if empty
    std::string href{};             ///< a link instead
    std::string disabled_reason{};
    std::string note{};             ///< second line
    bool checked{false};
    bool danger{false};
    bool native{false};             ///< with href: the browser follows it
};
/// Opens a menu; answers the chosen item's key once.
std::optional<std::string> menu_button(std::string_view label, const std::vector<MenuItem>& items, const ButtonOptions& options = {});

struct Option {
    std::string value;
    std::string label;
};
struct SelectOptions {
    bool label_hidden{false};     ///< the label is read, not shown
    bool label_inside{false};     ///< shown as "Label: value" within the control (filters)
    std::string_view help{};
    std::string_view error{};
    std::string_view disabled_reason{};
    bool required{false};
    float width{0};               ///< 0: as wide as the container in a stack, as needed in a row
};
/// A native list of choices; true when value changed.
bool select(std::string_view label, const std::vector<Option>& options, std::string& value, const SelectOptions& how = {});
bool checkbox(std::string_view label, bool& value, std::string_view disabled_reason = {}, std::string_view help = {});
/// A checkbox whose name is read, not shown: in front of a row of a table.
bool tick(std::string_view name, bool& value);
struct RadioOptions {
    bool label_hidden{false};
    bool side_by_side{false};
    std::string_view help{};
    std::string_view error{};
    std::string_view disabled_reason{};
};
bool radio_group(std::string_view label, const std::vector<Option>& options, std::string& value, const RadioOptions& how = {});
/// Several of many: a group of checkboxes; true when values changed.
bool checkbox_group(std::string_view label, const std::vector<Option>& options, std::vector<std::string>& values, std::string_view help = {});

struct FieldOptions {
    bool label_hidden{false};
    std::string_view help{};          ///< below the label, part of the description
    std::string_view error{};         ///< what is wrong and what to do, tied to the field
    std::string_view placeholder{};   ///< an example, never the label
    std::string_view disabled_reason{};
    bool required{false};
    bool read_only{false};
    bool spellcheck{true};
    std::string_view input_mode{};    ///< "decimal", "email", …
    std::string_view autocomplete{"off"};
    std::string_view language{};      ///< BCP 47
    std::size_t length_max{0};        ///< UTF-16 units; 0: no bound
    int rows{3};                      ///< text areas: height at least; they grow with the text
    float width{0};
    bool marks{false};                ///< text areas: lists, bold, italic and links, with buttons above for them
    bool submit_on_enter{false};      ///< single line: Enter is reported by submitted()
};
/// True when value changed. Values are UTF-8.
bool text_field(std::string_view label, std::string& value, const FieldOptions& how = {});
bool text_area(std::string_view label, std::string& value, const FieldOptions& how = {});
bool search_field(std::string_view label, std::string& value, const FieldOptions& how = {});
/// ISO 8601, "2026-11-22", or empty.
bool date_field(std::string_view label, std::string& value, const FieldOptions& how = {});
/// Whether the field drawn last has the focus; whether Enter was pressed in it.
bool last_focused();
bool submitted();

/// One change of a text that others may be changing too; positions count Unicode scalar values.
struct TextEdit {
    std::size_t position{};
    std::size_t removed{};
    std::string inserted;
    bool operator==(const TextEdit&) const = default;
};
struct SharedTextResult {
    std::vector<TextEdit> edits;  ///< apply to the text that was passed in, in this order, at once
    int undo{0};                  ///< -2: take back the person's last two changes, 1: do one again
    bool focused{false};
    bool moved{false};            ///< the caret or the selection did; then where they are now:
    std::uint32_t caret{};
    std::uint32_t other_end{};
};
/// One of the others in the text. All positions are Unicode scalars.
struct RemoteCaret {
    std::string name;
    std::size_t position{};
    std::size_t other_end{};  ///< of what they have selected; the position if nothing is
    bool show_name{true};
};
/// Words that one of the others has just written.
struct FreshRun {
    std::string name;
    std::size_t position{};
    std::size_t count{};
};
struct Others {
    std::vector<RemoteCaret> carets{};
    std::vector<FreshRun> fresh{};
    /// Who wrote the character at a position and when, in a few words; asked for once the pointer rests on one. May be empty.
    std::function<std::string(std::size_t)> about_words{};
};
/// A text that several people edit: draws the document's text, gives back what this person changed in it. The caret and
/// a composition survive the changes of others.
SharedTextResult shared_text_area(std::string_view label, std::string_view document_text, const FieldOptions& how = {}, const Others& others = {});

struct Upload {
    enum class State : std::uint8_t { idle, sending, done, failed };
    State state{State::idle};
    float fraction{};
    int status{};            ///< HTTP status; 0 when the server was not reached
    std::string file_name;
    std::string answer;      ///< the body, JSON
    bool just_finished{false};
};
struct UploadOptions {
    std::string_view url;     ///< the file is sent by POST as the body; its name in the query "name"
    std::string_view accept{};
    std::string_view help{};
    std::string_view error{};
    std::uint64_t bytes_max{50'000'000};
    std::string_view disabled_reason{};
    std::uint32_t again{};    ///< another number than in the frame before: the same file is sent again, to the url as it is now
};
/// A visible file choice that is also a place to drop files. The file goes to the server, never through our memory.
Upload file_field(std::string_view label, const UploadOptions& options);

/// A row of tabs; current is the key. With hrefs they are links that keep their address.
struct TabItem {
    std::string label;
    std::string key;
    std::string count{};
    std::string href{};
};
bool tabs(std::string_view name, const std::vector<TabItem>& items, std::string& current);

/// Puts the focus on the heading or control that is drawn next.
void focus_next();

}  // namespace assent::ui
