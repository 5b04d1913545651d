#include "server/exchange/provider_directory.hpp"

#include <gtest/gtest.h>

namespace assent::exchange {
namespace {

/// "B:BHT C:GP Practices A:Acute ?:words" in the order found.
std::string read(std::string_view cell, const ProviderDirectory& directory = ProviderDirectory::standard())
{
    std::string result;
    const ProviderReading reading = directory.read(cell);
    for (const auto& m : reading.mentions) {
        const char* kind = m.kind == ProviderKind::provider_class ? "C:" : m.kind == ProviderKind::impact_area ? "A:" : "B:";
        result += (result.empty() ? "" : " | ") + std::string(kind) + m.name + (m.indirect ? " (indirect)" : "");
    }
    for (const auto& words : reading.unknown) result += (result.empty() ? "?:" : " | ?:") + words;
    return result;
}

TEST(ProviderDirectoryTest, the_shipped_directory_is_valid)
{
    EXPECT_GT(ProviderDirectory::standard().entries().size(), 60U);
    ASSERT_NE(ProviderDirectory::standard().find("l&d"), nullptr);
    EXPECT_EQ(ProviderDirectory::standard().find("LDH")->name, "L&D");
    EXPECT_EQ(ProviderDirectory::standard().find("Luton and Dunstable")->name, "L&D");
    EXPECT_EQ(ProviderDirectory::standard().find("Nobody"), nullptr);
}

TEST(ProviderDirectoryTest, names_with_nothing_between_them_are_told_apart_longest_first)
{
    EXPECT_EQ(read("Community Circle MSK Acute BHT/L&D Primary Care"), "A:Community | B:Circle MSK | A:Acute | B:BHT | B:L&D | A:Primary Care");
    EXPECT_EQ(read("Acute and Community BHT L&D MK"), "A:Acute | A:Community | B:BHT | B:L&D | B:MK");
    EXPECT_EQ(read("BHT EEAST HUC EEAST/BHT/HUC"), "B:BHT | B:EEAST | B:HUC");
}

TEST(ProviderDirectoryTest, classes_are_no_bodies_and_keep_the_words_that_qualify_them)
{
    EXPECT_EQ(read("Community Services Primary care Acute Hospitals"), "C:Community Services | A:Primary care | C:Acute Hospitals");
    EXPECT_EQ(read("New Community Services provider BHT"), "C:New Community Services provider | B:BHT");
    EXPECT_EQ(read("MK AQP Ultrasound and MRI providers"), "B:MK | C:AQP Ultrasound and MRI providers");
    EXPECT_EQ(read("Acute and Community Midwifery services"), "A:Acute | A:Community | C:Acute and Community Midwifery services");
    EXPECT_EQ(read("All providers"), "C:All providers");
}

TEST(ProviderDirectoryTest, names_that_a_line_break_divided_are_read_and_reported)
{
    const auto reading = ProviderDirectory::standard().read("ELFT/CB C/L &D");
    EXPECT_EQ(read("ELFT/CB C/L &D"), "B:ELFT | B:CBC | B:L&D");
    EXPECT_EQ(reading.repaired.size(), 2U);
}

TEST(ProviderDirectoryTest, unknown_words_are_kept_together_and_shown)
{
    EXPECT_EQ(read("Wexmoor General/BHT"), "B:BHT | ?:Wexmoor General");
    EXPECT_EQ(read("Community Health Trust of the Moors"), "?:Community Health Trust of the Moors");
    EXPECT_EQ(read("Provider impacted: BHT, indirect impact to our other main Acutes."),
              "B:BHT | C:other main Acutes (indirect) | ?:Provider impacted | ?:indirect impact to our");
    EXPECT_EQ(read(" / , "), "");
}

TEST(ProviderDirectoryTest, two_letters_that_mean_several_things_say_so)
{
    EXPECT_FALSE(ProviderDirectory::standard().read("MK").mentions.at(0).ambiguous.empty());
    EXPECT_TRUE(ProviderDirectory::standard().read("MKUH").mentions.at(0).ambiguous.empty());
}

TEST(ProviderDirectoryTest, an_organisation_brings_its_own_directory)
{
    const auto own = ProviderDirectory::from_toml("[[body]]\nname = \"WG\"\nfull = \"Wexmoor General\"\nkind = \"provider\"\n");
    ASSERT_TRUE(own.has_value());
    EXPECT_EQ(read("Wexmoor General BHT", *own), "B:WG | ?:BHT");
}

TEST(ProviderDirectoryTest, a_broken_directory_is_refused_with_its_line)
{
    const auto syntax = ProviderDirectory::from_toml("[[body]]\nname = \n");
    ASSERT_FALSE(syntax.has_value());
    EXPECT_EQ(syntax.error().code, Errc::malformed);
    EXPECT_NE(syntax.error().message.find("line 2"), std::string::npos) << syntax.error().message;
    const auto nameless = ProviderDirectory::from_toml("[[body]]\nfull = \"X\"\n");
    ASSERT_FALSE(nameless.has_value());
    EXPECT_NE(nameless.error().message.find("no name"), std::string::npos);
    std::string many;
    for (int i = 0; i <= 20'000; ++i) many += "[[body]]\nname = \"N" + std::to_string(i) + "\"\n";
    const auto large = ProviderDirectory::from_toml(many);
    ASSERT_FALSE(large.has_value());
    EXPECT_EQ(large.error().code, Errc::too_large);
}

}  // namespace
}  // namespace assent::exchange
