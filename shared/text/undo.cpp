#include "shared/text/undo.hpp"

#include <algorithm>

#include "shared/text/text_state.hpp"

namespace assent::text {

void Undo::clear()
{
    done_.clear();
    undone_.clear();
    copies_.clear();
}

Undo::Step Undo::written_since(const Text& text, std::uint32_t mark)
{
    const EventLog& log = text.state_->log;
    Step step;
    for (Lv lv = mark; lv < log.end();) {
        const Lv end = lv + log.replica_run_left(lv);
        if (log.id(lv).replica == text.writer()) step.push_back({lv, end});
        lv = end;
    }
    return step;
}

void Undo::record(const Text& text, std::uint32_t mark)
{
    Step step = written_since(text, mark);
    if (step.empty()) return;
    undone_.clear();
    if (done_.size() >= steps_max) done_.erase(done_.begin());
    done_.push_back(std::move(step));
}

void Undo::join(const Text& text, std::uint32_t mark)
{
    if (done_.empty()) return record(text, mark);
    const Step step = written_since(text, mark);
    if (step.empty()) return;
    undone_.clear();
    for (const LvSpan& span : step) {
        if (done_.back().back().end == span.begin) {
            done_.back().back().end = span.end;
        } else {
            done_.back().push_back(span);
        }
    }
}

bool Undo::move(Text& text, std::vector<Step>& from, std::vector<Step>& to, Timestamp when, std::vector<Splice>* splices)
{
    while (!from.empty()) {
        const Step step = std::move(from.back());
        from.pop_back();
        Step reverse = revert(text, step, when, splices);
        if (reverse.empty()) continue;  // others have deleted all of it meanwhile
        to.push_back(std::move(reverse));
        return true;
    }
    return false;
}

// What the character is a copy of, or itself; cuts `count` to characters of which the same holds.
Lv Undo::original_of(Lv lv, std::uint32_t& count) const
{
    for (const Copy& copy : copies_) {
        if (lv < copy.lv) {
            count = std::min(count, copy.lv - lv);
        } else if (lv < copy.lv + copy.count) {
            count = std::min(count, copy.lv + copy.count - lv);
            return copy.of + (lv - copy.lv);
        }
    }
    return lv;
}

// The character itself or the copy of it that stands in the text, no_lv for neither; cuts `count` likewise.
Lv Undo::standing(const ItemTree& tree, Lv original, std::uint32_t& count) const
{
    const auto visible = [&](Lv lv) {
        const auto place = tree.find(lv);
        count = std::min(count, tree.at(place).count - place.offset);
        return tree.at(place).final_width() > 0;
    };
    if (visible(original)) return original;
    for (const Copy& copy : copies_) {
        if (original < copy.of) {
            count = std::min(count, copy.of - original);
        } else if (original < copy.of + copy.count) {
            count = std::min(count, copy.of + copy.count - original);
            if (const Lv lv = copy.lv + (original - copy.of); visible(lv)) return lv;
        }
    }
    return no_lv;
}

// Where a deleted character's words belong: after the nearest character before it that stands in the text. Copies count
// where their originals stood: an ordinary insertion cannot be put among deleted characters.
std::uint32_t Undo::place_of(const ItemTree& tree, Lv original) const
{
    auto place = tree.find(original);
    std::uint32_t before = place.offset;  // how many characters of the item to look at
    do {
        const Item& item = tree.at(place);
        if (before == no_lv) before = item.count;
        while (before > 0) {
            std::uint32_t one = 1;
            const Lv lv = item.first + before - 1;
            if (original_of(lv, one) != lv) {
                --before;
                continue;
            }
            if (const Lv here = standing(tree, lv, one); here != no_lv) {
                const auto at = tree.find(here);
                return tree.final_before(at) + at.offset + 1;
            }
            // Of an item's characters only those with copies can stand elsewhere: on to the next of these.
            std::uint32_t next = 0;
            for (const Copy& copy : copies_) {
                if (copy.of < lv && copy.of + copy.count > item.first) next = std::max(next, std::min(copy.of + copy.count, lv) - item.first);
            }
            before = next;
        }
        before = no_lv;
    } while (tree.step_back(place));
    return 0;
}

// What is left of the inserted characters: themselves, or what was inserted again in their place.
void Undo::find_inserted(const ItemTree& tree, LvSpan span, std::vector<Part>& parts) const
{
    for (Lv lv = span.begin; lv < span.end;) {
        std::uint32_t count = span.end - lv;
        const Lv original = original_of(lv, count);
        if (const Lv here = standing(tree, original, count); here != no_lv) {
            const auto place = tree.find(here);
            parts.push_back({tree.final_before(place) + place.offset, count, here, original, true});
        }
        lv += count;
    }
}

// What the step's deletions took and nobody else did.
void Undo::find_deleted(const Walker& history, const Step& step, LvSpan span, std::vector<Part>& parts) const
{
    const ItemTree& tree = history.tree();
    for (Lv lv = span.begin; lv < span.end;) {
        const Walker::Target& target = history.targets()[tree.events().find(lv).value];
        const std::uint32_t skipped = lv - target.lv;
        const std::uint32_t count = std::min(span.end - lv, target.count - skipped);
        const CharId first = target.first + (target.backward ? target.count - skipped - count : skipped);
        for (std::uint32_t done = 0; done < count;) {
            const CharId id = first + done;
            const auto place = tree.find(id);
            std::uint32_t here = std::min(count - done, tree.at(place).count - place.offset);
            bool own = false;
            for (const LvSpan& part : step) {
                if (id >= part.begin && id < part.end) {
                    own = true;  // inserted by this very step: it comes and goes with it
                    here = std::min(here, part.end - id);
                } else if (id < part.begin) {
                    here = std::min(here, part.begin - id);
                }
            }
            const Lv original = original_of(id, here);
            if (!own && tree.at(place).prepared() == 2 && standing(tree, original, here) == no_lv)
                parts.push_back({place_of(tree, original), here, id, original, false});
            done += here;
        }
        lv += count;
    }
}

Undo::Step Undo::revert(Text& text, const Step& step, Timestamp when, std::vector<Splice>* splices)
{
    Text::State& state = *text.state_;
    if (!state.unpack() || !state.walk_history()) return {};
    state.history.prepare(state.frontier);
    std::vector<Part> parts;
    for (const LvSpan& span : step) {
        std::size_t run = state.log.operation_run_of(span.begin);
        for (Lv lv = span.begin; lv < span.end; ++run) {
            const Lv end = std::min(span.end, state.log.operation_span(run).end);
            if (state.log.operation_kind(run) == OperationKind::insert) {
                find_inserted(state.history.tree(), {lv, end}, parts);
            } else {
                find_deleted(state.history, step, {lv, end}, parts);
            }
            lv = end;
        }
    }
    // From the end of the text to its start, so that no position is moved by what was done before it.
    const ItemTree& tree = state.history.tree();
    std::sort(parts.begin(), parts.end(), [&](const Part& a, const Part& b) {
        return a.position != b.position ? a.position > b.position : tree.compare(a.original, b.original) > 0;
    });
    parts.erase(std::unique(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.erases && b.erases && a.lv == b.lv; }),
                parts.end());
    const std::uint32_t mark = state.log.end();
    for (const Part& part : parts) {
        if (part.erases) {
            if (!text.erase(part.position, part.count, when)) continue;
            if (splices != nullptr) splices->push_back({part.position, part.count, {}});
            continue;
        }
        std::string words;
        state.log.append_content(part.lv, part.count, words);
        const Lv lv = state.log.end();
        if (!text.insert(part.position, words, when)) continue;
        copies_.push_back({part.original, part.count, lv});
        if (splices != nullptr) splices->push_back({part.position, 0, std::move(words)});
    }
    return mark < state.log.end() ? Step{{mark, state.log.end()}} : Step{};
}

}  // namespace assent::text
