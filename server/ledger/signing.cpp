#include "server/ledger/signing.hpp"

#include <algorithm>

#include <sodium.h>

#include "shared/base/assertion.hpp"

namespace assent::ledger {

static_assert(crypto_sign_PUBLICKEYBYTES == 32 && crypto_sign_SEEDBYTES == 32 && crypto_sign_BYTES == 64);

std::optional<PublicKey> PublicKey::parse(std::string_view hex)
{
    const auto parsed = from_hex(hex);
    if (!parsed || parsed->size() != 32) return std::nullopt;
    PublicKey key;
    std::copy(parsed->begin(), parsed->end(), key.bytes.begin());
    return key;
}

SigningKey SigningKey::make()
{
    ASSENT_ASSERT(sodium_init() >= 0);
    Seed seed;
    randombytes_buf(seed.data(), seed.size());
    SigningKey key(seed);
    sodium_memzero(seed.data(), seed.size());
    return key;
}

SigningKey::SigningKey(const Seed& seed) : seed_(seed)
{
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret;
    crypto_sign_seed_keypair(public_.bytes.data(), secret.data(), seed_.data());
    sodium_memzero(secret.data(), secret.size());
}

SigningKey::SigningKey(SigningKey&& other) noexcept : seed_(other.seed_), public_(other.public_)
{
    sodium_memzero(other.seed_.data(), other.seed_.size());
}

SigningKey& SigningKey::operator=(SigningKey&& other) noexcept
{
    std::swap(seed_, other.seed_);
    std::swap(public_, other.public_);
    return *this;
}

SigningKey::~SigningKey()
{
    sodium_memzero(seed_.data(), seed_.size());
}

Signature SigningKey::sign(BytesView message) const
{
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret;
    PublicKey again;
    crypto_sign_seed_keypair(again.bytes.data(), secret.data(), seed_.data());
    Signature signature;
    crypto_sign_detached(signature.bytes.data(), nullptr, message.data(), message.size(), secret.data());
    sodium_memzero(secret.data(), secret.size());
    return signature;
}

bool verify_signature(BytesView message, const Signature& signature, const PublicKey& key)
{
    return crypto_sign_verify_detached(signature.bytes.data(), message.data(), message.size(), key.bytes.data()) == 0;
}

}  // namespace assent::ledger
