#pragma once
// Fields of a plan's text. Each shows the optimistic value, keeps what is typed until it is submitted, submits it after a
// pause or when the field is left, says who else is in it, and keeps refused words beside what is there now.
//
// Where this person may not edit the plan, the same functions show plain text.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/sync/copy.hpp"
#include "client/ui/widgets.hpp"
#include "client/views/view.hpp"

namespace assent::views {

class Host;

/// Of a long text, in UTF-16 units; so many are less than EditLimits::long_text_bytes_max in any script.
inline constexpr std::size_t long_text_max = 30'000;

struct FieldLook
{
    bool many_lines{};
    bool label_hidden{};
    int rows{3};
    std::string_view help{};
    std::string_view placeholder{};
    bool date{};
    float width{0};
    bool reading_modes{};  ///< of a long text: with suggestions or without them
};

/// One text of an element. Nothing is drawn if the element has no such field.
void content_text(ViewContext& context, ElementId element, TextField field, std::string_view label, const FieldLook& look = {});

/// The same for a long text, in which several people write at once; content_text() calls it.
void long_text(ViewContext& context, const sync::FieldRef& field, const std::string& shown, std::string_view label, const FieldLook& look);
/// Below a long text: words of this person that were refused, until they use or discard them.
void kept_long_words(ViewContext& context, const sync::FieldRef& field, const std::string& now);
/// The same for words whose part of the plan is gone.
void words_without_place(ViewContext& context);

/// A text chosen from a list; a value that is not among the options is added to them.
void content_choice(ViewContext& context, ElementId element, TextField field, std::string_view label,
                    std::vector<ui::Option> options);

struct ListLook
{
    std::string_view one{};                        ///< what a value is called: "provider"
    std::vector<ui::Option> suggestions{};
    bool only_suggestions{};                       ///< a choice is added at once, and nothing else can be
    std::string (*shown)(const std::string&){};    ///< a value as people read it
};

/// The values of a list field as chips that can be taken away, with a field (and suggestions, if any) to add one.
void content_list(ViewContext& context, ElementId element, ListField field, std::string_view label, const ListLook& look);

/// One cell of a table, without a visible label.
void content_cell(ViewContext& context, const MoneyTable& table, std::uint32_t row, std::uint32_t column, std::string_view label);

/// Makes a long text say `words`, changing only what differs from what it says now.
void write_instead(ViewContext& context, const sync::FieldRef& field, const std::string& now, const std::string& words);

/// The value of a field by its name, a list's one a line; nothing if that part is not there.
std::optional<std::string> value_of(const Content& content, const sync::FieldRef& field);
/// The edit that gives a field of `content` such a value; nothing if that part is not there.
std::optional<Edit> edit_giving(const Content& content, const sync::FieldRef& field, const std::string& value);

/// Why this person may not edit the plan now; empty if they may.
std::string_view why_not_edit(const ViewContext& context);

/// "agreed", "draft", "subject to review", as options of a select.
std::vector<ui::Option> status_options();
const char* words_of(PartStatus status);
ui::Tone tone_of(PartStatus status);

/// Submits every draft that has waited long enough, or all of them: at the end of a frame, and before the page goes away.
void submit_drafts(Host& host, bool all);

}  // namespace assent::views
