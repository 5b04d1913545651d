#include "shared/model/edit.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "shared/base/assertion.hpp"
#include "shared/base/overloaded.hpp"
#include "shared/model/timescale.hpp"

namespace assent {

Edit::Edit() = default;
Edit::Edit(const Edit&) = default;
Edit::Edit(Edit&&) noexcept = default;
Edit& Edit::operator=(const Edit&) = default;
Edit& Edit::operator=(Edit&&) noexcept = default;
Edit::~Edit() = default;

bool operator==(const Edit& a, const Edit& b)
{
    return static_cast<const EditKinds&>(a) == static_cast<const EditKinds&>(b);
}

std::uint64_t digest_of(const std::string& value)
{
    const Hash hash = sha256(as_bytes(value));
    std::uint64_t digest = 0;
    for (std::size_t i = 0; i < 8; ++i) digest = digest << 8 | hash.bytes[i];
    return digest;
}

std::uint64_t digest_of(const std::vector<std::string>& values)
{
    std::string joined;
    for (const auto& value : values) joined += std::to_string(value.size()) + ':' + value;
    return digest_of(joined);
}

bool is_plain_text(const std::string& text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            if ((lead < 0x20 && lead != '\n' && lead != '\t') || lead == 0x7f) return false;
            ++i;
            continue;
        }
        const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc2 || lead > 0xf4 || i + length > text.size()) return false;
        std::uint32_t scalar = lead & (0xffu >> (length + 1));
        for (std::size_t k = 1; k < length; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            if ((next & 0xc0) != 0x80) return false;
            scalar = scalar << 6 | (next & 0x3fu);
        }
        static constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
        if (scalar < least[length] || scalar > 0x10ffff || (scalar >= 0xd800 && scalar <= 0xdfff)) return false;
        if (scalar < 0xa0) return false;  // C1 controls
        i += length;
    }
    return true;
}

static std::string status_name(PartStatus status)
{
    switch (status) {
    case PartStatus::agreed: return "agreed";
    case PartStatus::draft: return "draft";
    case PartStatus::subject_to_review: return "subject_to_review";
    }
    return {};
}

static std::optional<PartStatus> status_of(const std::string& name)
{
    for (const auto status : {PartStatus::agreed, PartStatus::draft, PartStatus::subject_to_review})
        if (status_name(status) == name) return status;
    return std::nullopt;
}

template<class T>
static T* find_in(std::vector<T>& items, ElementId id)
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

/// The text that `field` of the element is kept in; null for fields that are not kept as text (status, date).
static std::string* text_place(Content& content, ElementId id, TextField field)
{
    if (auto* section = find_in(content.sections, id)) {
        if (field == TextField::heading) return &section->heading;
        if (field == TextField::number) return &section->number;
        if (field == TextField::text) return &section->text;
    } else if (auto* intention = find_in(content.intentions, id)) {
        switch (field) {
        case TextField::text: return &intention->text;
        case TextField::programme_area: return &intention->programme_area;
        case TextField::service_area: return &intention->service_area;
        case TextField::place: return &intention->place;
        case TextField::lead: return &intention->lead;
        case TextField::conditions: return &intention->conditions;
        case TextField::reference: return &intention->reference;
        default: return nullptr;
        }
    } else if (auto* table = find_in(content.tables, id)) {
        if (field == TextField::title) return &table->title;
        if (field == TextField::unit) return &table->unit;
    } else if (auto* milestone = find_in(content.milestones, id)) {
        if (field == TextField::event) return &milestone->event;
        if (field == TextField::who) return &milestone->who;
    }
    return nullptr;
}

static PartStatus* status_place(Content& content, ElementId id)
{
    if (auto* section = find_in(content.sections, id)) return &section->status;
    if (auto* intention = find_in(content.intentions, id)) return &intention->status;
    if (auto* table = find_in(content.tables, id)) return &table->status;
    return nullptr;
}

std::optional<std::string> text_of(const Content& content, ElementId element, TextField field)
{
    auto& places = const_cast<Content&>(content);  // the finders are shared with apply(); nothing is changed here
    if (field == TextField::status) {
        const auto* status = status_place(places, element);
        return status ? std::optional{status_name(*status)} : std::nullopt;
    }
    if (field == TextField::date) {
        const auto* milestone = find_milestone(content, element);
        return milestone ? std::optional{milestone->date.iso()} : std::nullopt;
    }
    const auto* text = text_place(places, element, field);
    return text ? std::optional{*text} : std::nullopt;
}

