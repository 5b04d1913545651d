#pragma once
// What a caller must expect to go wrong is a value: Result<T> is the value or an Error. Errors carry a stable code for
// programs, a sentence for the person, and the field it is about, so that the same error serves a form, a log and a test.

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace assent {

/// Stable codes: they travel on the wire and are kept in receipts, so values are never reused.
enum class Errc : unsigned char {
    none = 0,
    malformed = 1,        ///< the message or file cannot be read
    too_large = 2,        ///< a size limit was passed; nothing was allocated for it
    not_found = 3,        ///< not there, or not yours: the two cannot be told apart
    forbidden = 4,        ///< known and visible, but this person may not do it
    conflict = 5,         ///< it changed meanwhile, or was done differently before
    not_allowed = 6,      ///< the state or a guard of the workflow does not allow it
    unauthenticated = 7,  ///< there is no valid session
    rate_limited = 8,     ///< too many requests; try later
    storage_failed = 9,   ///< the store refused; the writer has stopped
    unavailable = 10,     ///< the server is stopping or this organisation is closed
    invalid = 11,         ///< a value breaks a rule; `field` says which
};

/// The code's name as it stands in JSON, logs and tests, e.g. "not_found".
const char* name_of(Errc code);

struct Error
{
    Errc code{};
    std::string message;  ///< one or two plain sentences: what was wrong and what to do next
    std::string field;    ///< name of the field at fault, empty if none

    bool operator==(const Error&) const = default;
};

template<class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> refuse(Errc code, std::string message, std::string field = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(field)});
}

}  // namespace assent

#define ASSENT_CONCAT_(a, b) a##b
#define ASSENT_CONCAT(a, b) ASSENT_CONCAT_(a, b)

/// Declares `name` with the value of a Result, or returns its error to the caller.
#define ASSENT_TRY(declaration, expression)                                                                            \
    auto&& ASSENT_CONCAT(result_, __LINE__) = (expression);                                                            \
    if (!ASSENT_CONCAT(result_, __LINE__)) return tl::unexpected(std::move(ASSENT_CONCAT(result_, __LINE__)).error()); \
    declaration = *std::move(ASSENT_CONCAT(result_, __LINE__))

/// The same where the value is not wanted.
#define ASSENT_CHECK(expression)                                                                                       \
    if (auto&& ASSENT_CONCAT(check_, __LINE__) = (expression); !ASSENT_CONCAT(check_, __LINE__))                       \
    return tl::unexpected(std::move(ASSENT_CONCAT(check_, __LINE__)).error())
