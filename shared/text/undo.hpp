#pragma once
// Taking back what one writer did, and only that, while others go on writing. Undoing an insertion deletes what is left of
// it; undoing a deletion inserts the words again where they stood, unless somebody else deleted them as well. Both are
// ordinary edits of the same writer: they travel, merge and are attributed like any others. Steps live as long as the Text
// they are of, and end with compact().

#include <cstdint>
#include <vector>

#include "shared/text/event_log.hpp"
#include "shared/text/text.hpp"

namespace assent::text {

class ItemTree;
class Walker;

class Undo
{
public:
    static constexpr std::size_t steps_max = 1000;

    /// All that the text's writer wrote since the mark is one step. What was undone can then not be done again.
    void record(const Text& text, std::uint32_t mark);
    /// The same, but as part of the last step if there is one: further letters of a word.
    void join(const Text& text, std::uint32_t mark);
    bool can_undo() const { return !done_.empty(); }
    bool can_redo() const { return !undone_.empty(); }
    /// Takes back the last step that has any effect left, as edits of the text's writer; false if there is none. changes_since()
    /// a mark taken before then gives what to send. `splices` gets what happened to the visible text.
    bool undo(Text& text, Timestamp when, std::vector<Splice>* splices = nullptr) { return move(text, done_, undone_, when, splices); }
    bool redo(Text& text, Timestamp when, std::vector<Splice>* splices = nullptr) { return move(text, undone_, done_, when, splices); }
    void clear();

private:
    using Step = std::vector<LvSpan>;

    /// Characters that were inserted again in the place of others, which are no copies themselves.
    struct Copy
    {
        Lv of{};
        std::uint32_t count{};
        Lv lv{};
    };
    /// Part of what a step changes, in today's text.
    struct Part
    {
        std::uint32_t position{};
        std::uint32_t count{};
        Lv lv{};        ///< the characters that go, or whose words come again
        Lv original{};  ///< what they are copies of, or themselves
        bool erases{};
    };

    static Step written_since(const Text& text, std::uint32_t mark);
    bool move(Text& text, std::vector<Step>& from, std::vector<Step>& to, Timestamp when, std::vector<Splice>* splices);
    Step revert(Text& text, const Step& step, Timestamp when, std::vector<Splice>* splices);
    Lv original_of(Lv lv, std::uint32_t& count) const;
    Lv standing(const ItemTree& tree, Lv original, std::uint32_t& count) const;
    std::uint32_t place_of(const ItemTree& tree, Lv original) const;
    void find_inserted(const ItemTree& tree, LvSpan span, std::vector<Part>& parts) const;
    void find_deleted(const Walker& history, const Step& step, LvSpan span, std::vector<Part>& parts) const;

    std::vector<Step> done_;
    std::vector<Step> undone_;
    std::vector<Copy> copies_;
};

}  // namespace assent::text
