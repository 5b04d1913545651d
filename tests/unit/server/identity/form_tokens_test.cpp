#include "server/identity/form_tokens.hpp"

#include <gtest/gtest.h>

namespace assent::identity {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t noon = 1'800'000'000 * second;

TEST(FormTokensTest, a_token_holds_on_its_page_from_a_few_seconds_to_a_day)
{
    const FormTokens tokens;
    const auto token = tokens.issue("page", noon);
    EXPECT_EQ(tokens.check("page", token, noon + second).error().code, Errc::rate_limited);
    const auto nonce = tokens.check("page", token, noon + 3 * second);
    ASSERT_TRUE(nonce.has_value());
    EXPECT_EQ(nonce->size(), 32u);
    EXPECT_EQ(*tokens.check("page", token, noon + 24 * 3600 * second), *nonce);
    EXPECT_EQ(tokens.check("page", token, noon + 25 * 3600 * second).error().code, Errc::invalid);
    EXPECT_EQ(tokens.check("other page", token, noon + 5 * second).error().code, Errc::invalid);
}

TEST(FormTokensTest, no_byte_of_a_token_can_be_changed)
{
    const FormTokens tokens;
    const auto token = tokens.issue("page", noon);
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto changed = token;
        changed[i] = changed[i] == '0' ? '1' : '0';
        EXPECT_FALSE(tokens.check("page", changed, noon + 5 * second).has_value()) << i;
        EXPECT_FALSE(tokens.check("page", token.substr(0, i), noon + 5 * second).has_value()) << i;
    }
    for (const std::string& odd : std::vector<std::string>{std::string(), std::string("."), std::string(40, '.'), std::string(100'000, 'a'), token + "a"})
        EXPECT_FALSE(tokens.check("page", odd, noon + 5 * second).has_value());
}

TEST(FormTokensTest, another_process_made_other_tokens)
{
    const FormTokens one, other;
    EXPECT_FALSE(other.check("page", one.issue("page", noon), noon + 5 * second).has_value());
    EXPECT_NE(one.issue("page", noon), one.issue("page", noon)) << "each has its own number";
}

}  // namespace
}  // namespace assent::identity
