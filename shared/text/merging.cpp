// Taking in what others wrote. An event that follows everything known here is applied as it stands. The others are walked:
// from the newest version that all of them follow from (a "critical" one), so that the cost is that of what is concurrent,
// not of the history's length.

#include <algorithm>

#include "shared/base/assertion.hpp"
#include "shared/text/change_codec.hpp"
#include "shared/text/text_state.hpp"
#include "shared/text/utf8.hpp"

namespace assent::text {

namespace {

/// Stands for the unknown length of the base's text while events known already are walked again.
constexpr std::uint32_t unknown_base_count = 1U << 28;

/// Takes the first `count` events off a change whose writer's events up to there are known.
void drop_known(Change& change, std::uint32_t count)
{
    change.first.sequence += count;
    change.parents.assign(1, {change.first.replica, change.first.sequence - 1});
    std::size_t whole = 0;
    std::size_t bytes = 0;
    while (count >= change.operations[whole].count) {
        count -= change.operations[whole].count;
        bytes += change.operations[whole].bytes;
        ++whole;
    }
    change.operations.erase(change.operations.begin(), change.operations.begin() + static_cast<std::ptrdiff_t>(whole));
    if (count > 0) {
        Operation& first = change.operations.front();
        const auto skipped = static_cast<std::uint32_t>(bytes_of_scalars(change.content.data() + bytes, first.bytes, count));
        if (first.kind == OperationKind::insert) {
            first.position += count;
            first.bytes -= skipped;
            bytes += skipped;
        } else if (first.kind == OperationKind::erase_backward) {
            first.position -= count;
        }
        first.count -= count;
    }
    change.content.erase(0, bytes);
}

std::size_t bytes_of(const Change& change)
{
    return sizeof change + change.parents.size() * sizeof(EventId) + change.operations.size() * sizeof(Operation) +
           change.content.size();
}

}  // namespace

bool Text::State::hold(const Change& change)
{
    for (const Change& other : held)
        if (other.first == change.first && other.count() >= change.count()) return true;
    const std::size_t bytes = bytes_of(change);
    if (held.size() >= held_changes_max || bytes > held_bytes_max - held_bytes) return false;
    held_bytes += bytes;
    held.push_back(change);
    return true;
}

// Appends the change to the log, or says why not. The text does not have it yet.
Result<Text::State::Taken> Text::State::take(Change& change, std::uint32_t seconds)
{
    const std::uint32_t next = log.next_sequence(change.first.replica);
    const std::uint32_t count = change.count();
    if (change.first.sequence + count <= next) return Taken::known;
    if (change.first.sequence > next) return Taken::held;
    if (change.first.sequence < next) drop_known(change, next - change.first.sequence);
    Frontier parents;
    switch (log.find(change.parents, parents)) {
    case EventLog::Found::missing: return Taken::held;
    case EventLog::Found::compacted:
        return refuse(Errc::conflict, "The change goes back to before the history that is kept. Load the text anew and make it again.", "parents");
    case EventLog::Found::all: break;
    }
    ASSENT_CHECK(room_for(change.count(), change.content.size()));
    log.begin_change(change.first.replica, parents, seconds);
    std::size_t at = 0;
    for (const Operation& operation : change.operations) {
        if (operation.kind == OperationKind::insert) {
            log.append_insert(operation.position, std::string_view(change.content).substr(at, operation.bytes), operation.count);
            at += operation.bytes;
        } else {
            log.append_erase(operation.kind, operation.position, operation.count);
        }
    }
    return Taken::appended;
}

Result<void> Text::apply(BytesView bytes, Timestamp when, std::vector<Splice>* splices)
{
    State& state = *state_;
    const auto malformed = [] {
        return refuse(Errc::malformed, "This is not a row of changes of a text, or the text is damaged. Ask for the text anew.", "changes");
    };
    if (state.damaged) return malformed();
    if (bytes.size() > change_bytes_max)
        return refuse(Errc::too_large, "More changes than one message may bring. Send them in several.", "changes");
    Change change;
    ChangeReader check(bytes);
    while (check.next(change)) {}
    if (check.failed()) return malformed();

    const Lv end_before = state.log.end();
    const Frontier before = state.frontier;
    const std::size_t held_before = state.held.size();
    const std::size_t held_bytes_before = state.held_bytes;
    const std::size_t splices_before = splices != nullptr ? splices->size() : 0;
    const std::uint32_t seconds = seconds_of(when);
    bool touched = false;
    const auto undo = [&](tl::unexpected<Error> error) {
        state.take_back(end_before, before, touched);
        state.held.resize(held_before);
        state.held_bytes = held_bytes_before;
        if (splices != nullptr) splices->resize(splices_before);
        return error;
    };
    ChangeReader reader(bytes);
    while (reader.next(change)) {
        const auto taken = state.take(change, seconds);
        if (!taken) return undo(tl::unexpected(taken.error()));
        if (*taken == State::Taken::held && !state.hold(change))
            return undo(refuse(Errc::too_large, "Too many changes wait for others that are missing. Ask for those first.", "changes"));
    }
    if (!state.integrate(end_before, splices, touched))
        return state.damaged ? undo(malformed()) : undo(refuse(Errc::invalid, "An operation is out of the bounds of the text it was made in. Ask for the text anew.", "changes"));
    if (state.log.end() > end_before && !state.held.empty()) state.release_held(seconds, splices);
    return {};
}

// Held changes were checked to be well formed; one that turns out to be invalid is dropped, as its sender would have been
// told had it come in order.
void Text::State::release_held(std::uint32_t seconds, std::vector<Splice>* splices)
{
    bool progress = true;
    while (progress && !held.empty()) {
        progress = false;
        std::vector<Change> waiting;
        waiting.swap(held);
        held_bytes = 0;
        // The last received first, and each round the other way: what came in the wrong order is mostly reversed.
        for (auto at = waiting.rbegin(); at != waiting.rend(); ++at) {
            Change& change = *at;
            const Lv end_before = log.end();
            const Frontier before = frontier;
            const auto taken = take(change, seconds);
            if (!taken || *taken == Taken::known) continue;
            if (*taken == Taken::held) {
                held_bytes += bytes_of(change);
                held.push_back(std::move(change));
                continue;
            }
            bool touched = false;
            const std::size_t splices_before = splices != nullptr ? splices->size() : 0;
            if (!integrate(end_before, splices, touched)) {
                take_back(end_before, before, touched);
                if (splices != nullptr) splices->resize(splices_before);
                continue;
            }
            progress = true;
        }
    }
}

void Text::State::splice_in(std::uint32_t position, std::string_view words, std::uint32_t count, std::vector<Splice>* splices)
{
    rope.insert(position, words, count);
    if (splices != nullptr) splices->push_back({position, 0, std::string(words)});
}

void Text::State::splice_out(std::uint32_t position, std::uint32_t count, std::vector<Splice>* splices)
{
    rope.erase(position, count);
    if (splices == nullptr) return;
    if (!splices->empty()) {  // a word deleted in parts is one deletion to whoever shows it
        Splice& last = splices->back();
        const bool here = position == last.position;
        if (last.inserted.empty() && (here || position + count == last.position)) {
            last.position = position;
            last.erased += count;
            return;
        }
    }
    splices->push_back({position, count, {}});
}

bool Text::State::apply_directly(LvSpan span, std::vector<Splice>* splices, bool& touched)
{
    std::size_t run = log.operation_run_of(span.begin);
    for (Lv lv = span.begin; lv < span.end; ++run) {
        const LoggedOperation operation = log.operation_within(run, {lv, span.end});
        lv += operation.count;
        const bool backward = operation.kind == OperationKind::erase_backward;
        if (operation.kind == OperationKind::insert) {
            if (operation.position > rope.size()) return false;
            splice_in(operation.position, log.content_of(operation.content, operation.bytes), operation.count, splices);
        } else {
            if (backward && operation.count - 1 > operation.position) return false;
            const std::uint32_t low = backward ? operation.position - (operation.count - 1) : operation.position;
            if (low > rope.size() || operation.count > rope.size() - low) return false;
            splice_out(low, operation.count, splices);
        }
        touched = true;
    }
    return true;
}

// Walks the section, all of whose events are in the log, and applies what they do. lowest_parent is the oldest event that
// one of them directly follows, -1 for none.
bool Text::State::apply_section(LvSpan span, std::int64_t lowest_parent, std::vector<Splice>* splices, bool& touched)
{
    // The newest event that everything after it follows from, and that follows from everything before it.
    std::int64_t base = lowest_parent;
    for (const Lv head : frontier) base = std::min(base, std::int64_t{head});
    for (std::size_t run = span.begin == 0 ? 0 : log.graph_run_of(span.begin - 1); base >= 0; --run) {
        if (base >= log.graph_span(run).begin) break;
        const Lv* const begin = log.parents_begin(run);
        const Lv* const end = log.parents_end(run);
        base = begin == end ? -1 : std::min(base, std::int64_t{*std::min_element(begin, end)});
    }
    const auto first = static_cast<Lv>(base + 1);
    if (!merger.active() || merger.first() > first || merged_end <= first) {
        Frontier base_version;
        if (base >= 0) base_version.push_back(static_cast<Lv>(base));
        const bool unknown_base = first > 0 && first < span.begin;
        const std::uint32_t base_count = first == 0 ? 0 : unknown_base ? unknown_base_count : rope.size();
        merger.start(base_version, base_count, first);
        merged_end = first;
    }
    if (merged_end < span.begin) {  // silently, what the text has already
        const bool unknown_base = merged_end == first && first > 0;
        bool walked = merger.walk({merged_end, span.begin}, nullptr);
        if (walked && unknown_base) walked = merger.tree().shorten_base(merger.tree().final_size() - rope.size());
        merged_end = span.begin;
        damaged = damaged || !walked;
    }
    if (damaged || merger.tree().final_size() != rope.size()) {  // a loaded history that is not the text's
        damaged = true;
        merger.stop();
        return false;
    }
    std::vector<Effect> effects;
    if (!merger.walk(span, &effects)) {
        merger.stop();
        return false;
    }
    merged_end = span.end;
    touched = true;
    for (const Effect& effect : effects) {
        if (effect.inserts) {
            splice_in(effect.position, log.content_of(effect.content, effect.bytes), effect.count, splices);
        } else {
            splice_out(effect.position, effect.count, splices);
        }
    }
    return true;
}

// Brings the text up to the end of the log. False where an operation is out of bounds.
bool Text::State::integrate(Lv from, std::vector<Splice>* splices, bool& touched)
{
    if (from == log.end()) return true;
    const std::size_t first_run = log.graph_run_of(from);
    const std::size_t count = log.graph_runs() - first_run;
    struct Piece
    {
        LvSpan span;
        const Lv* parents_begin;
        const Lv* parents_end;
    };
    Lv previous = from - 1;
    const auto piece = [&](std::size_t i) {
        const LvSpan span = log.graph_span(first_run + i);
        if (span.begin < from) return Piece{{from, span.end}, &previous, &previous + 1};
        return Piece{span, log.parents_begin(first_run + i), log.parents_end(first_run + i)};
    };
    const auto lowest = [](const Piece& of) {
        return of.parents_begin == of.parents_end ? std::int64_t{-1} : std::int64_t{*std::min_element(of.parents_begin, of.parents_end)};
    };
    // The oldest event that a later piece directly follows: up to there nothing more will turn out to be concurrent.
    constexpr std::int64_t nothing = std::int64_t{1} << 40;
    std::vector<std::int64_t> lowest_later(count, nothing);
    for (std::size_t i = count - 1; i > 0; --i) lowest_later[i - 1] = std::min(lowest_later[i], lowest(piece(i)));

    for (std::size_t i = 0; i < count;) {
        const Piece at = piece(i);
        Lv begin = at.span.begin;
        if (std::equal(frontier.begin(), frontier.end(), at.parents_begin, at.parents_end)) {
            const auto direct_end = static_cast<Lv>(std::clamp<std::int64_t>(lowest_later[i] + 1, begin, at.span.end));
            if (direct_end > begin) {
                if (!apply_directly({begin, direct_end}, splices, touched)) return false;
                frontier.assign(1, direct_end - 1);
                begin = direct_end;
            }
            if (begin == at.span.end) {
                ++i;
                continue;
            }
        }
        // From here on something is concurrent, until one event again follows from all and all later ones follow from it.
        Frontier heads = frontier;
        std::int64_t lowest_parent = nothing;
        Lv end = begin;
        do {
            const Piece part = piece(i);
            const bool rest = part.span.begin < begin;
            end = part.span.end;
            if (rest) {
                heads.assign(1, end - 1);
                lowest_parent = std::min<std::int64_t>(lowest_parent, begin - 1);
            } else {
                for (const Lv* parent = part.parents_begin; parent != part.parents_end; ++parent) {
                    const auto head = std::lower_bound(heads.begin(), heads.end(), *parent);
                    if (head != heads.end() && *head == *parent) heads.erase(head);
                }
                heads.push_back(end - 1);
                if (const std::int64_t low = lowest(part); low < begin) lowest_parent = std::min(lowest_parent, low);
            }
            ++i;
        } while (i < count && !(heads.size() == 1 && lowest_later[i - 1] >= end - 1));
        if (!apply_section({begin, end}, lowest_parent, splices, touched)) return false;
        frontier = std::move(heads);
    }
    // What was merged long ago need not be kept in mind.
    if (merger.active() && log.end() - merged_end > 1024 + (merged_end - merger.first())) merger.stop();
    return true;
}

// Forgets the events from `end` on, after something in them was refused.
void Text::State::take_back(Lv end, const Frontier& before, bool touched)
{
    log.truncate(end);
    if (merged_end > end) merger.stop();
    if (history_end > end) history.stop();
    frontier = before;
    if (!touched || damaged) return;
    if (!unpack()) {
        damaged = true;
        return;
    }
    merger.stop();
    rope.fill({});
    frontier.clear();
    bool rebuilt = false;
    damaged = !integrate(0, nullptr, rebuilt);
}

}  // namespace assent::text
