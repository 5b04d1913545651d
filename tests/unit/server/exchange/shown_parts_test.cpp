#include "server/exchange/shown_parts.hpp"

#include <gtest/gtest.h>

namespace assent::exchange {
namespace {

Content version()
{
    Content content;
    const auto add = [&](const char* reference, std::vector<std::string> providers) {
        Intention intention;
        intention.id = ElementId::derived(reference);
        intention.reference = reference;
        intention.providers = std::move(providers);
        content.intentions.push_back(std::move(intention));
    };
    Section section;
    section.id = ElementId::derived("intro");
    content.sections = {section};
    add("ONE", {"L&D"});
    add("TWO", {"Luton and Dunstable Hospital", "Northside Hospice"});
    add("THREE", {"All providers"});
    add("FOUR", {"northside  hospice"});
    return content;
}

std::vector<std::string> references(const Content& content)
{
    std::vector<std::string> all;
    for (const auto& each : content.intentions) all.push_back(each.reference);
    return all;
}

using References = std::vector<std::string>;

TEST(ShownPartsTest, a_provider_sees_the_intentions_that_name_it_by_any_of_its_names_and_nothing_else)
{
    Invitation invitation;
    invitation.provider = "L&D";
    const auto shown = shown_to(invitation, version());
    EXPECT_EQ(references(shown), (References{"ONE", "TWO"}));
    EXPECT_TRUE(shown.sections.empty());
    EXPECT_EQ(parts_shown(shown, version()).size(), 2u);
}

TEST(ShownPartsTest, a_provider_that_the_directory_does_not_know_is_found_by_its_name)
{
    Invitation invitation;
    invitation.provider = "Northside Hospice";
    EXPECT_EQ(references(shown_to(invitation, version())), (References{"TWO", "FOUR"}));
    invitation.provider = "Hospice";
    EXPECT_TRUE(shown_to(invitation, version()).intentions.empty()) << "part of a name is another's name";
}

TEST(ShownPartsTest, chosen_parts_are_shown_and_no_others)
{
    Invitation invitation;
    invitation.parts = {ElementId::derived("intro"), ElementId::derived("THREE"), ElementId::derived("gone")};
    const auto shown = shown_to(invitation, version());
    EXPECT_EQ(shown.sections.size(), 1u);
    EXPECT_EQ(references(shown), References{"THREE"});
}

TEST(ShownPartsTest, the_whole_version_is_recorded_as_the_whole)
{
    EXPECT_EQ(shown_to({}, version()), version());
    EXPECT_TRUE(parts_shown(version(), version()).empty());
}

TEST(ShownPartsTest, a_consultation_shows_the_intentions_it_is_about)
{
    Consultation consultation;
    EXPECT_EQ(shown_in(consultation, version()), version());
    consultation.intentions = {ElementId::derived("ONE")};
    EXPECT_EQ(references(shown_in(consultation, version())), References{"ONE"});
}

}  // namespace
}  // namespace assent::exchange
