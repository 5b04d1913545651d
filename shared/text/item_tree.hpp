#pragma once
// All characters that a merge has to do with, in the order of the text, those included that are deleted or that the version
// at hand does not know: runs of characters ("items") in a B-tree. It counts for each subtree how many characters the
// prepared version sees and how many are visible in the end, which turns a position into a character and back.

#include <cstdint>
#include <vector>

#include "shared/text/event_log.hpp"
#include "shared/text/run_index.hpp"

namespace assent::text {

/// A character: the event that inserted it, or, from `base_char` on, its place in the text the merge began with.
using CharId = std::uint32_t;
constexpr CharId base_char = 0x80000000;
constexpr CharId no_char = 0xFFFFFFFF;

/// Characters in a row that were inserted in a row, with what the prepared version says of them.
struct Item
{
    static constexpr std::uint32_t ever_erased = 1U << 31;
    static constexpr std::uint32_t marked = 1U << 30;
    static constexpr std::uint32_t count_mask = marked - 1;

    CharId first{};
    std::uint32_t count{};
    CharId origin_left{};   ///< what stood to the left of the first where it was inserted; of the others, the one before
    CharId origin_right{};  ///< what stood to the right where they were inserted
    std::uint32_t state{};  ///< prepared version: 0 not inserted, 1 visible, 1 + n deleted n times; and the two flags

    std::uint32_t prepared() const { return state & count_mask; }
    std::uint32_t prepared_width() const { return prepared() == 1 ? count : 0; }
    std::uint32_t final_width() const { return (state & ever_erased) == 0 ? count : 0; }
};

class ItemTree
{
public:
    static constexpr std::uint32_t leaf_items_max = 32;
    static constexpr std::uint32_t inner_children_max = 16;

    struct Place
    {
        std::uint32_t leaf{};
        std::uint32_t index{};   ///< of the item in the leaf; may be its count: after the last
        std::uint32_t offset{};  ///< of the character in the item
    };

    /// Starts anew with a text of `base_count` characters; events before `first_lv` cannot be asked for.
    void reset(std::uint32_t base_count, Lv first_lv);

    std::uint32_t prepared_size() const { return prepared_; }
    std::uint32_t final_size() const { return final_; }
    std::size_t item_count() const { return items_; }
    std::size_t memory() const;

    Place begin() const { return {first_leaf_, 0, 0}; }
    /// Steps over leaves that end here; false at the end of the text.
    bool settle(Place& place) const;
    /// Steps to the item before; false at the start of the text.
    bool step_back(Place& place) const;
    const Item& at(const Place& place) const { return leaves_[place.leaf].items[place.index]; }

    /// The character at a position of the prepared version, which must exist, and the final position before its item.
    Place find_prepared(std::uint32_t position, std::uint32_t& final_before) const;
    /// The character's place.
    Place find(CharId id) const;
    std::uint32_t final_before(const Place& place) const;
    std::uint32_t prepared_before(const Place& place) const;
    /// Whether a stands before b: -1, 0, 1. Both are characters in the tree.
    int compare(CharId a, CharId b) const;

    /// Cuts the item so that a new one begins at the place; gives the place of that second part.
    Place split(Place place);
    /// Inserts an item before the place; settles nothing.
    void insert(Place place, const Item& item);
    /// Lengthens the item, whose events go on where it ends, at its end.
    void extend(const Place& place, std::uint32_t by);
    void set_state(const Place& place, std::uint32_t state);
    /// Sets or takes the mark on every item by what `prepared` says: used to compare two versions.
    void mark_visible();
    /// The tail of the text the merge began with is cut to its true size, once that is known; false if it is not that long.
    bool shorten_base(std::uint32_t by);

    RunIndex& events() { return events_; }
    const RunIndex& events() const { return events_; }
    Lv first_lv() const { return first_lv_; }

private:
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    struct Leaf
    {
        std::uint32_t parent;
        std::uint32_t next;
        std::uint32_t count;
        Item items[leaf_items_max];
    };
    struct Inner
    {
        std::uint32_t parent;
        std::uint32_t count;
        std::uint32_t children[inner_children_max];
        std::uint32_t prepared[inner_children_max];
        std::uint32_t final[inner_children_max];
        bool above_leaves;
    };

    std::uint32_t slot_of(const Inner& inner, std::uint32_t child) const;
    /// What stands before a place, in the widths that the two functions give.
    template<class OfItem, class OfChild>
    std::uint32_t sum_before(const Place& place, OfItem of_item, OfChild of_child) const;
    void add(std::uint32_t leaf, std::uint32_t prepared, std::uint32_t final);
    void enter(CharId id, std::uint32_t leaf);
    std::uint32_t split_leaf(std::uint32_t leaf);
    std::uint32_t split_inner(std::uint32_t node, std::uint32_t kept);
    void add_child(std::uint32_t inner, std::uint32_t slot, std::uint32_t child, std::uint32_t prepared, std::uint32_t final);

    std::vector<Leaf> leaves_;
    std::vector<Inner> inners_;
    RunIndex events_;  ///< first event of an item or of a deletion's target run, less first_lv_
    RunIndex base_;    ///< likewise for the characters of the text the merge began with
    std::uint32_t root_{};
    std::uint32_t first_leaf_{};
    std::uint32_t prepared_{};
    std::uint32_t final_{};
    std::size_t items_{};
    Lv first_lv_{};
};

}  // namespace assent::text
