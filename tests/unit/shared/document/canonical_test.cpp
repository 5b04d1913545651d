#include "shared/document/canonical.hpp"

#include <gtest/gtest.h>

#include "tests/support/any_value.hpp"

namespace assent {
namespace {

FrozenPlan some_plan()
{
    FrozenPlan plan{"Commissioning plan", "2026/27", {}};
    Section section;
    section.id = ElementId::derived("section");
    section.heading = "Introduction";
    section.text = "First words.";
    plan.content.sections.push_back(section);
    return plan;
}

TEST(CanonicalTest, a_frozen_plan_comes_back_as_it_was)
{
    support::AnyValue any(1, 4);
    for (int i = 0; i < 100; ++i) {
        auto plan = any.make<FrozenPlan>();
        for (auto& table : plan.content.tables)
            for (auto& row : table.rows) row.id = {};  // not in the bytes
        const auto back = read_canonical(canonical_bytes(plan));
        ASSERT_TRUE(back.has_value());
        EXPECT_TRUE(*back == plan);
    }
}

TEST(CanonicalTest, the_encoding_is_the_one_that_was_signed_before)
{
    // If this changes, every hash that a committee decided on is lost.
    const Bytes bytes = canonical_bytes({"T", "P", {}});
    EXPECT_EQ(to_hex(bytes), "617373656e742e76657273696f6e2e310a"  // "assent.version.1\n"
                             "010000000000000054"
                             "010000000000000050"
                             "0000000000000000000000000000000000000000000000000000000000000000");
    EXPECT_EQ(content_hash({"T", "P", {}}), sha256(bytes));
}

TEST(CanonicalTest, whatever_is_read_has_one_form_only)
{
    // Every change of a byte is either refused or another plan: no two spellings of one.
    const Bytes whole = canonical_bytes(some_plan());
    for (std::size_t place = 0; place < whole.size(); ++place)
        for (int change = 1; change < 256; ++change) {
            Bytes damaged = whole;
            damaged[place] = static_cast<std::uint8_t>(damaged[place] ^ change);
            const auto read = read_canonical(damaged);
            if (!read) continue;
            EXPECT_FALSE(*read == some_plan()) << place;
            EXPECT_EQ(canonical_bytes(*read), damaged) << place;
        }
}

TEST(CanonicalTest, a_change_that_a_reader_can_see_changes_the_hash)
{
    const Hash before = content_hash(some_plan());
    auto plan = some_plan();
    plan.title += '.';
    EXPECT_NE(content_hash(plan), before);
    plan = some_plan();
    plan.content.sections[0].status = PartStatus::draft;
    EXPECT_NE(content_hash(plan), before);
    plan = some_plan();
    plan.content.sections[0].heading.swap(plan.content.sections[0].text);
    EXPECT_NE(content_hash(plan), before);
}

TEST(CanonicalTest, a_rows_identity_is_not_part_of_what_is_signed_and_its_place_is)
{
    auto plan = some_plan();
    plan.content.tables.push_back({ElementId::derived("table"), "Sums", "", {"A"}, {{{"1"}, {}}, {{"2"}, {}}}, {}, {}, {}});
    const Hash before = content_hash(plan);
    identify_rows(plan.content.tables[0]);
    EXPECT_EQ(content_hash(plan), before);
    std::swap(plan.content.tables[0].rows[0], plan.content.tables[0].rows[1]);
    EXPECT_NE(content_hash(plan), before);
}

TEST(CanonicalTest, trailing_bytes_are_refused)
{
    Bytes bytes = canonical_bytes(some_plan());
    bytes.push_back(0);
    EXPECT_FALSE(read_canonical(bytes).has_value());
}

TEST(CanonicalTest, every_truncation_is_refused)
{
    const Bytes whole = canonical_bytes(some_plan());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_FALSE(read_canonical(part).has_value()) << size;
    }
}

TEST(CanonicalTest, a_count_larger_than_the_bytes_is_refused_before_anything_is_made)
{
    Bytes bytes = canonical_bytes({"", "", {}});
    for (std::size_t i = bytes.size() - 32; i < bytes.size() - 24; ++i) bytes[i] = 0xff;  // the count of sections
    EXPECT_FALSE(read_canonical(bytes).has_value());
}

}  // namespace
}  // namespace assent
