// Committees at work: who came, what they declared, how they voted, and how it ended.
#include <algorithm>

#include "server/demo/story.hpp"

namespace assent::demo {

static constexpr std::int64_t minute = 60'000'000;

/// One line of a meeting as a command. The voter, or whoever declares, acts for themselves; the secretary does the rest.
struct MeetingLine
{
    std::string person;
    Command command;
};

static MeetingLine meeting_line(const Entry& line, const std::string& secretary, PlanId plan, DecisionId decision, const Hash& content)
{
    const auto here = [&](const char* key) { return person_of(line.need(key)); };
    if (line.has("present")) return {secretary, RecordAttendance{plan, decision, here("present"), true, {}}};
    if (line.has("away")) return {secretary, RecordAttendance{plan, decision, here("away"), false, {}}};
    if (line.has("deputy")) return {secretary, RecordAttendance{plan, decision, here("sits_for"), false, here("deputy")}};
    if (line.has("declares"))
        return {line.need("declares"), DeclareInterest{plan, decision, here("declares"),
                                                       named<InterestKind>(line, line.need("kind")), line.need("text")}};
    if (line.has("ruling"))
        return {secretary, RuleOnInterest{plan, decision, here("on"), named<Ruling>(line, line.need("ruling")), line.need("reason")}};
    if (line.has("votes"))
        return {line.need("votes"), CastVote{plan, decision, person_of(line.text("seat_of", line.need("votes"))),
                                             named<VoteChoice>(line, line.text("choice", "approve")), line.text("condition"), content}};
    if (line.has("close")) return {secretary, CloseDecision{plan, decision, line.need("close")}};
    line.fail("this line of a meeting says nothing known");
}

static Hash content_of(const Tenant& tenant, PlanId plan, VersionId version)
{
    const auto* found = find_plan(tenant, plan);
    const auto* cut = found ? find_version(*found, version) : nullptr;
    return cut ? cut->content_hash : Hash{};
}

static void add_decision(const PlanScript& script, const Entry& entry)
{
    const auto decision = script.id<DecisionId>("decision/" + entry.need("key"));
    const auto version = script.id<VersionId>("version/" + entry.need("version"));
    const auto committee = id_of<CommitteeId>(script.file.need("organisation") + "/committee/" + entry.need("committee") +
                                              entry.text("organisation"));
    const auto secretary = entry.need("by");
    script.add(entry, entry.moment("at"), secretary,
               [plan = script.plan, decision, committee, version, meeting = entry.date("meeting")](const Tenant& tenant) {
                   return OpenDecision{plan, decision, committee, version, content_of(tenant, plan, version), meeting};
               });
    if (!entry.has("begins")) return;
    Timestamp at = entry.moment("begins");
    for (const auto& line : entry.entries("lines")) {
        if (line.has("at")) at = line.moment("at");
        const auto planned = meeting_line(line, secretary, script.plan, decision, Hash{});
        script.add(line, at, planned.person, [plan = script.plan, version, command = planned.command](const Tenant& tenant) {
            Command now = command;
            if (auto* vote = std::get_if<CastVote>(&now)) vote->content_hash = content_of(tenant, plan, version);
            return now;
        });
        at.micros += minute;
    }
}

void add_decision_steps(const PlanScript& script)
{
    for (const auto& entry : script.file.entries("decision")) add_decision(script, entry);
    for (const auto& entry : script.file.entries("condition")) {
        const auto decision = script.id<DecisionId>("decision/" + entry.need("decision"));
        script.add(entry, entry.moment("at"), entry.need("by"),
                   [plan = script.plan, decision, how = entry.need("how")](const Tenant& tenant) {
                       MeetCondition command{plan, decision, {}, how};
                       if (const auto* found = find_decision(*find_plan(tenant, plan), decision)) {
                           const auto open = std::find_if(found->conditions.begin(), found->conditions.end(),
                                                          [](const Condition& condition) { return !condition.met; });
                           if (open != found->conditions.end()) command.condition = open->id;
                       }
                       return command;
                   });
    }
}

}  // namespace assent::demo
