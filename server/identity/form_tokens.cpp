#include "server/identity/form_tokens.hpp"

#include <charconv>

#include <sodium.h>

#include "shared/base/bytes.hpp"

namespace assent::identity {

static constexpr std::int64_t second = 1'000'000;
static constexpr std::size_t nonce_digits = 32;
static constexpr std::size_t token_max = nonce_digits + 1 + 20 + 1 + 2 * crypto_auth_BYTES;

FormTokens::FormTokens(FormTokenLimits limits) : limits_(limits)
{
    static_assert(crypto_auth_KEYBYTES == 32);
    static_cast<void>(sodium_init());  // repeated calls do nothing
    crypto_auth_keygen(key_.data());
}

std::string FormTokens::sealed(std::string_view page, std::string_view words) const
{
    std::string text(words);
    text += '\n';
    text += page;
    std::array<std::uint8_t, crypto_auth_BYTES> seal{};
    crypto_auth(seal.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), key_.data());
    return std::string(words) + '.' + to_hex(seal);
}

std::string FormTokens::issue(std::string_view page, std::int64_t now_micros) const
{
    std::array<std::uint8_t, nonce_digits / 2> nonce{};
    randombytes_buf(nonce.data(), nonce.size());
    return sealed(page, to_hex(nonce) + '.' + std::to_string(now_micros));
}

Result<std::string> FormTokens::check(std::string_view page, std::string_view token, std::int64_t now_micros) const
{
    const auto too_old = refuse(Errc::invalid, "This page has been open for too long. What you wrote is still here: check it and send it again.");
    const auto last = token.rfind('.');
    if (token.size() > token_max || last == std::string_view::npos || last <= nonce_digits) return too_old;
    const std::string expected = sealed(page, token.substr(0, last));
    if (expected.size() != token.size() || sodium_memcmp(expected.data(), token.data(), token.size()) != 0) return too_old;
    // What the seal is on was written by issue().
    std::int64_t made = 0;
    std::from_chars(token.data() + nonce_digits + 1, token.data() + last, made);
    if (now_micros - made > limits_.latest_seconds * second) return too_old;
    if (now_micros - made < limits_.soonest_seconds * second)
        return refuse(Errc::rate_limited, "This came sooner than anybody can write. What you wrote is still here: check it and send it again.");
    return std::string(token.substr(0, nonce_digits));
}

}  // namespace assent::identity
