#pragma once
// The bytes that a decision is about. A version is stored, hashed and signed off in this encoding and no other, so it is
// plain, has one form for each value, and does not depend on a library's version:
//
//     "assent.version.1\n", then title, period and content. Integers are eight bytes little-endian; a text is its length
//     in bytes and its UTF-8; a list is its count and its elements; a record is its members in the order of content.hpp;
//     an identifier is its 16 bytes; a date is its count of days from 1970-01-01.
//
// A table's row is its cells: its identity serves the editing of the table, cannot be seen, and is left out. Whoever edits a
// table that was read from these bytes gives its rows identities anew (identify_rows).
//
// Whatever a reader can see in a version is in these bytes, and nothing else is.

#include <optional>
#include <string>

#include "shared/base/bytes.hpp"
#include "shared/base/sha256.hpp"
#include "shared/model/content.hpp"

namespace assent {

struct FrozenPlan
{
    std::string title;
    std::string period;
    Content content;

    bool operator==(const FrozenPlan&) const = default;
};
BOOST_DESCRIBE_STRUCT(FrozenPlan, (), (title, period, content))

Bytes canonical_bytes(const FrozenPlan& plan);

/// Reads what canonical_bytes() wrote; nothing for anything else, including trailing bytes and values in another form.
std::optional<FrozenPlan> read_canonical(BytesView bytes);

/// SHA-256 of the canonical bytes.
Hash content_hash(const FrozenPlan& plan);

}  // namespace assent
