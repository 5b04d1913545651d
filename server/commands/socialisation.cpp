// Forums, the engagement plan, and what happened at each event.
#include <algorithm>

#include "server/commands/handle.hpp"

namespace assent::commands {

using workflow::Activity;

Result<Decided> handle_one(const Situation& situation, const AddForum& command)
{
    const auto& forum = command.forum;
    if (!forum.id) return refuse(Errc::malformed, "The new forum has no identifier.", "forum");
    if (find_forum(situation.tenant, forum.id)) return refuse(Errc::conflict, "This forum exists already.", "forum");
    ASSENT_CHECK(check_words(forum.name, "name", "the forum's name"));
    for (const auto& other : situation.tenant.forums)
        if (other.name == forum.name) return refuse(Errc::conflict, "There is already a forum of this name.", "name");
    for (const auto* text : {&forum.kind, &forum.place, &forum.contact}) ASSENT_CHECK(check_optional_words(*text, "forum"));
    return Decided{{ForumAdded{forum}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const PlanForum& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(allowed(situation, *plan, Activity::record_event));
    if (!find_forum(situation.tenant, command.planned.forum))
        return refuse(Errc::not_found, "There is no such forum here. Choose one from the list.", "forum");
    ASSENT_CHECK(check_optional_words(command.planned.presenter, "presenter"));
    return Decided{{ForumPlanned{command.plan, command.planned}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const RecordOccasion& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(allowed(situation, *plan, Activity::record_event));
    const auto& occasion = command.occasion;
    if (!occasion.id) return refuse(Errc::malformed, "The new event has no identifier.", "occasion");
    if (find_occasion(*plan, occasion.id)) return refuse(Errc::conflict, "This event is recorded already.", "occasion");
    if (!find_forum(situation.tenant, occasion.forum))
        return refuse(Errc::not_found, "There is no such forum here. Choose one from the list.", "forum");
    if (!find_version(*plan, occasion.version))
        return refuse(Errc::not_found, "Choose the version that was shown. If there is none yet, cut one first.", "version");
    if (!occasion.date) return refuse(Errc::invalid, "Enter the day of the event.", "date");
    ASSENT_CHECK(check_words(occasion.presenter, "presenter", "who presented"));
    ASSENT_CHECK(check_optional_words(occasion.attendance, "attendance"));
    ASSENT_CHECK(check_optional_words(occasion.minutes, "minutes"));
    if (occasion.parts.size() > EditLimits::list_values_max)
        return refuse(Errc::too_large, "Name 64 parts at most, or choose the whole version.", "parts");
    for (const auto& part : occasion.parts) ASSENT_CHECK(check_words(part, "parts", "the part that was shown"));
    return Decided{{OccasionRecorded{command.plan, occasion}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const RecordOutcome& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(allowed(situation, *plan, Activity::record_event));
    if (!find_occasion(*plan, command.occasion)) return refuse(Errc::not_found, "There is no such event here.", "occasion");
    ASSENT_CHECK(check_optional_words(command.attendance, "attendance"));
    ASSENT_CHECK(check_optional_words(command.minutes, "minutes"));
    return Decided{{OutcomeRecorded{command.plan, command.occasion, command.outcome, command.attendance, command.minutes}}, {}};
}

}  // namespace assent::commands
