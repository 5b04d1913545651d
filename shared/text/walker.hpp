#pragma once
// Merging in the manner of Eg-walker (Gentle and Kleppmann, EuroSys 2025). An operation's positions mean the text its
// writer saw. The walker goes through the events from a base version on, each with the text prepared as its writer saw it:
// events the writer did not know are taken back, those it knew are put in again. What an operation did there, said of the
// text that holds everything walked so far, is its effect. The state it needs exists only while something is concurrent.
//
// Where several inserted at one place without knowing of each other, the order follows FugueMax (Weidner and Kleppmann,
// "The Art of the Fugue"), found by the scan known from YjsMod: by what stood to the left, then by what stood to the right,
// then by the writers' names. It keeps each writer's run of words whole, whether typed forwards or backwards.

#include <cstdint>
#include <vector>

#include "shared/text/event_log.hpp"
#include "shared/text/item_tree.hpp"

namespace assent::text {

/// What a part of an operation does to the text that holds everything walked before it.
struct Effect
{
    Lv lv{};
    std::uint32_t position{};
    std::uint32_t count{};
    std::uint32_t content{};
    std::uint32_t bytes{};
    bool inserts{};
};

class Walker
{
public:
    explicit Walker(const EventLog& log) : log_(log) {}

    bool active() const { return active_; }
    /// The first event that can be walked; those before are the base.
    Lv first() const { return tree_.first_lv(); }
    /// Starts with the text at `base`, a version that everything from `first` on follows from; `base_count` is its length.
    void start(const Frontier& base, std::uint32_t base_count, Lv first);
    void stop();

    /// Walks the events of [begin, end), which with the base and what was walked before are all their ancestors, in an order
    /// that keeps branches together. Appends effects unless `effects` is null. False where an operation is out of its text's
    /// bounds: nothing can be said then of what follows it, and the walker must be started anew.
    bool walk(LvSpan span, std::vector<Effect>* effects);
    /// Prepares another version of what was walked.
    void prepare(const Frontier& version);

    ItemTree& tree() { return tree_; }
    const ItemTree& tree() const { return tree_; }
    std::size_t memory() const { return tree_.memory() + targets_.capacity() * sizeof(Target); }

    /// The characters that a run of deletions deleted.
    struct Target
    {
        Lv lv{};
        std::uint32_t count{};
        CharId first{};    ///< the lowest character
        bool backward{};   ///< the first event deleted the last of them
    };
    const std::vector<Target>& targets() const { return targets_; }

private:
    bool walk_piece(LvSpan span, const Lv* parents_begin, const Lv* parents_end, std::vector<Effect>* effects);
    bool apply(const LoggedOperation& operation, std::vector<Effect>* effects);
    void insert(const LoggedOperation& operation, std::vector<Effect>* effects);
    void erase(const LoggedOperation& operation, std::vector<Effect>* effects);
    void toggle(LvSpan span, std::uint32_t by);
    void toggle_chars(CharId first, std::uint32_t count, std::uint32_t by);

    const EventLog& log_;
    ItemTree tree_;
    std::vector<Target> targets_;
    Frontier prepared_;
    std::vector<LvSpan> leave_;  // kept between calls for their memory
    std::vector<LvSpan> enter_;
    Frontier parents_;
    bool active_{};
};

}  // namespace assent::text
