#include "server/store/sqlite/projections.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <gmock/gmock.h>

#include "server/store/sqlite/open.hpp"
#include "shared/model/event.hpp"
#include "shared/protocol/message.hpp"
#include "tests/support/raw_sqlite.hpp"
#include "tests/support/store_suite.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace assent;
using namespace assent::store;
using namespace assent::support;

namespace {

const PersonId bob = PersonId::derived("bob");
const PersonId cleo = PersonId::derived("cleo");
const PlanId plan_id = PlanId::derived("plan");
const DecisionId decision_id = DecisionId::derived("decision");
const Hash content = sha256(as_bytes("content"));

template<class Enum>
std::string enum_name(Enum value)
{
    return boost::describe::enum_to_string(value, "unknown");
}

std::string hex(auto id)
{
    std::string text = to_hex(id.bytes);
    for (char& c : text) c = static_cast<char>(std::toupper(c));
    return text;
}

std::string hex_or_none(auto id)
{
    return id ? hex(id) : "";
}

std::string date_or_none(Date date)
{
    return date ? date.iso() : "NULL";
}

/// A store with the registers, and beside it the state that the same events fold to in memory.
struct ProjectionsTest : testing::Test
{
    TemporaryFolder folder;
    std::unique_ptr<TenantStore> store = *create_tenant_store(folder / "a.db", test_tenant, standard_options());
    Tenant tenant;
    int commands{};

    void happens(PersonId actor, std::vector<Event> events)
    {
        Append append{.grant = identity::GrantForTest::make(test_tenant, actor),
                      .key = Key::derived("command " + std::to_string(++commands)),
                      .command_hash = content,
                      .at = {1'000'000LL * commands},
                      .events = {},
                      .blobs = {}};
        for (const Event& event : events) append.events.push_back({type_of(event), encode(event)});
        const auto receipts = store->append(std::vector{append});
        ASSERT_TRUE(receipts) << name_of(events.front()) << ": " << receipts.error().message;
        for (std::size_t i = 0; i < events.size(); ++i)
            apply(tenant, {receipts->front().first_sequence + i, append.at, actor}, events[i]);
    }

    std::vector<std::string> rows(const std::string& sql) { return RawSqlite(folder / "a.db").rows(sql); }

    /// Every table of the projection, row by row.
    std::vector<std::string> dump()
    {
        std::vector<std::string> all;
        for (const auto& table : rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('tenant', 'event', "
                                      "'receipt', 'blob', 'projection') AND name NOT LIKE 'sqlite%' ORDER BY name")) {
            const auto columns = rows("SELECT group_concat('quote(' || name || ')', '||''|''||') FROM pragma_table_info('" + table + "')");
            for (const auto& row : rows("SELECT " + columns.at(0) + " AS r FROM " + table + " ORDER BY r")) all.push_back(table + ": " + row);
        }
        return all;
    }

    Version version(const std::string& number, std::vector<std::string> changes)
    {
        return {.id = VersionId::derived(number),
                .number = number,
                .date = Date::of(2026, 11, 20),
                .author = ada,
                .author_role = "author",
                .changes = std::move(changes),
                .content_hash = content};
    }

    FeedbackItem item(const std::string& name, std::uint32_t number)
    {
        FeedbackItem result;
        result.id = FeedbackId::derived(name);
        result.number = number;
        result.received = Date::of(2026, 11, 21);
        result.name = name;
        result.version = VersionId::derived("0.1");
        result.verbatim = "What " + name + " said";
        result.logged_by = bob;
        return result;
    }

    Person person(PersonId id, const std::string& name, std::vector<Role> roles)
    {
        Person result;
        result.id = id;
        result.name = name;
        result.email = name + "@example.org";
        result.roles = std::move(roles);
        return result;
    }

