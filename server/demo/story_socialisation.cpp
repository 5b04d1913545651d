// Forums that see a plan, and what they and others say about it.
#include "server/demo/story.hpp"

namespace assent::demo {

static ForumId forum_of(const PlanScript& script, const std::string& key)
{
    return id_of<ForumId>(script.file.need("organisation") + "/forum/" + key);
}

void add_socialisation_steps(const PlanScript& script)
{
    for (const auto& entry : script.file.entries("engagement")) {
        const PlanForum planned{script.plan, {forum_of(script, entry.need("forum")), entry.date("due"), entry.text("presenter")}};
        script.add(entry, entry.moment("at"), entry.need("by"), [planned](const Tenant&) { return planned; });
    }
    for (const auto& entry : script.file.entries("briefing")) {
        Briefing briefing;
        briefing.id = script.id<BriefingId>("briefing/" + entry.need("key"));
        briefing.version = script.id<VersionId>("version/" + entry.need("version"));
        briefing.key_messages = entry.texts("messages");
        script.add(entry, entry.moment("at"), entry.need("by"),
                   [prepare = PrepareBriefing{script.plan, briefing}](const Tenant&) { return prepare; });
    }
    for (const auto& entry : script.file.entries("event")) {
        Occasion occasion;
        occasion.id = script.id<OccasionId>("event/" + entry.need("key"));
        occasion.forum = forum_of(script, entry.need("forum"));
        occasion.date = entry.date("date");
        occasion.version = script.id<VersionId>("version/" + entry.need("version"));
        occasion.parts = entry.texts("parts");
        occasion.presenter = entry.need("presenter");
        occasion.dedicated = entry.flag("dedicated");
        if (entry.has("briefing")) occasion.briefing = script.id<BriefingId>("briefing/" + entry.need("briefing"));
        const auto by = entry.need("by");
        script.add(entry, entry.moment("at"), by,
                   [record = RecordOccasion{script.plan, occasion}](const Tenant&) { return record; });
        if (!entry.has("outcome")) continue;
        const RecordOutcome outcome{script.plan, occasion.id, named<OccasionOutcome>(entry, entry.need("outcome")),
                                    entry.text("attendance"), entry.text("minutes")};
        script.add(entry, entry.moment("outcome_at"), by, [outcome](const Tenant&) { return outcome; });
    }
}

static void add_life_of_item(const PlanScript& script, const Entry& entry, FeedbackId item)
{
    const auto by = entry.need("by");
    if (entry.has("assigned")) {
        const Entry assigned = entry.entry("assigned");
        const AssignFeedback assign{script.plan, item, person_of(assigned.need("owner")), assigned.date("due"), assigned.text("theme")};
        script.add(assigned, assigned.moment("at"), assigned.text("by", by), [assign](const Tenant&) { return assign; });
    }
    const auto answer = [&](const Entry& answered) {
        const AnswerFeedback command{script.plan, item, named<Disposition>(answered, answered.need("as")), answered.need("response"),
                                     answered.text("changed")};
        script.add(answered, answered.moment("at"), answered.need("by"), [command](const Tenant&) { return command; });
        if (answered.has("closed"))
            script.add(answered, answered.moment("closed"), answered.need("by"),
                       [plan = script.plan, item](const Tenant&) { return CloseFeedback{plan, item}; });
    };
    if (entry.has("answer")) answer(entry.entry("answer"));
    if (entry.has("reopened")) {
        const Entry reopened = entry.entry("reopened");
        script.add(reopened, reopened.moment("at"), reopened.need("by"),
                   [plan = script.plan, item, reason = reopened.need("reason")](const Tenant&) {
                       return ReopenFeedback{plan, item, reason};
                   });
    }
    if (entry.has("answer_again")) answer(entry.entry("answer_again"));
}

void add_feedback_steps(const PlanScript& script)
{
    int count = 0;
    for (const auto& entry : script.file.entries("feedback")) {
        FeedbackItem item;
        item.id = script.id<FeedbackId>("feedback/" + std::to_string(++count));
        item.received = entry.has("received") ? entry.date("received") : local_date(entry.moment("at"));
        item.channel = entry.need("channel");
        item.name = entry.need("name");
        item.organisation = entry.text("organisation");
        item.stakeholder_type = entry.need("stakeholder");
        if (entry.has("event")) item.occasion = script.id<OccasionId>("event/" + entry.need("event"));
        item.version = script.id<VersionId>("version/" + entry.need("version"));
        item.type = named<FeedbackType>(entry, entry.need("type"));
        item.about.quote = entry.text("quote");
        item.verbatim = entry.need("said");
        item.proposed_wording = entry.text("wording");
        item.theme = entry.text("theme");
        script.add(entry, entry.moment("at"), entry.need("by"),
                   [plan = script.plan, item, about = entry.text("about")](const Tenant& tenant) {
                       LogFeedback command{plan, item};
                       if (!about.empty()) command.item.about.element = element_named(*find_plan(tenant, plan), about);
                       return command;
                   });
        add_life_of_item(script, entry, item.id);
    }
    for (const auto& entry : script.file.entries("publish_feedback"))
        script.add(entry, entry.moment("at"), entry.need("by"), [plan = script.plan](const Tenant& tenant) {
            PublishFeedback command{plan, {}, true, ""};
            for (const auto& item : find_plan(tenant, plan)->feedback)
                if (!is_unanswered(item)) command.items.push_back(item.id);
            return command;
        });
}

}  // namespace assent::demo
