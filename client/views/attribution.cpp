// Who wrote the words of a long text, and when, in the order of the text.
#include <algorithm>
#include <map>

#include "client/ui/text_splice.hpp"
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
    sync::WordsBy by;
    std::string words;  ///< without blanks around; empty where there are no others
};

struct Authors
{
    std::uint64_t revision{};
    std::string text;  ///< that the server has accepted
    std::vector<Run> runs;
};

/// Reading them off the text's history takes long, so they are kept until the text changes.
const Authors& authors_of(ViewContext& context, const sync::FieldRef& field)
{
    static std::map<sync::FieldRef, Authors> kept;
    auto& core = context.host.core();
    const auto revision = core.text_revision(field.plan);
    if (kept.size() > 16) kept.clear();
    const auto [place, is_new] = kept.try_emplace(field);
    auto& authors = place->second;
    if (!is_new && authors.revision == revision) return authors;
    authors = {revision, text_of(context.plan->content, field.element, TextField::text).value_or(""), {}};
    const auto& text = authors.text;
    std::size_t at = 0;
    for (const auto& by : core.texts().authors(field, text)) {
        const auto bytes = text::bytes_of_scalars(text.data() + at, text.size() - at, by.count);
        authors.runs.push_back({by, shortened(trimmed(text.substr(at, bytes)), words_shown)});
        at += bytes;
    }
    return authors;
}

std::string writer_name(const ViewContext& context, const sync::WordsBy& by)
{
    return by.person ? context.name_or_you(by.person) : std::string("Came with the document");
}

}  // namespace

void show_authors(ViewContext& context, const sync::FieldRef& field)
{
    const auto& all = authors_of(context, field).runs;
    std::vector<const Run*> runs;
    for (const auto& run : all)
        if (!run.words.empty()) runs.push_back(&run);
    ui::scroll_area("Who wrote this", 320, [&] {
        ui::list("authors", {.ruled = true, .gap = 6}, [&] {
            for (std::size_t i = 0; i < std::min(runs.size(), runs_max); ++i)
                ui::list_item(std::to_string(i), [&] {
                    const sync::WordsBy& by = runs[i]->by;
                    ui::row([&] {
                        if (by.person) ui::avatar(context.name_of(by.person), 20);
                        ui::text(context.keep(writer_name(context, by)), {.weight = ui::Weight::medium});
                        if (by.person && by.when.micros) ui::small(local_text(by.when));
                    });
                    ui::text(runs[i]->words);
                });
        });
        if (runs.empty()) ui::secondary("Nothing is written here.");
        if (runs.size() > runs_max) ui::small(std::to_string(runs.size() - runs_max) + " more are not listed.");
    });
}

std::string who_wrote(ViewContext& context, const sync::FieldRef& field, const std::string& shown, std::size_t position)
{
    const auto& authors = authors_of(context, field);
    // The text that is shown has what this person typed and the server does not have yet.
    const auto typed = ui::splices_between(authors.text, shown);
    for (auto splice = typed.rbegin(); splice != typed.rend(); ++splice) {
        if (position < splice->position) continue;
        const std::size_t inserted = ui::scalar_count(splice->inserted);
        if (position < splice->position + inserted) return "You, just now";
        position += splice->removed - inserted;
    }
    const auto after = std::upper_bound(authors.runs.begin(), authors.runs.end(), position,
                                        [](std::size_t at, const Run& run) { return at < run.by.position; });
    if (after == authors.runs.begin()) return {};
    const auto& by = std::prev(after)->by;
    return writer_name(context, by) + (by.person && by.when.micros ? ", " + local_text(by.when) : "");
}

}  // namespace assent::views
