// Pieces that several screens share.
#include <algorithm>

#include "client/views/host.hpp"

namespace assent::views {

ui::Tone tone_of(workflow::Phase phase)
{
    switch (phase) {
    case workflow::Phase::draft: return ui::Tone::secondary;
    case workflow::Phase::socialisation: return ui::Tone::blue;
    case workflow::Phase::feedback: return ui::Tone::purple;
    case workflow::Phase::sign_off: return ui::Tone::amber;
    case workflow::Phase::published: return ui::Tone::green;
    case workflow::Phase::withdrawn: return ui::Tone::red;
    }
    return ui::Tone::secondary;
}

std::string version_line(const Plan& plan)
{
    const auto* version = latest_version(plan);
    if (!version) return plan.imported_version.empty() ? "No version yet" : "No version yet, imported as " + plan.imported_version;
    return (plan.edited_since_version ? "Draft after version " : "Version ") + version->number;
}

void form_error(const Form& form)
{
    const auto words = form.general_error();
    if (!words.empty()) ui::callout(ui::Tone::red, words);
}

void pending_mark(const ViewContext& context, const Key& key)
{
    switch (context.copy.state_of(key)) {
    case sync::CommandState::queued: ui::pill("Kept, not sent yet", ui::Tone::amber); break;
    case sync::CommandState::sent: ui::pill("Sending"); break;
    case sync::CommandState::unknown: ui::pill("Asking the server", ui::Tone::amber); break;
    default: break;
    }
}

}  // namespace assent::views
