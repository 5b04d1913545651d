#include "shared/model/interest_match.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace assent {

/// Words in lower case with one blank around each: " st mary s hospital "; "&" is the word "and".
static std::string words_between_blanks(std::string_view text)
{
    std::string words = " ";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '&') words += words.back() == ' ' ? "and " : " and ";
        else if (byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) words += c;
        else if (c >= 'A' && c <= 'Z') words += static_cast<char>(c - 'A' + 'a');
        else if (words.back() != ' ') words += ' ';
    }
    if (words.back() != ' ') words += ' ';
    return words;
}

/// A class that every provider is of. Other classes ("GP Practices") match who has them among their names.
static bool means_everybody(const std::string& words)
{
    return words == " all providers " || words == " any provider " || words == " any providers ";
}

static bool contains(const std::string& written, const std::string& name)
{
    const auto wanted = words_between_blanks(name);
    return wanted != " " && written.find(wanted) != std::string::npos;
}

bool names_organisation(std::string_view text, const InterestEntry& entry)
{
    if (entry.organisation.empty()) return false;
    const auto written = words_between_blanks(text);
    if (means_everybody(written) || contains(written, entry.organisation)) return true;
    return std::any_of(entry.aliases.begin(), entry.aliases.end(), [&](const auto& alias) { return contains(written, alias); });
}

std::vector<NamedProvider> providers_named(const Content& content)
{
    std::vector<NamedProvider> named;
    std::map<std::string_view, std::size_t> place;
    for (const auto& intention : content.intentions)
        for (const auto& provider : intention.providers) {
            const auto [found, is_new] = place.emplace(provider, named.size());
            if (is_new) named.push_back({provider, {}});
            auto& intentions = named[found->second].intentions;
            if (intentions.empty() || intentions.back() != intention.reference) intentions.push_back(intention.reference);
        }
    return named;
}

static std::vector<PersonId> people_of(const Committee& committee)
{
    std::vector<PersonId> people;
    const auto add = [&](PersonId person) {
        if (std::find(people.begin(), people.end(), person) == people.end()) people.push_back(person);
    };
    for (const auto& seat : committee.seats) {
        add(seat.person);
        if (committee.can_deputise)
            for (const auto deputy : seat.deputies) add(deputy);
    }
    return people;
}

std::vector<InterestMatch> matched_interests(const InterestRegister& interests, const Committee& committee,
                                             const std::vector<NamedProvider>& named, Date on)
{
    std::vector<InterestMatch> matches;
    for (const auto person : people_of(committee))
        for (const auto& entry : interests.entries) {
            if (entry.person != person || !is_live(entry, on)) continue;
            InterestMatch match{person, entry.id, {}};
            std::set<std::string_view> seen;
            for (const auto& provider : named) {
                if (!names_organisation(provider.name, entry)) continue;
                for (const auto& intention : provider.intentions)
                    if (seen.insert(intention).second) match.intentions.push_back(intention);
            }
            if (!match.intentions.empty()) matches.push_back(std::move(match));
        }
    return matches;
}

}  // namespace assent
