#include "client/views/host.hpp"

namespace assent::views {

Key ViewContext::submit(Command command) { return host.submit(std::move(command)); }

void ViewContext::submit(Form& form, Command command)
{
    form.forget_errors();
    form.sent = host.submit(std::move(command));
}

bool ViewContext::accepted(Form& form)
{
    if (!form.sent) return false;
    switch (copy.state_of(form.sent)) {
    case sync::CommandState::accepted:
        form.clear();
        form.open = false;
        return true;
    case sync::CommandState::refused:
        if (const auto* error = copy.refusal_of(form.sent)) form.fail(error->field, error->message);
        host.dismiss(form.sent);  // it is told here, with the words still in the form
        form.sent = {};
        return false;
    case sync::CommandState::none:
        if (!host.in_hand(form.sent)) form.sent = {};
        return false;
    default: return false;
    }
}

void ViewContext::dismiss(const Key& key) { host.dismiss(key); }

Result<void> ViewContext::may_do(Activity activity) const
{
    if (!plan) return refuse(Errc::not_found, "Open a plan first.");
    if (!definition) return refuse(Errc::not_found, "The workflow of this plan cannot be read.");
    return workflow::may_do(tenant, *plan, *definition, me.id, activity);
}

std::string_view ViewContext::why_not(Activity activity) const
{
    const auto result = may_do(activity);
    return result ? std::string_view{} : keep(result.error().message);
}

std::string_view ViewContext::why_not(Right right) const
{
    const auto result = may(me, right);
    return result ? std::string_view{} : keep(result.error().message);
}

std::string_view ViewContext::keep(std::string text) const { return host.keep(std::move(text)); }

const VersionText* ViewContext::version_text(VersionId version, std::string* failure)
{
    if (const auto found = copy.versions.find(version); found != copy.versions.end()) return &found->second;
    if (const auto failed = copy.failures.find("GetVersion/" + version.text()); failed != copy.failures.end()) {
        if (failure) *failure = failed->second;
        return nullptr;
    }
    if (plan) host.core().want_version(plan->id, version);
    return nullptr;
}

const PlanAt* ViewContext::plan_at(std::uint64_t sequence, std::string* failure)
{
    if (!plan) return nullptr;
    if (const auto here = copy.past_of.find(plan->id); here != copy.past_of.end() && here->second == sequence) return &copy.past.at(plan->id);
    if (const auto failed = copy.failures.find("GetPlanAt/" + plan->id.text() + "/" + std::to_string(sequence)); failed != copy.failures.end()) {
        if (failure) *failure = failed->second;
        return nullptr;
    }
    host.core().want_plan_at(plan->id, sequence);
    return nullptr;
}

const sync::HistoryPages& ViewContext::history()
{
    static const sync::HistoryPages none;
    if (!plan) return none;
    host.core().want_history(plan->id, false);
    const auto found = copy.histories.find(plan->id);
    return found == copy.histories.end() ? none : found->second;
}

void ViewContext::more_history()
{
    if (plan) host.core().want_history(plan->id, true);
}

std::string ViewContext::name_or_you(PersonId person) const
{
    if (!person) return "Nobody of the organisation";  // an administrator's command, a link, a consultation's page
    return name_of(person) + (person == me.id ? " (you)" : "");
}

std::string ViewContext::href(Screen screen, app::Query query) const
{
    return app::path_of(route.slug, screen, route.plan, std::move(query));
}

std::string ViewContext::href(Screen screen, PlanId of, app::Query query) const
{
    return app::path_of(route.slug, screen, of, std::move(query));
}

std::string ViewContext::exported(std::string_view form) const
{
    return "/export/" + app::percent_encode(route.slug) + "/" + (plan ? plan->id.text() : std::string()) + std::string(form);
}

std::string ViewContext::href_with(std::string_view name, std::string_view value) const
{
    Route changed = host.route();
    changed.query[std::string(name)] = std::string(value);
    return app::print(changed);
}

void ViewContext::navigate(std::string path) { host.navigate(std::move(path)); }

void ViewContext::set_query(std::string_view name, std::string_view value) { host.replace(href_with(name, value)); }

Form& ViewContext::form(std::string_view name) { return host.form(name); }

bool ViewContext::shortcut(std::string_view keys) { return host.shortcut(keys); }

std::string& ViewContext::look(std::string_view name) { return host.look(name); }

void ViewContext::page(const ScreenBody& body) { host.page(body); }

std::array<std::uint8_t, 16> ViewContext::random() { return host.random(); }

}  // namespace assent::views
