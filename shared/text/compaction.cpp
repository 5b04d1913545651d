// Making old history one. What remains of it is the characters in the order of the text, each with the name of the event that
// inserted it, its writer's and its time; deleted ones keep their place and name (anchors and others' undo may point at
// them) but not their words. It is written as a history in its own right: all characters inserted in a row, then the
// deletions, under their true names. So nothing else needs to know of it.

#include <algorithm>

#include "shared/base/assertion.hpp"
#include "shared/text/text_state.hpp"
#include "shared/text/utf8.hpp"

namespace assent::text {

class CompactedLog
{
public:
    explicit CompactedLog(const EventLog& old) : old_(old)
    {
        made_.replicas_ = old.replicas_;
        made_.by_id_ = old.by_id_;
        for (auto& replica : made_.replicas_) {
            replica.base_next = replica.next;
            replica.runs.clear();
        }
    }

    /// Inserts the events' characters at the end of the row.
    void insert(Lv lv, std::uint32_t count, const std::string* words)
    {
        std::size_t at = 0;
        for (std::uint32_t done = 0; done < count;) {
            const Origin origin = old_.origin(lv + done);
            const std::uint32_t here = std::min(count - done, origin.count);
            begin(origin);
            if (words != nullptr) {
                const std::size_t bytes = bytes_of_scalars(words->data() + at, words->size() - at, here);
                made_.append_insert(made_.end(), std::string_view(*words).substr(at, bytes), here);
                at += bytes;
            } else {
                made_.append_insert(made_.end(), std::string(here, '-'), here);
            }
            done += here;
        }
    }

    /// Deletes as the events [lv, lv + count) did: `low` is the lowest position.
    void erase(Lv lv, std::uint32_t count, std::uint32_t low, bool backward)
    {
        for (std::uint32_t done = 0; done < count;) {
            const Origin origin = old_.origin(lv + done);
            const std::uint32_t here = std::min(count - done, origin.count);
            begin(origin);
            if (backward) {
                made_.append_erase(OperationKind::erase_backward, low + (count - done - 1), here);
            } else {
                made_.append_erase(OperationKind::erase_forward, low, here);
            }
            done += here;
        }
    }

    EventLog finish(const Frontier& frontier)
    {
        made_.base_end_ = made_.end_;
        made_.base_heads_ = old_.ids(frontier.data(), frontier.data() + frontier.size());
        const bool sound = made_.finish_base();
        ASSENT_ASSERT(sound);
        return std::move(made_);
    }

private:
    void begin(const Origin& origin)
    {
        auto& replica = made_.replicas_[made_.find_replica(origin.replica)];
        replica.next = origin.sequence;
        made_.base_end_ = made_.end_ + 1;  // each run is entered anew: its numbers do not follow those before it
        Frontier parents;
        if (made_.end_ > 0) parents.push_back(made_.end_ - 1);
        made_.begin_change(origin.replica, parents, origin.seconds);
    }

    const EventLog& old_;
    EventLog made_;
};

Result<void> Text::compact()
{
    State& state = *state_;
    if (!state.held.empty())
        return refuse(Errc::conflict, "Changes are waiting for others that are missing. Bring those first.", "held");
    if (!state.unpack() || !state.walk_history())
        return refuse(Errc::malformed, "The history that was loaded does not fit its text. Ask for the text anew.", "history");
    if (state.log.end() == state.log.base_end()) return {};
    const ItemTree& tree = state.history.tree();
    CompactedLog compacted(state.log);
    for (auto place = tree.begin(); tree.settle(place); ++place.index) {
        const Item& item = tree.at(place);
        std::string words;
        if (item.final_width() > 0) state.log.append_content(item.first, item.count, words);
        compacted.insert(item.first, item.count, item.final_width() > 0 ? &words : nullptr);
    }
    // Each deleted character keeps its first deletion in the order of this log.
    std::vector<Walker::Target> targets = state.history.targets();
    std::stable_sort(targets.begin(), targets.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::uint32_t position = 0;
    for (auto place = tree.begin(); tree.settle(place); ++place.index) {
        const Item& item = tree.at(place);
        if (item.final_width() > 0) {
            position += item.count;
            continue;
        }
        for (std::uint32_t done = 0; done < item.count;) {
            const CharId id = item.first + done;
            auto target = std::upper_bound(targets.begin(), targets.end(), id, [](CharId wanted, const auto& other) { return wanted < other.first; });
            do --target;
            while (id >= target->first + target->count);
            const std::uint32_t offset = id - target->first;
            const std::uint32_t here = std::min(item.count - done, target->count - offset);
            const Lv lv = target->lv + (target->backward ? target->count - offset - here : offset);
            compacted.erase(lv, here, position, target->backward);
            done += here;
        }
    }
    EventLog made = compacted.finish(state.frontier);
    rest();
    state.log = std::move(made);
    state.frontier.assign(1, state.log.end() - 1);
    state.packed = {};
    return {};
}

}  // namespace assent::text
