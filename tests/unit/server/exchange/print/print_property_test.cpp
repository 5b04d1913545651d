// Any content prints: every word once, no block lost, pages as many as counted.
#include <algorithm>
#include <cstdlib>
#include <random>
#include <regex>

#include <gmock/gmock.h>

#include "server/exchange/print/pages.hpp"
#include "server/exchange/print/printed_html.hpp"
#include "server/exchange/print/printed_plan.hpp"
#include "tests/unit/server/exchange/print/printed_files.hpp"

namespace assent::exchange::print {
namespace {

class ArbitraryContent
{
public:
    explicit ArbitraryContent(std::uint64_t seed) : random_(seed) {}

    Content content()
    {
        Content content;
        for (std::size_t i = pick(6); i > 0; --i)
            content.sections.push_back({id(), pick(2) ? std::to_string(pick(9)) : "", static_cast<std::uint8_t>(pick(8)), words(9), text(), PartStatus(pick(3)), 0});
        for (std::size_t i = pick(12); i > 0; --i) {
            Intention intention;
            intention.id = id();
            intention.reference = words(1);
            intention.programme_area = pick(3) ? "area" : "";
            intention.service_area = words(5);
            intention.text = text();
            for (std::size_t k = pick(5); k > 0; --k) intention.providers.push_back(words(3));
            for (std::size_t k = pick(3); k > 0; --k) intention.timescales.push_back({words(2), {}, {}});
            if (pick(4) == 0) intention.place = words(2);
            intention.conditions = words(pick(4));
            content.intentions.push_back(std::move(intention));
        }
        for (std::size_t i = pick(4); i > 0; --i) {
            MoneyTable table;
            table.id = id();
            table.title = words(3);
            const std::size_t columns = pick(30);
            for (std::size_t k = 0; k < columns; ++k) table.columns.push_back(words(pick(3)));
            for (std::size_t r = pick(25); r > 0; --r) {
                TableRow row;
                for (std::size_t k = pick(columns + 2); k > 0; --k) row.cells.push_back(words(pick(20) == 0 ? 200 : pick(4)));
                table.rows.push_back(std::move(row));
            }
            content.tables.push_back(std::move(table));
        }
        return content;
    }

    /// Of all the words that were made.
    std::size_t made() const { return next_; }

private:
    std::size_t pick(std::size_t below) { return below == 0 ? 0 : static_cast<std::size_t>(random_() % below); }
    ElementId id() { return ElementId::derived("any" + std::to_string(++identities_)); }

    /// Words that stand nowhere else: "w17q".
    std::string words(std::size_t count)
    {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += (i ? " w" : "w") + std::to_string(next_++) + 'q';
        return text;
    }

    std::string text()
    {
        std::string text;
        for (std::size_t i = pick(6); i > 0; --i) {
            static constexpr const char* begins[] = {"", "- ", "1. ", "  - ", "    - ", "7. "};
            text += begins[pick(6)] + words(1 + pick(pick(6) == 0 ? 700 : 40));
            if (pick(3) == 0) text += " **" + words(2) + "** [" + words(3) + "](https://vale.example/x)";
            text += '\n';
        }
        return text;
    }

    std::mt19937_64 random_;
    std::size_t next_{};
    int identities_{};
};

std::vector<std::string> own_words(const std::string& text)
{
    std::vector<std::string> own;
    for (std::size_t at = text.find('w'); at != std::string::npos; at = text.find('w', at + 1)) {
        const auto end = text.find_first_not_of("0123456789", at + 1);
        if (end != std::string::npos && end > at + 1 && text[end] == 'q') own.push_back(text.substr(at, end - at));
    }
    return own;
}

/// How often each word stands in the document itself: titles stand in the contents as well.
std::vector<std::string> sorted(std::vector<std::string> words)
{
    std::sort(words.begin(), words.end());
    return words;
}

/// What stands between quotation marks, put together: a word broken over lines is in several pieces of it.
std::string spoken(const std::string& structure)
{
    std::string text;
    bool inside = false;
    for (const char c : structure) {
        if (c == '"') inside = !inside;
        else if (inside && c != '\n') text += c;
    }
    return text;
}

TEST(PrintPropertyTest, every_word_of_any_content_is_printed_once)
{
    const char* asked = std::getenv("ASSENT_SEED");
    const std::uint64_t first = asked ? std::strtoull(asked, nullptr, 10) : 1;
    const std::uint64_t last = asked ? first : 4;
    for (std::uint64_t seed = first; seed <= last; ++seed) {
        SCOPED_TRACE("ASSENT_SEED=" + std::to_string(seed));
        ArbitraryContent arbitrary(seed);
        PlanPage page;
        page.organisation = "Vale CCG";
        page.plan = {"Any plan", "2027/28", arbitrary.content()};
        page.mode = PlanPageMode::draft;
        const auto printed = printed_plan(page);
        const auto pages = paginate(printed);
        const PdfFile file(printed);
        EXPECT_THAT(file.info(), testing::HasSubstr("Pages:           " + std::to_string(pages.count)));
        // What assistive technology reads: heads that a table repeats on every page are not in it.
        const auto read_out = own_words(spoken(file.info("-struct-text")));
        // A page may begin within a word.
        const auto html = std::regex_replace(printed_html(printed, &pages), std::regex("<span class=\"page-mark\"[^>]*>[^<]*</span>"), "");
        const auto in_pdf = sorted(read_out), in_html = sorted(own_words(html));
        std::vector<std::string> differ;
        std::set_symmetric_difference(in_pdf.begin(), in_pdf.end(), in_html.begin(), in_html.end(), std::back_inserter(differ));
        EXPECT_THAT(differ, testing::IsEmpty());
        auto unique = in_pdf;
        unique.erase(std::unique(unique.begin(), unique.end()), unique.end());
        EXPECT_EQ(unique.size(), arbitrary.made());
    }
}

}  // namespace
}  // namespace assent::exchange::print
