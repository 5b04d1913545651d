#pragma once
// Passwords: which are accepted, how they are kept (Argon2id, libsodium), and how they are checked so that an unknown
// account cannot be told from a wrong password, by answer or by time.

#include <cstddef>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace assent::identity {

/// Cost of one Argon2id calculation. The default is libsodium's "interactive": 64 MiB, about 0.1 s.
struct PasswordCost
{
    unsigned long long operations;
    std::size_t memory_bytes;

    static PasswordCost interactive();
    static PasswordCost cheapest_for_tests();
};

struct PasswordRules
{
    static constexpr std::size_t length_min = 12;       ///< in Unicode characters
    static constexpr std::size_t bytes_max = 1024;
};

/// Whether a new password may be used. No rules of composition: length, and not one that attackers try first.
///
/// context  words that must not be all of it: the person's name, e-mail, organisation.
/// Errors   invalid, field "password": too short, too long, not UTF-8, or commonly used.
Result<void> acceptable_password(std::string_view password, std::initializer_list<std::string_view> context = {});

/// Whether the password is on the list of common ones, or is one of them with digits, signs or repetition added.
bool is_common_password(std::string_view password);

/// Thread-safe. Calls take about 0.1 s and 64 MiB and so belong on a worker thread; at most four run at once.
class Passwords
{
public:
    explicit Passwords(PasswordCost cost = PasswordCost::interactive());

    /// The string to keep: algorithm, cost, salt and hash.
    /// Errors  unavailable: not enough memory now.
    Result<std::string> hash(std::string_view password);

    /// Whether `password` belongs to `kept`. Without `kept` (there is no such account) it does the same work and says no.
    bool verify(std::string_view password, const std::optional<std::string>& kept);

    /// Whether `kept` was made at another cost, so that it should be made again while the password is at hand.
    bool is_outdated(const std::string& kept) const;

private:
    const PasswordCost cost_;
    std::string dummy_;
    std::counting_semaphore<4> at_once_{4};
};

/// "ada@example.org" for " Ada@Example.ORG "; nothing if it does not look like an address (one @ with something before
/// and a name after it, no spaces or control characters, at most 254 bytes).
std::optional<std::string> folded_email(std::string_view email);

}  // namespace assent::identity
