#pragma once
// What the screens of a plan's record share: versions, socialisation, feedback and sign-off show the same people, dates,
// versions and states, in the same words and tones.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/views/view.hpp"
#include "shared/document/compare.hpp"

namespace assent::views {

// ---- words -----------------------------------------------------------------------------------------------------------

/// "P. Kaur": for columns that have no room.
std::string short_name(const std::string& name);
/// "19 Nov", with the year where it is not `today`'s.
std::string brief(Date date, Date today);
/// At most so many characters, ended with an ellipsis at a word's end.
std::string shortened(std::string_view text, std::size_t characters_max);
/// "1 event", "3 events": the noun with its count.
std::string counted(std::size_t count, std::string_view one, std::string_view many);
/// Lines of a text area, trimmed, empty ones left out.
std::vector<std::string> lines_of(std::string_view text);
std::string joined_lines(const std::vector<std::string>& lines);
std::string trimmed(std::string_view text);

/// "version 0.3", "a version since removed".
std::string version_words(const Plan& plan, VersionId version);
/// Only the number; empty if there is no such version.
std::string version_number(const Plan& plan, VersionId version);

ui::Tone tone_of(Disposition disposition);
ui::Tone tone_of(Outcome outcome);
ui::Tone tone_of(ChangeKind kind);
ui::Tone tone_of(OccasionOutcome outcome);
/// "Approved with conditions": the outcome as a word on a pill.
std::string pill_words(Outcome outcome);
std::string pill_words(VoteChoice choice);
ui::Tone tone_of(VoteChoice choice);

bool is_overdue(const FeedbackItem& item, Date today);

/// A report that the server prints of this plan ("coverage", "you-said", "versions"), as a page and as a PDF.
void report_links(const ViewContext& context, const std::string& report, const std::string& title);

/// Where an element of the plan is shown; empty for the whole plan.
std::string element_href(const ViewContext& context, ElementId element);

// ---- choices ---------------------------------------------------------------------------------------------------------

/// The value of a choice for an enumerator, and back.
template<class E>
std::string choice_of(E value)
{
    return std::to_string(static_cast<int>(value));
}
template<class E>
std::optional<E> chosen(std::string_view text, E last)
{
    if (text.empty() || text.size() > 2) return std::nullopt;
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    if (number > static_cast<int>(last)) return std::nullopt;
    return static_cast<E>(number);
}
/// All enumerators from first to last in words.
template<class E>
std::vector<ui::Option> choices(E first, E last)
{
    std::vector<ui::Option> options;
    for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i)
        options.push_back({std::to_string(i), words_of(static_cast<E>(i))});
    return options;
}

/// Newest first: "Version 0.9, 22 November 2026".
std::vector<ui::Option> version_choices(const Plan& plan);
/// By name; the first option says that nobody or nothing is chosen, unless `none` is empty.
std::vector<ui::Option> people_choices(const Tenant& tenant, std::string_view none);
std::vector<ui::Option> forum_choices(const Tenant& tenant, std::string_view none);

/// The date of a form's field. A date that does not exist is a problem of that field; an empty one is too, if required.
std::optional<Date> date_in(Form& form, std::string_view field, bool required);
/// Adds the problem if the field is empty.
bool need_words(Form& form, std::string_view field, std::string_view problem);

/// The name of the field that a comparison shows under a label; of what is no field of its own, such as a level, the label.
std::string field_labelled(std::string label);

// ---- drawing ---------------------------------------------------------------------------------------------------------

/// Commands about this plan that wait, or were refused while no form was listening (after a reload): a line each, with
/// what can be done. Nothing if there are none.
void unsettled_commands(ViewContext& context);

/// The comparison of two contents of this plan, kept while neither changes. A zero version is the draft now. Null while
/// a text is on its way; `failure` then says if it will not come.
const Comparison* comparison_of(ViewContext& context, VersionId from, VersionId to, std::string* failure = nullptr);

}  // namespace assent::views
