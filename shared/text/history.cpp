// Questions about the past: answered from the whole history walked once, with the version in question prepared.

#include <algorithm>

#include "shared/text/change_codec.hpp"
#include "shared/text/text_state.hpp"

namespace assent::text {

namespace {

tl::unexpected<Error> unknown_version()
{
    return refuse(Errc::not_found, "That version is not known here, or is older than the history that is kept.", "version");
}

tl::unexpected<Error> damaged_history()
{
    return refuse(Errc::malformed, "The history that was loaded does not fit its text. Ask for the text anew.", "history");
}

}  // namespace

bool Text::State::walk_history()
{
    if (damaged) return false;
    if (!history.active()) {
        history.start({}, 0, 0);
        history_end = 0;
    }
    if (history_end < log.end()) {
        if (!history.walk({history_end, log.end()}, nullptr) || history.tree().final_size() != rope.size()) {
            history.stop();
            damaged = true;
            return false;
        }
        history_end = log.end();
    }
    return true;
}

Change Text::State::change_at(LvSpan span) const
{
    Change change;
    change.first = log.id(span.begin);
    const std::size_t run = log.graph_run_of(span.begin);
    if (log.graph_span(run).begin == span.begin) {
        change.parents = log.ids(log.parents_begin(run), log.parents_end(run));
    } else {
        const Lv before = span.begin - 1;
        change.parents = log.ids(&before, &before + 1);
    }
    std::size_t operation_run = log.operation_run_of(span.begin);
    for (Lv lv = span.begin; lv < span.end; ++operation_run) {
        const LoggedOperation operation = log.operation_within(operation_run, {lv, span.end});
        change.operations.push_back({operation.kind, operation.position, operation.count, operation.bytes});
        change.content += log.content_of(operation.content, operation.bytes);
        lv += operation.count;
    }
    return change;
}

Bytes Text::State::changes_in(LvSpan span) const
{
    Bytes out;
    for (Lv lv = span.begin; lv < span.end;) {
        const Lv graph_end = log.graph_span(log.graph_run_of(lv)).end;
        const Lv end = std::min({span.end, graph_end, lv + log.replica_run_left(lv)});
        encode_change(change_at({lv, end}), out);
        lv = end;
    }
    return out;
}

Bytes Text::changes_since(std::uint32_t mark) const
{
    State& state = *state_;
    if (mark < state.log.packed_end() && !state.unpack()) return {};
    return state.changes_in({std::max(mark, state.log.base_end()), state.log.end()});
}

Result<Bytes> Text::changes_since(const Version& version) const { return changes_between(version, this->version()); }

Result<Bytes> Text::changes_between(const Version& from, const Version& to) const
{
    State& state = *state_;
    Frontier at;
    Frontier wanted;
    if (state.log.find(from.heads, at) != EventLog::Found::all || state.log.find(to.heads, wanted) != EventLog::Found::all)
        return unknown_version();
    std::vector<LvSpan> theirs;
    std::vector<LvSpan> ours;
    state.log.difference(at, wanted, theirs, ours);
    Bytes out;
    for (auto span = ours.rbegin(); span != ours.rend(); ++span) {
        if (span->begin < state.log.packed_end() && !state.unpack()) return damaged_history();
        const Bytes part = state.changes_in(*span);
        out.insert(out.end(), part.begin(), part.end());
    }
    return out;
}

Result<std::string> Text::text_at(const Version& version) const
{
    State& state = *state_;
    Frontier at;
    if (state.log.find(version.heads, at) != EventLog::Found::all) return unknown_version();
    if (at == state.frontier) return str();
    if (!state.unpack() || !state.walk_history()) return damaged_history();
    state.history.prepare(at);
    const ItemTree& tree = state.history.tree();
    std::string out;
    for (auto place = tree.begin(); tree.settle(place); ++place.index) {
        const Item& item = tree.at(place);
        if (item.prepared() == 1) state.log.append_content(item.first, item.count, out);
    }
    return out;
}

Result<std::vector<DifferenceRun>> Text::difference(const Version& before, const Version& after) const
{
    State& state = *state_;
    Frontier from;
    Frontier to;
    if (state.log.find(before.heads, from) != EventLog::Found::all || state.log.find(after.heads, to) != EventLog::Found::all)
        return unknown_version();
    if (!state.unpack() || !state.walk_history()) return damaged_history();
    state.history.prepare(from);
    state.history.tree().mark_visible();
    state.history.prepare(to);
    // Who deleted: of the deletions that `after` has and `before` has not, the first of each character.
    std::vector<LvSpan> removed;
    std::vector<LvSpan> added;
    state.log.difference(from, to, removed, added);
    std::vector<Walker::Target> deletions;
    for (const Walker::Target& target : state.history.targets()) {
        for (const LvSpan& span : added) {  // a target's events need not all be in the version
            const Lv begin = std::max(span.begin, target.lv);
            const Lv end = std::min(span.end, target.lv + target.count);
            if (begin >= end) continue;
            Walker::Target part = target;
            const std::uint32_t skipped = begin - target.lv;
            part.lv = begin;
            part.count = end - begin;
            part.first += target.backward ? target.count - skipped - part.count : skipped;
            deletions.push_back(part);
        }
    }
    std::stable_sort(deletions.begin(), deletions.end(), [](const auto& a, const auto& b) { return a.first < b.first; });

    std::vector<DifferenceRun> runs;
    const auto add = [&](DifferenceRun::Kind kind, Lv lv, std::uint32_t count, const Origin& origin) {
        const Timestamp when = time_of(origin.seconds);
        if (runs.empty() || runs.back().kind != kind || runs.back().replica != origin.replica || runs.back().when != when)
            runs.push_back({kind, {}, origin.replica, when});
        state.log.append_content(lv, count, runs.back().text);
    };
    const ItemTree& tree = state.history.tree();
    for (auto place = tree.begin(); tree.settle(place); ++place.index) {
        const Item& item = tree.at(place);
        const bool was = (item.state & Item::marked) != 0;
        const bool is = item.prepared() == 1;
        if (!was && !is) continue;
        for (std::uint32_t done = 0; done < item.count;) {
            const Lv lv = item.first + done;
            std::uint32_t here = item.count - done;
            if (is) {
                const Origin origin = state.log.origin(lv);
                here = std::min(here, origin.count);
                add(was ? DifferenceRun::Kind::kept : DifferenceRun::Kind::inserted, lv, here, origin);
            } else {
                // An item's characters share their deletions, but these may have been made in parts.
                auto at = std::upper_bound(deletions.begin(), deletions.end(), lv, [](Lv wanted, const auto& target) { return wanted < target.first; });
                Origin origin{};
                while (at != deletions.begin()) {
                    --at;
                    if (lv < at->first + at->count) {
                        const std::uint32_t offset = lv - at->first;
                        const std::uint32_t left = at->count - offset;
                        here = std::min(here, at->backward ? 1U : left);
                        origin = state.log.origin(at->backward ? at->lv + left - 1 : at->lv + offset);
                        if (!at->backward) here = std::min(here, origin.count);
                        break;
                    }
                }
                add(DifferenceRun::Kind::erased, lv, here, origin);
            }
            done += here;
        }
    }
    return runs;
}

std::vector<AuthoredRun> Text::authors() const
{
    State& state = *state_;
    if (!state.walk_history()) return {};
    const ItemTree& tree = state.history.tree();
    std::vector<AuthoredRun> runs;
    std::uint32_t position = 0;
    for (auto place = tree.begin(); tree.settle(place); ++place.index) {
        const Item& item = tree.at(place);
        if (item.final_width() == 0) continue;
        for (std::uint32_t done = 0; done < item.count;) {
            const Origin origin = state.log.origin(item.first + done);
            const std::uint32_t here = std::min(item.count - done, origin.count);
            const Timestamp when = time_of(origin.seconds);
            if (runs.empty() || runs.back().replica != origin.replica || runs.back().when != when) {
                runs.push_back({position, here, origin.replica, when});
            } else {
                runs.back().count += here;
            }
            position += here;
            done += here;
        }
    }
    return runs;
}

Anchor Text::anchor_at(std::uint32_t position, Anchor::Side side) const
{
    State& state = *state_;
    const std::uint32_t size = state.rope.size();
    position = std::min(position, size);
    const bool after = side == Anchor::Side::after;
    const Anchor edge{{}, after ? Anchor::Side::before : Anchor::Side::after, true};
    if (position == (after ? 0 : size) || !state.walk_history()) return edge;
    state.history.prepare(state.frontier);
    std::uint32_t final_before = 0;
    const auto place = state.history.tree().find_prepared(after ? position - 1 : position, final_before);
    return {state.log.id(state.history.tree().at(place).first + place.offset), side, false};
}

std::vector<AnchorPlace> Text::resolve(std::span<const Anchor> anchors) const
{
    State& state = *state_;
    const std::uint32_t size = state.rope.size();
    std::vector<AnchorPlace> places;
    places.reserve(anchors.size());
    for (const Anchor& anchor : anchors) {
        const bool after = anchor.side == Anchor::Side::after;
        if (anchor.edge) {
            places.push_back({after ? size : 0, false});
            continue;
        }
        const Lv lv = state.log.find(anchor.character);
        if (lv == no_lv || !state.walk_history() ||
            state.log.operation_kind(state.log.operation_run_of(lv)) != OperationKind::insert) {
            places.push_back({size, true});
            continue;
        }
        const ItemTree& tree = state.history.tree();
        const auto place = tree.find(lv);
        const bool gone = tree.at(place).final_width() == 0;
        places.push_back({tree.final_before(place) + (gone ? 0 : place.offset + after), gone});
    }
    return places;
}

}  // namespace assent::text
