// A Word file that went out and came back with comments and tracked changes: the server reads it, here a person sees which of them goes to
// which part of the plan and what waits in the tray. Nothing is written until it is confirmed. docs/exports.md, "Word back".
#include "client/views/feedback_log.hpp"
#include "client/views/uploads.hpp"

namespace assent::views {

namespace {

using ui::Tone;
using app::Json;

std::string key_of(const ViewContext& context, const char* what) { return std::string("word_back_") + what + "/" + context.plan->id.text(); }

/// What the file cannot say for itself, as it is sent with it. Version: only where the server has asked for it.
constexpr std::array choices = {"version", "from", "received"};

std::string url_of(ViewContext& context, Form& form)
{
    std::string url = "/api/upload-word?organisation=" + app::percent_encode(context.route.slug) + "&plan=" + context.plan->id.text();
    for (const char* choice : choices)
        if (const auto value = trimmed(form[choice]); !value.empty()) url += std::string("&") + choice + "=" + app::percent_encode(value);
    return url;
}

void link_to_send(ViewContext& context)
{
    const Version& latest = context.plan->versions.back();
    const std::string base = "/export/" + app::percent_encode(context.route.slug) + "/" + context.plan->id.text();
    ui::link("Word file of version " + latest.number + ", to send out", base + ".docx?version=" + app::percent_encode(latest.number), {.native = true});
}

/// True when a choice was made that the file is to be read with. A text is one once its field has been left.
bool made_choices(ViewContext& context, Form& form, bool asks_version)
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
                     typing = typing || ui::last_focused();
                 },
                 [&] {
                     ui::date_field("Day of what has none", form["received"], {.help = "Empty: today.", .error = form.error_of("received")});
                     typing = typing || ui::last_focused();
                 }});
    std::string now;
    for (const char* choice : choices) now += trimmed(form[choice]) + "\n";
    auto& read_with = context.look(key_of(context, "read_with"));
    if (read_with.empty()) read_with = now;
    if (typing || now == read_with) return false;
    read_with = now;
    return true;
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

void confirm(ViewContext& context, Form& form, const Json& found, bool reading)
{
    const auto& counts = found["counts"];
    const unsigned ready = counts["ready"].count();
    ui::row([&] {
        ui::text(counted(ready, "item", "items") + " can be taken over.", {.weight = ui::Weight::medium});
        if (const unsigned tray = counts["tray"].count()) ui::pill(std::to_string(tray) + " to the tray", Tone::amber);
        if (const unsigned known = counts["known"].count()) ui::pill(std::to_string(known) + " in the log already", Tone::secondary);
        if (const unsigned left_out = counts["left_out"].count()) ui::pill(std::to_string(left_out) + " left out", Tone::red);
    });
    form_error(form);
    std::string_view why = context.why_not(Activity::log_feedback);
    if (why.empty() && reading) why = "The file is being read again.";
    if (why.empty()) why = ready == 0 ? std::string_view("The file has nothing that is not in the log already.") : form.waiting_reason();
    if (!ui::primary_button("Take over " + counted(ready, "item", "items") + "###take", why)) return;
    form.forget_errors();
    const auto hash = upload_hash(found);
    if (!hash) return form.fail("", "The server's answer could not be read. Choose the file again.");
    context.submit(form, ImportFeedback{context.plan->id, *hash});
}

}  // namespace

void word_back(ViewContext& context)
{
    Form& form = context.form("word-back/" + context.plan->id.text());
    auto& answer = context.look(key_of(context, "answer"));
    auto& refused = context.look(key_of(context, "refused"));
    auto& asks = context.look(key_of(context, "asks"));  // the choice that the server has asked for
    if (context.accepted(form)) {
        for (auto* kept : {&answer, &refused, &asks}) kept->clear();
        ui::toast("The items are in the log", Tone::green);
        context.navigate(context.href(Screen::feedback));
    }
    if (context.plan->versions.empty()) return ui::callout(Tone::amber, "Feedback is about a version. Cut the first one and send it out; then bring it back here.");
    bool reading = false;
    ui::card("file", {.title = "A Word file that came back"}, [&] {
        ui::text("Comments and tracked changes go into the log under the name of who wrote them, each to the part of the plan that it is about.");
        link_to_send(context);
        if (made_choices(context, form, asks == "version")) context.look(key_of(context, "again")) += '.';
        const std::string url = url_of(context, form);
        const auto upload = ui::file_field("Word file", {.url = url, .accept = ".docx", .help = "The file that was exported from here, as it came back: .docx, up to 20 MB. Nothing is written until you confirm.",
                                                         .error = refused, .bytes_max = 20'000'000, .disabled_reason = context.why_not(Activity::log_feedback),
                                                         .again = static_cast<std::uint32_t>(context.look(key_of(context, "again")).size())});
        reading = upload.state == ui::Upload::State::sending;
        if (!upload.just_finished) return;
        if (upload_found(upload)) {
            refused.clear();
            answer = upload.answer;
            ui::announce("The file has been read.");
            return;
        }
        answer.clear();
        refused = upload_refusal(upload);
        asks = upload_refused_field(upload);
        ui::announce_alert(refused);
    });
    if (answer.empty()) return;
    static std::string parsed_of;  // reading it takes long; frames repeat it
    static std::optional<Json> found;
    if (parsed_of != answer) {
        parsed_of = answer;
        found = app::parse_json(answer);
    }
    if (!found) return;
    ui::card("found", {.title = "What is in it"}, [&] {
        ui::secondary("Made from " + (*found)["version"].text + ".");
        for (const auto& remark : (*found)["remarks"].items) ui::callout(Tone::amber, remark.text);
        items_found(context, *found);
    });
    ui::card("confirm", {.title = "Take over", .accent = true}, [&] { confirm(context, form, *found, reading); });
}

}  // namespace assent::views
