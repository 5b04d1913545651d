// Forums, the engagement plan, and what happened at each event.
#include <algorithm>

#include "server/commands/handle.hpp"

namespace assent::commands {

using workflow::Activity;

static Result<void> check_forum(const Situation& situation, const Forum& forum)
{
    ASSENT_CHECK(check_words(forum.name, "name", "the forum's name"));
    for (const auto& other : situation.tenant.forums)
        if (other.id != forum.id && other.name == forum.name)
            return refuse(Errc::conflict, "There is already a forum of this name.", "name");
    for (const auto* text : {&forum.kind, &forum.place, &forum.contact, &forum.organisation})
        ASSENT_CHECK(check_optional_words(*text, "forum"));
    if (forum.members.size() > SocialisationLimits::members_max)
        return refuse(Errc::too_large, "Name 200 members at most.", "members");
    for (const auto& member : forum.members) ASSENT_CHECK(check_words(member, "members", "a member's name"));
    if (forum.meetings.size() > SocialisationLimits::meetings_max)
        return refuse(Errc::too_large, "Enter 60 meeting days at most: take out those that have passed.", "meetings");
    if (std::any_of(forum.meetings.begin(), forum.meetings.end(), [](Date day) { return !day; }) ||
        !std::is_sorted(forum.meetings.begin(), forum.meetings.end()))
        return refuse(Errc::invalid, "Enter the meeting days in their order.", "meetings");
    return {};
}

Result<Decided> handle_one(const Situation& situation, const AddForum& command)
{
    const auto& forum = command.forum;
    if (!forum.id) return refuse(Errc::malformed, "The new forum has no identifier.", "forum");
    if (find_forum(situation.tenant, forum.id)) return refuse(Errc::conflict, "This forum exists already.", "forum");
    ASSENT_CHECK(check_forum(situation, forum));
    return Decided{{ForumAdded{forum}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const AmendForum& command)
{
    const auto* known = find_forum(situation.tenant, command.forum.id);
    if (!known) return refuse(Errc::not_found, "There is no such forum here.", "forum");
    if (*known == command.forum) return refuse(Errc::conflict, "Nothing about the forum has changed.", "forum");
    ASSENT_CHECK(check_forum(situation, command.forum));
    return Decided{{ForumAmended{command.forum}}, {}};
}

/// Parts are not looked for: they are those of a version, and may have left the plan since.
static Result<void> check_parts(const std::vector<ElementId>& parts)
{
    if (parts.size() > SocialisationLimits::parts_max) return refuse(Errc::too_large, "Name 500 parts at most, or choose all of it.", "parts");
    for (const auto part : parts)
        if (!part) return refuse(Errc::malformed, "A part has no identifier.", "parts");
    return {};
}

Result<Decided> handle_one(const Situation& situation, const PlanForum& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(allowed(situation, *plan, Activity::record_event));
    if (!find_forum(situation.tenant, command.planned.forum))
        return refuse(Errc::not_found, "There is no such forum here. Choose one from the list.", "forum");
    ASSENT_CHECK(check_optional_words(command.planned.presenter, "presenter"));
    if (command.planned.version && !find_version(*plan, command.planned.version))
        return refuse(Errc::not_found, "There is no such version. Choose one from the list.", "version");
    ASSENT_CHECK(check_parts(command.planned.parts));
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
    ASSENT_CHECK(check_parts(occasion.part_ids));
    if (occasion.briefing) {
        const auto* briefing = find_briefing(*plan, occasion.briefing);
        if (!briefing) return refuse(Errc::not_found, "There is no such briefing. Choose one from the list.", "briefing");
        if (briefing->version != occasion.version)
            return refuse(Errc::invalid, "The briefing is about another version than was shown.", "briefing");
    }
    if (!occasion.attachments.empty())
        return refuse(Errc::malformed, "Files are attached after the event was recorded.", "attachments");
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

Result<Decided> handle_one(const Situation& situation, const UnplanForum& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(allowed(situation, *plan, Activity::record_event));
    const bool planned = std::any_of(plan->planned_forums.begin(), plan->planned_forums.end(),
                                     [&](const PlannedForum& each) { return each.forum == command.forum; });
    if (!planned) return refuse(Errc::not_found, "This forum is not in the engagement plan.", "forum");
    return Decided{{ForumUnplanned{command.plan, command.forum}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const PrepareBriefing& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(allowed(situation, *plan, Activity::record_event));
    Briefing briefing = command.briefing;
    if (!briefing.id) return refuse(Errc::malformed, "The briefing has no identifier.", "briefing");
    if (find_briefing(*plan, briefing.id)) return refuse(Errc::conflict, "This briefing is there already.", "briefing");
    if (!find_version(*plan, briefing.version))
        return refuse(Errc::not_found, "Choose the version the briefing is about. If there is none yet, cut one first.", "version");
    if (briefing.key_messages.empty()) return refuse(Errc::invalid, "Enter at least one key message.", "key_messages");
    if (briefing.key_messages.size() > SocialisationLimits::key_messages_max)
        return refuse(Errc::too_large, "A briefing has 20 key messages at most.", "key_messages");
    for (const auto& message : briefing.key_messages) ASSENT_CHECK(check_words(message, "key_messages", "the key message"));
    ASSENT_CHECK(check_parts(briefing.parts));
    briefing.number = static_cast<std::uint32_t>(plan->briefings.size()) + 1;
    briefing.prepared_by = situation.person.id;
    briefing.prepared_at = situation.now;
    return Decided{{BriefingPrepared{command.plan, std::move(briefing)}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const AttachFile& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    if (!command.occasion == !command.consultation)
        return refuse(Errc::malformed, "A file is attached to an event or to a consultation.", "occasion");
    const auto* occasion = find_occasion(*plan, command.occasion);
    const auto* consultation = find_consultation(*plan, command.consultation);
    if (!occasion && !consultation) return refuse(Errc::not_found, "What the file is to be attached to is not here.", "occasion");
    const auto& there = occasion ? occasion->attachments : consultation->materials;
    if (there.size() >= SocialisationLimits::attachments_max)
        return refuse(Errc::too_large, "Twenty files are attached already. Put several into one.", "upload");
    const auto file = situation.surroundings.files.find(command.upload);
    if (file == situation.surroundings.files.end())
        return refuse(Errc::not_found, "The uploaded file is no longer here. Choose it again.", "upload");
    const Hash hash = sha256(file->second.bytes);
    for (const auto& known : there)
        if (known.hash == hash) return refuse(Errc::conflict, "This file is attached already, as " + known.name + ".", "upload");
    const Attachment attachment{hash, file->second.name, file->second.media_type, file->second.bytes.size(), situation.person.id, situation.now};
    return Decided{{FileAttached{command.plan, command.occasion, command.consultation, attachment}}, {{hash, file->second.bytes}}};
}

}  // namespace assent::commands
