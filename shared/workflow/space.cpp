#include "shared/workflow/space.hpp"

#include <algorithm>

#include "shared/base/assertion.hpp"
#include "shared/workflow/guard.hpp"

namespace assent::workflow {

namespace {

void add_once(std::vector<std::uint32_t>& list, std::uint32_t value)
{
    const auto place = std::lower_bound(list.begin(), list.end(), value);
    if (place == list.end() || *place != value) list.insert(place, value);
}

template<class T>
std::uint32_t index_of(const std::vector<T>& list, const std::string& key)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const T& item) { return item.key == key; });
    ASSENT_ASSERT(found != list.end());  // parse() refuses undefined names
    return static_cast<std::uint32_t>(found - list.begin());
}

}  // namespace

Space::Field Space::add(std::uint8_t values)
{
    Field field;
    field.values = values;
    field.shift = static_cast<std::uint8_t>(std::min<std::uint32_t>(bits_, 63));
    while ((1u << field.width) < values) ++field.width;
    bits_ += field.width;
    return field;
}

void Space::collect(const Guard& guard, std::vector<std::uint32_t>& committees, std::vector<std::uint32_t>& readers)
{
    switch (guard.kind) {
    case GuardKind::feedback_answered:
    case GuardKind::feedback_closed: asks_feedback_ = true; break;
    case GuardKind::forums_visited: asks_forums_ = true; break;
    case GuardKind::events_held: add_once(guard.latest ? thresholds_latest_ : thresholds_, guard.min); break;
    case GuardKind::approved_by:
    case GuardKind::sent_back_by: add_once(committees, index_of(definition_.committees, guard.committee)); break;
    case GuardKind::conditions_closed: asks_conditions_ = true; break;
    case GuardKind::decisions_closed: asks_open_ = true; break;
    case GuardKind::doubts_settled: asks_doubts_ = true; break;
    case GuardKind::intentions_complete: asks_incomplete_ = true; break;
    case GuardKind::parts_agreed: asks_disputed_ = true; break;
    case GuardKind::significance_assessed: asks_assessment_ = true; break;
    case GuardKind::consultations_concluded: asks_consultation_ = true; break;
    case GuardKind::feedback_considered: add_once(readers, index_of(definition_.committees, guard.committee)); break;
    default: break;
    }
    for (const Guard& child : guard.children) collect(child, committees, readers);
}

Space::Space(const Definition& definition) : definition_(definition)
{
    std::vector<std::uint32_t> committees;
    std::vector<std::uint32_t> readers;
    for (const Transition& transition : definition.transitions) collect(transition.guard, committees, readers);
    for (const Invariant& invariant : definition.invariants) collect(invariant.holds, committees, readers);
    if (asks_conditions_)
        for (const State& state : definition.states)
            for (const std::string& key : state.decides) add_once(committees, index_of(definition.committees, key));

    state_ = add(static_cast<std::uint8_t>(std::max<std::size_t>(2, definition.states.size())));
    version_ = add(3);
    if (asks_feedback_) feedback_ = add(3);
    if (asks_doubts_) doubts_ = add(2);
    if (asks_forums_) forums_ = add(2);
    if (asks_incomplete_) incomplete_ = add(2);
    if (asks_disputed_) disputed_ = add(2);
    if (asks_open_) open_ = add(2);
    if (asks_assessment_) unassessed_ = add(2);
    if (asks_consultation_) unconsulted_ = add(2);
    for (const std::uint32_t committee : readers) readings_.push_back({committee, add(2)});
    if (!thresholds_.empty()) events_ = add(static_cast<std::uint8_t>(std::min<std::size_t>(255, thresholds_.size() + 1)));
    if (!thresholds_latest_.empty())
        events_latest_ = add(static_cast<std::uint8_t>(std::min<std::size_t>(255, thresholds_latest_.size() + 1)));
    for (const std::uint32_t committee : committees) {
        const bool each = definition.committees[committee].scope == CommitteeScope::each_member;
        for (std::uint32_t member = each ? 1 : 0; member <= (each ? 2u : 0u); ++member)
            bodies_.push_back({committee, member, add(4)});
    }
    if (!fits() || thresholds_.size() > 254 || thresholds_latest_.size() > 254) {
        bits_ = 65;
        return;
    }
    for (const State& state : definition.states) {
        std::uint32_t bits = 0;
        for (const Activity activity : state.allows) bits |= 1u << static_cast<int>(activity);
        activities_.push_back(bits);
        deciders_.emplace_back();
        for (std::uint32_t body = 0; body < bodies_.size(); ++body)
            if (std::find(state.decides.begin(), state.decides.end(),
                          definition.committees[bodies_[body].committee].key) != state.decides.end())
                deciders_.back().push_back(body);
        outgoing_.emplace_back();
    }
    for (std::uint32_t i = 0; i < definition.transitions.size(); ++i) {
        const Transition& transition = definition.transitions[i];
        for (const std::string& from : transition.from) outgoing_[index_of(definition.states, from)].push_back(i);
        targets_.push_back(index_of(definition.states, transition.to));
        guards_.push_back(compile(transition.guard));
        asks_reason_.push_back(mentions(transition.guard, GuardKind::reason_given));
    }
}