    /// One of everything, with the turns that matter: a changed vote, a recusal after a vote, an answer given twice.
    void a_plans_way()
    {
        happens(ada, {TenantCreated{test_tenant, "north", "North", TenantKind::organisation, "CCG", {}},
                      WorkflowAdopted{{content, "ccg", "A plan", "toml"}}});
        happens(ada, {PersonAdded{person(ada, "ada", {Role::author, Role::document_owner})},
                      PersonAdded{person(bob, "bob", {Role::approver})}, PersonAdded{person(cleo, "cleo", {})}});
        happens(ada, {RolesSet{cleo, {Role::reader, Role::approver, Role::reader}, true}, RolesSet{bob, {Role::approver}, false}});
        happens(ada, {ForumAdded{{ForumId::derived("hwb"), "Health and Wellbeing Board", "board", "", ""}}});
        Committee committee;
        committee.id = CommitteeId::derived("board");
        committee.key = "governing_body";
        committee.name = "Governing Body";
        happens(ada, {CommitteeSet{committee}});
        committee.name = "The Governing Body";
        happens(ada, {CommitteeSet{committee}});
        happens(ada, {PlanCreated{.plan = plan_id, .title = "Plan", .period = "2026/27", .workflow = content, .state = "draft"}});
        happens(bob, {ContentEdited{plan_id, {}}});
        happens(ada, {DoubtSettled{plan_id, {}, "as written"}, VersionCut{plan_id, version("0.1", {"First draft", "Finance"})}});
        happens(ada, {ForumPlanned{plan_id, {ForumId::derived("hwb"), Date::of(2026, 12, 1), "ada"}}});
        Occasion occasion;
        occasion.id = OccasionId::derived("meeting");
        occasion.forum = ForumId::derived("hwb");
        occasion.date = Date::of(2026, 11, 25);
        occasion.version = VersionId::derived("0.1");
        happens(ada, {OccasionRecorded{plan_id, occasion},
                      OutcomeRecorded{plan_id, occasion.id, OccasionOutcome::changes_asked_for, "twelve", "minute 4"}});
        auto first = item("dora", 1);
        first.occasion = occasion.id;
        first.about = {ElementId::derived("part"), "Stroke", "within a year"};
        happens(bob, {FeedbackLogged{plan_id, first}});
        happens(bob, {FeedbackLogged{plan_id, item("emil", 2)}});
        happens(bob, {FeedbackAssigned{plan_id, first.id, ada, Date::of(2026, 12, 5), "access"}});
        happens(ada, {FeedbackAnswered{plan_id, first.id, Disposition::accepted, "We will", "Section 2"}});
        happens(ada, {FeedbackAnswered{plan_id, FeedbackId::derived("emil"), Disposition::noted, "Thank you", ""}});
        happens(ada, {VersionCut{plan_id, version("0.2", {"Answers"})}});
        happens(ada, {FeedbackAnswered{plan_id, first.id, Disposition::accepted_in_part, "In part", "Section 3"}});
        happens(ada, {FeedbackClosed{plan_id, first.id}, FeedbackClosed{plan_id, FeedbackId::derived("emil")}});
        happens(ada, {FeedbackReopened{plan_id, FeedbackId::derived("emil"), "New facts"}});
        happens(ada, {TransitionTaken{plan_id, "to_sign_off", "draft", "sign_off", "", false, {}}});
        happens(ada, {DecisionOpened{plan_id, decision_id, committee, VersionId::derived("0.2"), content, Date::of(2026, 12, 9)}});
        happens(ada, {AttendanceRecorded{plan_id, decision_id, bob, true, {}}, AttendanceRecorded{plan_id, decision_id, cleo, false, {}}});
        happens(ada, {AttendanceRecorded{plan_id, decision_id, cleo, false, ada}});
        happens(bob, {VoteRecorded{plan_id, decision_id, bob, VoteChoice::approve, "", content}});
        happens(bob, {VoteRecorded{plan_id, decision_id, bob, VoteChoice::abstain, "", content}});
        happens(ada, {VoteRecorded{plan_id, decision_id, cleo, VoteChoice::approve_with_condition, "Costs", content}});
        happens(bob, {InterestDeclared{plan_id, decision_id, bob, InterestKind::financial, "Shares"}});
        happens(ada, {InterestRuled{plan_id, decision_id, bob, Ruling::leave_for_the_item, "Direct"}});
        happens(ada, {DecisionClosed{plan_id, decision_id, true, Outcome::approved_with_conditions, "Minute 7",
                                     {{ConditionId::derived("costs"), "Costs", ada, false, ""}}}});
        happens(ada, {ConditionMet{plan_id, decision_id, ConditionId::derived("costs"), "Table 4"}});
        happens(ada, {TransitionTaken{plan_id, "publish", "sign_off", "published", "", false, VersionId::derived("0.2")}});
    }
};

}  // namespace

