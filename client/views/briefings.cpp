// Briefings: the key messages of a version, typed once, and the pack that the server prepares from them for every
// forum.
#include <algorithm>

#include "client/views/record_parts.hpp"
#include "client/views/socialisation_parts.hpp"

namespace assent::views {

using ui::Tone;

namespace {

Form& briefing_form(ViewContext& context)
{
    return context.form("briefing/" + context.plan->id.text());
}

std::string pack_href(const ViewContext& context, const Briefing& briefing, bool save)
{
    return context.exported(".briefing.html?id=" + briefing.id.text() + (save ? "&save=yes" : ""));
}

std::size_t times_used(const Plan& plan, BriefingId briefing)
{
    return static_cast<std::size_t>(
        std::count_if(plan.occasions.begin(), plan.occasions.end(),
                      [&](const Occasion& occasion) { return occasion.briefing == briefing; }));
}

void open_briefing(ViewContext& context)
{
    Form& form = briefing_form(context);
    const auto* latest = latest_version(*context.plan);
    form.propose("version", latest ? latest->id.text() : "");
    form.propose("extent", "whole");
    // What the last one said is where the next one starts.
    if (!context.plan->briefings.empty())
        form.propose("messages", joined_lines(context.plan->briefings.back().key_messages));
    form.open = true;
}

void show_briefing(ViewContext& context, const Briefing& briefing)
{
    const Plan& plan = *context.plan;
    const std::string title = "Briefing " + std::to_string(briefing.number),
                      note = version_words(plan, briefing.version);
    ui::card(briefing.id.text(), {.title = title, .note = note}, [&] {
        ui::list("messages", {.gap = 4}, [&] {
            for (std::size_t i = 0; i < briefing.key_messages.size(); ++i)
                ui::list_item(std::to_string(i),
                              [&] { ui::hanging("•", {}, false, [&] { ui::text(briefing.key_messages[i]); }); });
        });
        const auto used = times_used(plan, briefing.id);
        ui::small("Prepared by " + context.name_or_you(briefing.prepared_by) + " on " +
                  local_date(briefing.prepared_at).text() + ". " +
                  (used == 0 ? std::string("Not used at an event yet.")
                             : "Used at " + counted(used, "event", "events") + ".") +
                  (briefing.parts.empty()
                       ? ""
                       : " About " + counted(briefing.parts.size(), "part", "parts") + " of the version."));
        ui::row([&] {
            ui::link("Read or print the pack", pack_href(context, briefing, false),
                     {.native = true, .as_button = true, .description = context.keep(title)});
            ui::link("Download it", pack_href(context, briefing, true),
                     {.native = true, .as_button = true, .description = context.keep(title)});
        });
    });
}

void submit_briefing(ViewContext& context, Form& form)
{
    form.forget_errors();
    Briefing briefing;
    briefing.id = context.new_id<BriefingId>();
    briefing.key_messages = lines_of(form["messages"]);
    if (briefing.key_messages.empty()) form.fail("key_messages", "Enter at least one key message.");
    const auto version = VersionId::parse(form["version"]);
    if (!version) form.fail("version", "Choose the version the briefing is about.");
    if (version && form["extent"] == "parts") {
        briefing.parts = elements_of(parts_of_version(context, *version), form.list("parts"));
        if (briefing.parts.empty()) form.fail("parts", "Choose at least one part, or the whole version.");
    }
    if (form.has_errors()) return;
    briefing.version = *version;
    context.submit(form, PrepareBriefing{context.plan->id, std::move(briefing)});
}

} // namespace

std::string briefing_words(const Plan& plan, BriefingId briefing)
{
    const auto* found = find_briefing(plan, briefing);
    return found ? "Briefing " + std::to_string(found->number) : std::string("none");
}

void show_briefings(ViewContext& context)
{
    const Plan& plan = *context.plan;
    const auto reason = plan.versions.empty() ? std::string_view("A briefing is about a version. Cut one first.")
                                              : context.why_not(Activity::record_event);
    if (plan.briefings.empty()) {
        if (ui::empty_state({.title = "No briefing has been prepared",
                             .text = "A briefing gives every forum the same key messages. The rest of the pack, what "
                                     "changed and where to send feedback, is made from the version.",
                             .action = "Prepare a briefing",
                             .disabled_reason = reason}))
            open_briefing(context);
        return;
    }
    ui::row([&] {
        ui::secondary("A briefing is never edited. A new one gets the next number, and events keep the one they used.");
        ui::push_right();
        if (ui::button("Prepare a briefing", {.disabled_reason = reason, .opens_dialog = true})) open_briefing(context);
    });
    for (auto briefing = plan.briefings.rbegin(); briefing != plan.briefings.rend(); ++briefing)
        show_briefing(context, *briefing);
}

void briefing_dialog(ViewContext& context)
{
    Form& form = briefing_form(context);
    ui::dialog("Prepare a briefing", form.open,
               {.width = 640, .description = "The same key messages for every forum that is shown this version."}, [&] {
                   ui::select("Version", version_choices(*context.plan), form["version"],
                              {.error = form.error_of("version"), .required = true});
                   ui::text_area("Key messages", form["messages"],
                                 {.help = "One a line, 20 at most.",
                                  .error = form.error_of("key_messages"),
                                  .required = true,
                                  .rows = 6});
                   ui::radio_group("What it is about", {{"whole", "The whole version"}, {"parts", "Chosen parts"}},
                                   form["extent"], {.side_by_side = true, .error = form.error_of("parts")});
                   if (form["extent"] == "parts") {
                       const auto parts = part_choices(
                           parts_of_version(context, VersionId::parse(form["version"]).value_or(VersionId{})));
                       if (parts.empty())
                           ui::skeleton(3);
                       else
                           ui::checkbox_group("Parts", parts, form.list("parts"));
                   }
                   form_error(form);
                   ui::dialog_buttons([&] {
                       if (ui::button("Cancel")) form.open = false;
                       if (ui::primary_button("Prepare the briefing", form.waiting_reason()))
                           submit_briefing(context, form);
                   });
               });
    if (context.accepted(form)) ui::toast("The briefing is prepared", Tone::green);
}

} // namespace assent::views
