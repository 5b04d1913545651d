// Settings: how the client looks for this person, and the organisation's people, workflows and log.
#include <algorithm>

#include "client/app/platform.hpp"
#include "client/views/host.hpp"
#include "client/views/letters.hpp"

namespace assent::views {

namespace {

constexpr Role roles[] = {Role::reader,           Role::author,           Role::contributor,         Role::document_owner, Role::finance_reviewer,
                          Role::engagement_lead,  Role::committee_secretary, Role::approver,         Role::provider_contact, Role::administrator};

void appearance()
{
    ui::card("appearance", {.title = "How it looks to you"}, [&] {
        ui::secondary("Kept in this browser.");
        std::string theme = app::theme();
        ui::columns({.min_width = 180, .gap = 12}, {[&] {
                        if (ui::select("Theme", {{"", "As this device"}, {"light", "Light"}, {"dark", "Dark"}, {"contrast", "High contrast"}}, theme)) app::set_theme(theme);
                    },
                    [&] {
                        const float now = ui::preferences().text_scale;
                        std::string scale = now > 1.75F ? "2" : now > 1.375F ? "1.5" : now > 1.1F ? "1.25" : "1";
                        if (ui::select("Text size", {{"1", "100 %"}, {"1.25", "125 %"}, {"1.5", "150 %"}, {"2", "200 %"}}, scale))
                            app::set_text_scale(scale == "2" ? 2.0F : scale == "1.5" ? 1.5F : scale == "1.25" ? 1.25F : 1.0F);
                    }});
        bool wide = ui::preferences().wide_spacing;
        if (ui::checkbox("Wide spacing of lines, words and letters", wide)) app::set_wide_spacing(wide);
    });
}

void people(ViewContext& context)
{
    const auto why = context.why_not(Right::administer);
    const std::string note = std::to_string(context.tenant.people.size());
    ui::card("people", {.title = "People", .note = note}, [&] {
        static const std::vector<ui::Column> columns{{.title = "Name", .min_width = 160, .weight = 2},
                                                     {.title = "Roles", .min_width = 180, .weight = 3},
                                                     {.title = "Acts for", .min_width = 120, .weight = 1},
                                                     {.title = "Change", .min_width = 150, .title_hidden = true}};
        ui::table("People", {.columns = columns, .row_count = context.tenant.people.size(), .card = false, .openable = false}, [&](std::size_t i, ui::Row& row) {
            const auto& person = context.tenant.people[i];
            row.key(person.id.text());
            row.name(context.name_or_you(person.id), person.job_title);
            std::vector<std::string> names;
            for (const auto role : person.roles) names.push_back(capital(words_of(role)));
            if (!person.active)
                row.pill("No longer active", ui::Tone::secondary);
            else
                row.chips(names);
            row.text(person.organisation.empty() ? context.tenant.name : person.organisation);
            row.cell([&] {
                const std::string name = "Change roles of " + person.name;
                if (ui::button("Change roles", {.disabled_reason = why, .name = name, .small = true, .opens_dialog = true})) {
                    context.look("roles_of") = person.id.text();
                    auto& form = context.form("roles");
                    form.clear();
                    for (const auto role : person.roles) form.list("roles").push_back(name_of(role));
                    form["active"] = person.active ? "yes" : "";
                    form.open = true;
                }
            });
        });
    });
}

void roles_dialog(ViewContext& context)
{
    auto& form = context.form("roles");
    if (context.accepted(form)) ui::toast("Roles changed.", ui::Tone::green);
    const auto id = PersonId::parse(context.look("roles_of"));
    const auto* person = id ? find_person(context.tenant, *id) : nullptr;
    if (!person) {
        form.open = false;
        return;
    }
    ui::dialog("Roles of " + person->name, form.open, {.description = "They say what the person may do in this organisation. The change counts at once."}, [&] {
        std::vector<ui::Option> options;
        for (const auto role : roles) options.push_back({name_of(role), capital(words_of(role))});
        ui::checkbox_group("Roles", options, form.list("roles"));
        bool active = !form["active"].empty();
        if (ui::checkbox("Belongs to the organisation", active)) form["active"] = active ? "yes" : "";
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) {
                form.clear();
                form.open = false;
            }
            if (ui::primary_button("Change the roles", form.waiting_reason())) {
                SetRoles command;
                command.person = person->id;
                command.active = !form["active"].empty();
                for (const auto& name : form.list("roles"))
                    if (const auto role = role_named(name)) command.roles.push_back(*role);
                context.submit(form, std::move(command));
            }
        });
    });
}

void workflows(ViewContext& context)
{
    ui::card("workflows", {.title = "Workflows"}, [&] {
        if (context.copy.tenant.workflows.empty()) ui::secondary("No workflow has been adopted yet.");
        ui::list("workflows", {.ruled = true}, [&] {
            for (const auto& parsed : context.copy.workflows)
                ui::list_item(parsed.hash.hex(), [&] {
                    ui::inset(0, 2, 0, 2, [&] {
                        if (!parsed.definition) {
                            ui::callout(ui::Tone::red, parsed.error);
                            return;
                        }
                        const auto& definition = *parsed.definition;
                        const auto used = std::count_if(context.tenant.plans.begin(), context.tenant.plans.end(),
                                                        [&](const Plan& plan) { return plan.workflow_hash == parsed.hash; });
                        ui::stack(2, [&] {
                            ui::text(definition.title, {.weight = ui::Weight::medium});
                            ui::secondary(std::to_string(definition.states.size()) + " states, " + std::to_string(definition.transitions.size()) +
                                          " steps, " + std::to_string(definition.committees.size()) + " committees; used by " + std::to_string(used) +
                                          (used == 1 ? " plan" : " plans"));
                            ui::small("Content " + parsed.hash.short_text());
                        });
                    });
                });
        });
    });
}

void record(ViewContext& context)
{
    ui::card("record", {.title = "The organisation's log"}, [&] {
        ui::fact("Events", std::to_string(context.tenant.sequence));
        if (context.tenant.at.micros) ui::fact("Last event", local_text(context.tenant.at));
        if (!context.copy.saved_root.is_zero()) {
            ui::fact("Your last receipt", local_text(context.copy.saved_at));
            ui::fact("Tree of " + std::to_string(context.copy.saved_tree_size) + " events", context.copy.saved_root.short_text());
        }
        ui::small("Every change is an entry that cannot be altered afterwards without the receipts given out showing it.");
    });
}

}  // namespace

void show_settings(ViewContext& context)
{
    ScreenBody body;
    body.title = "Settings";
    body.head = [&] { ui::page_head({.title = "Settings", .subtitle = context.tenant.name}); };
    body.content = [&] {
        ui::columns({.weights = {1, 1}, .min_width = 320, .gap = 16, .equal_heights = true}, {[&] { appearance(); }, [&] { record(context); }});
        ui::card("organisation", {.title = "Organisation"}, [&] {
            ui::fact("Name", context.tenant.name);
            ui::fact("Kind", context.tenant.body_type.empty() ? (context.tenant.kind == TenantKind::partnership ? "Partnership" : "Organisation") : context.tenant.body_type);
            std::string members;
            for (const auto& member : context.tenant.members) members += (members.empty() ? "" : ", ") + member;
            if (!members.empty()) ui::fact("Members", members);
        });
        people(context);
        workflows(context);
    };
    context.page(body);
    roles_dialog(context);
}

}  // namespace assent::views
