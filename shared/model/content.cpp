#include "shared/model/content.hpp"

#include <algorithm>
#include <cctype>
#include <set>

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

const TableRow* find_row(const MoneyTable& table, ElementId id)
{
    return find_by_id(table.rows, id);
}

const std::string* find_cell(const Content& content, ElementId table_id, ElementId row_id, std::uint32_t column)
{
    const auto* table = find_table(content, table_id);
    const auto* row = table ? find_row(*table, row_id) : nullptr;
    return row && column < row->cells.size() ? &row->cells[column] : nullptr;
}

void identify_rows(MoneyTable& table)
{
    std::set<ElementId> taken;
    for (const auto& row : table.rows) taken.insert(row.id);
    const std::string base = table.id.text() + "/row/";
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        auto& id = table.rows[i].id;
        if (id) continue;
        std::string words = base + std::to_string(i);
        for (id = ElementId::derived(words); !taken.insert(id).second; id = ElementId::derived(words)) words += '+';
    }
}

template<class T>
static void copy_part(std::vector<T>& to, const std::vector<T>& from, ElementId id)
{
    for (const auto& item : from)
        if (item.id == id) to.push_back(item);
}

Content part_of(const Content& content, ElementId element)
{
    Content part;
    copy_part(part.sections, content.sections, element);
    copy_part(part.intentions, content.intentions, element);
    copy_part(part.tables, content.tables, element);
    copy_part(part.milestones, content.milestones, element);
    return part;
}

template<class T>
static void note_neighbours(Neighbours& neighbours, const std::vector<T>& items, ElementId id)
{
    for (std::size_t i = 0; i < items.size(); ++i)
        if (items[i].id == id)
            neighbours = {i > 0 ? items[i - 1].id : ElementId{}, i + 1 < items.size() ? items[i + 1].id : ElementId{}};
}

Neighbours neighbours_of(const Content& content, ElementId element)
{
    Neighbours neighbours;
    note_neighbours(neighbours, content.sections, element);
    note_neighbours(neighbours, content.intentions, element);
    note_neighbours(neighbours, content.tables, element);
    note_neighbours(neighbours, content.milestones, element);
    return neighbours;
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
