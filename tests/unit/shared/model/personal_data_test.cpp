#include "shared/model/personal_data.hpp"

#include <random>

#include <gtest/gtest.h>

namespace assent {
namespace {

std::vector<std::string> found_in(std::string_view text)
{
    std::vector<std::string> words;
    for (const auto& each : personal_data_in(text)) words.emplace_back(text.substr(each.begin, each.end - each.begin));
    return words;
}

using Words = std::vector<std::string>;

TEST(PersonalDataTest, an_nhs_number_is_known_by_its_check_digit_however_it_is_spaced)
{
    // Numbers of the range that is kept for tests, and the same with another last digit.
    EXPECT_EQ(found_in("His number is 999 000 0018."), Words{"999 000 0018"});
    EXPECT_EQ(found_in("9990000018, please"), Words{"9990000018"});
    EXPECT_EQ(found_in("(999-000-0018)"), Words{"999-000-0018"});
    EXPECT_EQ(found_in("999 000 0019"), Words{});
    EXPECT_EQ(found_in("99900000181"), Words{}) << "eleven digits";
    EXPECT_EQ(found_in("1111111111"), Words{}) << "it checks, and is none";
    EXPECT_EQ(personal_data_in("999 000 0018").front().kind, PersonalDataKind::nhs_number);
}

TEST(PersonalDataTest, an_email_address_ends_before_the_sentence_does)
{
    EXPECT_EQ(found_in("Write to ada.b+nhs@mail.example.org."), Words{"ada.b+nhs@mail.example.org"});
    EXPECT_EQ(found_in("<ada@example.org>"), Words{"ada@example.org"});
    EXPECT_EQ(found_in("@ward and ada@ward"), Words{});
}

TEST(PersonalDataTest, a_telephone_number_is_british)
{
    EXPECT_EQ(found_in("Ring 01632 960123 or (01632) 960 124"), (Words{"01632 960123", "(01632) 960 124"}));
    EXPECT_EQ(found_in("+44 7700 900123"), Words{"+44 7700 900123"});
    EXPECT_EQ(found_in("0.5 per cent of 01234 people"), Words{});
}

TEST(PersonalDataTest, a_postcode_is_found_and_a_reference_is_not)
{
    EXPECT_EQ(found_in("We live at ZZ99 3AB and AB1 2CD, or W1A 1AA."), (Words{"ZZ99 3AB", "AB1 2CD", "W1A 1AA"}));
    EXPECT_EQ(found_in("zz99 3ab"), Words{"zz99 3ab"});
    EXPECT_EQ(found_in("UEC-03, LTC1, M25 and the A6 in Q3 2026"), Words{});
}

TEST(PersonalDataTest, a_date_is_one_of_birth_if_it_is_called_so_or_is_old)
{
    EXPECT_EQ(found_in("Mum (born 3 April 1956) was seen on 3 April 2026."), Words{"3 April 1956"});
    EXPECT_EQ(found_in("DOB 3/4/56"), Words{"3/4/56"});
    EXPECT_EQ(found_in("12.11.1949"), Words{"12.11.1949"});
    EXPECT_EQ(found_in("from 1 April 2026 to 31/03/2027, 2026/27"), Words{});
    EXPECT_EQ(found_in("DOB 31 of something"), Words{});
}

TEST(PersonalDataTest, a_redacted_text_says_what_was_taken_out_and_nothing_else_changes)
{
    EXPECT_EQ(redacted("My son (999 000 0018) waits at ZZ99 3AB."), "My son ([NHS number removed]) waits at [postcode removed].");
    EXPECT_EQ(redacted("The clinic closes too early."), "The clinic closes too early.");
    EXPECT_EQ(redacted(""), "");
}

TEST(PersonalDataTest, the_kinds_are_named_once)
{
    EXPECT_EQ(words_of(personal_data_in("999 000 0018, ZZ99 3AB, ZZ99 3AC, a@example.org")), "an NHS number, a postcode and an e-mail address");
    EXPECT_EQ(words_of(personal_data_in("nothing")), "");
}

TEST(PersonalDataTest, what_is_found_in_any_text_lies_within_it_and_apart)
{
    std::mt19937_64 random(20261128);
    const std::string letters = "019 -/.@+()aAzZbornDOB\n\xc3\xa9";
    for (int round = 0; round < 5000; ++round) {
        std::string text;
        for (auto size = random() % 60; size > 0; --size) text += letters[random() % letters.size()];
        std::size_t last = 0;
        for (const auto& each : personal_data_in(text)) {
            ASSERT_LE(last, each.begin) << text;
            ASSERT_LT(each.begin, each.end) << text;
            ASSERT_LE(each.end, text.size()) << text;
            last = each.end;
        }
    }
}

}  // namespace
}  // namespace assent
