#pragma once
// One text that any number of people write at once. Each copy takes its own edits at once and merges those of others in any
// order; copies that know the same events hold the same text. A text is a value owned by whoever holds it (a room on its
// strand, a tab): nothing here locks, reads a clock or draws a random number. How it works: docs/text.md.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/base/result.hpp"
#include "shared/base/time.hpp"
#include "shared/text/event.hpp"

namespace assent::text {

/// Words that somebody wrote at one time, as they stand in the text.
struct AuthoredRun
{
    std::uint32_t position{};
    std::uint32_t count{};
    ReplicaId replica{};
    Timestamp when{};  ///< whole seconds
};

/// A piece of a comparison of two versions, in the order of the text.
struct DifferenceRun
{
    enum class Kind : std::uint8_t { kept, inserted, erased };

    Kind kind{};
    std::string text;
    ReplicaId replica{};  ///< who wrote what is kept or inserted, who deleted what is erased
    Timestamp when{};     ///< and when
};

/// A place beside a character. It stays beside it wherever edits move it, in every copy, for ever.
struct Anchor
{
    enum class Side : std::uint8_t { before, after };

    EventId character{};  ///< the event that inserted it
    Side side{};
    bool edge{};          ///< beside no character: the start (before) or the end (after) of the text

    bool operator==(const Anchor&) const = default;
};

/// Where an anchor stands now.
struct AnchorPlace
{
    std::uint32_t position{};
    bool gone{};  ///< the character was deleted: this is where it stood
};

class Text
{
public:
    Text();
    Text(Text&&) noexcept;
    Text& operator=(Text&&) noexcept;
    ~Text();

    // Reading.
    std::uint32_t size() const;  ///< in Unicode scalar values, as all positions
    std::size_t bytes() const;   ///< in UTF-8
    std::string str() const;
    /// position + count <= size().
    std::string str(std::uint32_t position, std::uint32_t count) const;

    // Writing here. Results are seen at once; changes_since(mark) then gives what to store and send.
    /// Whom edits made here are by, until said otherwise. A replica writes in one copy only.
    void write_as(ReplicaId replica);
    ReplicaId writer() const;
    /// invalid: the position is beyond the end, or the words are no UTF-8; too_large: the text or its history is full.
    Result<void> insert(std::uint32_t position, std::string_view words, Timestamp when);
    /// invalid: not all that is to go is there.
    Result<void> erase(std::uint32_t position, std::uint32_t count, Timestamp when);

    // Merging.
    /// Merges changes as changes_since() wrote them, in one step: all or, where one is refused, none. Known ones are skipped; those
    /// whose parents are missing are held back until the parents come. `splices` gets what happened to the visible text.
    /// malformed: not a row of changes; invalid: an operation is out of its text's bounds; too_large: the history is full or too
    /// much is held back, ask for the missing changes; conflict: it goes back to before what compact() kept.
    Result<void> apply(BytesView changes, Timestamp when, std::vector<Splice>* splices = nullptr);
    /// How many changes wait for their parents.
    std::size_t held() const;
    void drop_held();
    /// The server's time of these events: what a copy wrote itself it stamped by its own clock.
    void set_time(EventId first, std::uint32_t count, Timestamp when);

    // Versions.
    Version version() const;
    bool knows(const Version& version) const;
    /// How many events this copy knows: a place in its own history, for changes_since().
    std::uint32_t mark() const;
    /// What this copy learnt or wrote since the mark, ready for apply() elsewhere.
    Bytes changes_since(std::uint32_t mark) const;
    /// What a copy at that version lacks. not_found: the version is not known here.
    Result<Bytes> changes_since(const Version& version) const;
    /// What a copy at `from` lacks of `to`; the same errors.
    Result<Bytes> changes_between(const Version& from, const Version& to) const;

    // History. The first of these calls after a rest() goes through the whole history once.
    /// not_found: the version is not known here, or older than what compact() kept.
    Result<std::string> text_at(const Version& version) const;
    Result<std::vector<DifferenceRun>> difference(const Version& before, const Version& after) const;
    std::vector<AuthoredRun> authors() const;
    /// Beside the character after (before) the position; at the end (start) of the text beside none.
    Anchor anchor_at(std::uint32_t position, Anchor::Side side) const;
    /// nullopt-like: an anchor whose character is unknown here stands at the end, gone.
    std::vector<AnchorPlace> resolve(std::span<const Anchor> anchors) const;
    AnchorPlace resolve(const Anchor& anchor) const { return resolve(std::span(&anchor, 1)).front(); }
    // Keeping.
    /// The whole text with its history in the binary form of docs/text.md. Goes through the history once.
    Bytes save() const;
    /// malformed: no such form, a later version of it, or damaged; too_large: beyond the bounds of a text.
    static Result<Text> load(BytesView saved);
    /// Only the text's words, from the front of the saved form: far quicker than load().
    static Result<std::string> read(BytesView saved);

    /// Makes all history up to now one: old versions and deleted words are forgotten; the text, who wrote what and when, and anchors
    /// stay. Marks and undo steps end. Changes made without knowing all of this version are refused from then on (conflict), so a
    /// room does it when nobody is behind. conflict: changes are held back; malformed: the loaded history is damaged.
    Result<void> compact();

    /// Frees what history and merging keep for speed.
    void rest() const;
    /// Bytes held besides the visible text's own.
    std::size_t memory() const;

private:
    friend class Undo;
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace assent::text
