#pragma once
// One organisation at work in a test: the server's core on a store in memory, with people in all roles and the shipped
// workflow of a CCG. Appends are durable at once, unless a test holds them back to decide when, or whether, they are.

#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "server/rooms/plan_at.hpp"
#include "server/rooms/tenant_core.hpp"
#include "shared/base/overloaded.hpp"
#include "shared/workflow/parse.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/memory_store.hpp"

namespace assent::support {

inline const PersonId owner = PersonId::derived("owner");
inline const PersonId author = PersonId::derived("author");
inline const PersonId second_author = PersonId::derived("second author");
inline const PersonId reader = PersonId::derived("reader");
inline const PersonId engagement = PersonId::derived("engagement");
inline const PersonId secretary = PersonId::derived("secretary");
inline const PersonId administrator = PersonId::derived("administrator");
inline const PersonId chair = PersonId::derived("chair");
inline const PersonId lay_member = PersonId::derived("lay member");
inline const PersonId finance_officer = PersonId::derived("finance officer");
inline const PersonId doctor = PersonId::derived("doctor");
inline const PersonId deputy = PersonId::derived("deputy");
inline const PersonId stranger = PersonId::derived("stranger");

inline const PlanId plan_id = PlanId::derived("plan");
inline const ElementId intro = ElementId::derived("intro");
inline const VersionId first_version = VersionId::derived("version 1");
inline const ForumId forum_id = ForumId::derived("forum");
inline const FeedbackId item_id = FeedbackId::derived("item");
inline const CommitteeId finance_committee = CommitteeId::derived("finance committee");
inline const DecisionId decision_id = DecisionId::derived("decision");

inline std::string shipped_workflow()
{
    std::ifstream file("workflows/ccg-plan.toml", std::ios::binary);
    std::stringstream text;
    if (!file || !(text << file.rdbuf())) throw std::runtime_error("Run the tests from the project's folder.");
    return text.str();
}

/// Everybody who belongs to the organisation; `slug` makes its identifier.
inline std::vector<Event> founding_events(const std::string& slug)
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

/// Four members, three of whom are needed, the chair or the lay member among them.
inline Committee some_committee()
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

class TestOrganisation
{
public:
    explicit TestOrganisation(const std::string& slug = "luton", rooms::CoreLimits limits = {})
        : disk(std::make_shared<MemoryDisk>(TenantId::derived(slug))), core(limits), store_(std::make_unique<MemoryStore>(disk))
    {
        const auto append = core.append_for_operator(founding_events(slug), Key::derived("founding"), clock.now());
        if (!store_->append({&append, 1})) throw std::runtime_error("The organisation could not be founded.");
    }

    /// A new connection of that person, greeted.
    rooms::PeerId join(PersonId person)
    {
        const rooms::PeerId peer = ++last_peer_;
        run(rooms::PeerJoined{peer, person, {}});
        send(peer, {Hello{protocol_version}});
        return peer;
    }

    void send(rooms::PeerId peer, const ClientMessage& message)
    {
        const Bytes bytes = encode(message);
        run(rooms::MessageArrived{peer, bytes});
    }

    /// Sends a command over the person's own connection and gives the answer.
    /// Errors  unavailable: there was none.
    Result<Accepted> submit(PersonId person, const Command& command, Key key = {})
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

    /// Lets somebody without an account act; nothing while it is not durable.
    std::optional<Result<void>> act(commands::OutsideAct act)
    {
        run(rooms::OutsideActed{++outside_tickets_, std::move(act)});
        const auto found = outside.find(outside_tickets_);
        return found == outside.end() ? std::nullopt : std::optional(found->second);
    }

    /// The refusal's code; none if it was accepted.
    Errc code(PersonId person, const Command& command)
    {
        const auto answer = submit(person, command);
        return answer ? Errc::none : answer.error().code;
    }

    /// For the steps that lead up to what a test is about.
    void must(PersonId person, const Command& command)
    {
        if (const auto answer = submit(person, command); !answer)
            throw std::runtime_error("Refused: " + answer.error().message);
    }

    void run(const rooms::Input& input)
    {
        clock.advance_micros(1000);
        for (auto& action : core.step(input, clock.now())) carry_out(action);
    }

    /// Makes the oldest held append durable and tells the core.
    void finish_append()
    {
        auto write = std::move(held.front());
        held.erase(held.begin());
        const auto receipts = store_->append({&write.append, 1});
        if (!receipts) throw std::runtime_error("The store refused: " + receipts.error().message);
        run(rooms::AppendDone{write.ticket, receipts->front()});
    }

    /// Lets the oldest held append fail; whether it is on the disk nobody knows.
    void fail_append(bool on_disk = false)
    {
        auto write = std::move(held.front());
        held.erase(held.begin());
        if (on_disk) static_cast<void>(store_->append({&write.append, 1}));
        run(rooms::AppendFailed{write.ticket});
    }

