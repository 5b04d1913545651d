#pragma once
// What people without an account may do: a participant with a link looks at what they were invited to and says something about it,
// and a member of the public answers a consultation. Decided against the state of that very moment, without clock or I/O, like the
// commands of people of the organisation (handle.hpp); their words are written to the log in nobody's name.
//
// Parts are those of a frozen version, which never changes, nor does what an invitation or an opened consultation shows of it: `shown` is
// made by whoever read the version (server/exchange/shown_parts.hpp), and nothing outside it can be spoken about.

#include <algorithm>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "server/commands/handle.hpp"

namespace assent::commands {

/// The page behind a link was asked for.
struct ParticipantViews
{
    Hash token_hash;               ///< SHA-256 of the link's secret
    std::vector<ElementId> parts;  ///< shown; empty: the whole version
};

/// A participant comments on a part, or proposes other words for it.
struct ParticipantSays
{
    Hash token_hash;
    FeedbackId item;  ///< the same for the same form sent again (said_id)
    ElementId part;   ///< zero: all that is shown
    std::string words;
    std::string proposed_wording;
    std::shared_ptr<const Content> shown;
};

/// A member of the public answers a consultation.
struct PublicResponds
{
    Submission submission;  ///< id, consultation, part and what was filled in; the rest is the server's to say
    std::shared_ptr<const Content> shown;
};

using OutsideAct = std::variant<ParticipantViews, ParticipantSays, PublicResponds>;

struct OutsideLimits
{
    static constexpr std::size_t items_max = 500;            ///< said through one invitation
    static constexpr std::size_t words_bytes_max = 8 * 1024; ///< of each text
    static constexpr std::size_t line_bytes_max = 200;       ///< of a name, an organisation, a contact
    static constexpr std::int64_t view_again_seconds = 3600; ///< a viewing is recorded at most so often
};

/// The authority for it, from the state of this moment.
/// Errors  not_found, not_allowed: the link does not work, or the consultation is not open.
Result<identity::Grant> grant_for(const Tenant& tenant, const OutsideAct& act, Timestamp now);

/// What is written for it: nothing if it is in the log already, or need not be. Whoever sends the same twice is told that it arrived.
/// Errors  not_found, not_allowed, invalid, too_large: with a sentence for the page and the form's field.
Result<std::vector<Event>> decide(const identity::Grant& grant, const Tenant& tenant, const OutsideAct& act, Timestamp now);

/// Identifier of what was said with a form: of its single-use number and of every word in it, so that the same form sent again is the same and
/// other words are not.
Hash said_hash(std::string_view nonce, ElementId part, const std::vector<std::string_view>& words);
template<class I>
I said_id(const Hash& hash)
{
    I id;
    std::copy_n(hash.bytes.begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

}  // namespace assent::commands
