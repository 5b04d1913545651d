#include "shared/document/compare.hpp"

#include <algorithm>
#include <unordered_map>

namespace assent {

namespace {

using Fields = std::vector<FieldChange>;

void compare_text(Fields& fields, const char* label, const std::string& before, const std::string& after)
{
    if (before != after) fields.push_back({label, before, after, compare_words(before, after)});
}

std::string joined(const std::vector<std::string>& values, std::string_view joint)
{
    std::string text;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) text += joint;
        text += values[i];
    }
    return text;
}

void compare_list(Fields& fields, const char* label, const std::vector<std::string>& before,
                  const std::vector<std::string>& after, std::string_view joint)
{
    if (before != after)
        fields.push_back({label, joined(before, joint), joined(after, joint), compare_lists(before, after, joint)});
}

std::vector<std::string> texts_of(const std::vector<IntentionTimescale>& timescales)
{
    std::vector<std::string> texts;
    for (const auto& timescale : timescales) texts.push_back(text_of(timescale));
    return texts;
}

/// An added or removed element lacks an agreed standing on the other side; "Agreed" is what goes without saying.
std::string standing(PartStatus status)
{
    return status == PartStatus::agreed ? std::string() : words_of(status);
}

Fields differences(const Section& before, const Section& after)
{
    Fields fields;
    compare_text(fields, "Number", before.number, after.number);
    compare_text(fields, "Heading", before.heading, after.heading);
    if (before.level != after.level && before.id == after.id)
        compare_text(fields, "Level", std::to_string(before.level), std::to_string(after.level));
    compare_text(fields, "Text", before.text, after.text);
    compare_text(fields, "Standing", standing(before.status), standing(after.status));
    return fields;
}

Fields differences(const Intention& before, const Intention& after)
{
    Fields fields;
    compare_text(fields, "Reference", before.reference, after.reference);
    compare_text(fields, "Programme area", before.programme_area, after.programme_area);
    compare_text(fields, "Service area", before.service_area, after.service_area);
    compare_text(fields, "Text", before.text, after.text);
    compare_list(fields, "Providers", before.providers, after.providers, ", ");
    compare_list(fields, "When", texts_of(before.timescales), texts_of(after.timescales), "; ");
    compare_list(fields, "Route", before.routes, after.routes, ", ");
    compare_text(fields, "Place", before.place, after.place);
    compare_text(fields, "Lead", before.lead, after.lead);
    compare_text(fields, "Conditions", before.conditions, after.conditions);
    compare_text(fields, "Standing", standing(before.status), standing(after.status));
    return fields;
}

Fields differences(const PlanMilestone& before, const PlanMilestone& after)
{
    Fields fields;
    compare_text(fields, "Date", before.date.text(), after.date.text());
    compare_text(fields, "What", before.event, after.event);
    compare_text(fields, "Who", before.who, after.who);
    return fields;
}

Fields differences(const MoneyTable& before, const MoneyTable& after)
{
    Fields fields;
    compare_text(fields, "Title", before.title, after.title);
    compare_text(fields, "Unit", before.unit, after.unit);
    compare_text(fields, "Standing", standing(before.status), standing(after.status));
    compare_list(fields, "Arithmetic checks", before.findings, after.findings, "\n");
    return fields;
}

// ---- elements of one kind ----

std::string heading_of(const Section& section)
{
    if (section.number.empty()) return section.heading.empty() ? "Section without a heading" : section.heading;
    return section.number + ' ' + section.heading;
}
std::string heading_of(const Intention& intention) { return intention.reference + ' ' + intention.service_area; }
std::string heading_of(const MoneyTable& table) { return table.title.empty() ? "Table without a title" : table.title; }
std::string heading_of(const PlanMilestone& milestone) { return milestone.event; }

std::string group_of(const Intention& intention) { return intention.programme_area; }
template<class T>
std::string group_of(const T&)
{
    return {};
}

TableChange rows_between(const MoneyTable& before, const MoneyTable& after) { return compare_tables(before, after); }
template<class T>
TableChange rows_between(const T&, const T&)
{
    return {};
}