TEST_F(ProjectionsTest, the_registers_say_what_the_state_in_memory_says)
{
    a_plans_way();
    std::vector<std::string> expected;
    for (const auto& p : tenant.people) expected.push_back(hex(p.id) + ',' + p.name + ',' + p.email + ',' + (p.active ? "1" : "0"));
    EXPECT_THAT(rows("SELECT hex(id), name, email, active FROM person"), testing::UnorderedElementsAreArray(expected));
    EXPECT_EQ(rows("SELECT role FROM person_role JOIN person ON person.id = person WHERE name = 'cleo' ORDER BY role"),
              (std::vector<std::string>{"approver", "reader"}));
    EXPECT_EQ(rows("SELECT name FROM committee"), std::vector<std::string>{"The Governing Body"});
    EXPECT_EQ(rows("SELECT name FROM forum"), std::vector<std::string>{"Health and Wellbeing Board"});

    ASSERT_EQ(tenant.plans.size(), 1u);
    const Plan& plan = tenant.plans[0];
    EXPECT_EQ(rows("SELECT hex(id), title, period, hex(owner), state, edited_at, hex(edited_by), hex(published), revision FROM plan"),
              std::vector{hex(plan.id) + ",Plan,2026/27," + hex(plan.owner) + ',' + plan.state + ',' +
                          std::to_string(plan.edited_at.micros) + ',' + hex(plan.edited_by) + ',' + hex(VersionId::derived("0.2")) +
                          ',' + std::to_string(plan.revision)});

    expected.clear();
    for (const auto& step : plan.history) expected.push_back(step.transition + ',' + step.from + ',' + step.to + ',' + hex(step.by));
    EXPECT_EQ(rows("SELECT transition, from_state, to_state, hex(person) FROM plan_step ORDER BY sequence"), expected);

    expected.clear();
    for (const auto& v : plan.versions)
        expected.push_back(v.number + ',' + date_or_none(v.date) + ',' + hex(v.content_hash) + ',' + std::to_string(v.sequence));
    EXPECT_EQ(rows("SELECT number, date, hex(content_hash), sequence FROM version ORDER BY sequence"), expected);
    EXPECT_EQ(rows("SELECT text FROM version_change ORDER BY version = (SELECT id FROM version WHERE number = '0.2'), position"),
              (std::vector<std::string>{"First draft", "Finance", "Answers"}));

    expected.clear();
    for (const auto& o : plan.occasions)
        expected.push_back(hex(o.id) + ',' + hex(o.forum) + ',' + o.date.iso() + ',' + hex(o.version) + ',' + o.attendance + ',' +
                           o.minutes + ',' + enum_name(o.outcome));
    EXPECT_EQ(rows("SELECT hex(id), hex(forum), date, hex(version), attendance, minutes, outcome FROM socialisation_event"), expected);

    expected.clear();
    for (const auto& i : plan.feedback)
        expected.push_back(std::to_string(i.number) + ',' + i.name + ',' + i.verbatim + ',' + hex_or_none(i.occasion) + ',' +
                           i.about.title + ',' + i.theme + ',' + enum_name(i.state) + ',' + enum_name(i.disposition) + ',' +
                           i.response + ',' + hex_or_none(i.changed_in) + ',' + hex_or_none(i.owner) + ',' + date_or_none(i.due) +
                           ',' + hex_or_none(i.answered_by) + ',' + std::to_string(i.answered_at.micros));
    EXPECT_EQ(rows("SELECT number, name, verbatim, hex(occasion), about_title, theme, state, disposition, response, hex(changed_in), "
                   "hex(owner), due, hex(answered_by), answered_at FROM feedback_item ORDER BY number"),
              expected);

    const Decision& decision = plan.decisions.at(0);
    EXPECT_EQ(rows("SELECT hex(id), name, hex(version), meeting, closed, quorate, voided, outcome, note, closed_at FROM decision"),
              std::vector{hex(decision.id) + ",The Governing Body," + hex(decision.version) + ",2026-12-09,1,1,0," +
                          enum_name(decision.outcome) + ",Minute 7," + std::to_string(decision.closed_at.micros)});
    expected.clear();
    for (const auto& a : decision.attendance)
        expected.push_back(hex(a.member) + ',' + (a.present ? "1" : "0") + ',' + hex_or_none(a.deputy));
    EXPECT_THAT(rows("SELECT hex(member), present, hex(deputy) FROM attendance"), testing::UnorderedElementsAreArray(expected));
    EXPECT_EQ(rows("SELECT hex(person), kind, text, ruling, reason FROM interest"),
              std::vector{hex(bob) + ",financial,Shares,leave_for_the_item,Direct"});
    EXPECT_EQ(rows("SELECT text, met, how FROM decision_condition"), std::vector<std::string>{"Costs,1,Table 4"});
}