void set_text(Content& content, ElementId element, TextField field, std::string words)
{
    if (auto* text = text_place(content, element, field)) *text = std::move(words);
}

static std::vector<std::string> as_written(const std::vector<IntentionTimescale>& timescales)
{
    std::vector<std::string> values;
    for (const auto& timescale : timescales) values.push_back(timescale.as_written);
    return values;
}

std::optional<std::vector<std::string>> list_of(const Content& content, ElementId element, ListField field)
{
    const auto* intention = find_intention(content, element);
    if (!intention) return std::nullopt;
    switch (field) {
    case ListField::providers: return intention->providers;
    case ListField::routes: return intention->routes;
    case ListField::timescales: return as_written(intention->timescales);
    }
    return std::nullopt;
}

static bool has_element(const Content& content, ElementId id)
{
    return find_section(content, id) || find_intention(content, id) || find_table(content, id) ||
           find_milestone(content, id);
}

static Result<void> check_size(const std::string& text, std::size_t bytes_max, const char* field)
{
    if (text.size() > bytes_max)
        return refuse(Errc::too_large,
                      "This text is longer than " + std::to_string(bytes_max / 1024) + " KB. Divide it or shorten it.", field);
    return {};
}

static Result<void> check_text(const std::string& text, std::size_t bytes_max, const char* field)
{
    ASSENT_CHECK(check_size(text, bytes_max, field));
    if (!is_plain_text(text))
        return refuse(Errc::invalid, "This text holds characters that cannot be shown. Paste it as plain text.", field);
    return {};
}

static Result<void> check_short(const std::string& text, const char* field)
{
    return check_text(text, EditLimits::short_text_bytes_max, field);
}

static Result<void> check_list(const std::vector<std::string>& values, const char* field)
{
    if (values.size() > EditLimits::list_values_max)
        return refuse(Errc::too_large,
                      "A list may have " + std::to_string(EditLimits::list_values_max) + " values at most.", field);
    for (const auto& value : values) ASSENT_CHECK(check_short(value, field));
    return {};
}

static Result<void> check_new(const Content& content, ElementId id, ElementId after, std::size_t count)
{
    if (!id) return refuse(Errc::malformed, "The new part has no identifier.", "id");
    if (has_element(content, id)) return refuse(Errc::conflict, "This part is in the plan already.", "id");
    if (after == id) return refuse(Errc::invalid, "A part cannot be put after itself.", "after");
    if (count >= EditLimits::elements_max)
        return refuse(Errc::too_large, "The plan has as many parts of this kind as it can hold.");
    return {};
}

static Result<void> check_cells(const std::vector<std::string>& cells, std::size_t columns)
{
    if (cells.size() != columns) return refuse(Errc::invalid, "The row needs one cell for each column.", "cells");
    for (const auto& cell : cells) ASSENT_CHECK(check_short(cell, "cells"));
    return {};
}

static Error stale()
{
    return {Errc::conflict, "Somebody else changed this meanwhile. Your words are kept beside theirs.", "value"};
}

bool is_long(TextField field)
{
    return field == TextField::text;
}

/// Byte where `count` more scalar values after byte `from` end; npos beyond the end.
static std::size_t skip(const std::string& text, std::size_t from, std::uint32_t count)
{
    const auto continues = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; };
    for (; count > 0; --count) {
        if (from >= text.size()) return std::string::npos;
        ++from;
        while (from < text.size() && continues(from)) ++from;
    }
    return from;
}

bool splice(std::string& text, const TextSplice& splice)
{
    const std::size_t begin = skip(text, 0, splice.position);
    const std::size_t end = begin == std::string::npos ? begin : skip(text, begin, splice.erased);
    if (end == std::string::npos) return false;
    text.replace(begin, end - begin, splice.inserted);
    return true;
}

static Result<void> check_one(const Content& content, const AddSection& edit)
{
    ASSENT_CHECK(check_new(content, edit.section.id, edit.after, content.sections.size()));
    ASSENT_CHECK(check_short(edit.section.heading, "heading"));
    ASSENT_CHECK(check_short(edit.section.number, "number"));
    if (edit.section.level < 1 || edit.section.level > 6)
        return refuse(Errc::invalid, "A heading's level is between 1 and 6.", "level");
    return check_text(edit.section.text, EditLimits::long_text_bytes_max, "text");
}

