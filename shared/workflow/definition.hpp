#pragma once
// A workflow as data: the states a plan goes through, who may move it, what each move needs, and which committees decide.
// It is read from a TOML file (parse.hpp, docs/workflow-format.md) and never changed afterwards: a plan pins the hash of
// the file it started under. The file's text is what travels and what is kept; both sides read it for themselves.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/sha256.hpp"
#include "shared/model/quorum.hpp"

namespace assent::workflow {

enum class Phase : std::uint8_t { draft, socialisation, feedback, sign_off, published, withdrawn };
BOOST_DESCRIBE_ENUM(Phase, draft, socialisation, feedback, sign_off, published, withdrawn)

/// What a state lets people do, apart from moving on.
enum class Activity : std::uint8_t {
    edit_content,      ///< change the text, intentions, tables or timetable
    cut_version,       ///< freeze a numbered version
    record_event,      ///< record a socialisation event, or change the engagement plan
    log_feedback,      ///< enter a feedback item
    answer_feedback,   ///< give a disposition and response, and close items
    settle_doubts,     ///< settle what the import was unsure of
    decide,            ///< open, hold and close a decision; State::decides says which committees
    close_conditions,  ///< record that a condition of an approval has been met
};
BOOST_DESCRIBE_ENUM(Activity, edit_content, cut_version, record_event, log_feedback, answer_feedback, settle_doubts,
                    decide, close_conditions)

enum class CommitteeScope : std::uint8_t {
    own,          ///< one committee, of the organisation or partnership that owns the plan
    each_member,  ///< one such committee in every member organisation, each deciding in its own name
};
BOOST_DESCRIBE_ENUM(CommitteeScope, own, each_member)

struct Role
{
    std::string key;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(Role, (), (key, title))

struct Seat
{
    std::string role;  ///< as people say it, "lay member"
    std::uint32_t count{1};
    bool voting{true};
    std::uint32_t line{};
};
BOOST_DESCRIBE_STRUCT(Seat, (), (role, count, voting, line))

struct Committee
{
    std::string key;
    std::string name;
    CommitteeScope scope{};
    std::vector<Seat> seats;
    QuorumRule quorum;
    DecisionRule decision_rule{};
    CastingVote casting_vote{};
    bool can_deputise{};  ///< a member may be stood in for by a named deputy, who holds the member's seat
    std::uint32_t line{};
    std::uint32_t quorum_line{};
};
BOOST_DESCRIBE_STRUCT(Committee, (),
                      (key, name, scope, seats, quorum, decision_rule, casting_vote, can_deputise, line, quorum_line))

/// The vocabulary. guard.hpp says what each means and evaluates it.
enum class GuardKind : std::uint8_t {
    all,
    any,
    negation,
    has_version,
    version_cut,
    feedback_answered,
    feedback_closed,
    forums_visited,
    events_held,
    approved_by,
    sent_back_by,
    conditions_closed,
    decisions_closed,
    doubts_settled,
    intentions_complete,
    parts_agreed,
    reason_given,
    significance_assessed,
    consultations_concluded,
    feedback_considered,
};
BOOST_DESCRIBE_ENUM(GuardKind, all, any, negation, has_version, version_cut, feedback_answered, feedback_closed,
                    forums_visited, events_held, approved_by, sent_back_by, conditions_closed, decisions_closed,
                    doubts_settled, intentions_complete, parts_agreed, reason_given, significance_assessed,
                    consultations_concluded, feedback_considered)

/// A condition, or several joined. An `all` without children holds always.
struct Guard
{
    GuardKind kind{GuardKind::all};
    std::vector<Guard> children;  ///< of all, any and negation (exactly one)
    std::string committee;        ///< of approved_by, sent_back_by, feedback_considered
    std::uint32_t min{};          ///< of events_held: how many at least
    bool latest{};                ///< of events_held: count only events at which the latest version was shown
    std::uint32_t line{};
};

struct State
{
    std::string key;
    std::string title;
    Phase phase{};
    std::vector<Activity> allows;      ///< `decide` is among them exactly if `decides` is not empty
    std::vector<std::string> decides;  ///< keys of the committees that may decide here
    bool is_final{};                   ///< the plan's life ends here
    std::uint32_t line{};
};
BOOST_DESCRIBE_STRUCT(State, (), (key, title, phase, allows, decides, is_final, line))

struct Transition
{
    std::string key;
    std::string title;
    std::vector<std::string> from;  ///< keys of states
    std::string to;
    std::vector<std::string> by;  ///< keys of roles, any of which may take it
    Guard guard;                  ///< an `all`; its children are what the step needs, line by line
    bool voids_approvals{};       ///< approvals given so far are set aside, even of unchanged content
    std::string explanation;      ///< why the step exists and what it does, for the person about to take it
    std::uint32_t line{};
};

enum class InvariantWhen : std::uint8_t {
    always,    ///< whenever the plan is in one of the states
    on_entry,  ///< at the moment the plan enters one of the states
};
BOOST_DESCRIBE_ENUM(InvariantWhen, always, on_entry)

/// Something the checker must prove.
struct Invariant
{
    std::string title;
    std::vector<std::string> states;
    InvariantWhen when{};
    Guard holds;
    std::uint32_t line{};
};

struct Definition
{
    std::string name;  ///< "ccg-plan"
    std::string title;
    std::uint32_t format{1};
    std::string initial;  ///< key of the state a plan starts in
    std::vector<Role> roles;
    std::vector<Committee> committees;
    std::vector<State> states;
    std::vector<Transition> transitions;
    std::vector<Invariant> invariants;
    std::vector<std::string> survives_recusal;  ///< keys of committees that must be able to decide with any one member recused
    std::uint32_t survives_recusal_line{};
    Hash hash;  ///< SHA-256 of the file's bytes
};

/// Nothing if there is none of that key.
const Role* find_role(const Definition& definition, std::string_view key);
const Committee* find_committee(const Definition& definition, std::string_view key);
const State* find_state(const Definition& definition, std::string_view key);
const Transition* find_transition(const Definition& definition, std::string_view key);

/// The name of an enumerator in the files and on the wire, "edit_content".
const char* name_of(Phase phase);
const char* name_of(Activity activity);
const char* name_of(GuardKind kind);

/// The activity in words, as what a person does: "edit the text".
const char* in_words(Activity activity);
const char* in_words(Phase phase);

}  // namespace assent::workflow