std::vector<Configuration> Space::initial() const
{
    Configuration start = with(0, state_, index_of(definition_.states, definition_.initial));
    for (const Reading& reading : readings_) start = with(start, reading.field, 1);  // there is no version to read about
    std::vector<Configuration> found{start};
    for (const Field field : {doubts_, incomplete_, disputed_, unassessed_})
        for (std::size_t i = 0, count = found.size(); field.width && i < count; ++i)
            found.push_back(with(found[i], field, 1));
    return found;
}

CompiledGuard Space::compile(const Guard& guard) const
{
    CompiledGuard compiled;
    compiled.kind = guard.kind;
    compiled.latest = guard.latest;
    for (const Guard& child : guard.children) compiled.children.push_back(compile(child));
    if (guard.kind == GuardKind::events_held) {
        const auto& thresholds = guard.latest ? thresholds_latest_ : thresholds_;
        const auto place = std::lower_bound(thresholds.begin(), thresholds.end(), guard.min);
        compiled.level = static_cast<std::uint32_t>(place - thresholds.begin()) + 1;
    }
    if (guard.kind == GuardKind::feedback_considered) {
        const std::uint32_t committee = index_of(definition_.committees, guard.committee);
        while (readings_[compiled.reading].committee != committee) ++compiled.reading;  // collect() has seen every guard
    }
    if (guard.kind == GuardKind::approved_by || guard.kind == GuardKind::sent_back_by) {
        const std::uint32_t committee = index_of(definition_.committees, guard.committee);
        for (std::uint32_t body = 0; body < bodies_.size(); ++body)
            if (bodies_[body].committee == committee && compiled.body_count++ == 0) compiled.body_first = body;
    }
    return compiled;
}

bool Space::holds(const CompiledGuard& guard, Configuration at, bool reason_given) const
{
    const auto part = [&](const CompiledGuard& child) { return holds(child, at, reason_given); };
    const auto bodies_begin = bodies_.begin() + guard.body_first;
    const auto bodies_end = bodies_begin + guard.body_count;
    switch (guard.kind) {
    case GuardKind::all: return std::all_of(guard.children.begin(), guard.children.end(), part);
    case GuardKind::any: return std::any_of(guard.children.begin(), guard.children.end(), part);
    case GuardKind::negation: return !part(guard.children.front());
    case GuardKind::has_version: return get(at, version_) != 0;
    case GuardKind::version_cut: return get(at, version_) == 1;
    case GuardKind::feedback_answered: return get(at, feedback_) != 2;
    case GuardKind::feedback_closed: return get(at, feedback_) == 0;
    case GuardKind::forums_visited: return get(at, forums_) == 0;
    case GuardKind::events_held: return get(at, guard.latest ? events_latest_ : events_) >= guard.level;
    case GuardKind::approved_by:
        return std::all_of(bodies_begin, bodies_end, [&](const Body& body) {
            const std::uint64_t standing = get(at, body.field);
            return standing == approved || standing == conditional;
        });
    case GuardKind::sent_back_by:
        return std::any_of(bodies_begin, bodies_end, [&](const Body& body) { return get(at, body.field) == returned; });
    case GuardKind::conditions_closed:
        return std::none_of(bodies_.begin(), bodies_.end(),
                            [&](const Body& body) { return get(at, body.field) == conditional; });
    case GuardKind::decisions_closed: return get(at, open_) == 0;
    case GuardKind::doubts_settled: return get(at, doubts_) == 0;
    case GuardKind::intentions_complete: return get(at, incomplete_) == 0;
    case GuardKind::parts_agreed: return get(at, disputed_) == 0;
    case GuardKind::reason_given: return reason_given;
    case GuardKind::significance_assessed: return get(at, unassessed_) == 0;
    case GuardKind::consultations_concluded: return get(at, unconsulted_) == 0;
    case GuardKind::feedback_considered: return has_version(at) && get(at, readings_[guard.reading].field) == 0;
    }
    return false;
}

bool Space::enabled(std::uint32_t transition, Configuration at) const
{
    return holds(guards_[transition], at, true) || (asks_reason_[transition] && holds(guards_[transition], at, false));
}

