#include "tests/support/test_organisation.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "shared/base/overloaded.hpp"
#include "shared/workflow/parse.hpp"

namespace assent::support {

std::string shipped_workflow()
{
    std::ifstream file("workflows/ccg-plan.toml", std::ios::binary);
    std::stringstream text;
    if (!file || !(text << file.rdbuf())) throw std::runtime_error("Run the tests from the project's folder.");
    return text.str();
}

std::vector<Event> founding_events(const std::string& slug)
{
    const auto toml = shipped_workflow();
    const auto parsed = workflow::parse(toml);
    std::vector<Event> events = {
        TenantCreated{TenantId::derived(slug), slug, slug, TenantKind::organisation, "Clinical commissioning group", {}},
        WorkflowAdopted{{parsed.definition->hash, "ccg-plan", parsed.definition->title, toml}}};
    const auto add = [&](PersonId id, const char* name, std::vector<Role> roles) {
        events.push_back(PersonAdded{{id, name, std::string(name) + "@example.org", name, "", std::move(roles), true}});
    };
    add(owner, "Owner", {Role::document_owner});
    add(author, "Author", {Role::author});
    add(second_author, "Second author", {Role::author});
    add(reader, "Reader", {Role::reader});
    add(engagement, "Engagement", {Role::engagement_lead});
    add(secretary, "Secretary", {Role::committee_secretary});
    add(administrator, "Administrator", {Role::administrator});
    add(chair, "Chair", {Role::approver});
    add(lay_member, "Lay", {Role::approver});
    add(finance_officer, "Finance", {Role::approver});
    add(doctor, "Doctor", {Role::approver});
    add(deputy, "Deputy", {Role::approver});
    return events;
}

Committee some_committee()
{
    Committee committee;
    committee.id = finance_committee;
    committee.key = "finance_committee";
    committee.name = "Finance Committee";
    committee.seats = {{"chair", chair, true, {}},
                       {"lay member", lay_member, true, {}},
                       {"chief finance officer", finance_officer, true, {deputy}},
                       {"GP", doctor, false, {}}};
    committee.quorum = {3, {{"Chair or lay member", {"chair", "lay member"}, 1}}};
    committee.can_deputise = true;
    return committee;
}

TestOrganisation::TestOrganisation(const std::string& slug, rooms::CoreLimits limits)
    : disk(std::make_shared<MemoryDisk>(TenantId::derived(slug))), core(limits), store_(std::make_unique<MemoryStore>(disk))
{
    const auto append = core.append_for_operator(founding_events(slug), Key::derived("founding"), clock.now());
    if (!store_->append({&append, 1})) throw std::runtime_error("The organisation could not be founded.");
}

rooms::PeerId TestOrganisation::join(PersonId person)
{
    const rooms::PeerId peer = ++last_peer_;
    run(rooms::PeerJoined{peer, person, {}});
    send(peer, {Hello{protocol_version}});
    return peer;
}

void TestOrganisation::send(rooms::PeerId peer, const ClientMessage& message)
{
    const Bytes bytes = encode(message);
    run(rooms::MessageArrived{peer, bytes});
}

Result<Accepted> TestOrganisation::submit(PersonId person, const Command& command, Key key)
{
    if (!key) key = next_key();
    auto& peer = peer_of_[person];
    if (peer == 0) peer = join(person);
    const std::size_t before = got[peer].size();
    send(peer, {Submit{key, command}});
    const auto& messages = got[peer];
    for (std::size_t i = before; i < messages.size(); ++i) {
        if (const auto* accepted = std::get_if<Accepted>(&messages[i].body); accepted && accepted->key == key) return *accepted;
        if (const auto* refused = std::get_if<Refused>(&messages[i].body); refused && refused->key == key)
            return refuse(static_cast<Errc>(refused->code), refused->message, refused->field);
    }
    return refuse(Errc::unavailable, "There was no answer.");
}

std::optional<Result<void>> TestOrganisation::act(commands::OutsideAct act)
{
    run(rooms::OutsideActed{++outside_tickets_, std::move(act)});
    const auto found = outside.find(outside_tickets_);
    return found == outside.end() ? std::nullopt : std::optional(found->second);
}

Errc TestOrganisation::code(PersonId person, const Command& command)
{
    const auto answer = submit(person, command);
    return answer ? Errc::none : answer.error().code;
}

void TestOrganisation::must(PersonId person, const Command& command)
{
    if (const auto answer = submit(person, command); !answer)
        throw std::runtime_error("Refused: " + answer.error().message);
}

void TestOrganisation::run(const rooms::Input& input)
{
    clock.advance_micros(1000);
    for (auto& action : core.step(input, clock.now())) carry_out(action);
}

void TestOrganisation::finish_append()
{
    auto write = std::move(held.front());
    held.erase(held.begin());
    const auto receipts = store_->append({&write.append, 1});
    if (!receipts) throw std::runtime_error("The store refused: " + receipts.error().message);
    run(rooms::AppendDone{write.ticket, receipts->front()});
}

void TestOrganisation::fail_append(bool on_disk)
{
    auto write = std::move(held.front());
    held.erase(held.begin());
    if (on_disk) static_cast<void>(store_->append({&write.append, 1}));
    run(rooms::AppendFailed{write.ticket});
}

void TestOrganisation::finish_past()
{
    const auto read = past_reads.front();
    past_reads.erase(past_reads.begin());
    rooms::PlanAtFold fold(read.plan, read.sequence);
    bool more = true;
    static_cast<void>(store_->replay(read.first, [&](const store::StoredEvent& event) { more = more && fold.take(event); }));
    auto answer = fold.finish();
    run(rooms::PlanAtRead{read.peer, answer ? std::make_shared<const Bytes>(encode(ServerMessage{std::move(*answer)})) : nullptr});
}

void TestOrganisation::start_plan()
{
    must(owner, CreatePlan{plan_id, "Commissioning plan", "2026/27", {}});
    must(owner, EditContent{plan_id, {AddSection{{intro, "1", 1, "Introduction", "First words.", PartStatus::agreed, 0}, {}}}});
}

EditContent TestOrganisation::edit(const std::string& was, const std::string& value) const
{
    return {plan_id, {SetText{intro, TextField::text, digest_of(was), value}}};
}

void TestOrganisation::reach_feedback()
{
    start_plan();
    cut_first_version();
    socialise();
}

void TestOrganisation::socialise()
{
    must(engagement, AddForum{{forum_id, "Patient forum", "Forum", "", ""}});
    must(engagement, PlanForum{plan_id, {forum_id, Date::of(2026, 12, 1), "Owner"}});
    must(owner, TakeTransition{plan_id, "start_socialisation", "draft", ""});
    must(engagement, RecordOccasion{plan_id, some_occasion()});
    must(owner, TakeTransition{plan_id, "consider_feedback", "socialisation", ""});
}

Occasion TestOrganisation::some_occasion()
{
    Occasion occasion;
    occasion.id = OccasionId::derived("occasion");
    occasion.forum = forum_id;
    occasion.date = Date::of(2026, 11, 20);
    occasion.version = first_version;
    occasion.presenter = "Owner";
    return occasion;
}

LogFeedback TestOrganisation::some_feedback()
{
    FeedbackItem item;
    item.id = item_id;
    item.received = Date::of(2026, 11, 21);
    item.name = "A patient";
    item.version = first_version;
    item.verbatim = "The clinic closes too early.";
    return {plan_id, item};
}

void TestOrganisation::open_decision()
{
    reach_feedback();
    put_to_committee();
}

void TestOrganisation::put_to_committee()
{
    must(owner, TakeTransition{plan_id, "send_for_review", "feedback", ""});
    must(administrator, SetCommittee{some_committee()});
    must(secretary, OpenDecision{plan_id, decision_id, finance_committee, first_version, plan().versions[0].content_hash,
                                 Date::of(2026, 11, 25)});
}

void TestOrganisation::open_quorate_decision()
{
    open_decision();
    for (const auto& member : {chair, lay_member, finance_officer}) seat(member);
}

CastVote TestOrganisation::vote(PersonId member, VoteChoice choice) const
{
    return {plan_id, decision_id, member, choice, choice == VoteChoice::approve_with_condition ? "Say where." : "",
            decision().content_hash};
}

void TestOrganisation::recuse(PersonId person)
{
    must(person, DeclareInterest{plan_id, decision_id, person, InterestKind::financial, "Owns shares in a provider"});
    must(secretary, RuleOnInterest{plan_id, decision_id, person, Ruling::leave_for_the_item, "A direct interest"});
}

void TestOrganisation::carry_out(rooms::Action& action)
{
    std::visit(Overloaded{
                   [&](rooms::SendFrame& sent) {
                       auto message = decode_server_message(*sent.frame);
                       if (!message) throw std::runtime_error("The server sent what cannot be read.");
                       got[sent.peer].push_back(std::move(*message));
                   },
                   [&](rooms::ClosePeer& close) { closed[close.peer] = close; },
                   [&](rooms::WriteAppend& write) {
                       held.push_back(std::move(write));
                       if (!hold_appends) finish_append();
                   },
                   [&](rooms::FindKey& find) {
                       const auto known = store_->find(find.key);
                       if (known && *known) run(rooms::KeyFound{find.peer, find.key, **known});
                   },
                   [&](rooms::ReadPlanAt& read) {
                       past_reads.push_back(read);
                       if (!hold_past) finish_past();
                   },
                   [&](rooms::OutsideAnswered& answered) { outside[answered.ticket] = answered.result; },
                   [&](rooms::RunSearch& search) { searches.push_back(search); },
                   [&](rooms::ReadContent& read) {
                       auto content = store_->blob(read.hash);
                       run(rooms::ContentRead{read.peer, read.plan, read.version, content ? *content : Bytes{}});
                   },
               },
               action);
}

}  // namespace assent::support
