#include "shared/model/content.hpp"

#include <algorithm>
#include <cctype>

namespace assent {

template<class T>
static const T* find_by_id(const std::vector<T>& items, ElementId id)
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

const Section* find_section(const Content& content, ElementId id)
{
    return find_by_id(content.sections, id);
}

const Intention* find_intention(const Content& content, ElementId id)
{
    return find_by_id(content.intentions, id);
}

const MoneyTable* find_table(const Content& content, ElementId id)
{
    return find_by_id(content.tables, id);
}

const PlanMilestone* find_milestone(const Content& content, ElementId id)
{
    return find_by_id(content.milestones, id);
}

std::string title_of(const Content& content, ElementId id)
{
    if (const auto* intention = find_intention(content, id))
        return intention->reference + ' ' + intention->service_area;
    if (const auto* section = find_section(content, id))
        return section->number.empty() ? section->heading : section->number + ' ' + section->heading;
    if (const auto* table = find_table(content, id)) return table->title;
    if (const auto* milestone = find_milestone(content, id)) return milestone->event;
    return {};
}

std::vector<std::string> incomplete_intentions(const Content& content)
{
    std::vector<std::string> found;
    for (const auto& intention : content.intentions) {
        std::string lacks;
        const auto add = [&](const char* what) { lacks += (lacks.empty() ? "" : ", ") + std::string(what); };
        if (intention.text.empty()) add("no text");
        if (intention.providers.empty()) add("no provider");
        if (intention.timescales.empty()) add("no timescale");
        if (!lacks.empty()) found.push_back(intention.reference + ": " + lacks);
    }
    return found;
}

std::vector<std::string> parts_not_agreed(const Content& content)
{
    std::vector<std::string> found;
    for (const auto& section : content.sections)
        if (section.status != PartStatus::agreed) found.push_back(title_of(content, section.id));
    for (const auto& table : content.tables)
        if (table.status != PartStatus::agreed) found.push_back(table.title);
    return found;
}

/// The initials of the words that count, at most three letters: "Urgent & Emergency Care" gives "UEC".
static std::string initials(const std::string& words)
{
    std::string letters;
    bool at_start = true;
    for (const char c : words) {
        const auto u = static_cast<unsigned char>(c);
        if (std::isalpha(u) != 0 && at_start && std::isupper(u) != 0 && letters.size() < 3) letters += c;
        at_start = c == ' ' || c == '/' || c == '-';
    }
    if (letters.size() < 2) {
        letters.clear();
        for (const char c : words) {
            const auto u = static_cast<unsigned char>(c);
            if (u < 128 && std::isalpha(u) != 0 && letters.size() < 3) letters += static_cast<char>(std::toupper(u));
        }
    }
    return letters.empty() ? "INT" : letters;
}

std::string next_reference(const Content& content, const std::string& programme_area)
{
    const std::string prefix = initials(programme_area) + '-';
    for (int number = 1;; ++number) {
        std::string reference = prefix + (number < 10 ? "0" : "") + std::to_string(number);
        const bool taken = std::any_of(content.intentions.begin(), content.intentions.end(),
                                       [&](const Intention& other) { return other.reference == reference; });
        if (!taken) return reference;
    }
}

}  // namespace assent
