#include "server/exchange/statements.hpp"

#include <algorithm>
#include <array>

#include "server/exchange/route_finder.hpp"
#include "server/exchange/text_tools.hpp"

namespace assent::exchange {
namespace {

constexpr std::size_t statements_max = 5'000;

bool about_contracts(const std::string& heading)
{
    const std::string folded = fold(heading);
    for (const std::string_view stem : {"contract", "procure", "cquin", "decommission"})
        if (folded.find(stem) != std::string::npos) return true;
    return false;
}

/// Something will be done, or is demanded.
bool commits(std::string_view text)
{
    static constexpr std::array<std::string_view, 13> words{"will",     "must",     "shall",      "intend",       "intends",
                                                            "expect",   "expects",  "expected",   "we require",   "are required",
                                                            "is required", "plan to", "plans to"};
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return has_word(text, word); });
}

bool is_numbered_item(std::string_view text)
{
    std::size_t i = 0;
    while (i < text.size() && is_digit(text[i])) ++i;
    return i > 0 && i + 1 < text.size() && (text[i] == '.' || text[i] == ')') && text[i + 1] == ' ';
}

}  // namespace

std::vector<ImportedStatement> read_statements(const Layout& layout, const Outline& outline)
{
    std::vector<ImportedStatement> statements;
    bool chapter = false;
    for (std::size_t h = 0; h < outline.headings.size(); ++h) {
        const OutlineEntry& heading = outline.headings[h].entry;
        if (heading.level == 1) chapter = about_contracts(heading.heading);
        if (!chapter && !about_contracts(heading.heading)) continue;
        const bool quality = has_word(heading.heading, "quality");
        const std::size_t end = h + 1 < outline.headings.size() ? outline.headings[h + 1].part : layout.parts.size();
        bool led = false;  // the paragraphs below "We will work with providers to:" are what it announces
        for (std::size_t i = outline.headings[h].part + 1; i < end && statements.size() < statements_max; ++i) {
            const Part& part = layout.parts[i];
            if (part.kind != Part::Kind::paragraph || outline.consumed[i]) continue;
            const bool list_follows = i + 1 < end && layout.parts[i + 1].kind == Part::Kind::bullet;
            if (part.text.ends_with(':') && !list_follows) {
                led = i + 1 < end && layout.parts[i + 1].kind == Part::Kind::paragraph;
                // One sentence only announces; more than one says something of its own.
                if (part.text.find(". ") == std::string::npos) continue;
            }
            const auto routes = find_routes(part.text);
            if (is_numbered_item(part.text) || (!led && !commits(part.text) && routes.empty())) continue;
            ImportedStatement statement;
            statement.section = heading.number;
            statement.kind = quality ? "quality" : "contracting";
            statement.text = part.text;
            statement.lines = part.lines;
            for (const auto& route : routes) statement.routes.push_back(route.route);
            for (const auto& mention : find_times(std::string_view(part.text).substr(0, 20'000)))
                statement.dates.push_back(mention.time.label);
            for (std::size_t k = i + 1; k < end && layout.parts[k].kind == Part::Kind::bullet; ++k) {
                statement.items.push_back(layout.parts[k].text);
                statement.lines.insert(statement.lines.end(), layout.parts[k].lines.begin(), layout.parts[k].lines.end());
            }
            statements.push_back(std::move(statement));
        }
    }
    return statements;
}

}  // namespace assent::exchange
