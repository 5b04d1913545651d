// Import: a file goes up and is read; what was found is shown; then it becomes a plan.
#include <algorithm>

#include "client/views/host.hpp"
#include "client/views/uploads.hpp"

namespace assent::views {

namespace {

void preview(ViewContext& context, Form& form, const app::Json& found)
{
    ui::card("found", {.title = "What was found", .level = 2}, [&] {
        const auto& counts = found["counts"];
        struct Count
        {
            const char* one;
            const char* many;
            const char* key;
        };
        static constexpr Count kinds[] = {{"section", "sections", "sections"},
                                          {"intention", "intentions", "intentions"},
                                          {"table", "tables", "tables"},
                                          {"date", "dates", "milestones"},
                                          {"doubt", "doubts", "doubts"}};
        ui::grid("counts", std::size(kinds), {.min_width = 110, .gap = 12, .columns_max = 5}, [&](std::size_t i) {
            const unsigned number = counts[kinds[i].key].count();
            const std::string figure = std::to_string(number);
            ui::stat({.label = number == 1 ? kinds[i].one : kinds[i].many, .figure = figure,
                      .tone = std::string_view(kinds[i].key) == "doubts" && number ? ui::Tone::amber : ui::Tone::ink});
        });
        if (!found["version"].text.empty()) ui::secondary("Its cover says version " + found["version"].text + ".");
        ui::columns({.weights = {2, 1}, .min_width = 200, .gap = 12},
                    {[&] { ui::text_field("Title", form["title"], {.error = form.error_of("title"), .required = true, .language = "en-GB"}); },
                     [&] { ui::text_field("Financial year", form["period"], {.help = "Such as 2026/27.", .error = form.error_of("period"), .required = true}); }});
        std::vector<ui::Option> workflows;
        for (const auto& workflow : context.tenant.workflows) workflows.push_back({workflow.hash.hex(), workflow.title.empty() ? workflow.name : workflow.title});
        if (!workflows.empty()) form.propose("workflow", workflows.back().value);
        if (workflows.size() > 1) ui::select("Workflow", workflows, form["workflow"]);
        form_error(form);
        ui::row([&] {
            const auto why = context.why_not(Right::create_plan);
            if (ui::primary_button("Import", form.waiting() ? form.waiting_reason() : why)) {
                form.forget_errors();
                if (form["title"].empty()) form.fail("title", "Give the plan a title.");
                if (form["period"].empty()) form.fail("period", "Say for which financial year it is, such as 2026/27.");
                const auto hash = upload_hash(found);
                if (!hash) form.fail("", "The server's answer could not be read. Choose the file again.");
                if (form.has_errors()) return;
                ImportPlan command;
                command.plan = context.new_id<PlanId>();
                command.title = form["title"];
                command.period = form["period"];
                command.upload = *hash;
                for (const auto& workflow : context.tenant.workflows)
                    if (workflow.hash.hex() == form["workflow"]) command.workflow = workflow.hash;
                context.look("import_plan") = command.plan.text();
                context.submit(form, std::move(command));
            }
        });
    });
    const auto& doubts = found["doubts"].items;
    if (doubts.empty()) return;
    const std::string note = std::to_string(doubts.size());
    ui::card("doubts", {.title = "Doubts", .note = note}, [&] {
        ui::secondary("What could not be read with certainty. Each is kept with the plan until somebody settles it.");
        static constexpr std::size_t shown_max = 100;
        ui::list("doubts", {.ruled = true}, [&] {
            for (std::size_t i = 0; i < std::min(doubts.size(), shown_max); ++i)
                ui::list_item(std::to_string(i), [&] {
                    ui::inset(0, 2, 0, 2, [&] {
                        ui::stack(2, [&] {
                            ui::text(doubts[i]["message"].text);
                            const unsigned line = doubts[i]["line"].count();
                            ui::small(line ? "Line " + std::to_string(line) : "The file as a whole");
                        });
                    });
                });
        });
        if (doubts.size() > shown_max) ui::small(std::to_string(doubts.size() - shown_max) + " more are shown once it is imported.");
    });
}

}  // namespace

void show_import(ViewContext& context)
{
    auto& form = context.form("import");
    FileReading reading(context, "plan");
    ScreenBody body;
    body.title = "Import a document";
    body.head = [&] { ui::page_head({.title = "Import a document", .subtitle = "A plan that was written elsewhere becomes one here"}); };
    body.content = [&] {
        const std::string url = "/api/upload?organisation=" + app::percent_encode(context.route.slug);
        ui::card("file", {.title = "The document"}, [&] {
            if (!reading.field("Document", {.url = url, .accept = ".docx,.txt,.html,.htm,.md", .help = "A Word document (.docx), or its text with its tables, up to 20 MB.",
                                            .bytes_max = 20'000'000, .disabled_reason = context.why_not(Right::create_plan)}))
                return;
            form.clear();
            if (const auto* found = reading.found()) {
                form["title"] = (*found)["title"].text;
                form["period"] = (*found)["period"].text;
            }
        });
        if (const auto* found = reading.found()) preview(context, form, *found);
    };
    context.page(body);
    if (context.accepted(form)) {
        reading.forget();
        ui::toast("The document is imported.", ui::Tone::green);
        if (const auto plan = PlanId::parse(context.look("import_plan"))) context.navigate(context.href(Screen::plan, *plan));
    }
}

}  // namespace assent::views
