// What an item of feedback is about: a part of the plan, and words selected in its text, to which the item stays tied.
#include <algorithm>

#include "client/sync/anchors.hpp"
#include "client/views/feedback_item.hpp"
#include "client/views/fields.hpp"
#include "client/views/host.hpp"

namespace assent::views {

namespace {

std::vector<ui::Option> element_choices(const ViewContext& context)
{
    std::vector<ui::Option> options = {{"", "The whole plan"}};
    if (!context.content) return options;
    for (const auto& intention : context.content->intentions)
        options.push_back({intention.id.text(), "Intention " + title_of(*context.content, intention.id)});
    for (const auto& section : context.content->sections)
        options.push_back({section.id.text(), "Section " + title_of(*context.content, section.id)});
    for (const auto& table : context.content->tables) options.push_back({table.id.text(), "Table " + table.title});
    return options;
}

// A point in a text, as a form keeps it: "<writer> <event> <before> <edge>".
std::string text_of_point(const TextPoint& point)
{
    return std::to_string(point.writer) + ' ' + std::to_string(point.event) + ' ' + (point.before ? '1' : '0') + ' ' + (point.edge ? '1' : '0');
}

std::uint64_t number_in(std::string_view& text)
{
    std::uint64_t number = 0;
    std::size_t at = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) number = number * 10 + static_cast<std::uint64_t>(text[at] - '0');
    text.remove_prefix(std::min(at + 1, text.size()));
    return number;
}

TextPoint point_of(std::string_view text)
{
    TextPoint point;
    point.writer = number_in(text);
    point.event = static_cast<std::uint32_t>(number_in(text));
    point.before = number_in(text) == 1;
    point.edge = number_in(text) == 1;
    return point;
}

constexpr const char* word_fields[] = {"quote", "field", "start", "end", "before", "after"};

void forget_words(Form& form)
{
    for (const char* field : word_fields) form[field].clear();
}

void keep_words(Form& form, const About& about)
{
    form["quote"] = about.quote;
    form["field"] = about.field;
    form["start"] = about.anchored ? text_of_point(about.start) : "";
    form["end"] = text_of_point(about.end);
    form["before"] = about.before;
    form["after"] = about.after;
}

void words_in(ViewContext& context, Form& form, const sync::FieldRef& field, const std::string& shown)
{
    auto& core = context.host.core();
    core.open_text(field);
    const auto* live = core.texts().words(field);
    const std::string now = live ? *live : shown;
    const auto result = ui::shared_text_area("Words it is about", now, {.help = "Select the words in the text. Without any, the item is about the whole part.", .read_only = true, .rows = 4});
    if (result.moved && result.caret != result.other_end) {
        const auto about = sync::about_words(core.texts(), field, now, result.caret, result.other_end);
        if (about.quote != form["quote"]) ui::announce("Selected: " + shortened(about.quote, 80));
        keep_words(form, about);
    }
    if (form["quote"].empty()) return;
    ui::row([&] {
        ui::rich_text("quote", {{"About “"}, {shortened(form["quote"], 160), ui::Span::Kind::marked}, {"”"}}, ui::TextSize::interface);
        if (ui::button("The whole part instead", {.kind = ui::ButtonKind::quiet, .small = true})) forget_words(form);
    });
}

}  // namespace

void about_fields(ViewContext& context, Form& form)
{
    if (ui::select("About", element_choices(context), form["about"], {.error = form.error_of("about")})) forget_words(form);
    const auto element = ElementId::parse(form["about"]).value_or(ElementId{});
    if (!element || !context.content) return;
    const sync::FieldRef field{context.plan->id, element, sync::field_name(TextField::text)};
    const auto text = text_of(*context.content, element, TextField::text);
    const ui::Scope scope(element.text());
    if (text && !text->empty()) words_in(context, form, field, *text);
    else ui::text_field("Words it is about", form["quote"], {.help = "Quoted from the plan, if it is about certain words.", .error = form.error_of("quote")});
}

About about_in(ViewContext& context, Form& form)
{
    About about;
    about.element = ElementId::parse(form["about"]).value_or(ElementId{});
    if (!about.element) return about;
    about.title = context.content ? title_of(*context.content, about.element) : "";
    about.quote = form["field"].empty() ? trimmed(form["quote"]) : form["quote"];
    about.field = form["field"];
    about.before = form["before"];
    about.after = form["after"];
    about.anchored = !form["start"].empty();
    if (!about.anchored) return about;
    about.start = point_of(form["start"]);
    about.end = point_of(form["end"]);
    return about;
}

void quoted_words(const About& about)
{
    if (about.quote.empty()) return;
    std::vector<ui::Span> spans;
    if (!about.before.empty()) spans.push_back({"… " + about.before, ui::Span::Kind::plain, ui::Tone::secondary});
    spans.push_back({about.quote, ui::Span::Kind::marked});
    if (!about.after.empty()) spans.push_back({about.after + " …", ui::Span::Kind::plain, ui::Tone::secondary});
    ui::rich_text("quote", spans, ui::TextSize::interface);
}

void open_place_dialog(ViewContext& context, const FeedbackItem& item)
{
    Form& form = context.form("place/" + context.plan->id.text());
    form.clear();
    form["item"] = item.id.text();
    const bool there = context.content && !title_of(*context.content, item.about.element).empty();
    form["about"] = there ? item.about.element.text() : "";
    form.open = true;
}

void place_dialog(ViewContext& context)
{
    Form& form = context.form("place/" + context.plan->id.text());
    if (context.accepted(form)) ui::toast("The item has its place", ui::Tone::green);
    const auto* item = find_feedback(*context.plan, FeedbackId::parse(form["item"]).value_or(FeedbackId{}));
    if (!item) form.open = false;
    ui::dialog("Place it", form.open, {.width = 640, .description = "Say what the item is about. What was said stays as it is."}, [&] {
        ui::text("“" + shortened(item->verbatim, 400) + "”", {.weight = ui::Weight::medium});
        if (!item->about.quote.empty()) {
            ui::small(item->about.title.empty() ? "It was about" : "It was about words of " + item->about.title);
            quoted_words(item->about);
        }
        about_fields(context, form);
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Place it###place", form.waiting_reason())) return;
            form.forget_errors();
            context.submit(form, PlaceFeedback{context.plan->id, item->id, about_in(context, form)});
        });
    });
}

}  // namespace assent::views
