#include "server/identity/passwords.hpp"

#include <gtest/gtest.h>

#include "server/identity/common_passwords.hpp"

using namespace assent;
using namespace assent::identity;

namespace {

Errc answer(std::string_view password, std::initializer_list<std::string_view> context = {})
{
    const auto result = acceptable_password(password, context);
    if (!result) EXPECT_EQ(result.error().field, "password");
    return result ? Errc::none : result.error().code;
}

}  // namespace

TEST(PasswordsTest, a_password_belongs_to_its_hash_and_no_other_does)
{
    Passwords passwords(PasswordCost::cheapest_for_tests());
    const auto kept = passwords.hash("otter lamp gravel tin");
    ASSERT_TRUE(kept);
    EXPECT_TRUE(kept->starts_with("$argon2id$")) << *kept;
    EXPECT_TRUE(passwords.verify("otter lamp gravel tin", *kept));
    EXPECT_FALSE(passwords.verify("otter lamp gravel tim", *kept));
    EXPECT_FALSE(passwords.verify("", *kept));
    EXPECT_NE(*passwords.hash("otter lamp gravel tin"), *kept) << "each has a salt of its own";
}

TEST(PasswordsTest, nobody_signs_in_to_an_account_that_does_not_exist_or_has_no_password)
{
    Passwords passwords(PasswordCost::cheapest_for_tests());
    EXPECT_FALSE(passwords.verify("otter lamp gravel tin", std::nullopt));
    EXPECT_FALSE(passwords.verify("", std::nullopt));
    EXPECT_FALSE(passwords.verify("", ""));
    EXPECT_FALSE(passwords.verify("x", "plain text"));
    EXPECT_FALSE(passwords.verify("x", std::string(500, '$')));
    EXPECT_FALSE(passwords.verify("x", "$argon2id$v=19$m=8,t=1,p=1$broken"));
}

TEST(PasswordsTest, the_default_cost_is_that_of_interactive_use_and_a_cheaper_hash_is_outdated)
{
    Passwords cheap(PasswordCost::cheapest_for_tests());
    Passwords usual;
    const auto kept = cheap.hash("otter lamp gravel tin");
    EXPECT_TRUE(usual.is_outdated(*kept));
    EXPECT_TRUE(usual.verify("otter lamp gravel tin", *kept)) << "it still opens, once";
    const auto better = usual.hash("otter lamp gravel tin");
    EXPECT_NE(better->find("m=65536,t=2,p=1"), std::string::npos) << *better;
    EXPECT_FALSE(usual.is_outdated(*better));
    EXPECT_TRUE(usual.is_outdated(""));
    EXPECT_TRUE(usual.is_outdated(std::string(500, 'x')));
}

TEST(PasswordsTest, a_password_beyond_the_largest_size_never_matches)
{
    Passwords passwords(PasswordCost::cheapest_for_tests());
    const std::string largest(PasswordRules::bytes_max, 'q');
    const auto kept = passwords.hash(largest);
    EXPECT_TRUE(passwords.verify(largest, *kept));
    EXPECT_FALSE(passwords.verify(largest + 'q', *kept));
}

TEST(AcceptablePasswordTest, length_is_what_counts)
{
    EXPECT_EQ(answer("otter lamp g"), Errc::none);
    EXPECT_EQ(answer("otter lamp "), Errc::invalid);
    EXPECT_EQ(answer(""), Errc::invalid);
    EXPECT_EQ(answer("\xc3\xa9\xc3\xa8\xc3\xaa\xc3\xab\xc3\xa0\xc3\xa1\xc3\xa2\xc3\xa3\xc3\xa4\xc3\xa5\xc3\xb1"), Errc::invalid)
        << "eleven characters in 22 bytes";
    EXPECT_EQ(answer("\xc3\xa9\xc3\xa8\xc3\xaa\xc3\xab\xc3\xa0\xc3\xa1\xc3\xa2\xc3\xa3\xc3\xa4\xc3\xa5\xc3\xb1\xc3\xb2"), Errc::none);
    EXPECT_EQ(answer(std::string(1025, 'x') + "otter"), Errc::invalid);
    EXPECT_EQ(answer("otter lamp gravel \xff"), Errc::invalid);
    EXPECT_EQ(answer("otter lamp gravel \xc3"), Errc::invalid);
}

TEST(AcceptablePasswordTest, what_is_guessed_first_is_refused)
{
    for (const char* common : {"password1234", "Password123!", "P@ssw0rd2018", "passwordpassword", "qwertyuiop12", "111111111111",
                               "123456789012", "abcdefghijkl", "987654321098", "abcabcabcabc", "Liverpool2018!", "Welcome12345",
                               "letmeinplease", "correct horse battery staple", "CorrectHorseBatteryStaple", "Summer2026!!!",
                               "nhsengland2026", "iloveyou!!!!", "1q2w3e4r5t6y", "November2026", "clinicalcommissioning",
                               "20261122202611"})
        EXPECT_EQ(answer(common), Errc::invalid) << common;
    for (const char* good : {"otter lamp gravel tin", "Tj7#qw0PlmZx", "seventeen blue kettles", "bridge-copper-violin-9",
                             "ravine ledger moth"})
        EXPECT_EQ(answer(good), Errc::none) << good;
}

TEST(AcceptablePasswordTest, every_listed_password_is_refused)
{
    for (const auto common : common_long_passwords) {
        EXPECT_TRUE(is_common_password(common)) << common;
        EXPECT_GE(common.size(), PasswordRules::length_min) << common << " is refused for its length and wastes a line";
    }
}

TEST(AcceptablePasswordTest, what_anybody_knows_of_the_person_does_not_count)
{
    EXPECT_EQ(answer("ada.lovelace1815", {"Ada Lovelace", "ada.lovelace@example.org"}), Errc::invalid);
    EXPECT_EQ(answer("Northshire-2026", {"Northshire"}), Errc::invalid);
    EXPECT_EQ(answer("lovelace otter lamp", {"Ada Lovelace"}), Errc::none);
    EXPECT_EQ(answer("ada.lovelace1815"), Errc::none);
}

TEST(FoldedEmailTest, addresses_are_compared_without_case_and_space_around)
{
    EXPECT_EQ(folded_email(" Ada.Lovelace@Example.ORG "), "ada.lovelace@example.org");
    EXPECT_EQ(folded_email("a@b"), "a@b");
    for (const char* bad : {"", "ada", "@example.org", "ada@", "a@b@c", "a b@c", "a\n@c", "<a@b>", "a,b@c", "\xc3\xa9@b"})
        EXPECT_EQ(folded_email(bad), std::nullopt) << bad;
    EXPECT_TRUE(folded_email(std::string(252, 'a') + "@b"));
    EXPECT_FALSE(folded_email(std::string(253, 'a') + "@b"));
}
