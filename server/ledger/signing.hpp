#pragma once
// Ed25519 (RFC 8032), by libsodium: who holds an organisation's signing key can vouch for its log, and anybody with the
// public key can check that.

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/bytes.hpp"

namespace assent::ledger {

struct PublicKey
{
    std::array<std::uint8_t, 32> bytes{};

    bool operator==(const PublicKey&) const = default;
    /// 64 hexadecimal digits.
    std::string hex() const { return to_hex(bytes); }
    static std::optional<PublicKey> parse(std::string_view hex);
};

struct Signature
{
    std::array<std::uint8_t, 64> bytes{};

    bool operator==(const Signature&) const = default;
};

/// The secret half. Its bytes are wiped when it goes.
class SigningKey
{
public:
    using Seed = std::array<std::uint8_t, 32>;

    /// A new one, from the system's random numbers.
    static SigningKey make();
    explicit SigningKey(const Seed& seed);
    SigningKey(SigningKey&& other) noexcept;
    SigningKey& operator=(SigningKey&& other) noexcept;
    ~SigningKey();

    Signature sign(BytesView message) const;
    const PublicKey& public_key() const { return public_; }
    /// From which the key can be made again: for its file, and for nothing else.
    const Seed& seed() const { return seed_; }

private:
    Seed seed_;
    PublicKey public_;
};

bool verify_signature(BytesView message, const Signature& signature, const PublicKey& key);

}  // namespace assent::ledger
