#include "server/demo/story.hpp"

#include <algorithm>

#include "shared/workflow/parse.hpp"

namespace assent::demo {

static std::vector<StoryPerson> read_people(const Entry& file)
{
    std::vector<StoryPerson> people;
    for (const auto& entry : file.entries("person"))
        people.push_back({entry.need("key"), entry.need("name"), entry.need("email"), entry.need("job"), entry.flag("listed")});
    return people;
}

static StoryMember read_member(const Entry& entry)
{
    StoryMember member{entry.need("person"), entry.text("organisation"), {}};
    for (const auto& name : entry.texts("roles")) {
        const auto role = role_named(name);
        if (!role) entry.fail("there is no role " + name);
        member.roles.push_back(*role);
    }
    return member;
}

static void add_forum_steps(const Entry& organisation, const std::string& slug, std::vector<Step>& steps)
{
    for (const auto& entry : organisation.entries("forum")) {
        Forum forum{id_of<ForumId>(slug + "/forum/" + entry.need("key")), entry.need("name"), entry.need("kind"),
                    entry.text("place"), entry.text("contact"), entry.texts("members"), {}, entry.text("organisation")};
        for (const auto& day : entry.texts("meetings")) {
            const auto date = Date::parse(day);
            if (!date) entry.fail("there is no day " + day);
            forum.meetings.push_back(*date);
        }
        steps.push_back({organisation.moment("forums_at"), person_of(organisation.need("forums_by")), entry.place(),
                         [forum](const Tenant&) { return AddForum{forum}; }, 0});
    }
}

/// Rules come from the workflow definition, people from the file, so that the two cannot differ.
static Committee committee_of(const Entry& entry, const std::string& slug, const workflow::Definition& definition)
{
    const std::string key = entry.need("key");
    const auto* rules = workflow::find_committee(definition, key);
    if (!rules) entry.fail("the workflow has no committee " + key);
    Committee committee;
    committee.organisation = entry.text("organisation");
    committee.id = id_of<CommitteeId>(slug + "/committee/" + key + committee.organisation);
    committee.key = key;
    committee.name = entry.text("name", rules->name);
    committee.quorum = rules->quorum;
    committee.decision_rule = rules->decision_rule;
    committee.casting_vote = rules->casting_vote;
    committee.can_deputise = rules->can_deputise;
    for (const auto& seat_entry : entry.entries("seats")) {
        Seat seat{seat_entry.need("seat"), person_of(seat_entry.need("person")), true, {}};
        const auto rule = std::find_if(rules->seats.begin(), rules->seats.end(), [&](const auto& s) { return s.role == seat.seat; });
        if (rule == rules->seats.end()) seat_entry.fail("the workflow has no seat " + seat.seat + " in this committee");
        seat.voting = rule->voting;
        for (const auto& deputy : seat_entry.texts("deputies")) seat.deputies.push_back(person_of(deputy));
        committee.seats.push_back(std::move(seat));
    }
    for (const auto& rule : rules->seats) {
        const auto filled = std::count_if(committee.seats.begin(), committee.seats.end(), [&](const auto& s) { return s.seat == rule.role; });
        if (filled != rule.count) entry.fail("the workflow has " + std::to_string(rule.count) + " seats of " + rule.role);
    }
    return committee;
}

static void add_committee_steps(const Entry& organisation, const std::string& slug, const std::string& workflow_file,
                                std::vector<Step>& steps)
{
    const auto parsed = workflow::parse(file_named(workflow_file));
    if (!parsed.definition) organisation.fail(workflow_file + " cannot be read");
    for (const auto& entry : organisation.entries("committee")) {
        const auto committee = committee_of(entry, slug, *parsed.definition);
        steps.push_back({organisation.moment("committees_at"), person_of(entry.text("by", organisation.need("committees_by"))),
                         entry.place(), [committee](const Tenant&) { return SetCommittee{committee}; }, 0});
    }
}

/// Entries of the registers: one's own are entered by the person, with "by" by who keeps the register.
static void add_interest_steps(const Entry& organisation, const std::string& slug, std::vector<Step>& steps)
{
    const auto add = [&](const Entry& entry, Command command) {
        const std::string by = entry.text("by", entry.need("person"));
        steps.push_back({entry.moment("at"), person_of(by), entry.place(), [command = std::move(command)](const Tenant&) { return command; }, 0});
    };
    for (const auto& entry : organisation.entries("decision_maker")) add(entry, SetDecisionMaker{person_of(entry.need("person")), true});
    for (const auto& entry : organisation.entries("interest")) {
        InterestEntry interest;
        interest.id = id_of<InterestId>(slug + "/interest/" + entry.need("key"));
        interest.person = person_of(entry.need("person"));
        interest.kind = named<InterestKind>(entry, entry.need("kind"));
        interest.what = entry.need("what");
        interest.organisation = entry.text("with");
        interest.aliases = entry.texts("aliases");
        interest.from = entry.date("from");
        interest.to = entry.date("to");
        interest.declared_on = entry.date("declared");
        interest.withheld_reason = entry.text("withheld");
        interest.withheld = !interest.withheld_reason.empty();
        add(entry, EnterInterest{interest});
    }
    for (const auto& entry : organisation.entries("confirmation")) add(entry, ConfirmInterests{person_of(entry.need("person"))});
    for (const auto& entry : organisation.entries("gift"))
        add(entry, RecordGift{{id_of<GiftId>(slug + "/gift/" + entry.need("key")), person_of(entry.need("person")), entry.need("from"), entry.need("what"),
                               entry.number("pence", 0), entry.flag("accepted"), entry.date("date")}});
    for (const auto& entry : organisation.entries("breach"))
        add(entry, RecordBreach{{id_of<BreachId>(slug + "/breach/" + entry.need("key")), person_of(entry.need("person")), entry.need("what"), entry.date("found"), entry.need("action")}});
}

static void add_plan_steps(std::string_view file_name, std::vector<Step>& steps)
{
    const toml::table table = parse_file(file_name);
    const Entry file(table, file_name);
    const std::string key = file.need("key");
    const PlanScript script{key, id_of<PlanId>(key), file, steps};
    const CreatePlan create{script.plan, file.need("title"), file.need("period"), Hash{}};
    script.add(file, file.moment("at"), file.need("by"), [create](const Tenant&) { return create; });
    add_content_steps(script);
    add_version_steps(script);
    add_socialisation_steps(script);
    add_feedback_steps(script);
    add_significance_steps(script);
    add_decision_steps(script);
}

static StoryOrganisation read_organisation(const Entry& entry)
{
    StoryOrganisation organisation;
    const std::string slug = entry.need("slug");
    organisation.created = {id_of<TenantId>("organisation/" + slug), slug, entry.need("name"),
                            named<TenantKind>(entry, entry.need("kind")), entry.need("body_type"), entry.texts("members")};
    organisation.at = entry.moment("at");
    organisation.workflow_file = entry.need("workflow");
    for (const auto& person : entry.entries("people")) organisation.members.push_back(read_member(person));
    add_forum_steps(entry, slug, organisation.steps);
    add_committee_steps(entry, slug, organisation.workflow_file, organisation.steps);
    add_interest_steps(entry, slug, organisation.steps);
    for (const auto& plan : entry.texts("plans")) add_plan_steps(plan, organisation.steps);
    // Steps of one moment keep the order of the files. (std::stable_sort warns of its own insides in libstdc++ 12.)
    for (std::size_t i = 0; i < organisation.steps.size(); ++i) organisation.steps[i].order = i;
    std::sort(organisation.steps.begin(), organisation.steps.end(),
              [](const Step& a, const Step& b) { return a.at != b.at ? a.at < b.at : a.order < b.order; });
    return organisation;
}

Story read_story()
{
    static constexpr std::string_view file_name = "organisations.toml";
    const toml::table table = parse_file(file_name);
    const Entry file(table, file_name);
    Story story;
    story.password = file.need("password");
    story.people = read_people(file);
    for (const auto& entry : file.entries("organisation")) story.organisations.push_back(read_organisation(entry));
    return story;
}

ElementId element_named(const Plan& plan, const std::string& name)
{
    const auto& content = plan.content;
    for (const auto& intention : content.intentions)
        if (intention.reference == name) return intention.id;
    for (const auto& section : content.sections)
        if (section.number == name || section.heading == name) return section.id;
    for (const auto& table : content.tables)
        if (table.title == name) return table.id;
    for (const auto& milestone : content.milestones)
        if (milestone.event == name) return milestone.id;
    return {};
}

}  // namespace assent::demo
