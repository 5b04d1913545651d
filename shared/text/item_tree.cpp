#include "shared/text/item_tree.hpp"

#include <algorithm>

#include "shared/base/assertion.hpp"

namespace assent::text {

void ItemTree::reset(std::uint32_t base_count, Lv first_lv)
{
    leaves_.clear();
    inners_.clear();
    events_.clear();
    base_.clear();
    first_lv_ = first_lv;
    leaves_.emplace_back();
    leaves_[0].parent = 0;
    leaves_[0].next = none;
    leaves_[0].count = 0;
    inners_.emplace_back();
    Inner& root = inners_[0];
    root.parent = none;
    root.count = 1;
    root.children[0] = 0;
    root.prepared[0] = root.final[0] = 0;
    root.above_leaves = true;
    root_ = first_leaf_ = 0;
    prepared_ = final_ = 0;
    items_ = 0;
    if (base_count > 0) insert(begin(), {base_char, base_count, no_char, no_char, 1});
}

std::size_t ItemTree::memory() const
{
    return leaves_.capacity() * sizeof(Leaf) + inners_.capacity() * sizeof(Inner) + events_.memory() + base_.memory();
}

bool ItemTree::settle(Place& place) const
{
    while (place.index >= leaves_[place.leaf].count) {
        if (leaves_[place.leaf].next == none) return false;
        place = {leaves_[place.leaf].next, 0, 0};
    }
    return true;
}

bool ItemTree::step_back(Place& place) const
{
    place.offset = 0;
    if (place.index > 0) {
        --place.index;
        return true;
    }
    std::uint32_t child = place.leaf;
    std::uint32_t node = leaves_[child].parent;
    while (node != none && inners_[node].children[0] == child) {
        child = node;
        node = inners_[node].parent;
    }
    if (node == none) return false;
    child = inners_[node].children[slot_of(inners_[node], child) - 1];
    for (; !inners_[node].above_leaves; child = inners_[node].children[inners_[node].count - 1]) node = child;
    place = {child, leaves_[child].count - 1, 0};
    return true;
}

ItemTree::Place ItemTree::find_prepared(std::uint32_t position, std::uint32_t& final_before) const
{
    ASSENT_ASSERT(position < prepared_);
    final_before = 0;
    std::uint32_t node = root_;
    while (true) {
        const Inner& inner = inners_[node];
        std::uint32_t slot = 0;
        while (position >= inner.prepared[slot]) {
            position -= inner.prepared[slot];
            final_before += inner.final[slot];
            ++slot;
        }
        node = inner.children[slot];
        if (inner.above_leaves) break;
    }
    const Leaf& leaf = leaves_[node];
    std::uint32_t index = 0;
    while (true) {
        const Item& item = leaf.items[index];
        const std::uint32_t width = item.prepared_width();
        if (position < width) return {node, index, position};
        position -= width;
        final_before += item.final_width();
        ++index;
    }
}

ItemTree::Place ItemTree::find(CharId id) const
{
    const bool in_base = id >= base_char;
    const RunIndex::Entry entry = in_base ? base_.find(id - base_char) : events_.find(id - first_lv_);
    const CharId first = in_base ? entry.key + base_char : entry.key + first_lv_;
    const Leaf& leaf = leaves_[entry.value];
    for (std::uint32_t i = 0; i < leaf.count; ++i)
        if (leaf.items[i].first == first) return {entry.value, i, id - first};
    ASSENT_ASSERT(false);
    return {};
}

std::uint32_t ItemTree::slot_of(const Inner& inner, std::uint32_t child) const
{
    std::uint32_t slot = 0;
    while (inner.children[slot] != child) ++slot;
    return slot;
}

template<class OfItem, class OfChild>
std::uint32_t ItemTree::sum_before(const Place& place, OfItem of_item, OfChild of_child) const
{
    std::uint32_t sum = 0;
    const Leaf& leaf = leaves_[place.leaf];
    for (std::uint32_t i = 0; i < place.index; ++i) sum += of_item(leaf.items[i]);
    std::uint32_t child = place.leaf;
    for (std::uint32_t node = leaf.parent; node != none; child = node, node = inners_[node].parent) {
        const Inner& inner = inners_[node];
        for (std::uint32_t slot = 0; inner.children[slot] != child; ++slot) sum += of_child(inner, slot);
    }
    return sum;
}

std::uint32_t ItemTree::final_before(const Place& place) const
{
    return sum_before(place, [](const Item& item) { return item.final_width(); },
                      [](const Inner& inner, std::uint32_t slot) { return inner.final[slot]; });
}

std::uint32_t ItemTree::prepared_before(const Place& place) const
{
    return sum_before(place, [](const Item& item) { return item.prepared_width(); },
                      [](const Inner& inner, std::uint32_t slot) { return inner.prepared[slot]; });
}

int ItemTree::compare(CharId a, CharId b) const
{
    if (a == b) return 0;
    const Place at_a = find(a);
    const Place at_b = find(b);
    if (at_a.leaf == at_b.leaf) {
        if (at_a.index == at_b.index) return at_a.offset < at_b.offset ? -1 : 1;
        return at_a.index < at_b.index ? -1 : 1;
    }
    // All leaves are equally deep: climb together until the parents are the same.
    std::uint32_t child_a = at_a.leaf;
    std::uint32_t child_b = at_b.leaf;
    std::uint32_t node_a = leaves_[child_a].parent;
    std::uint32_t node_b = leaves_[child_b].parent;
    while (node_a != node_b) {
        child_a = node_a;
        child_b = node_b;
        node_a = inners_[node_a].parent;
        node_b = inners_[node_b].parent;
    }
    return slot_of(inners_[node_a], child_a) < slot_of(inners_[node_a], child_b) ? -1 : 1;
}

// Adds to the counts on the way from the leaf to the root; differences wrap around, so they may be negative.
void ItemTree::add(std::uint32_t leaf, std::uint32_t prepared, std::uint32_t final)
{
    prepared_ += prepared;
    final_ += final;
    std::uint32_t child = leaf;
    for (std::uint32_t node = leaves_[leaf].parent; node != none; child = node, node = inners_[node].parent) {
        Inner& inner = inners_[node];
        const std::uint32_t slot = slot_of(inner, child);
        inner.prepared[slot] += prepared;
        inner.final[slot] += final;
    }
}

void ItemTree::enter(CharId id, std::uint32_t leaf)
{
    if (id >= base_char) {
        base_.set(id - base_char, leaf);
    } else {
        events_.set(id - first_lv_, leaf);
    }
}

// Puts a child after the one in `slot`, which was split; the counts in the slot still hold both children's. Nothing changes
// for the nodes above unless this one is full.
void ItemTree::add_child(std::uint32_t node, std::uint32_t slot, std::uint32_t child, std::uint32_t prepared, std::uint32_t final)
{
    if (inners_[node].count == inner_children_max) {
        constexpr std::uint32_t kept = inner_children_max / 2;
        const std::uint32_t made = split_inner(node, kept);
        if (slot >= kept) {
            node = made;
            slot -= kept;
        }
    }
    Inner& inner = inners_[node];
    for (std::uint32_t i = inner.count; i > slot + 1; --i) {
        inner.children[i] = inner.children[i - 1];
        inner.prepared[i] = inner.prepared[i - 1];
        inner.final[i] = inner.final[i - 1];
    }
    inner.prepared[slot] -= prepared;
    inner.final[slot] -= final;
    inner.children[slot + 1] = child;
    inner.prepared[slot + 1] = prepared;
    inner.final[slot + 1] = final;
    ++inner.count;
    (inner.above_leaves ? leaves_[child].parent : inners_[child].parent) = node;
}

std::uint32_t ItemTree::split_inner(std::uint32_t node, std::uint32_t kept)
{
    if (node == root_) {  // grow upwards first, so that there is always a parent
        const auto top = static_cast<std::uint32_t>(inners_.size());
        inners_.emplace_back();
        inners_[node].parent = root_ = top;
        Inner& above = inners_[top];
        above.parent = none;
        above.count = 1;
        above.above_leaves = false;
        above.children[0] = node;
        above.prepared[0] = prepared_;
        above.final[0] = final_;
    }
    const auto made = static_cast<std::uint32_t>(inners_.size());
    inners_.emplace_back();
    Inner& left = inners_[node];
    Inner& right = inners_[made];
    right.count = left.count - kept;
    right.above_leaves = left.above_leaves;
    std::uint32_t prepared = 0;
    std::uint32_t final = 0;
    for (std::uint32_t i = 0; i < right.count; ++i) {
        const std::uint32_t child = right.children[i] = left.children[kept + i];
        prepared += right.prepared[i] = left.prepared[kept + i];
        final += right.final[i] = left.final[kept + i];
        (right.above_leaves ? leaves_[child].parent : inners_[child].parent) = made;
    }
    left.count = kept;
    const std::uint32_t parent = left.parent;
    add_child(parent, slot_of(inners_[parent], node), made, prepared, final);
    return made;
}

// The upper half of a full leaf becomes a leaf of its own.
std::uint32_t ItemTree::split_leaf(std::uint32_t at)
{
    const auto made = static_cast<std::uint32_t>(leaves_.size());
    leaves_.emplace_back();
    Leaf& left = leaves_[at];
    Leaf& right = leaves_[made];
    constexpr std::uint32_t kept = leaf_items_max / 2;
    right.count = left.count - kept;
    right.next = left.next;
    left.next = made;
    std::uint32_t prepared = 0;
    std::uint32_t final = 0;
    for (std::uint32_t i = 0; i < right.count; ++i) {
        const Item& item = right.items[i] = left.items[kept + i];
        prepared += item.prepared_width();
        final += item.final_width();
        enter(item.first, made);
    }
    left.count = kept;
    const std::uint32_t parent = left.parent;
    add_child(parent, slot_of(inners_[parent], at), made, prepared, final);
    return made;
}

void ItemTree::insert(Place place, const Item& item)
{
    if (leaves_[place.leaf].count == leaf_items_max) {
        const std::uint32_t made = split_leaf(place.leaf);
        const std::uint32_t kept = leaves_[place.leaf].count;
        if (place.index > kept) place = {made, place.index - kept, 0};
    }
    Leaf& leaf = leaves_[place.leaf];
    std::copy_backward(leaf.items + place.index, leaf.items + leaf.count, leaf.items + leaf.count + 1);
    leaf.items[place.index] = item;
    ++leaf.count;
    ++items_;
    enter(item.first, place.leaf);
    add(place.leaf, item.prepared_width(), item.final_width());
}

ItemTree::Place ItemTree::split(Place place)
{
    if (place.offset == 0) return place;
    if (leaves_[place.leaf].count == leaf_items_max) {
        const std::uint32_t made = split_leaf(place.leaf);
        const std::uint32_t kept = leaves_[place.leaf].count;
        if (place.index >= kept) place = {made, place.index - kept, place.offset};
    }
    Leaf& leaf = leaves_[place.leaf];
    std::copy_backward(leaf.items + place.index + 1, leaf.items + leaf.count, leaf.items + leaf.count + 1);
    Item& left = leaf.items[place.index];
    Item& right = leaf.items[place.index + 1];
    right = left;
    right.first += place.offset;
    right.count -= place.offset;
    right.origin_left = right.first - 1;
    left.count = place.offset;
    ++leaf.count;
    ++items_;
    enter(right.first, place.leaf);
    return {place.leaf, place.index + 1, 0};
}

void ItemTree::extend(const Place& place, std::uint32_t by)
{
    Item& item = leaves_[place.leaf].items[place.index];
    item.count += by;
    add(place.leaf, item.prepared() == 1 ? by : 0, (item.state & Item::ever_erased) == 0 ? by : 0);
}

void ItemTree::set_state(const Place& place, std::uint32_t state)
{
    Item& item = leaves_[place.leaf].items[place.index];
    const std::uint32_t prepared = item.prepared_width();
    const std::uint32_t final = item.final_width();
    item.state = state;
    if (item.prepared_width() != prepared || item.final_width() != final)
        add(place.leaf, item.prepared_width() - prepared, item.final_width() - final);
}

void ItemTree::mark_visible()
{
    for (Leaf& leaf : leaves_)
        for (std::uint32_t i = 0; i < leaf.count; ++i) {
            Item& item = leaf.items[i];
            item.state = item.prepared() == 1 ? item.state | Item::marked : item.state & ~Item::marked;
        }
}

bool ItemTree::shorten_base(std::uint32_t by)
{
    if (by == 0) return true;
    const RunIndex::Entry entry = base_.find(base_char - 1);
    const Place place = find(entry.key + base_char);
    Item& item = leaves_[place.leaf].items[place.index];
    if (item.count < by || item.prepared() != 1) return false;
    item.count -= by;
    add(place.leaf, 0U - by, 0U - by);
    return true;
}

}  // namespace assent::text
