#pragma once
// One organisation at work in a test: the server's core on a store in memory, with people in all roles and the shipped
// workflow of a CCG. Appends are durable at once, unless a test holds them back to decide when, or whether, they are.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/rooms/plan_at.hpp"
#include "server/rooms/tenant_core.hpp"
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

std::string shipped_workflow();

/// Everybody who belongs to the organisation; `slug` makes its identifier.
std::vector<Event> founding_events(const std::string& slug);

/// Four members, three of whom are needed, the chair or the lay member among them.
Committee some_committee();

class TestOrganisation
{
public:
    explicit TestOrganisation(const std::string& slug = "luton", rooms::CoreLimits limits = {});

    /// A new connection of that person, greeted.
    rooms::PeerId join(PersonId person);

    void send(rooms::PeerId peer, const ClientMessage& message);

    /// Sends a command over the person's own connection and gives the answer.
    /// Errors  unavailable: there was none.
    Result<Accepted> submit(PersonId person, const Command& command, Key key = {});

    /// Lets somebody without an account act; nothing while it is not durable.
    std::optional<Result<void>> act(commands::OutsideAct act);

    /// The refusal's code; none if it was accepted.
    Errc code(PersonId person, const Command& command);

    /// For the steps that lead up to what a test is about.
    void must(PersonId person, const Command& command);

    void run(const rooms::Input& input);

    /// Makes the oldest held append durable and tells the core.
    void finish_append();

    /// Lets the oldest held append fail; whether it is on the disk nobody knows.
    void fail_append(bool on_disk = false);

    /// Answers the oldest question about a plan's past.
    void finish_past();

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

    void start_plan();

    EditContent edit(const std::string& was, const std::string& value) const;

    void cut_first_version() { must(owner, CutVersion{plan_id, first_version, "0.1", {"First draft"}}); }

    void reach_feedback();

    /// A version that was cut is shown to a forum, and what it said is considered.
    void socialise();

    static Occasion some_occasion();

    static LogFeedback some_feedback();

    void open_decision();

    /// From there to the Finance Committee, whose decision opens.
    void put_to_committee();

    void seat(PersonId member) { must(secretary, RecordAttendance{plan_id, decision_id, member, true, {}}); }

    /// A decision with the three voting members in the room: quorate, with nobody to spare.
    void open_quorate_decision();

    CastVote vote(PersonId member, VoteChoice choice = VoteChoice::approve) const;

    void recuse(PersonId person);

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
    void carry_out(rooms::Action& action);

    std::unique_ptr<MemoryStore> store_;
    std::map<PersonId, rooms::PeerId> peer_of_;
    rooms::PeerId last_peer_{};
    int keys_{};
    std::uint64_t outside_tickets_{};
};

}  // namespace assent::support
