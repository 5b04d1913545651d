#pragma once
// Edits of a plan's content. One command carries any number of them and takes effect whole or not at all.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/bytes.hpp"
#include "shared/base/kinds.hpp"
#include "shared/base/result.hpp"
#include "shared/model/content.hpp"
#include "shared/model/text_point.hpp"

namespace assent {

/// The fields of an element that hold one text.
enum class TextField : std::uint8_t {
    heading, number, text, programme_area, service_area, place, lead, conditions, title, unit, event, who, status, date,
    reference
};
BOOST_DESCRIBE_ENUM(TextField, heading, number, text, programme_area, service_area, place, lead, conditions, title, unit,
                    event, who, status, date, reference)

/// The fields of an intention that hold several values.
enum class ListField : std::uint8_t { providers, routes, timescales };
BOOST_DESCRIBE_ENUM(ListField, providers, routes, timescales)

/// New elements come after `after`; a zero identifier puts them first. If that part has gone meanwhile they come last.
struct AddSection
{
    Section section;
    ElementId after;
    bool operator==(const AddSection&) const = default;
};
BOOST_DESCRIBE_STRUCT(AddSection, (), (section, after))

struct AddIntention
{
    Intention intention;
    ElementId after;
    bool operator==(const AddIntention&) const = default;
};
BOOST_DESCRIBE_STRUCT(AddIntention, (), (intention, after))

struct AddTable
{
    MoneyTable table;
    ElementId after;
    bool operator==(const AddTable&) const = default;
};
BOOST_DESCRIBE_STRUCT(AddTable, (), (table, after))

struct AddMilestone
{
    PlanMilestone milestone;
    ElementId after;
    bool operator==(const AddMilestone&) const = default;
};
BOOST_DESCRIBE_STRUCT(AddMilestone, (), (milestone, after))

/// Fields, lists and cells keep the value that was accepted last. `was` is the digest (digest_of) of the value the editor had
/// in view: where it is another's by now, their words are kept (Plan::replaced). A long text (is_long) is refused instead.
struct SetText
{
    ElementId element;
    TextField field{};
    std::uint64_t was{};
    std::string value;
    bool operator==(const SetText&) const = default;
};
BOOST_DESCRIBE_STRUCT(SetText, (), (element, field, was, value))

struct SetList
{
    ElementId element;
    ListField field{};
    std::uint64_t was{};
    std::vector<std::string> values;
    bool operator==(const SetList&) const = default;
};
BOOST_DESCRIBE_STRUCT(SetList, (), (element, field, was, values))

struct SetCell
{
    ElementId table;
    ElementId row;
    std::uint32_t column{};
    std::uint64_t was{};
    std::string value;
    bool operator==(const SetCell&) const = default;
};
BOOST_DESCRIBE_STRUCT(SetCell, (), (table, row, column, was, value))

/// The row comes after the row `after`, as new elements do.
struct AddRow
{
    ElementId table;
    TableRow row;
    ElementId after;
    bool operator==(const AddRow&) const = default;
};
BOOST_DESCRIBE_STRUCT(AddRow, (), (table, row, after))

/// To behind `after` (zero: to the front). Others move and remove parts at the same time, so the neighbours are hints: where
/// `after` has gone, in front of `before`; where both have, to the end.
struct MoveElement
{
    ElementId element;
    ElementId after;
    ElementId before;
    bool operator==(const MoveElement&) const = default;
};
BOOST_DESCRIBE_STRUCT(MoveElement, (), (element, after, before))

struct RemoveElement
{
    ElementId element;
    std::string title;  ///< what it was called: the server says it
    bool operator==(const RemoveElement&) const = default;
};
BOOST_DESCRIBE_STRUCT(RemoveElement, (), (element, title))

/// At `position`, `erased` Unicode scalar values went and `inserted` came. Several are meant one after the other.
struct TextSplice
{
    std::uint32_t position{};
    std::uint32_t erased{};
    std::string inserted;
    bool operator==(const TextSplice&) const = default;
};
BOOST_DESCRIBE_STRUCT(TextSplice, (), (position, erased, inserted))

/// What somebody typed in a long text, which others may be typing in as well: changes as shared/text writes them, all of one
/// writer. In a command that is all; the room merges them and says in the event what that did to the text, so that whoever
/// only reads needs no history to follow.
struct ChangeText
{
    ElementId element;
    TextField field{};
    Bytes changes;
    std::vector<TextSplice> splices;
    bool operator==(const ChangeText&) const = default;
};
BOOST_DESCRIBE_STRUCT(ChangeText, (), (element, field, changes, splices))

struct MoveRow
{
    ElementId table;
    ElementId row;
    ElementId after;
    ElementId before;
    bool operator==(const MoveRow&) const = default;
};
BOOST_DESCRIBE_STRUCT(MoveRow, (), (table, row, after, before))

struct RemoveRow
{
    ElementId table;
    ElementId row;
    bool operator==(const RemoveRow&) const = default;
};
BOOST_DESCRIBE_STRUCT(RemoveRow, (), (table, row))

/// Puts back what RemoveElement took out, beside the neighbours it had. In a command the element is all; the server, which
/// keeps what was removed for a while, says the rest.
struct RestoreElement
{
    ElementId element;
    Content part;  ///< the one element
    ElementId after;
    ElementId before;
    bool operator==(const RestoreElement&) const = default;
};
BOOST_DESCRIBE_STRUCT(RestoreElement, (), (element, part, after, before))

/// New kinds go to the end: the place in the list is the number on the wire and in the log.
using EditKinds =
    std::variant<AddSection, AddIntention, AddTable, AddMilestone, SetText, SetList, SetCell, AddRow, MoveElement,
                 RemoveElement, ChangeText, MoveRow, RemoveRow, RestoreElement>;

/// One edit; the first kind if nothing is said.
struct Edit : EditKinds
{
    using Kinds = EditKinds;
    Edit();
    template<KindOf<EditKinds> Kind>
    Edit(Kind kind) : EditKinds(std::in_place_type<Kind>, std::move(kind))
    {}
    Edit(const Edit&);
    Edit(Edit&&) noexcept;
    Edit& operator=(const Edit&);
    Edit& operator=(Edit&&) noexcept;
    ~Edit();
    friend bool operator==(const Edit& a, const Edit& b);
};

/// Sizes in bytes and counts above which an edit is refused.
struct EditLimits
{
    static constexpr std::size_t text_bytes_max = 32 * 1024;        ///< of an answer, a reason, an item of feedback
    static constexpr std::size_t long_text_bytes_max = 256 * 1024;  ///< of a section's or an intention's text
    static constexpr std::size_t change_bytes_max = 48 * 1024;      ///< of what is typed or pasted at once
    static constexpr std::size_t short_text_bytes_max = 1024;
    static constexpr std::size_t list_values_max = 64;
    static constexpr std::size_t edits_max = 200;
    static constexpr std::size_t elements_max = 5000;
    static constexpr std::size_t table_cells_max = 20'000;
};

/// Whether a field holds a long text, in which several people write at once.
bool is_long(TextField field);

/// Carries out one splice. False, and nothing done, if the text is shorter than it says.
bool splice(std::string& text, const TextSplice& splice);

/// First eight bytes of the SHA-256 of a value, to compare what the editor saw with what is there.
std::uint64_t digest_of(const std::string& value);
std::uint64_t digest_of(const std::vector<std::string>& values);

/// A field's value as text; nothing if there is no such element or it has no such field.
std::optional<std::string> text_of(const Content& content, ElementId element, TextField field);
std::optional<std::vector<std::string>> list_of(const Content& content, ElementId element, ListField field);

/// Gives a field that holds words its words, unchecked; nothing if there is no such element or field.
void set_text(Content& content, ElementId element, TextField field, std::string words);

/// Whether `edit` can be applied to `content`.
/// Errors  not_found: no such element, row or field. conflict: a long text changed since the editor saw it, or an identifier
///         is in use. too_large, invalid: a limit or rule is broken. Texts must be UTF-8 without control characters other than line feed and tab.
Result<void> check(const Content& content, const Edit& edit);

/// Applies an edit that `check` accepted.
void apply(Content& content, const Edit& edit);

/// Whether `text` is valid UTF-8 without control characters other than line feed and tab.
bool is_plain_text(const std::string& text);

}  // namespace assent