TEST_F(ProjectionsTest, there_is_one_vote_a_member_the_last_one_and_a_recused_members_does_not_count)
{
    a_plans_way();
    const Decision& decision = tenant.plans.at(0).decisions.at(0);
    EXPECT_EQ(decision.ballots.size(), 3u) << "the log keeps the changed vote";
    EXPECT_THAT(rows("SELECT hex(member), hex(cast_by), choice, condition, voided FROM vote"),
                testing::UnorderedElementsAre(hex(bob) + ',' + hex(bob) + ",abstain,,1",
                                              hex(cleo) + ',' + hex(ada) + ",approve_with_condition,Costs,0"));
    for (const PersonId member : {bob, cleo}) {
        const auto live = rows("SELECT choice FROM vote WHERE voided = 0 AND hex(member) = '" + hex(member) + "'");
        const Ballot* const ballot = ballot_of(decision, member);
        EXPECT_EQ(live, ballot ? std::vector{enum_name(ballot->choice)} : std::vector<std::string>{});
    }
    RawSqlite raw(folder / "a.db");
    EXPECT_EQ(raw.try_to("INSERT INTO vote SELECT plan, decision, member, cast_by, choice, condition, content_hash, at, voided, "
                         "sequence + 1000 FROM vote"),
              SQLITE_CONSTRAINT);
}

TEST_F(ProjectionsTest, a_step_back_sets_decisions_aside)
{
    a_plans_way();
    happens(ada, {TransitionTaken{plan_id, "withdraw", "published", "draft", "Error", true, {}}});
    EXPECT_TRUE(tenant.plans[0].decisions[0].voided);
    EXPECT_EQ(rows("SELECT voided FROM decision"), std::vector<std::string>{"1"});
    EXPECT_EQ(rows("SELECT state, hex(published) FROM plan"), std::vector{"draft," + hex(VersionId::derived("0.2"))});
}

TEST_F(ProjectionsTest, thrown_away_and_made_again_they_are_the_same_to_the_byte)
{
    a_plans_way();
    const auto before = dump();
    EXPECT_GT(before.size(), 25u);
    ASSERT_TRUE(store->rebuild_projections());
    EXPECT_EQ(dump(), before);
    store.reset();
    {
        RawSqlite raw(folder / "a.db");
        raw.run("DELETE FROM vote; UPDATE feedback_item SET state = 'closed'; DELETE FROM projection");
    }
    store = *open_tenant_store(folder / "a.db", standard_options());
    EXPECT_EQ(dump(), before);
}

TEST_F(ProjectionsTest, two_plans_may_use_the_same_identifiers)
{
    a_plans_way();
    const PlanId other = PlanId::derived("other");
    happens(ada, {PlanCreated{.plan = other, .title = "Other", .period = "2026/27", .workflow = content, .state = "draft"}});
    happens(ada, {VersionCut{other, version("0.1", {"First"})}});
    happens(bob, {FeedbackLogged{other, item("dora", 1)}});
    happens(ada, {DecisionOpened{other, decision_id, {}, VersionId::derived("0.1"), content, {}}});
    happens(bob, {VoteRecorded{other, decision_id, bob, VoteChoice::approve, "", content}});
    EXPECT_EQ(rows("SELECT count(*) FROM vote"), std::vector<std::string>{"3"});
}

TEST_F(ProjectionsTest, an_event_that_nobody_can_read_stops_the_store)
{
    auto append = an_append("one", 1);
    const auto result = store->append(std::vector{append});
    ASSERT_FALSE(result);
    EXPECT_TRUE(store->stopped());
    store = *open_tenant_store(folder / "a.db", standard_options());
    EXPECT_EQ(store->head().size, 0u);
}
