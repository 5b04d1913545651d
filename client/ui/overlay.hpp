#pragma once
// Layers over the page: dialogs, confirmations, toasts and announcements. They may be called from anywhere in a view.
#include <string>
#include <string_view>

#include "client/ui/layout.hpp"

namespace assent::ui {

struct Dialog {
    float width{560};
    std::string_view description{};  ///< a sentence under the title
    bool alert{false};               ///< asks for an answer before anything else
};
/// Drawn while open is true; Escape, the close button or the body set it to false. The rest of the page is inert, the
/// focus stays inside and returns to where it was. Buttons belong at the end of the body, in dialog_buttons().
void dialog(std::string_view title, bool& open, const Dialog& options, const Body& body);
/// The row of buttons at the end, at the right; under 600 px one below the other.
void dialog_buttons(const Body& body);

struct Confirm {
    std::string_view title;
    std::string_view text;
    std::string_view confirm_label;       ///< a verb: "Withdraw the plan"
    std::string_view cancel_label{"Cancel"};
    bool danger{false};
};
/// True once, when confirmed; open is false after either answer.
bool confirm(std::string_view key, bool& open, const Confirm& options);

/// A quiet word at the bottom for six seconds, also announced.
void toast(std::string_view text, Tone tone = Tone::ink);
/// Only announced: what has changed without moving the focus (polite), or what went wrong (alert).
void announce(std::string_view text);
void announce_alert(std::string_view text);
/// Puts text on the clipboard; to be called in answer to a press.
void copy_to_clipboard(std::string_view text);

}  // namespace assent::ui
