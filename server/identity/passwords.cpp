#include "server/identity/passwords.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstring>

#include <sodium.h>

#include "server/identity/common_passwords.hpp"
#include "shared/base/assertion.hpp"

namespace assent::identity {

PasswordCost PasswordCost::interactive()
{
    return {crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE};
}

PasswordCost PasswordCost::cheapest_for_tests()
{
    return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
}

/// Number of Unicode characters; nothing if the bytes are not UTF-8.
static std::optional<std::size_t> characters(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++count) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t size = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3
                                 : lead >= 0xf0 && lead < 0xf5                 ? 4
                                                                               : 0;
        if (size == 0 || i + size > text.size()) return std::nullopt;
        for (std::size_t k = 1; k < size; ++k)
            if ((static_cast<unsigned char>(text[i + k]) & 0xc0) != 0x80) return std::nullopt;
        i += size;
    }
    return count;
}

/// Lower case, with the signs that people put for letters turned back.
static std::string plain_letters(std::string_view password)
{
    std::string plain;
    for (const char c : password) {
        switch (c) {
        case '0': plain += 'o'; break;
        case '1': case '!': plain += 'i'; break;
        case '3': plain += 'e'; break;
        case '4': case '@': plain += 'a'; break;
        case '5': case '$': plain += 's'; break;
        case '7': plain += 't'; break;
        default: plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return plain;
}

static std::string only_letters(std::string_view text)
{
    std::string letters;
    for (const char c : text)
        if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) letters += c;
    return letters;
}

static std::string lower(std::string_view text)
{
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

/// Whether the text is one short piece over and over: "abcabcabcabc", "aaaaaaaaaaaa".
static bool is_repetition(std::string_view text)
{
    for (std::size_t period = 1; period <= 4 && period * 2 <= text.size(); ++period) {
        bool repeats = true;
        for (std::size_t i = period; i < text.size() && repeats; ++i) repeats = text[i] == text[i - period];
        if (repeats) return true;
    }
    return false;
}

/// Whether each character follows the one before by the same step of one: "abcdefghijkl", "987654321098".
static bool is_sequence(std::string_view text)
{
    std::size_t breaks = 0;
    int step = 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        const int difference = text[i] - text[i - 1];
        const bool goes_on = (difference == 1 || difference == -1) && (step == 0 || difference == step);
        step = goes_on ? difference : 0;
        if (!goes_on) ++breaks;
    }
    return breaks <= 2 && text.size() > 6;
}

static bool is_base_word(std::string_view letters)
{
    return std::find(std::begin(common_words), std::end(common_words), letters) != std::end(common_words);
}

/// Whether the letters are common words, one after the other: "password", "letmeinplease".
static bool is_made_of_common_words(std::string_view letters)
{
    if (letters.empty()) return false;
    std::string reached(letters.size() + 1, '\0');
    reached[0] = 1;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (!reached[i]) continue;
        for (const std::string_view word : common_words)
            if (letters.substr(i).starts_with(word)) reached[i + word.size()] = 1;
    }
    return reached[letters.size()];
}

bool is_common_password(std::string_view password)
{
    const std::string folded = lower(password);
    if (std::find(std::begin(common_long_passwords), std::end(common_long_passwords), folded) !=
        std::end(common_long_passwords))
        return true;
    if (is_repetition(folded) || is_sequence(folded)) return true;
    // With digits as decoration, and with digits standing for letters within it.
    std::string_view core = password;
    const auto is_decoration = [](char c) { return c >= '!' && c < 'A' && c != '@'; };
    while (!core.empty() && is_decoration(core.back())) core.remove_suffix(1);
    while (!core.empty() && is_decoration(core.front())) core.remove_prefix(1);
    for (const std::string& letters : {only_letters(folded), only_letters(plain_letters(core))}) {
        if (letters.size() < 4 || is_repetition(letters)) return true;
        if (is_base_word(letters)) return true;
        // Two or three common words are still common where they make up nearly all of it.
        if (letters.size() < 24 && is_made_of_common_words(letters)) return true;
    }
    return false;
}