static Result<void> check_one(const Content& content, const AddIntention& edit)
{
    const auto& intention = edit.intention;
    ASSENT_CHECK(check_new(content, intention.id, edit.after, content.intentions.size()));
    for (const auto& other : content.intentions)
        if (other.reference == intention.reference)
            return refuse(Errc::conflict, "There is already an intention " + other.reference + ". Choose another reference.",
                          "reference");
    if (intention.reference.empty()) return refuse(Errc::invalid, "The intention needs a reference.", "reference");
    for (const auto* text : {&intention.reference, &intention.programme_area, &intention.service_area, &intention.place,
                             &intention.lead, &intention.conditions})
        ASSENT_CHECK(check_short(*text, "intention"));
    ASSENT_CHECK(check_list(intention.providers, "providers"));
    ASSENT_CHECK(check_list(intention.routes, "routes"));
    ASSENT_CHECK(check_list(as_written(intention.timescales), "timescales"));
    return check_text(intention.text, EditLimits::long_text_bytes_max, "text");
}

static Result<void> check_one(const Content& content, const AddTable& edit)
{
    ASSENT_CHECK(check_new(content, edit.table.id, edit.after, content.tables.size()));
    ASSENT_CHECK(check_short(edit.table.title, "title"));
    ASSENT_CHECK(check_short(edit.table.unit, "unit"));
    ASSENT_CHECK(check_list(edit.table.columns, "columns"));
    ASSENT_CHECK(check_list(edit.table.findings, "findings"));
    if (edit.table.rows.size() * std::max<std::size_t>(1, edit.table.columns.size()) > EditLimits::table_cells_max)
        return refuse(Errc::too_large, "The table has too many cells. Divide it.", "rows");
    std::set<ElementId> ids;
    for (const auto& row : edit.table.rows) {
        ASSENT_CHECK(check_cells(row.cells, edit.table.columns.size()));
        if (row.id && !ids.insert(row.id).second) return refuse(Errc::malformed, "Two rows have one identifier.", "rows");
    }
    return {};
}

static Result<void> check_one(const Content& content, const AddMilestone& edit)
{
    ASSENT_CHECK(check_new(content, edit.milestone.id, edit.after, content.milestones.size()));
    ASSENT_CHECK(check_short(edit.milestone.event, "event"));
    return check_short(edit.milestone.who, "who");
}

static Result<void> check_one(const Content& content, const SetText& edit)
{
    const auto now = text_of(content, edit.element, edit.field);
    if (!now) return refuse(Errc::not_found, "This part is no longer in the plan.", "element");
    if (is_long(edit.field) && digest_of(*now) != edit.was) return tl::unexpected(stale());
    if (edit.field == TextField::status && !status_of(edit.value))
        return refuse(Errc::invalid, "The status is agreed, draft or subject to review.", "status");
    if (edit.field == TextField::date && !edit.value.empty() && !Date::parse(edit.value))
        return refuse(Errc::invalid, "The date is not a calendar day. Write it as 2026-11-22.", "date");
    if (edit.field == TextField::reference) {
        if (edit.value.empty()) return refuse(Errc::invalid, "The intention needs a reference.", "reference");
        for (const auto& other : content.intentions)
            if (other.id != edit.element && other.reference == edit.value)
                return refuse(Errc::conflict,
                              "There is already an intention " + other.reference + ". Choose another reference.",
                              "reference");
    }
    return check_text(edit.value, is_long(edit.field) ? EditLimits::long_text_bytes_max : EditLimits::short_text_bytes_max,
                      "value");
}

static Result<void> check_one(const Content& content, const SetList& edit)
{
    const auto now = list_of(content, edit.element, edit.field);
    if (!now) return refuse(Errc::not_found, "This intention is no longer in the plan.", "element");
    return check_list(edit.values, "values");
}

static Result<void> check_one(const Content& content, const SetCell& edit)
{
    if (!find_cell(content, edit.table, edit.row, edit.column)) return refuse(Errc::not_found, "This cell is no longer in the plan.", "table");
    return check_short(edit.value, "value");
}

