#pragma once
// Changes on the wire and in the log of a plan: a row of them, one after the other, no time and no checksum (the message and
// the log's record bring both). A typed character takes some ten bytes:
//
//   replica, sequence, operations x 4 + form of the parents: each a varint
//   parents   form 0: the writer's event before, nothing follows; 1: that and those that follow; 2: those that follow.
//             They follow as their number, then replica and sequence of each.
//   operation count x 4 + kind, the position (of the second and later ones less where the one before left the caret, zigzag),
//             for kind 3 the bytes of its content
//   content   of all insertions, UTF-8
//
// Kinds: 0 insertion of as many bytes as characters, 1 deletion forwards, 2 backwards, 3 insertion of more bytes.

#include "shared/text/event.hpp"
#include "shared/text/varint.hpp"

namespace assent::text {

void encode_change(const Change& change, Bytes& out);

/// Reads changes one at a time, so that what a message claims to hold is never all in memory.
class ChangeReader
{
public:
    explicit ChangeReader(BytesView bytes) : reader_(bytes) {}

    /// False at the end, and where the bytes are no change; then failed() says so.
    bool next(Change& change);
    bool failed() const { return !reader_.good(); }

private:
    bool read_operations(Change& change, std::uint32_t operations);

    Reader reader_;
};

}  // namespace assent::text
