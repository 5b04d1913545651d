// Import of a feedback log that was kept elsewhere: the file is read on the server and shown here with how its columns were
// understood and what is wrong in which row; it is read again with every choice. Nothing is written until it is confirmed.
// docs/import.md, "Import of a feedback log".
#include "client/views/feedback_import.hpp"

#include "client/views/feedback_log.hpp"

namespace assent::views {

namespace {

using ui::Tone;
using app::Json;

/// The address with the choices made so far; all of them are optional.
std::string url_of(ViewContext& context, Form& form)
{
    std::string url = "/api/upload-log?organisation=" + app::percent_encode(context.route.slug) + "&plan=" + context.plan->id.text();
    for (const char* choice : {"sheet", "columns", "title_row", "version", "received"})
        if (!form[choice].empty()) url += std::string("&") + choice + "=" + app::percent_encode(form[choice]);
    return url;
}

// ---- choices ---------------------------------------------------------------------------------------------------------

void choose_sheet(Form& form, const Json& found)
{
    const auto& sheets = found["sheets"].items;
    std::vector<ui::Option> options;
    for (const auto& sheet : sheets) options.push_back({sheet.text, sheet.text});
    std::string sheet = found["sheet"].text;
    if (options.size() > 1 && ui::select("Sheet", options, sheet)) {
        form["sheet"] = sheet;
        form["columns"].clear();
        form["title_row"].clear();
    }
}

void choose_defaults(ViewContext& context, Form& form)
{
    ui::columns({.min_width = 200},
                {[&] {
                     auto versions = version_choices(*context.plan);
                     versions.insert(versions.begin(), {"", "The latest"});
                     ui::select("Version of rows that name none", versions, form["version"]);
                 },
                 [&] { ui::date_field("Day of rows without one", form["received"], {.error = form.error_of("received")}); }});
}

void choose_columns(Form& form, const Json& found)
{
    std::vector<ui::Option> fields = {{"none", "Left out"}};
    for (const auto& field : found["fields"].items) fields.push_back({field["name"].text, field["title"].text});
    const auto& columns = found["columns"].items;
    std::vector<std::string> chosen;
    for (const auto& column : columns) chosen.push_back(column["field"].text.empty() ? "none" : column["field"].text);
    bool changed = false;
    ui::grid("columns", columns.size(), {.min_width = 190, .gap = 12, .columns_max = 5}, [&](std::size_t i) {
        const ui::Scope scope(static_cast<std::int64_t>(i));
        const auto& title = columns[i]["title"].text;
        changed = ui::select(title.empty() ? "Column " + std::to_string(i + 1) : title, fields, chosen[i]) || changed;
    });
    if (!changed) return;
    std::string names;
    for (const auto& name : chosen) names += (names.empty() ? "" : ",") + name;
    form["columns"] = names;
    form["title_row"] = std::to_string(found["title_row"].count());
}

// ---- what was read ---------------------------------------------------------------------------------------------------

void first_rows(const Json& found)
{
    std::vector<ui::Column> columns = {{.title = "Row", .min_width = 60, .align = ui::Align::end}};
    for (const auto& column : found["columns"].items) columns.push_back({.title = column["title"].text, .min_width = 140, .weight = 1});
    const auto& rows = found["rows"].items;
    ui::table("First rows", {.columns = columns, .row_count = rows.size(), .row_height_guess = 40, .openable = false}, [&](std::size_t i, ui::Row& row) {
        row.key(static_cast<std::int64_t>(i));
        row.number(std::to_string(rows[i]["row"].count()), Tone::secondary);
        for (const auto& cell : rows[i]["cells"].items) row.text(shortened(cell.text, 80));
    });
}

void remarks(const Json& found)
{
    const auto& all = found["remarks"].items;
    if (all.empty()) return ui::secondary("Nothing is doubtful.");
    static const std::vector<ui::Column> columns = {{.title = "Row", .min_width = 60, .align = ui::Align::end},
                                                    {.title = "Kind", .min_width = 90},
                                                    {.title = "Column", .min_width = 140},
                                                    {.title = "What is wrong", .min_width = 220, .weight = 1}};
    ui::table("Remarks", {.columns = columns, .row_count = all.size(), .row_height_guess = 40, .openable = false}, [&](std::size_t i, ui::Row& row) {
        const bool error = all[i]["kind"].text == "error";
        row.key(static_cast<std::int64_t>(i));
        const auto number = all[i]["row"].count();
        row.number(number ? std::to_string(number) : "–", Tone::secondary);
        row.pill(error ? "Left out" : "Doubtful", error ? Tone::red : Tone::amber);
        row.text(all[i]["column"].text.empty() ? "–" : all[i]["column"].text);
        row.text(all[i]["message"].text);
    });
}

void confirm(ViewContext& context, Form& form, const FileReading& reading, const Json& found)
{
    const auto& counts = found["counts"];
    const unsigned wrong = counts["with_errors"].count();
    ui::row([&] {
        ui::text(counted(counts["ready"].count(), "item", "items") + " of " + counted(counts["rows"].count(), "row", "rows") + " can be taken over.", {.weight = ui::Weight::medium});
        if (wrong > 0) ui::pill(counted(wrong, "row is", "rows are") + " left out", Tone::red);
    });
    take_over_button(context, form, reading, "No row can be taken over as it is. Choose the columns, or mend the file.");
}

void preview(ViewContext& context, Form& form, const FileReading& reading, const Json& found)
{
    ui::card("mapping", {.title = "How it is read"}, [&] {
        for (const auto& guess : found["reading"].items) ui::secondary(guess.text);
        choose_sheet(form, found);
        ui::heading(3, "What each column is");
        choose_columns(form, found);
        choose_defaults(context, form);
        ui::heading(3, "The first rows");
        first_rows(found);
    });
    ui::card("remarks", {.title = "What is doubtful or wrong"}, [&] { remarks(found); });
    ui::card("confirm", {.title = "Take over", .accent = true}, [&] { confirm(context, form, reading, found); });
}

void log_from_elsewhere(ViewContext& context)
{
    Form& form = context.form("import-log/" + context.plan->id.text());
    FileReading reading(context, "log/" + context.plan->id.text());
    taken_over(context, form, reading);
    if (context.plan->versions.empty()) return ui::callout(Tone::amber, "Feedback is about a version. Cut the first one, then import the log.");
    ui::card("file", {.title = "A spreadsheet"}, [&] {
        const std::string url = url_of(context, form);
        const bool answered = reading.field("Spreadsheet", {.url = url, .accept = ".csv,.xlsx,.tsv,.txt", .help = "CSV or XLSX, up to 20 MB and 20,000 items. Nothing is written until you confirm.",
                                                            .bytes_max = 20'000'000, .disabled_reason = context.why_not(Activity::log_feedback)});
        // Choices that were made for another file may be what is wrong: it is read again without them.
        if (answered && reading.refused() && reading.is_chosen_anew()) form.clear();
    });
    if (const auto* found = reading.found()) preview(context, form, reading, *found);
}

}  // namespace

void taken_over(ViewContext& context, Form& form, FileReading& reading)
{
    if (!context.accepted(form)) return;
    reading.forget();
    ui::toast("The items are in the log", Tone::green);
    context.navigate(context.href(Screen::feedback));
}

void take_over_button(ViewContext& context, Form& form, const FileReading& reading, std::string_view why_none)
{
    form_error(form);
    const auto& found = *reading.found();
    const unsigned ready = found["counts"]["ready"].count();
    std::string_view why = context.why_not(Activity::log_feedback);
    if (why.empty() && reading.sending()) why = "The file is being read.";
    if (why.empty() && reading.refused()) why = "The file could not be read with these choices. What was found before is shown here.";
    if (why.empty()) why = ready == 0 ? why_none : form.waiting_reason();
    if (!ui::primary_button("Take over " + counted(ready, "item", "items") + "###take", why)) return;
    form.forget_errors();
    const auto hash = upload_hash(found);
    if (!hash) return form.fail("", "The server's answer could not be read. Choose the file again.");
    context.submit(form, ImportFeedback{context.plan->id, *hash});
}

void feedback_import(ViewContext& context)
{
    const bool word = context.query("file") == "word";
    ui::row([&] {
        if (ui::button("A log kept elsewhere", {.pressed = !word})) context.set_query("file", "");
        if (ui::button("Bring back a Word file", {.pressed = word})) context.set_query("file", "word");
    });
    if (word) word_back(context);
    else log_from_elsewhere(context);
}

}  // namespace assent::views