static Result<void> check_one(const Content& content, const AddRow& edit)
{
    const auto* table = find_table(content, edit.table);
    if (!table) return refuse(Errc::not_found, "This table is no longer in the plan.", "table");
    if (!edit.row.id) return refuse(Errc::malformed, "The new row has no identifier.", "row");
    if (find_row(*table, edit.row.id)) return refuse(Errc::conflict, "This row is in the table already.", "row");
    if (edit.after == edit.row.id) return refuse(Errc::invalid, "A row cannot be put after itself.", "after");
    if ((table->rows.size() + 1) * std::max<std::size_t>(1, table->columns.size()) > EditLimits::table_cells_max)
        return refuse(Errc::too_large, "The table has too many cells. Divide it.", "rows");
    return check_cells(edit.row.cells, table->columns.size());
}

static Result<void> check_row(const Content& content, ElementId table_id, ElementId row)
{
    const auto* table = find_table(content, table_id);
    if (!table || !find_row(*table, row)) return refuse(Errc::not_found, "This row is no longer in the plan.", "row");
    return {};
}

static Result<void> check_one(const Content& content, const MoveRow& edit)
{
    ASSENT_CHECK(check_row(content, edit.table, edit.row));
    if (edit.after == edit.row || edit.before == edit.row)
        return refuse(Errc::invalid, "A row cannot be put beside itself.", "after");
    return {};
}

static Result<void> check_one(const Content& content, const RemoveRow& edit)
{
    return check_row(content, edit.table, edit.row);
}

static Result<void> check_one(const Content& content, const MoveElement& edit)
{
    if (!has_element(content, edit.element)) return refuse(Errc::not_found, "This part is no longer in the plan.", "element");
    if (edit.after == edit.element || edit.before == edit.element)
        return refuse(Errc::invalid, "A part cannot be put beside itself.", "after");
    return {};
}

static Result<void> check_one(const Content& content, const RemoveElement& edit)
{
    if (!has_element(content, edit.element)) return refuse(Errc::not_found, "This part is no longer in the plan.", "element");
    return {};
}

static Result<void> check_one(const Content& content, const RestoreElement& edit)
{
    if (has_element(content, edit.element)) return refuse(Errc::conflict, "This part is in the plan already.", "element");
    const auto& part = edit.part;
    const std::size_t count = part.sections.size() + part.intentions.size() + part.tables.size() + part.milestones.size();
    if (count != 1 || !has_element(part, edit.element))
        return refuse(Errc::not_found, "This part was removed too long ago to be put back from here. It is in the versions cut before.",
                      "element");
    for (const auto& section : part.sections) ASSENT_CHECK(check_one(content, AddSection{section, {}}));
    for (const auto& intention : part.intentions) ASSENT_CHECK(check_one(content, AddIntention{intention, {}}));
    for (const auto& table : part.tables) ASSENT_CHECK(check_one(content, AddTable{table, {}}));
    for (const auto& milestone : part.milestones) ASSENT_CHECK(check_one(content, AddMilestone{milestone, {}}));
    return {};
}

static Result<void> check_one(const Content& content, const ChangeText& edit)
{
    const auto* words = text_place(const_cast<Content&>(content), edit.element, edit.field);  // as in text_of()
    if (!words) return refuse(Errc::not_found, "This part is no longer in the plan. Your words are kept.", "element");
    if (!is_long(edit.field)) return refuse(Errc::malformed, "This field is set as a whole. Load the page again.", "field");
    if (edit.changes.empty()) return refuse(Errc::malformed, "There is nothing to change.", "changes");
    if (edit.changes.size() > EditLimits::change_bytes_max)
        return refuse(Errc::too_large, "This is too long to be added at once. Divide it.", "changes");
    if (edit.splices.empty()) return {};
    // What was there before is in order: of a long text only what is typed is looked through.
    std::string text = *words;
    for (const auto& one : edit.splices) {
        if (!splice(text, one)) return refuse(Errc::malformed, "The change does not fit the text. Load the page again.", "splices");
        ASSENT_CHECK(check_text(one.inserted, EditLimits::long_text_bytes_max, "text"));
    }
    return check_size(text, EditLimits::long_text_bytes_max, "text");
}

Result<void> check(const Content& content, const Edit& edit)
{
    return std::visit([&](const auto& one) { return check_one(content, one); }, edit);
}