template<class T>
ElementPlace place_of(const std::vector<T>& elements, std::size_t index)
{
    return {static_cast<std::uint32_t>(index + 1), static_cast<std::uint32_t>(elements.size()),
            index == 0 ? std::string() : heading_of(elements[index - 1])};
}

template<class T>
class Elements
{
public:
    Elements(ElementKind kind, const std::vector<T>& before, const std::vector<T>& after)
        : kind_(kind), before_(before), after_(after)
    {
        for (std::size_t i = 0; i < before.size(); ++i) old_place_.emplace(before[i].id, i);
        for (std::size_t i = 0; i < after.size(); ++i) new_place_.emplace(after[i].id, i);
    }

    void into(Comparison& comparison)
    {
        std::vector<std::size_t> places;
        for (const auto& element : after_)
            if (const auto found = old_place_.find(element.id); found != old_place_.end()) places.push_back(found->second);
        const auto kept = kept_in_order(places);

        std::size_t next_old = 0;
        std::size_t common = 0;
        for (std::size_t i = 0; i < after_.size(); ++i) {
            const auto& element = after_[i];
            const auto found = old_place_.find(element.id);
            if (found == old_place_.end()) {
                emit(comparison, change_between(ChangeKind::added, T{}, element, element));
                continue;
            }
            const bool moved = !kept[common++];
            if (!moved) removed_before(comparison, found->second, next_old);
            auto change = change_between(ChangeKind::changed, before_[found->second], element, element);
            change.moved = moved;
            if (moved) {
                change.from = place_of(before_, found->second);
                change.to = place_of(after_, i);
            }
            const bool differs = !change.fields.empty() || change.table.is_change();
            if (!differs) change.kind = ChangeKind::moved;
            if (differs || moved) emit(comparison, std::move(change));
        }
        removed_before(comparison, before_.size(), next_old);
    }

private:
    void removed_before(Comparison& comparison, std::size_t end, std::size_t& next)
    {
        for (; next < end; ++next)
            if (!new_place_.contains(before_[next].id))
                emit(comparison, change_between(ChangeKind::removed, before_[next], T{}, before_[next]));
    }

    ElementChange change_between(ChangeKind kind, const T& before, const T& after, const T& shown) const
    {
        ElementChange change;
        change.element_kind = kind_;
        change.element = shown.id;
        change.kind = kind;
        change.title = heading_of(shown);
        change.group = group_of(shown);
        change.fields = differences(before, after);
        change.table = rows_between(before, after);
        return change;
    }

    void emit(Comparison& comparison, ElementChange change)
    {
        comparison.counts[static_cast<std::size_t>(kind_)].add(change.kind);
        comparison.changes.push_back(std::move(change));
    }

    ElementKind kind_;
    const std::vector<T>& before_;
    const std::vector<T>& after_;
    std::unordered_map<ElementId, std::size_t> old_place_;
    std::unordered_map<ElementId, std::size_t> new_place_;
};

}  // namespace

void ChangeCounts::add(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::added: ++added; break;
    case ChangeKind::removed: ++removed; break;
    case ChangeKind::changed: ++changed; break;
    case ChangeKind::moved: ++moved; break;
    }
}

ChangeCounts Comparison::all() const
{
    ChangeCounts sum;
    for (const auto& one : counts) {
        sum.added += one.added;
        sum.removed += one.removed;
        sum.changed += one.changed;
        sum.moved += one.moved;
    }
    return sum;
}

Comparison compare(const Content& before, const Content& after)
{
    Comparison comparison;
    Elements<Section>(ElementKind::section, before.sections, after.sections).into(comparison);
    Elements<Intention>(ElementKind::intention, before.intentions, after.intentions).into(comparison);
    Elements<MoneyTable>(ElementKind::table, before.tables, after.tables).into(comparison);
    Elements<PlanMilestone>(ElementKind::milestone, before.milestones, after.milestones).into(comparison);
    return comparison;
}

std::string text_of(const IntentionTimescale& timescale)
{
    if (!timescale.from) return timescale.as_written;
    std::string days = timescale.from.text();
    if (timescale.to && timescale.to != timescale.from) days += " to " + timescale.to.text();
    if (timescale.as_written.empty() || timescale.as_written == days) return days;
    return timescale.as_written + " (" + days + ')';
}

}  // namespace assent
