// Who wrote the words of a long text, and when, in the order of the text.
#include <map>

#include "client/views/host.hpp"
#include "client/views/record_parts.hpp"
#include "client/views/suggestions.hpp"
#include "shared/text/utf8.hpp"

namespace assent::views {

namespace {

constexpr std::size_t words_shown = 160;  // of a run, in characters
constexpr std::size_t runs_max = 200;

struct Run
{
    PersonId person;
    Timestamp when;
    std::string words;
};

struct Authors
{
    std::uint64_t revision{};
    std::vector<Run> runs;
};

/// Reading them off the text's history takes long, so they are kept until the text changes.
const std::vector<Run>& authors_of(ViewContext& context, const sync::FieldRef& field)
{
    static std::map<sync::FieldRef, Authors> kept;
    auto& core = context.host.core();
    const auto revision = core.text_revision(field.plan);
    if (kept.size() > 16) kept.clear();
    const auto [place, is_new] = kept.try_emplace(field);
    auto& authors = place->second;
    if (!is_new && authors.revision == revision) return authors.runs;
    authors = {revision, {}};
    const auto text = text_of(context.plan->content, field.element, TextField::text).value_or("");
    std::size_t at = 0;
    for (const auto& run : core.texts().authors(field, text)) {
        const auto bytes = text::bytes_of_scalars(text.data() + at, text.size() - at, run.count);
        std::string words = trimmed(text.substr(at, bytes));
        at += bytes;
        if (!words.empty()) authors.runs.push_back({run.person, run.when, shortened(words, words_shown)});
    }
    return authors.runs;
}

}  // namespace

void show_authors(ViewContext& context, const sync::FieldRef& field)
{
    const auto& runs = authors_of(context, field);
    ui::scroll_area("Who wrote this", 320, [&] {
        ui::list("authors", {.ruled = true, .gap = 6}, [&] {
            for (std::size_t i = 0; i < std::min(runs.size(), runs_max); ++i)
                ui::list_item(std::to_string(i), [&] {
                    const auto& run = runs[i];
                    ui::row([&] {
                        if (run.person) {
                            const auto name = context.name_of(run.person);
                            ui::avatar(name, 20);
                            ui::text(context.keep(context.name_or_you(run.person)), {.weight = ui::Weight::medium});
                            if (run.when.micros) ui::small(local_text(run.when));
                        } else {
                            ui::text("Came with the document", {.weight = ui::Weight::medium});
                        }
                    });
                    ui::text(run.words);
                });
        });
        if (runs.empty()) ui::secondary("Nothing is written here.");
        if (runs.size() > runs_max) ui::small(std::to_string(runs.size() - runs_max) + " more are not listed.");
    });
}

}  // namespace assent::views