template<class T>
static void insert_beside(std::vector<T>& items, ElementId after, ElementId before, T item)
{
    const auto place_of = [&](ElementId id) {
        return std::find_if(items.begin(), items.end(), [&](const T& other) { return other.id == id; });
    };
    auto place = items.begin();
    if (after) {
        place = place_of(after);
        if (place != items.end())
            ++place;
        else if (before)
            place = place_of(before);
    }
    items.insert(place, std::move(item));
}

template<class T>
static bool move_in(std::vector<T>& items, ElementId element, ElementId after, ElementId before)
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == element; });
    if (found == items.end()) return false;
    T item = std::move(*found);
    items.erase(found);
    insert_beside(items, after, before, std::move(item));
    return true;
}

template<class T>
static bool remove_in(std::vector<T>& items, ElementId element)
{
    return std::erase_if(items, [&](const T& item) { return item.id == element; }) > 0;
}

static MoneyTable identified(MoneyTable table)
{
    identify_rows(table);
    return table;
}

void apply(Content& content, const Edit& edit)
{
    std::visit(
        Overloaded{
            [&](const AddSection& e) { insert_beside(content.sections, e.after, {}, e.section); },
            [&](const AddIntention& e) { insert_beside(content.intentions, e.after, {}, e.intention); },
            [&](const AddTable& e) { insert_beside(content.tables, e.after, {}, identified(e.table)); },
            [&](const AddMilestone& e) { insert_beside(content.milestones, e.after, {}, e.milestone); },
            [&](const SetText& e) {
                if (e.field == TextField::status) {
                    if (auto* status = status_place(content, e.element)) *status = *status_of(e.value);
                } else if (e.field == TextField::date) {
                    if (auto* milestone = find_in(content.milestones, e.element))
                        milestone->date = Date::parse(e.value).value_or(Date{});
                } else if (auto* text = text_place(content, e.element, e.field)) {
                    *text = e.value;
                }
            },
            [&](const SetList& e) {
                auto* intention = find_in(content.intentions, e.element);
                if (!intention) return;
                if (e.field == ListField::providers) intention->providers = e.values;
                if (e.field == ListField::routes) intention->routes = e.values;
                if (e.field == ListField::timescales) {
                    intention->timescales.clear();
                    // The days are read from the words here, on both sides alike, so that they cannot disagree with them.
                    for (const auto& value : e.values) {
                        const auto read = parse_timescales(value);
                        intention->timescales.push_back(
                            read.size() == 1 ? IntentionTimescale{value, read.front().from, read.front().to}
                                             : IntentionTimescale{value, {}, {}});
                    }
                }
            },
            [&](const SetCell& e) {
                if (const auto* cell = find_cell(content, e.table, e.row, e.column)) const_cast<std::string&>(*cell) = e.value;
            },
            [&](const AddRow& e) {
                if (auto* table = find_in(content.tables, e.table)) insert_beside(table->rows, e.after, {}, e.row);
            },
            [&](const MoveElement& e) {
                move_in(content.sections, e.element, e.after, e.before) ||
                    move_in(content.intentions, e.element, e.after, e.before) ||
                    move_in(content.tables, e.element, e.after, e.before) ||
                    move_in(content.milestones, e.element, e.after, e.before);
            },
            [&](const ChangeText& e) {
                auto* text = text_place(content, e.element, e.field);
                for (const auto& one : e.splices)
                    if (text) splice(*text, one);
            },
            [&](const RemoveElement& e) {
                remove_in(content.sections, e.element) || remove_in(content.intentions, e.element) ||
                    remove_in(content.tables, e.element) || remove_in(content.milestones, e.element);
            },
            [&](const MoveRow& e) {
                if (auto* table = find_in(content.tables, e.table)) move_in(table->rows, e.row, e.after, e.before);
            },
            [&](const RemoveRow& e) {
                if (auto* table = find_in(content.tables, e.table)) remove_in(table->rows, e.row);
            },
            [&](const RestoreElement& e) {
                for (const auto& one : e.part.sections) insert_beside(content.sections, e.after, e.before, one);
                for (const auto& one : e.part.intentions) insert_beside(content.intentions, e.after, e.before, one);
                for (const auto& one : e.part.tables) insert_beside(content.tables, e.after, e.before, identified(one));
                for (const auto& one : e.part.milestones) insert_beside(content.milestones, e.after, e.before, one);
            },
        },
        edit);
}

}  // namespace assent