    /// Answers the oldest question about a plan's past.
    void finish_past()
    {
        const auto read = past_reads.front();
        past_reads.erase(past_reads.begin());
        rooms::PlanAtFold fold(read.plan, read.sequence);
        bool more = true;
        static_cast<void>(store_->replay(read.first, [&](const store::StoredEvent& event) { more = more && fold.take(event); }));
        auto answer = fold.finish();
        run(rooms::PlanAtRead{read.peer, answer ? std::make_shared<const Bytes>(encode(ServerMessage{std::move(*answer)})) : nullptr});
    }

    /// Every message that is of that kind and came to the peer.
    template<class T>
    std::vector<T> all(rooms::PeerId peer) const
    {
        std::vector<T> found;
        if (const auto messages = got.find(peer); messages != got.end())
            for (const auto& message : messages->second)
                if (const auto* one = std::get_if<T>(&message.body)) found.push_back(*one);
        return found;
    }

    Key next_key() { return Key::derived("key " + std::to_string(++keys_)); }
    const Plan& plan() const { return *find_plan(core.tenant(), plan_id); }
    const Decision& decision() const { return *find_decision(plan(), decision_id); }
    store::TenantStore& store() { return *store_; }

    // ---- on the way to a decision ----

    void start_plan()
    {
        must(owner, CreatePlan{plan_id, "Commissioning plan", "2026/27", {}});
        must(owner, EditContent{plan_id, {AddSection{{intro, "1", 1, "Introduction", "First words.", PartStatus::agreed, 0}, {}}}});
    }

    EditContent edit(const std::string& was, const std::string& value) const
    {
        return {plan_id, {SetText{intro, TextField::text, digest_of(was), value}}};
    }

    void cut_first_version() { must(owner, CutVersion{plan_id, first_version, "0.1", {"First draft"}}); }

    void reach_feedback()
    {
        start_plan();
        cut_first_version();
        must(engagement, AddForum{{forum_id, "Patient forum", "Forum", "", ""}});
        must(engagement, PlanForum{plan_id, {forum_id, Date::of(2026, 12, 1), "Owner"}});
        must(owner, TakeTransition{plan_id, "start_socialisation", "draft", ""});
        must(engagement, RecordOccasion{plan_id, some_occasion()});
        must(owner, TakeTransition{plan_id, "consider_feedback", "socialisation", ""});
    }

    static Occasion some_occasion()
    {
        Occasion occasion;
        occasion.id = OccasionId::derived("occasion");
        occasion.forum = forum_id;
        occasion.date = Date::of(2026, 11, 20);
        occasion.version = first_version;
        occasion.presenter = "Owner";
        return occasion;
    }

    static LogFeedback some_feedback()
    {
        FeedbackItem item;
        item.id = item_id;
        item.received = Date::of(2026, 11, 21);
        item.name = "A patient";
        item.version = first_version;
        item.verbatim = "The clinic closes too early.";
        return {plan_id, item};
    }

    void open_decision()
    {
        reach_feedback();
        must(owner, TakeTransition{plan_id, "send_for_review", "feedback", ""});
        must(administrator, SetCommittee{some_committee()});
        must(secretary, OpenDecision{plan_id, decision_id, finance_committee, first_version, plan().versions[0].content_hash,
                                     Date::of(2026, 11, 25)});
    }

    void seat(PersonId member) { must(secretary, RecordAttendance{plan_id, decision_id, member, true, {}}); }

    /// A decision with the three voting members in the room: quorate, with nobody to spare.
    void open_quorate_decision()
    {
        open_decision();
        for (const auto& member : {chair, lay_member, finance_officer}) seat(member);
    }

    CastVote vote(PersonId member, VoteChoice choice = VoteChoice::approve) const
    {
        return {plan_id, decision_id, member, choice, choice == VoteChoice::approve_with_condition ? "Say where." : "",
                decision().content_hash};
    }

    void recuse(PersonId person)
    {
        must(person, DeclareInterest{plan_id, decision_id, person, InterestKind::financial, "Owns shares in a provider"});
        must(secretary, RuleOnInterest{plan_id, decision_id, person, Ruling::leave_for_the_item, "A direct interest"});
    }

    std::shared_ptr<MemoryDisk> disk;
    ManualClock clock;
    rooms::TenantCore core;
    bool hold_appends{};
    bool hold_past{};
    std::vector<rooms::ReadPlanAt> past_reads;
    std::vector<rooms::RunSearch> searches;  ///< not answered yet
    std::vector<rooms::WriteAppend> held;
    std::map<rooms::PeerId, std::vector<ServerMessage>> got;
    std::map<rooms::PeerId, rooms::ClosePeer> closed;
    std::map<std::uint64_t, Result<void>> outside;  ///< answers by ticket

private:
    void carry_out(rooms::Action& action)
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

    std::unique_ptr<MemoryStore> store_;
    std::map<PersonId, rooms::PeerId> peer_of_;
    rooms::PeerId last_peer_{};
    int keys_{};
    std::uint64_t outside_tickets_{};
};

}  // namespace assent::support
