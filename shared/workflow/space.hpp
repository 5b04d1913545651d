#pragma once
// The configurations a plan can be in under a definition, abstracted to what its guards can tell apart, and the moves
// between them. The checker walks them; nobody else needs them. A configuration holds the state; whether there is a
// version and whether the text was edited since; for each fact that some guard reads, whether it holds; and for each
// body that decides, what its decision on the latest version is. A decision on an older version is the same as none.
//
// What is abstracted, and why it loses nothing a guard could see:
//   - Numbers of events are kept as "which of the thresholds named in the definition has been passed".
//   - A committee with one in each member is walked with two members: guards ask for "every" and "some" only.
//   - Lists (feedback items, doubts, incomplete or unassessed intentions, consultations that are missing, members who have
//     not read) are kept as empty or not.

#include <cstdint>
#include <string>
#include <vector>

#include "shared/workflow/definition.hpp"
#include "shared/workflow/facts.hpp"

namespace assent::workflow {

using Configuration = std::uint64_t;

enum class MoveKind : std::uint8_t {
    start,
    transition,
    edited,
    edited_incomplete,
    edited_complete,
    edited_disputed,
    edited_agreed,
    version_cut,
    event_held,
    forum_added,
    forums_visited,
    feedback_logged,
    feedback_answered,
    feedback_closed,
    doubts_settled,
    decision_opened,
    decision_closed,
    approved,
    approved_with_condition,
    sent_back,
    condition_closed,
    edited_unassessed,
    assessed,
    consultation_found,
    consultations_concluded,
    report_read,
    member_joined,
};

struct Move
{
    MoveKind kind{};
    std::uint16_t index{};  ///< of the transition, the body or the reading
};

struct Edge
{
    Move move;
    Configuration to{};
};

/// A guard with its names resolved to positions in a configuration.
struct CompiledGuard
{
    GuardKind kind{};
    std::vector<CompiledGuard> children;
    std::uint32_t body_first{};
    std::uint32_t body_count{};
    std::uint32_t level{};    ///< of events_held
    std::uint32_t reading{};  ///< of feedback_considered
    bool latest{};
};

class Space
{
public:
    /// `definition` must outlive the space.
    explicit Space(const Definition& definition);

    /// Whether a configuration fits into its 64 bits; nothing else may be asked if not.
    bool fits() const { return bits_ <= 64; }

    /// A new plan: written from nothing or imported, with what an import may leave to settle.
    std::vector<Configuration> initial() const;

    /// Every move people can make from `from`; those that change nothing are left out.
    void moves(Configuration from, std::vector<Edge>& out) const;

    std::uint32_t state(Configuration at) const { return static_cast<std::uint32_t>(get(at, state_)); }
    bool has_version(Configuration at) const { return get(at, version_) != 0; }
    bool edited_since_version(Configuration at) const { return get(at, version_) == 2; }

    CompiledGuard compile(const Guard& guard) const;
    bool holds(const CompiledGuard& guard, Configuration at, bool reason_given = true) const;
    /// Whether any values of the facts, reachable or not, make the guard hold. True as well if there are too many to try.
    bool can_hold(const CompiledGuard& guard) const;
    bool enabled(std::uint32_t transition, Configuration at) const;

    /// Facts of a plan in that configuration, for which evaluate() must agree with holds().
    Facts facts(Configuration at) const;

    /// The move in words: "The Finance Committee approves the latest version."
    std::string in_words(const Move& move, Configuration from, Configuration to) const;

private:
    struct Field
    {
        std::uint8_t shift{};
        std::uint8_t width{};  ///< 0: no guard asks
        std::uint8_t values{1};
    };
    struct Body
    {
        std::uint32_t committee{};
        std::uint32_t member{};  ///< 0: the owner's own; else which of the two members
        Field field;
    };
    /// Whether somebody of a committee has yet to read the feedback report on the latest version. One bit even for a committee in each
    /// member: guards ask for all of them.
    struct Reading
    {
        std::uint32_t committee{};
        Field field;
    };
    enum : std::uint64_t { undecided, approved, conditional, returned };

    static std::uint64_t get(Configuration at, Field field)
    {
        return field.width == 0 ? 0 : at >> field.shift & ((std::uint64_t{1} << field.width) - 1);
    }
    static Configuration with(Configuration at, Field field, std::uint64_t value)
    {
        if (field.width == 0) return at;
        const std::uint64_t mask = ((std::uint64_t{1} << field.width) - 1) << field.shift;
        return (at & ~mask) | value << field.shift;
    }
    Field add(std::uint8_t values);
    void collect(const Guard& guard, std::vector<std::uint32_t>& committees, std::vector<std::uint32_t>& readers);
    void fields_of(const CompiledGuard& guard, std::vector<Field>& fields) const;
    bool allows(std::uint32_t state, Activity activity) const { return activities_[state] >> static_cast<int>(activity) & 1; }
    std::string body_in_words(std::uint32_t body) const;

    void edits(Configuration from, std::vector<Edge>& out) const;
    void events(Configuration from, std::vector<Edge>& out) const;
    void feedback(Configuration from, std::vector<Edge>& out) const;
    void decisions(Configuration from, std::vector<Edge>& out) const;
    void significance(Configuration from, std::vector<Edge>& out) const;
    void readings(Configuration from, std::vector<Edge>& out) const;
    void transitions(Configuration from, std::vector<Edge>& out) const;

    const Definition& definition_;
    std::uint32_t bits_{};
    Field state_, version_, feedback_, doubts_, forums_, incomplete_, disputed_, events_, events_latest_, open_,
        unassessed_, unconsulted_;
    std::vector<Body> bodies_;
    std::vector<Reading> readings_;
    std::vector<std::uint32_t> thresholds_;         ///< of events_held, rising
    std::vector<std::uint32_t> thresholds_latest_;  ///< of events_held with the latest version, rising
    bool asks_conditions_{};
    std::vector<std::uint32_t> activities_;              ///< by state, a bit for each activity
    std::vector<std::vector<std::uint32_t>> deciders_;   ///< by state, bodies that may decide
    std::vector<std::vector<std::uint32_t>> outgoing_;   ///< by state, transitions
    std::vector<std::uint32_t> targets_;                 ///< by transition
    std::vector<CompiledGuard> guards_;                  ///< by transition
    std::vector<bool> asks_reason_;                      ///< by transition
    bool asks_feedback_{}, asks_doubts_{}, asks_forums_{}, asks_incomplete_{}, asks_disputed_{}, asks_open_{}, asks_assessment_{},
        asks_consultation_{};
};

}  // namespace assent::workflow
