// Proposing other words for a place in a text, and what becomes of the proposals. Taking words in is half done here: the room,
// which has the text's history, finds the place and makes the change (server/rooms/plan_room.hpp).
#include <algorithm>
#include <set>

#include "server/commands/handle.hpp"

namespace assent::commands {

using workflow::Activity;

/// Whoever may change the text in this state or say something about it.
static Result<void> may_suggest(const Situation& situation, const Plan& plan)
{
    if (allowed(situation, plan, Activity::edit_content)) return {};
    ASSENT_CHECK(allowed(situation, plan, Activity::log_feedback));
    return {};
}

static Result<void> check_part(const std::string& text, const char* field)
{
    if (text.size() > SuggestionLimits::words_bytes_max)
        return refuse(Errc::too_large, "A suggestion is about 4 KB of text at most. Divide it.", field);
    return check_optional_words(text, field);
}

Result<Decided> handle_one(const Situation& situation, const MakeSuggestions& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(may_suggest(situation, *plan));
    if (command.suggestions.empty()) return refuse(Errc::malformed, "There is nothing to suggest.", "suggestions");
    if (command.suggestions.size() > SuggestionLimits::at_once_max)
        return refuse(Errc::too_large, "Too many suggestions at once. Make them in smaller groups.", "suggestions");
    const auto open = std::count_if(plan->suggestions.begin(), plan->suggestions.end(),
                                    [](const Suggestion& each) { return each.state == SuggestionState::open; });
    if (static_cast<std::size_t>(open) + command.suggestions.size() > SuggestionLimits::open_max)
        return refuse(Errc::too_large, "The plan has as many open suggestions as it can hold. Settle some first.", "suggestions");
    SuggestionsMade made{command.plan, command.suggestions};
    std::set<SuggestionId> named;
    for (auto& one : made.suggestions) {
        if (!one.id) return refuse(Errc::malformed, "The suggestion has no identifier.", "suggestions");
        if (find_suggestion(*plan, one.id) || !named.insert(one.id).second)
            return refuse(Errc::conflict, "This suggestion has been made already.", "suggestions");
        if (!is_long(one.field) || !text_of(plan->content, one.element, one.field))
            return refuse(Errc::not_found, "The text this is about is no longer in the plan.", "element");
        for (const auto* text : {&one.was, &one.words, &one.note}) ASSENT_CHECK(check_part(*text, "words"));
        if (one.was == one.words) return refuse(Errc::invalid, "Suggest words other than those that are there.", "words");
        one.author = situation.person.id;
        one.made_at = situation.now;
        one.state = SuggestionState::open;
        one.settled_by = {};
        one.settled_at = {};
    }
    return Decided{{std::move(made)}, {}};
}

static Result<const Suggestion*> open_suggestion(const Plan& plan, SuggestionId id)
{
    const auto* found = find_suggestion(plan, id);
    if (!found) return refuse(Errc::not_found, "There is no such suggestion here.", "suggestions");
    if (found->state != SuggestionState::open) return refuse(Errc::conflict, "This suggestion has been settled meanwhile.", "suggestions");
    return found;
}

Result<Decided> handle_one(const Situation& situation, const SettleSuggestions& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    if (command.accepted) {
        ASSENT_CHECK(allowed(situation, *plan, Activity::edit_content));
    } else {
        ASSENT_CHECK(may_suggest(situation, *plan));
    }
    if (command.suggestions.empty()) return refuse(Errc::malformed, "No suggestion is named.", "suggestions");
    if (command.suggestions.size() > SuggestionLimits::at_once_max)
        return refuse(Errc::too_large, "Too many suggestions at once. Settle them in smaller groups.", "suggestions");
    std::set<SuggestionId> named;
    for (const auto& id : command.suggestions) {
        ASSENT_CHECK(open_suggestion(*plan, id));
        if (!named.insert(id).second) return refuse(Errc::invalid, "A suggestion is named twice.", "suggestions");
    }
    return Decided{{SuggestionsSettled{command.plan, command.suggestions, command.accepted}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const WithdrawSuggestion& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_TRY(const auto* found, open_suggestion(*plan, command.suggestion));
    if (found->author != situation.person.id)
        return refuse(Errc::forbidden, "Only who made a suggestion withdraws it. Reject it instead.", "suggestion");
    return Decided{{SuggestionWithdrawn{command.plan, command.suggestion}}, {}};
}

}  // namespace assent::commands