void Space::fields_of(const CompiledGuard& guard, std::vector<Field>& fields) const
{
    const auto want = [&](Field field) {
        if (field.width && std::none_of(fields.begin(), fields.end(), [&](Field known) { return known.shift == field.shift; }))
            fields.push_back(field);
    };
    switch (guard.kind) {
    case GuardKind::has_version:
    case GuardKind::version_cut: want(version_); break;
    case GuardKind::feedback_answered:
    case GuardKind::feedback_closed: want(feedback_); break;
    case GuardKind::forums_visited: want(forums_); break;
    case GuardKind::events_held: want(guard.latest ? events_latest_ : events_); break;
    case GuardKind::approved_by:
    case GuardKind::sent_back_by:
        want(version_);
        for (std::uint32_t i = 0; i < guard.body_count; ++i) want(bodies_[guard.body_first + i].field);
        break;
    case GuardKind::conditions_closed:
        for (const Body& body : bodies_) want(body.field);
        break;
    case GuardKind::decisions_closed: want(open_); break;
    case GuardKind::doubts_settled: want(doubts_); break;
    case GuardKind::intentions_complete: want(incomplete_); break;
    case GuardKind::parts_agreed: want(disputed_); break;
    case GuardKind::significance_assessed: want(unassessed_); break;
    case GuardKind::consultations_concluded: want(unconsulted_); break;
    case GuardKind::feedback_considered:
        want(version_);
        want(readings_[guard.reading].field);
        break;
    default: break;
    }
    for (const CompiledGuard& child : guard.children) fields_of(child, fields);
}

bool Space::can_hold(const CompiledGuard& guard) const
{
    std::vector<Field> fields;
    fields_of(guard, fields);
    std::uint64_t combinations = 1;
    for (const Field field : fields) {
        combinations *= field.values;
        if (combinations > 1u << 18) return true;
    }
    for (std::uint64_t i = 0; i < combinations; ++i) {
        Configuration at = 0;
        std::uint64_t rest = i;
        for (const Field field : fields) {
            at = with(at, field, rest % field.values);
            rest /= field.values;
        }
        // Nobody has decided on a version that does not exist.
        bool consistent = true;
        for (const Body& body : bodies_)
            if (get(at, version_) == 0 && get(at, body.field) != undecided) consistent = false;
        const bool asks_version =
            std::any_of(fields.begin(), fields.end(), [&](Field field) { return field.shift == version_.shift; });
        if (!asks_version) consistent = true;
        if (consistent && (holds(guard, at, true) || holds(guard, at, false))) return true;
    }
    return false;
}

void Space::moves(Configuration from, std::vector<Edge>& out) const
{
    out.clear();
    edits(from, out);
    events(from, out);
    feedback(from, out);
    decisions(from, out);
    significance(from, out);
    readings(from, out);
    transitions(from, out);
    out.erase(std::remove_if(out.begin(), out.end(),
                             [&](const Edge& edge) {
                                 return edge.to == from && edge.move.kind != MoveKind::transition;
                             }),
              out.end());
}

void Space::edits(Configuration from, std::vector<Edge>& out) const
{
    const std::uint32_t state = this->state(from);
    if (allows(state, Activity::edit_content)) {
        const Configuration edited = get(from, version_) == 1 ? with(from, version_, 2) : from;
        out.push_back({{MoveKind::edited, 0}, edited});
        // An edit after which an intention lacks something, or nothing does, and the same for parts under review.
        if (incomplete_.width) {
            if (get(from, incomplete_)) out.push_back({{MoveKind::edited_complete, 0}, with(edited, incomplete_, 0)});
            else out.push_back({{MoveKind::edited_incomplete, 0}, with(edited, incomplete_, 1)});
        }
        if (disputed_.width) {
            if (get(from, disputed_)) out.push_back({{MoveKind::edited_agreed, 0}, with(edited, disputed_, 0)});
            else out.push_back({{MoveKind::edited_disputed, 0}, with(edited, disputed_, 1)});
        }
        if (unassessed_.width) out.push_back({{MoveKind::edited_unassessed, 0}, with(edited, unassessed_, 1)});
    }
    if (allows(state, Activity::cut_version) && get(from, version_) != 1) {
        Configuration cut = with(with(from, version_, 1), events_latest_, 0);
        for (const Body& body : bodies_) cut = with(cut, body.field, undecided);
        for (const Reading& reading : readings_) cut = with(cut, reading.field, 1);
        out.push_back({{MoveKind::version_cut, 0}, cut});
    }
    if (allows(state, Activity::settle_doubts)) out.push_back({{MoveKind::doubts_settled, 0}, with(from, doubts_, 0)});
}

