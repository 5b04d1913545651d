#include "server/exchange/sheets/about_finder.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "server/exchange/sheets/log_words.hpp"
#include "server/exchange/text_tools.hpp"

namespace assent::exchange::sheets {

static constexpr std::size_t words_bytes_max = 500;

static std::string without_leading_zeros(std::string words)
{
    // "UEC 1" is UEC-01: people leave zeros out.
    for (std::size_t i = 0; i + 1 < words.size();) {
        const bool starts_number = words[i] == '0' && is_digit(words[i + 1]) && (i == 0 || !is_digit(words[i - 1]));
        if (starts_number) words.erase(i, 1);
        else ++i;
    }
    return words;
}

static std::string key_of(std::string_view words)
{
    std::string spaced;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0 && is_digit(words[i]) && is_letter(words[i - 1])) spaced += ' ';  // "UEC01"
        spaced += words[i];
    }
    return without_leading_zeros(comparable(spaced));
}

AboutFinder::AboutFinder(const Content& content)
{
    for (const auto& section : content.sections) {
        name(section.number, section.id);
        name(section.heading, section.id);
        if (!section.number.empty()) name("section " + section.number, section.id);
        name(section.number + ' ' + section.heading, section.id);
    }
    for (const auto& intention : content.intentions) {
        name(intention.reference, intention.id);
        name(intention.service_area, intention.id);
        name(intention.reference + ' ' + intention.service_area, intention.id);
    }
    for (const auto& table : content.tables) name(table.title, table.id);
}

void AboutFinder::name(std::string_view words, ElementId element)
{
    auto key = key_of(words.substr(0, words_bytes_max));
    if (key.empty()) return;
    words_max_ = std::max(words_max_, std::min<std::size_t>(word_count(key), 12));
    auto& named = names_[std::move(key)];
    if (std::find(named.begin(), named.end(), element) == named.end()) named.push_back(element);
}

AboutFinder::Found AboutFinder::find(std::string_view words) const
{
    static constexpr std::array<std::string_view, 12> whole = {"general", "all", "whole plan", "the whole plan", "whole document",
                                                                "entire document", "overall", "document", "general comment", "plan", "n a", "na"};
    const auto key = key_of(words.substr(0, words_bytes_max));
    if (std::find(whole.begin(), whole.end(), key) != whole.end()) return {{}, false, true};
    const auto found_as = [&](const std::string& name) -> std::optional<Found> {
        const auto found = names_.find(name);
        if (found == names_.end()) return std::nullopt;
        if (found->second.size() > 1) return Found{{}, true, false};
        return Found{found->second.front(), false, false};
    };
    if (const auto found = found_as(key)) return *found;
    const auto parts = split_words(key);
    for (std::size_t length = std::min(words_max_, parts.size()); length > 0; --length) {
        Found best;
        for (std::size_t first = 0; first + length <= parts.size(); ++first) {
            std::string run;
            for (std::size_t i = 0; i < length; ++i) run += (i == 0 ? "" : " ") + std::string(parts[first + i]);
            // A lone number in a sentence is a page or a line as often as a section.
            if (length == 1 && std::all_of(run.begin(), run.end(), is_digit)) continue;
            const auto found = found_as(run);
            if (!found) continue;
            if (found->several || (best.element && best.element != found->element)) return {{}, true, false};
            best = *found;
        }
        if (best.element) return best;
    }
    return {};
}

}  // namespace assent::exchange::sheets