Result<void> acceptable_password(std::string_view password, std::initializer_list<std::string_view> context)
{
    if (password.size() > PasswordRules::bytes_max)
        return refuse(Errc::invalid, "This password is too long. Use at most 1,024 characters.", "password");
    const auto length = characters(password);
    if (!length) return refuse(Errc::invalid, "This password holds characters that cannot be read. Type it again.", "password");
    if (*length < PasswordRules::length_min)
        return refuse(Errc::invalid, "This password is too short. Use at least 12 characters, such as four words.", "password");
    if (is_common_password(password))
        return refuse(Errc::invalid, "This password is among the first that are guessed. Choose four words that do not belong together.",
                      "password");
    // What is left when the person's own words are taken out must still be something.
    std::string rest = only_letters(lower(password));
    for (const std::string_view words : context) {
        std::string word;
        const auto take_out = [&] {
            if (word.size() >= 4)
                for (auto at = rest.find(word); at != std::string::npos; at = rest.find(word)) rest.erase(at, word.size());
            word.clear();
        };
        for (const char c : lower(words)) {
            if (c >= 'a' && c <= 'z')
                word += c;
            else
                take_out();
        }
        take_out();
    }
    if (rest.size() < 4)
        return refuse(Errc::invalid, "This password is made of your own name or address. Choose words that nobody connects with you.",
                      "password");
    return {};
}

Passwords::Passwords(PasswordCost cost) : cost_(cost)
{
    ASSENT_ASSERT(sodium_init() >= 0);
    // Of a password that nobody has: what is compared with where there is no account.
    char unguessable[32];
    randombytes_buf(unguessable, sizeof unguessable);
    auto made = hash({unguessable, sizeof unguessable});
    ASSENT_ASSERT(made.has_value());
    dummy_ = *std::move(made);
}

namespace {

class Turn
{
public:
    explicit Turn(std::counting_semaphore<4>& semaphore) : semaphore_(semaphore) { semaphore_.acquire(); }
    ~Turn() { semaphore_.release(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

private:
    std::counting_semaphore<4>& semaphore_;
};

}  // namespace

Result<std::string> Passwords::hash(std::string_view password)
{
    const Turn turn(at_once_);
    char kept[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str_alg(kept, password.data(), password.size(), cost_.operations, cost_.memory_bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return refuse(Errc::unavailable, "The server is short of memory. Try again in a minute.");
    return std::string(kept);
}

bool Passwords::verify(std::string_view password, const std::optional<std::string>& kept)
{
    const bool usable = kept && kept->starts_with("$argon2id$") && kept->size() < crypto_pwhash_STRBYTES;
    // libsodium reads a buffer of fixed size.
    char buffer[crypto_pwhash_STRBYTES] = {};
    const std::string& compared = usable ? *kept : dummy_;
    std::memcpy(buffer, compared.data(), compared.size());
    // Longer than any accepted password: the work must not grow with what a stranger sends.
    const std::string_view bounded = password.substr(0, PasswordRules::bytes_max);
    const Turn turn(at_once_);
    const bool matches = crypto_pwhash_str_verify(buffer, bounded.data(), bounded.size()) == 0;
    return matches && usable && bounded.size() == password.size();
}

bool Passwords::is_outdated(const std::string& kept) const
{
    if (kept.size() >= crypto_pwhash_STRBYTES) return true;
    char buffer[crypto_pwhash_STRBYTES] = {};
    std::memcpy(buffer, kept.data(), kept.size());
    return crypto_pwhash_str_needs_rehash(buffer, cost_.operations, cost_.memory_bytes) != 0;
}

std::optional<std::string> folded_email(std::string_view email)
{
    while (!email.empty() && email.front() == ' ') email.remove_prefix(1);
    while (!email.empty() && email.back() == ' ') email.remove_suffix(1);
    if (email.size() > 254) return std::nullopt;
    const auto at = email.find('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == email.size() || email.find('@', at + 1) != std::string_view::npos)
        return std::nullopt;
    std::string folded;
    for (const char c : email) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= ' ' || byte >= 0x7f || c == ',' || c == ';' || c == '<' || c == '>' || c == '"') return std::nullopt;
        folded += static_cast<char>(std::tolower(byte));
    }
    return folded;
}

}  // namespace assent::identity
