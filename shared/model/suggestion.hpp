#pragma once
// Other words for a place in a long text, proposed by somebody who need not be allowed to edit it. Whoever may edit takes them
// in or not; what is taken in is written in the name of who proposed it.

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/time.hpp"
#include "shared/model/edit.hpp"

namespace assent {

enum class SuggestionState : std::uint8_t { open, accepted, rejected, withdrawn };
BOOST_DESCRIBE_ENUM(SuggestionState, open, accepted, rejected, withdrawn)

struct Suggestion
{
    SuggestionId id;
    ElementId element;
    TextField field{};  ///< one that is_long()
    PersonId author;
    Timestamp made_at;
    TextPoint start;    ///< in front of the first character it is about
    TextPoint end;      ///< behind the last; where words are only to be put in, the same as start
    std::string was;    ///< what stands between them; empty: words are to be put in
    std::string words;  ///< what should stand there; empty: it is to go
    std::string note;
    SuggestionState state{};
    PersonId settled_by;
    Timestamp settled_at;

    bool operator==(const Suggestion&) const = default;
};
BOOST_DESCRIBE_STRUCT(Suggestion, (),
                      (id, element, field, author, made_at, start, end, was, words, note, state, settled_by, settled_at))

struct SuggestionLimits
{
    static constexpr std::size_t words_bytes_max = 4 * 1024;
    static constexpr std::size_t at_once_max = 50;  ///< made or settled by one command
    static constexpr std::size_t open_max = 200;    ///< in a plan
    static constexpr std::size_t kept_max = 300;    ///< with those that are settled, the newest
};

}  // namespace assent
