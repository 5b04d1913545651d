#include "client/views/search_words.hpp"

#include <algorithm>
#include <array>

#include "client/views/letters.hpp"

namespace assent::views {

namespace {

constexpr std::array<std::string_view, 8> facet_names{"kind", "provider", "programme", "place", "route", "quarter", "status", "year"};
constexpr std::array<std::string_view, 11> kind_names{"plan",    "section",  "intention", "table", "milestone", "version",
                                                      "feedback", "occasion", "decision",  "forum", "person"};
constexpr std::array<std::string_view, 11> kind_headings{"Plans",    "Sections", "Intentions", "Tables", "Timetable", "Versions",
                                                         "Feedback", "Events",   "Decisions",  "Forums", "People"};

std::optional<SearchFacet> facet_named(std::string_view name)
{
    const auto found = std::find(facet_names.begin(), facet_names.end(), lower(std::string(name)));
    if (found == facet_names.end()) return std::nullopt;
    return static_cast<SearchFacet>(found - facet_names.begin());
}

/// What people call a kind, as the protocol has it: "Events" and "event" are occasions.
std::string kind_of_words(std::string words)
{
    words = lower(std::move(words));
    if (words == "event") words = "events";
    for (std::size_t i = 0; i < kind_names.size(); ++i) {
        const auto heading = lower(std::string(kind_headings[i]));
        if (words == kind_names[i] || words == heading || words + "s" == heading) return std::string(kind_names[i]);
    }
    return words;
}

}  // namespace

void take_filters(SearchWords& words, bool all)
{
    std::size_t at = 0;
    while (at < words.text.size()) {
        const auto word_end = std::min(words.text.find(' ', at), words.text.size());
        const auto colon = words.text.find(':', at);
        const auto facet = colon < word_end ? facet_named(std::string_view(words.text).substr(at, colon - at)) : std::nullopt;
        if (!facet || words.filters.size() >= SearchLimits::filters_max) {
            at = word_end + 1;
            continue;
        }
        std::size_t begin = colon + 1;
        std::size_t end = word_end;
        std::size_t after = word_end;
        bool ended = word_end < words.text.size();
        if (begin < words.text.size() && words.text[begin] == '"') {
            const auto quote = words.text.find('"', ++begin);
            ended = quote != std::string::npos;
            end = std::min(quote, words.text.size());
            after = ended ? end + 1 : end;
        }
        if (!(ended || all) || end == begin) {
            at = word_end + 1;
            continue;
        }
        SearchFilter filter{*facet, words.text.substr(begin, end - begin)};
        if (filter.facet == SearchFacet::kind) filter.value = kind_of_words(std::move(filter.value));
        if (std::find(words.filters.begin(), words.filters.end(), filter) == words.filters.end()) words.filters.push_back(std::move(filter));
        while (after < words.text.size() && words.text[after] == ' ') ++after;
        words.text.erase(at, after - at);
    }
}

std::string line_of(const SearchWords& words)
{
    std::string line;
    for (const auto& filter : words.filters) line.append(name_of(filter.facet)).append(":\"").append(filter.value).append("\" ");
    return line + words.text;
}

SearchWords words_of_line(std::string line)
{
    SearchWords words{std::move(line), {}};
    take_filters(words, true);
    return words;
}

std::string_view name_of(SearchFacet facet)
{
    const auto index = static_cast<std::size_t>(facet);
    return index < facet_names.size() ? facet_names[index] : "filter";
}

std::string label_of(const SearchFilter& filter)
{
    std::string value = filter.value;
    if (filter.facet == SearchFacet::kind)
        for (std::size_t i = 0; i < kind_names.size(); ++i)
            if (kind_names[i] == value) value = lower(std::string(kind_headings[i]));
    return capital(std::string(name_of(filter.facet))) + ": " + value;
}

std::string_view heading_of(SearchKind kind)
{
    const auto index = static_cast<std::size_t>(kind);
    return index < kind_headings.size() ? kind_headings[index] : "Others";
}

}  // namespace assent::views
