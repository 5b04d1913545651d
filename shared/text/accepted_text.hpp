#pragma once
// A text and its history at rest, as it was accepted change by change: what a room or a browser keeps of each text that
// nobody is typing in. It takes a fraction of an open Text's memory and is open again within milliseconds.

#include <string>
#include <string_view>
#include <vector>

#include "shared/text/text.hpp"

namespace assent::text {

/// Who wrote what a text was before anybody changed it here: an import, or whoever added it whole.
inline constexpr ReplicaId original_writer = 0;
/// A tab draws the number it writes under from 1 to below this; from here on they are the server's, for what it writes in
/// somebody's name.
inline constexpr ReplicaId tab_writers_end = ReplicaId{1} << 28;

class AcceptedText
{
public:
    /// A text that came as a whole.
    explicit AcceptedText(std::string words = {}) : words_(std::move(words)) {}
    /// A text with the history it has so far, as saved() gave it.
    static AcceptedText from_saved(Bytes saved);

    /// One accepted batch of changes, in the order of the log.
    void add(BytesView changes, Timestamp when);
    bool has_history() const { return !saved_.empty() || !rows_.empty(); }

    /// malformed: the bytes are no text's history, or the batches do not follow from it.
    Result<Text> open() const;
    /// The whole as Text::save() writes it; what was added since the last time is worked in, which opens the text once.
    /// The same errors.
    Result<const Bytes*> saved();
    /// saved() from an open copy that holds all that was added, which spares opening it.
    const Bytes& saved_from(const Text& open);

    /// What was added since saved().
    std::size_t added_bytes() const { return added_.size(); }
    std::size_t memory() const { return words_.capacity() + saved_.capacity() + added_.capacity() + rows_.capacity() * sizeof(Row); }

private:
    struct Row
    {
        Timestamp when;
        std::size_t end{};  ///< of the batch in added_
    };

    std::string words_;
    Bytes saved_;  ///< if not empty, words_ is in it
    Bytes added_;  ///< since then
    std::vector<Row> rows_;
};

}  // namespace assent::text
