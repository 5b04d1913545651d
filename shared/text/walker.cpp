#include "shared/text/walker.hpp"

#include <algorithm>

#include "shared/base/assertion.hpp"

namespace assent::text {

void Walker::start(const Frontier& base, std::uint32_t base_count, Lv first)
{
    tree_.reset(base_count, first);
    targets_.clear();
    prepared_ = base;
    active_ = true;
}

void Walker::stop()
{
    if (!active_) return;
    active_ = false;
    tree_ = {};
    targets_ = {};
}

void Walker::prepare(const Frontier& version)
{
    if (version == prepared_) return;
    log_.difference(prepared_, version, leave_, enter_);
    for (const LvSpan& span : leave_) toggle(span, 0U - 1U);
    for (auto span = enter_.rbegin(); span != enter_.rend(); ++span) toggle(*span, 1);
    prepared_ = version;
}

void Walker::toggle(LvSpan span, std::uint32_t by)
{
    std::size_t run = log_.operation_run_of(span.begin);
    for (Lv lv = span.begin; lv < span.end; ++run) {
        const LvSpan whole = log_.operation_span(run);
        const Lv end = std::min(span.end, whole.end);
        if (log_.operation_kind(run) == OperationKind::insert) {
            toggle_chars(lv, end - lv, by);
            lv = end;
            continue;
        }
        while (lv < end) {
            const Target& target = targets_[tree_.events().find(lv - tree_.first_lv()).value];
            const std::uint32_t skipped = lv - target.lv;
            const std::uint32_t count = std::min(end - lv, target.count - skipped);
            const std::uint32_t offset = target.backward ? target.count - skipped - count : skipped;
            toggle_chars(target.first + offset, count, by);
            lv += count;
        }
    }
}

void Walker::toggle_chars(CharId first, std::uint32_t count, std::uint32_t by)
{
    while (count > 0) {
        ItemTree::Place place = tree_.split(tree_.find(first));
        const Item& item = tree_.at(place);
        const std::uint32_t here = std::min(count, item.count);
        if (here < item.count) {
            tree_.split({place.leaf, place.index, here});
            place = tree_.find(first);
        }
        tree_.set_state(place, tree_.at(place).state + by);
        first += here;
        count -= here;
    }
}

void Walker::insert(const LoggedOperation& operation, std::vector<Effect>* effects)
{
    CharId origin_left = no_char;
    std::uint32_t position = 0;  // in the final text
    ItemTree::Place place = tree_.begin();
    if (operation.position > 0) {
        place = tree_.find_prepared(operation.position - 1, position);
        const Item& left = tree_.at(place);
        origin_left = left.first + place.offset;
        if ((left.state & Item::ever_erased) == 0) position += place.offset + 1;
        ++place.offset;
        if (place.offset < left.count) {
            place = tree_.split(place);
        } else {
            place = {place.leaf, place.index + 1, 0};
        }
    }
    // What the writer saw to the right. Between here and there stand only characters the writer did not know of.
    ItemTree::Place right = place;
    CharId origin_right = no_char;
    bool concurrent = false;
    while (tree_.settle(right)) {
        if (tree_.at(right).prepared() > 0) {
            origin_right = tree_.at(right).first;
            break;
        }
        concurrent = true;
        ++right.index;
    }
    if (concurrent) {
        bool scanning = false;
        std::uint32_t passed = 0;
        ItemTree::Place scan = place;
        while (tree_.settle(scan)) {
            const Item& other = tree_.at(scan);
            if (other.prepared() > 0) break;
            int left = 0;  // where the other's left neighbour stands, compared with ours
            if (other.origin_left != origin_left) {
                left = other.origin_left == no_char ? -1 : origin_left == no_char ? 1 : tree_.compare(other.origin_left, origin_left);
            }
            if (left < 0) break;
            if (left == 0) {
                int to_right = 0;
                if (other.origin_right != origin_right) {
                    to_right = other.origin_right == no_char ? 1
                               : origin_right == no_char     ? -1
                                                             : tree_.compare(other.origin_right, origin_right);
                }
                if (to_right == 0 && log_.precedes(operation.lv, other.first)) break;
                scanning = to_right < 0;
            }
            passed += other.final_width();
            ++scan.index;
            if (!scanning) {
                place = scan;
                position += passed;
                passed = 0;
            }
        }
    }
    if (effects != nullptr)
        effects->push_back({operation.lv, position, operation.count, operation.content, operation.bytes, true});
    if (place.index > 0) {
        const ItemTree::Place before{place.leaf, place.index - 1, 0};
        const Item& item = tree_.at(before);
        if (item.first + item.count == operation.lv && item.state == 1 && origin_left + 1 == operation.lv &&
            item.origin_right == origin_right) {
            tree_.extend(before, operation.count);
            return;
        }
    }
    tree_.insert(place, {operation.lv, operation.count, origin_left, origin_right, 1});
}

void Walker::erase(const LoggedOperation& operation, std::vector<Effect>* effects)
{
    const bool backward = operation.kind == OperationKind::erase_backward;
    const std::uint32_t low = backward ? operation.position - (operation.count - 1) : operation.position;
    for (std::uint32_t done = 0; done < operation.count;) {
        std::uint32_t position = 0;
        ItemTree::Place place = tree_.find_prepared(low, position);
        if ((tree_.at(place).state & Item::ever_erased) == 0) position += place.offset;
        place = tree_.split(place);
        const std::uint32_t here = std::min(operation.count - done, tree_.at(place).count);
        if (here < tree_.at(place).count) {
            const CharId first = tree_.at(place).first;
            tree_.split({place.leaf, place.index, here});
            place = tree_.find(first);
        }
        const Item& item = tree_.at(place);
        const Lv lv = operation.lv + (backward ? operation.count - done - here : done);
        tree_.events().set(lv - tree_.first_lv(), static_cast<std::uint32_t>(targets_.size()));
        targets_.push_back({lv, here, item.first, backward});
        const bool visible = (item.state & Item::ever_erased) == 0;
        tree_.set_state(place, (item.state + 1) | Item::ever_erased);
        if (visible && effects != nullptr) effects->push_back({lv, position, here, 0, 0, false});
        done += here;
    }
}

bool Walker::apply(const LoggedOperation& operation, std::vector<Effect>* effects)
{
    const std::uint32_t size = tree_.prepared_size();
    switch (operation.kind) {
    case OperationKind::insert:
        if (operation.position > size) return false;
        insert(operation, effects);
        return true;
    case OperationKind::erase_forward:
        if (operation.position > size || operation.count > size - operation.position) return false;
        break;
    case OperationKind::erase_backward:
        if (operation.position >= size || operation.count - 1 > operation.position) return false;
        break;
    }
    erase(operation, effects);
    return true;
}

bool Walker::walk_piece(LvSpan span, const Lv* parents_begin, const Lv* parents_end, std::vector<Effect>* effects)
{
    parents_.assign(parents_begin, parents_end);
    prepare(parents_);
    std::size_t run = log_.operation_run_of(span.begin);
    for (Lv lv = span.begin; lv < span.end; ++run) {
        const LoggedOperation operation = log_.operation_within(run, {lv, span.end}, effects != nullptr);
        if (!apply(operation, effects)) return false;
        lv += operation.count;
    }
    prepared_.assign(1, span.end - 1);
    return true;
}

bool Walker::walk(LvSpan span, std::vector<Effect>* effects)
{
    if (span.begin >= span.end) return true;
    const std::size_t first_run = log_.graph_run_of(span.begin);
    const std::size_t last_run = log_.graph_run_of(span.end - 1);
    const auto count = static_cast<std::uint32_t>(last_run - first_run + 1);
    const auto piece = [&](std::uint32_t i) {
        const LvSpan whole = log_.graph_span(first_run + i);
        return LvSpan{std::max(whole.begin, span.begin), std::min(whole.end, span.end)};
    };
    const auto walk_one = [&](std::uint32_t i) {
        const LvSpan part = piece(i);
        const std::size_t run = first_run + i;
        if (part.begin != log_.graph_span(run).begin) {
            const Lv parent = part.begin - 1;
            return walk_piece(part, &parent, &parent + 1, effects);
        }
        return walk_piece(part, log_.parents_begin(run), log_.parents_end(run), effects);
    };
    if (count == 1) return walk_one(0);

    // Depth first: after a piece come those that continue it, so that as little as possible is taken back and put in again.
    // A piece is ready when those it follows are walked. Pieces are numbered by age; first_child and sibling link them.
    constexpr std::uint32_t none = 0xFFFFFFFF;
    struct Link
    {
        std::uint32_t child;
        std::uint32_t sibling;
    };
    std::vector<std::uint32_t> waits_for(count, 0);
    std::vector<std::uint32_t> first_link(count, none);
    std::vector<Link> links;
    std::vector<std::uint32_t> ready;
    for (std::uint32_t i = count; i-- > 0;) {
        const std::size_t run = first_run + i;
        if (piece(i).begin == log_.graph_span(run).begin) {
            std::uint32_t last_parent = none;
            for (const Lv* parent = log_.parents_begin(run); parent != log_.parents_end(run); ++parent) {
                if (*parent < span.begin) continue;
                const auto of = static_cast<std::uint32_t>(log_.graph_run_of(*parent) - first_run);
                if (of == last_parent) continue;
                last_parent = of;
                links.push_back({i, first_link[of]});
                first_link[of] = static_cast<std::uint32_t>(links.size() - 1);
                ++waits_for[i];
            }
        }
        if (waits_for[i] == 0) ready.push_back(i);
    }
    // Of the branches ready at the start the longest is walked last: what is walked first is taken back for the others.
    std::stable_sort(ready.begin(), ready.end(), [&](std::uint32_t a, std::uint32_t b) { return piece(a).count() > piece(b).count(); });
    while (!ready.empty()) {
        const std::uint32_t i = ready.back();
        ready.pop_back();
        if (!walk_one(i)) return false;
        for (std::uint32_t link = first_link[i]; link != none; link = links[link].sibling)
            if (--waits_for[links[link].child] == 0) ready.push_back(links[link].child);
    }
    return true;
}

}  // namespace assent::text
