// What the widgets of one frame share and what reaches them from the page: its size, the focus, when to draw again.
#include <algorithm>
#include <utility>

#include "client/ui/controls.hpp"
#include "client/ui/internal.hpp"

namespace assent::ui::internal {
namespace {

Surroundings around;
double wake_at = -1;
bool focus_visible = false;
Hooks page_hooks;
bool field_focused = false, field_submitted = false;
bool focus_the_next = false;
bool address_changed = false;

}  // namespace

void set_surroundings(const Surroundings& s) { around = s; }
const Surroundings& surroundings() { return around; }

void begin_ui()
{
    begin_layout();
    begin_layers();
    begin_painting();
    wake_at = -1;
}

double end_ui()
{
    draw_toasts();
    run_after_page();
    return wake_at;
}

void wake_in(double ms) { wake_at = wake_at < 0 ? ms : std::min(wake_at, ms); }

bool keyboard_focus(NodeId id) { return focus_visible && semantics::focused() == id; }
void set_keyboard_focus(bool visible) { focus_visible = visible; }
Hooks& hooks() { return page_hooks; }
void set_last_focused(bool focused) { field_focused = focused; }
void set_submitted(bool submitted) { field_submitted = submitted; }

void route_changed() { address_changed = true; }
bool take_route_changed() { return std::exchange(address_changed, false); }
bool take_focus_next() { return std::exchange(focus_the_next, false); }

}  // namespace assent::ui::internal

namespace assent::ui {
bool last_focused() { return internal::field_focused; }
bool submitted() { return internal::field_submitted; }
void focus_next() { internal::focus_the_next = true; }
}  // namespace assent::ui
