// What is done to several items at once: those ticked in the table.
#include <algorithm>

#include "client/views/feedback_log.hpp"

namespace assent::views {

namespace {

Form& bulk_form(ViewContext& context, std::string_view what) { return context.form("bulk/" + std::string(what) + "/" + context.plan->id.text()); }

std::vector<FeedbackId> items_in(Form& form)
{
    std::vector<FeedbackId> items;
    for (const auto& text : form.list("items"))
        if (const auto id = FeedbackId::parse(text)) items.push_back(*id);
    return items;
}

/// After the server took it: nothing stays ticked.
void when_done(ViewContext& context, Form& form, const std::string& words)
{
    if (!context.accepted(form)) return;
    ticked_items(context).clear();
    ui::toast(words, ui::Tone::green);
}

void assign_dialog(ViewContext& context)
{
    Form& form = bulk_form(context, "assign");
    when_done(context, form, "Assigned");
    const auto items = items_in(form);
    ui::dialog("Assign", form.open, {.width = 460, .description = context.keep(counted(items.size(), "item", "items") + " get this owner and date.")}, [&] {
        ui::select("Owner", people_choices(context.tenant, "Nobody yet"), form["owner"], {.error = form.error_of("owner")});
        ui::date_field("Due", form["due"], {.error = form.error_of("due")});
        ui::text_field("Theme", form["theme"], {.help = "Empty: each keeps its own.", .error = form.error_of("theme")});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Assign###assign_items", form.waiting_reason())) return;
            form.forget_errors();
            const auto due = date_in(form, "due", false);
            if (form.has_errors()) return;
            context.submit(form, AssignItems{context.plan->id, items, PersonId::parse(form["owner"]).value_or(PersonId{}), due.value_or(Date{}), trimmed(form["theme"])});
        });
    });
}

void answer_dialog(ViewContext& context)
{
    Form& form = bulk_form(context, "answer");
    when_done(context, form, "Answered");
    const auto items = items_in(form);
    ui::dialog("Answer together", form.open, {.description = context.keep(counted(items.size(), "item gets", "items get") + " the same answer, such as to a campaign’s letters.")}, [&] {
        auto options = choices(Disposition::accepted, Disposition::for_later);
        options.insert(options.begin(), {"", "Choose a disposition"});
        ui::select("Disposition", options, form["disposition"], {.error = form.error_of("disposition"), .required = true});
        ui::text_area("Response", form["response"], {.error = form.error_of("response"), .placeholder = "What you will do, and why", .required = true, .rows = 5, .marks = true});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Answer###answer_items", form.waiting_reason())) return;
            form.forget_errors();
            const auto disposition = chosen(form["disposition"], Disposition::for_later);
            if (!disposition || *disposition == Disposition::unanswered) form.fail("disposition", "Choose what was decided about them.");
            need_words(form, "response", "Enter the response: what you will do, and why.");
            if (!form.has_errors()) context.submit(form, AnswerItems{context.plan->id, items, *disposition, trimmed(form["response"])});
        });
    });
}

void publish_dialog(ViewContext& context)
{
    Form& form = bulk_form(context, "publish");
    when_done(context, form, "Done");
    const auto items = items_in(form);
    const bool one = items.size() == 1;
    const auto* item = one ? find_feedback(*context.plan, items.front()) : nullptr;
    if (item && form.open) form.propose("words", item->public_text.empty() ? item->verbatim : item->public_text);
    ui::dialog("Publish", form.open, {.description = "Item and answer can then be read by everybody. Names of people are left out."}, [&] {
        if (item)
            ui::text_area("The words as published", form["words"],
                          {.help = "Leave out what could tell who somebody is. The words in the log stay as they were said.", .error = form.error_of("public_text"), .rows = 5});
        else
            ui::callout(ui::Tone::amber, "The words are published as they were said. Publish an item by itself to leave something out.");
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Publish###publish_items", form.waiting_reason())) return;
            form.forget_errors();
            const auto words = trimmed(form["words"]);
            context.submit(form, PublishFeedback{context.plan->id, items, true, item && words != item->verbatim ? words : std::string()});
        });
    });
}

}  // namespace

void open_bulk(ViewContext& context, std::string_view what, const std::vector<FeedbackId>& items)
{
    Form& form = bulk_form(context, what);
    form.clear();
    for (const auto id : items) form.list("items").push_back(id.text());
    form.open = true;
}

void feedback_bulk(ViewContext& context, const FeedbackLog& log)
{
    auto& ticked = ticked_items(context);
    const auto& items = context.plan->feedback;
    ui::row([&] {
        const std::size_t most = std::min(log.shown.size(), FeedbackLimits::at_once_max);
        std::size_t of_shown = 0;
        if (ticked.size() >= most)
            for (const auto i : log.shown) of_shown += ticked.count(items[i].id);
        bool all = most > 0 && of_shown >= most;
        const std::string label = most < log.shown.size() ? "Select the first " + std::to_string(most) + "###all" : "Select all###all";
        if (ui::checkbox(label, all)) {
            ticked.clear();
            for (std::size_t i = 0; all && i < most; ++i) ticked.insert(items[log.shown[i]].id);
        }
        if (ticked.empty()) return;
        const std::vector<FeedbackId> chosen(ticked.begin(), ticked.end());
        std::string_view why = context.why_not(Activity::answer_feedback);
        if (why.empty() && chosen.size() > FeedbackLimits::at_once_max)
            why = context.keep("Choose at most " + std::to_string(FeedbackLimits::at_once_max) + " items at once.");
        Form& acting = bulk_form(context, "act");
        when_done(context, acting, "Done");
        const std::string_view blocked = why.empty() ? acting.waiting_reason() : why;
        const auto opens = [&](const char* words, const char* what) {
            if (ui::button(words, {.disabled_reason = why, .small = true, .opens_dialog = true})) open_bulk(context, what, chosen);
        };
        ui::text(counted(chosen.size(), "selected", "selected"), {.weight = ui::Weight::medium});
        if (ui::button("Take up for review", {.disabled_reason = blocked, .small = true})) context.submit(acting, ReviewFeedback{context.plan->id, chosen});
        opens("Assign", "assign");
        opens("Answer", "answer");
        if (ui::button("Close", {.disabled_reason = blocked, .small = true})) context.submit(acting, CloseItems{context.plan->id, chosen});
        opens("Publish", "publish");
        if (ui::button("Clear", {.kind = ui::ButtonKind::quiet, .name = "Clear the selection", .small = true})) ticked.clear();
    });
    form_error(bulk_form(context, "act"));
}

void feedback_bulk_dialogs(ViewContext& context)
{
    assign_dialog(context);
    answer_dialog(context);
    publish_dialog(context);
}

}  // namespace assent::views
