#pragma once
// Places in long texts, for what is about words: suggestions, feedback, changes.

#include <cstdint>

#include <boost/describe.hpp>

namespace assent {

/// A place in a long text that moves with its words: beside the character that this event of its history inserted.
struct TextPoint
{
    std::uint64_t writer{};
    std::uint32_t event{};
    bool before{};  ///< on the side of what precedes the character
    bool edge{};    ///< beside no character: the start (before) or the end of the text
    bool operator==(const TextPoint&) const = default;
};
BOOST_DESCRIBE_STRUCT(TextPoint, (), (writer, event, before, edge))

}  // namespace assent
