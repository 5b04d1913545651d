// A Word file that went out and came back with comments and tracked changes: the server reads it, here a person sees which of them goes to
// which part of the plan and what waits in the tray. Nothing is written until it is confirmed. docs/exports.md, "Word back".
#include "client/views/feedback_import.hpp"
#include "client/views/feedback_log.hpp"

namespace assent::views {

namespace {

using ui::Tone;
using app::Json;

std::string url_of(ViewContext& context, Form& form)
{
    std::string url = "/api/upload-word?organisation=" + app::percent_encode(context.route.slug) + "&plan=" + context.plan->id.text();
    for (const char* choice : {"version", "from", "received"})
        if (const auto value = trimmed(form[choice]); !value.empty()) url += std::string("&") + choice + "=" + app::percent_encode(value);
    return url;
}

void link_to_send(ViewContext& context)
{
    const Version& latest = context.plan->versions.back();
    ui::link("Word file of version " + latest.number + ", to send out", context.exported(".docx?version=" + app::percent_encode(latest.number)), {.native = true});
}

/// What the file cannot say for itself. True while a text is being typed.
bool typing_choices(ViewContext& context, Form& form, bool asks_version)
{
    bool typing = false;
    if (asks_version) {
        auto versions = version_choices(*context.plan);
        versions.insert(versions.begin(), {"", "Choose"});
        ui::select("Version that was sent out", versions, form["version"], {.required = true});
    }
    ui::columns({.min_width = 220},
                {[&] {
                     ui::text_field("Organisation of those who wrote in it", form["from"], {.help = "The file knows their names only.", .autocomplete = "organization"});
                     typing = ui::last_focused();
                 },
                 [&] { ui::date_field("Day of what has none", form["received"], {.help = "Empty: today.", .error = form.error_of("received")}); }});
    return typing;
}

struct Fate
{
    std::string_view words;
    Tone tone;
};

Fate fate_of(std::string_view name)
{
    if (name == "placed") return {"Its place", Tone::green};
    if (name == "tray") return {"The tray", Tone::amber};
    if (name == "known") return {"In the log already", Tone::secondary};
    return {"Left out", Tone::red};
}

void items_found(ViewContext& context, const Json& found)
{
    const auto& items = found["items"].items;
    if (items.empty()) return;
    static const std::vector<ui::Column> columns = {{.title = "Who", .min_width = 120},
                                                    {.title = "What it says", .min_width = 220, .weight = 2},
                                                    {.title = "About", .min_width = 180, .weight = 1},
                                                    {.title = "Goes to", .min_width = 170, .weight = 1}};
    ui::table("Comments and tracked changes", {.columns = columns, .row_count = items.size(), .row_height_guess = 60, .openable = false}, [&](std::size_t i, ui::Row& row) {
        const Json& item = items[i];
        row.key(static_cast<std::int64_t>(i));
        const auto day = Date::parse(item["received"].text);
        row.text(item["name"].text, day ? brief(*day, context.today) : std::string());
        row.text(shortened(item["said"].text, 240), item["kind"].text == "change" ? "Tracked change" : "Comment");
        const std::string place = item["about"].text.empty() ? item["where"].text : item["about"].text;
        row.text(place.empty() ? "–" : place, item["quote"].text.empty() ? std::string() : "“" + shortened(item["quote"].text, 80) + "”");
        const Fate fate = fate_of(item["fate"].text);
        row.pill(fate.words, fate.tone, item["why"].text);
    });
    if (const unsigned more = found["counts"]["not_shown"].count()) ui::secondary(counted(more, "more is", "more are") + " not shown here.");
}

void confirm(ViewContext& context, Form& form, const FileReading& reading, const Json& found)
{
    const auto& counts = found["counts"];
    ui::row([&] {
        ui::text(counted(counts["ready"].count(), "item", "items") + " can be taken over.", {.weight = ui::Weight::medium});
        if (const unsigned tray = counts["tray"].count()) ui::pill(std::to_string(tray) + " to the tray", Tone::amber);
        if (const unsigned known = counts["known"].count()) ui::pill(std::to_string(known) + " in the log already", Tone::secondary);
        if (const unsigned left_out = counts["left_out"].count()) ui::pill(std::to_string(left_out) + " left out", Tone::red);
    });
    take_over_button(context, form, reading, "The file has nothing that is not in the log already.");
}

}  // namespace

void word_back(ViewContext& context)
{
    Form& form = context.form("word-back/" + context.plan->id.text());
    FileReading reading(context, "word-back/" + context.plan->id.text());
    taken_over(context, form, reading);
    if (context.plan->versions.empty()) return ui::callout(Tone::amber, "Feedback is about a version. Cut the first one and send it out; then bring it back here.");
    ui::card("file", {.title = "A Word file that came back"}, [&] {
        ui::text("Comments and tracked changes go into the log under the name of who wrote them, each to the part of the plan that it is about.");
        link_to_send(context);
        const auto* found = reading.found();
        const bool typing = typing_choices(context, form, reading.refused_field() == "version" || (found && (*found)["version_chosen"].truth));
        const std::string url = url_of(context, form);
        reading.field("Word file", {.url = url, .accept = ".docx", .help = "The file that was exported from here, as it came back: .docx, up to 20 MB. Nothing is written until you confirm.",
                                    .bytes_max = 20'000'000, .disabled_reason = context.why_not(Activity::log_feedback)}, typing);
    });
    const auto* found = reading.found();
    if (!found) return;
    ui::card("found", {.title = "What is in it"}, [&] {
        ui::secondary("Made from " + (*found)["version"].text + ".");
        for (const auto& remark : (*found)["remarks"].items) ui::callout(Tone::amber, remark.text);
        items_found(context, *found);
    });
    ui::card("confirm", {.title = "Take over", .accent = true}, [&] { confirm(context, form, reading, *found); });
}

}  // namespace assent::views