void Space::events(Configuration from, std::vector<Edge>& out) const
{
    if (!allows(state(from), Activity::record_event)) return;
    if (forums_.width && get(from, forums_) == 0) out.push_back({{MoveKind::forum_added, 0}, with(from, forums_, 1)});
    if (!has_version(from)) return;  // an event shows a version
    if (get(from, forums_) == 1) out.push_back({{MoveKind::forums_visited, 0}, with(from, forums_, 0)});
    const std::uint64_t held = get(from, events_);
    const std::uint64_t latest = get(from, events_latest_);
    for (std::uint64_t more = 0; more <= 1; ++more)
        for (std::uint64_t more_latest = 0; more_latest <= 1; ++more_latest) {
            if (held + more > thresholds_.size() || latest + more_latest > thresholds_latest_.size()) continue;
            // Events with the latest version are events: their number passes no threshold that all events do not pass.
            if (latest + more_latest > 0 && held + more < thresholds_.size() &&
                thresholds_[held + more] <= thresholds_latest_[latest + more_latest - 1])
                continue;
            out.push_back({{MoveKind::event_held, 0}, with(with(from, events_, held + more), events_latest_, latest + more_latest)});
        }
}

void Space::feedback(Configuration from, std::vector<Edge>& out) const
{
    if (!feedback_.width) return;
    const std::uint32_t state = this->state(from);
    if (allows(state, Activity::log_feedback)) out.push_back({{MoveKind::feedback_logged, 0}, with(from, feedback_, 2)});
    if (!allows(state, Activity::answer_feedback)) return;
    if (get(from, feedback_) == 2) out.push_back({{MoveKind::feedback_answered, 0}, with(from, feedback_, 1)});
    if (get(from, feedback_) == 1) out.push_back({{MoveKind::feedback_closed, 0}, with(from, feedback_, 0)});
}

void Space::decisions(Configuration from, std::vector<Edge>& out) const
{
    const std::uint32_t state = this->state(from);
    if (allows(state, Activity::close_conditions))
        for (std::uint16_t body = 0; body < bodies_.size(); ++body)
            if (get(from, bodies_[body].field) == conditional)
                out.push_back({{MoveKind::condition_closed, body}, with(from, bodies_[body].field, approved)});
    if (!allows(state, Activity::decide) || !has_version(from)) return;
    if (open_.width && get(from, open_) == 0) {
        out.push_back({{MoveKind::decision_opened, 0}, with(from, open_, 1)});
        return;
    }
    if (open_.width) out.push_back({{MoveKind::decision_closed, 0}, with(from, open_, 0)});
    const auto close = [&](MoveKind kind, std::uint32_t body, std::uint64_t standing) {
        const Configuration decided = with(from, bodies_[body].field, standing);
        const Move move{kind, static_cast<std::uint16_t>(body)};
        out.push_back({move, with(decided, open_, 0)});
        if (open_.width) out.push_back({move, decided});  // another one is still open
    };
    for (const std::uint32_t body : deciders_[state]) {
        close(MoveKind::approved, body, approved);
        if (asks_conditions_) close(MoveKind::approved_with_condition, body, conditional);
        close(MoveKind::sent_back, body, returned);
    }
}

/// Significance is assessed, and consultations are held, whatever the state until the plan's life has ended.
void Space::significance(Configuration from, std::vector<Edge>& out) const
{
    if (definition_.states[state(from)].is_final) return;
    out.push_back({{MoveKind::assessed, 0}, with(from, unassessed_, 0)});
    if (get(from, unconsulted_)) out.push_back({{MoveKind::consultations_concluded, 0}, with(from, unconsulted_, 0)});
    else out.push_back({{MoveKind::consultation_found, 0}, with(from, unconsulted_, 1)});
}

/// People read, and committees get new members, whatever the state.
void Space::readings(Configuration from, std::vector<Edge>& out) const
{
    if (!has_version(from)) return;
    for (std::uint16_t i = 0; i < readings_.size(); ++i) {
        const bool unread = get(from, readings_[i].field) != 0;
        out.push_back({{unread ? MoveKind::report_read : MoveKind::member_joined, i}, with(from, readings_[i].field, unread ? 0 : 1)});
    }
}

void Space::transitions(Configuration from, std::vector<Edge>& out) const
{
    for (const std::uint32_t i : outgoing_[state(from)]) {
        if (!enabled(i, from)) continue;
        Configuration to = with(from, state_, targets_[i]);
        if (definition_.transitions[i].voids_approvals)
            for (const Body& body : bodies_) to = with(to, body.field, undecided);
        out.push_back({{MoveKind::transition, static_cast<std::uint16_t>(i)}, to});
    }
}

}  // namespace assent::workflow
