#include "server/ledger/bundle.hpp"

#include <set>

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "tests/support/signed_log.hpp"

using namespace assent;
using namespace assent::ledger;
using namespace assent::support;
using testing::HasSubstr;

namespace {

std::vector<std::string> lines_of(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::optional<BundleFault> verify(const std::vector<std::string>& lines, std::optional<PublicKey> known = {})
{
    BundleVerifier verifier(known);
    for (const auto& line : lines)
        if (auto fault = verifier.line(line)) return fault;
    return verifier.finish();
}

SignedLog a_log()
{
    SignedLog log;
    log.command(1).command(3).sign().command(2).sign(true).sign().command(1).command(2).sign().command(1);
    return log;
}

/// Any log: commands of some events, heads and rotations in between.
rc::Gen<SignedLog> any_log(const std::string& history = "history")
{
    return rc::gen::map(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 10)), [history](const std::vector<int>& steps) {
        SignedLog log(history);
        for (const int step : steps) {
            if (step < 6) log.command(1 + static_cast<unsigned>(step) % 3);
            else log.sign(step == 9);
        }
        log.command(1).sign();
        return log;
    });
}

}  // namespace

TEST(BundleTest, what_was_written_verifies)
{
    const auto log = a_log();
    BundleVerifier verifier(test_key(0).public_key());
    for (const auto& line : lines_of(log.bundle())) {
        const auto fault = verifier.line(line);
        ASSERT_EQ(fault, std::nullopt) << fault->line << ": " << fault->what;
    }
    EXPECT_EQ(verifier.finish(), std::nullopt);
    EXPECT_EQ(verifier.tenant(), log.tenant);
    EXPECT_EQ(verifier.log().size(), log.events.size());
    EXPECT_EQ(verifier.log().root(), log.receipts.back().root);
    EXPECT_EQ(verifier.heads().count(), log.heads.size());
    EXPECT_EQ(verifier.receipts(), log.receipts.size());
}

RC_GTEST_PROP(BundleTest, any_log_verifies, ())
{
    const auto log = *any_log();
    RC_ASSERT(verify(lines_of(log.bundle())) == std::nullopt);
}

TEST(BundleTest, every_flipped_byte_is_found_in_the_line_where_it_is)
{
    const std::string bundle = a_log().bundle();
    std::uint64_t line = 1;
    for (std::size_t i = 0; i < bundle.size(); ++i) {
        std::string flipped = bundle;
        flipped[i] = static_cast<char>(flipped[i] ^ (1 << i % 7));
        const auto fault = verify(lines_of(flipped));
        ASSERT_TRUE(fault) << "byte " << i;
        // A changed name of the organisation shows at the first thing that is said to be its own.
        ASSERT_TRUE(fault->line == line || (line == 1 && fault->line == 2)) << "byte " << i << ": " << fault->line << ' ' << fault->what;
        line += bundle[i] == '\n';
    }
}

RC_GTEST_PROP(BundleTest, lines_that_are_lost_doubled_or_moved_are_found, ())
{
    const auto whole = lines_of((*any_log()).bundle());
    auto lines = whole;
    const auto from = *rc::gen::inRange<std::size_t>(0, lines.size());
    const auto line = lines[from];
    switch (*rc::gen::inRange(0, 3)) {
    case 0: lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(from)); break;
    case 1: lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(from), line); break;
    default: {
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(from));
        lines.insert(lines.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(lines.size()) + 1), line);
    }
    }
    RC_PRE(lines != whole);
    RC_ASSERT(verify(lines).has_value());
}

RC_GTEST_PROP(BundleTest, one_cut_short_anywhere_is_found, ())
{
    const std::string bundle = (*any_log()).bundle();
    const auto size = *rc::gen::inRange<std::size_t>(0, bundle.size() - 1);
    RC_ASSERT(verify(lines_of(bundle.substr(0, size))).has_value());
}

RC_GTEST_PROP(BundleTest, two_histories_of_one_organisation_do_not_join, ())
{
    // Both sound, both signed by the organisation's own key: what a restored and worked-on old copy comes to.
    const auto one = lines_of((*any_log("one")).bundle());
    const auto other = lines_of((*any_log("other")).bundle());
    const auto cut = *rc::gen::inRange<std::size_t>(1, std::min(one.size(), other.size()) - 1);
    auto spliced = std::vector(one.begin(), one.begin() + static_cast<std::ptrdiff_t>(cut));
    spliced.insert(spliced.end(), other.begin() + static_cast<std::ptrdiff_t>(cut), other.end());
    RC_PRE(spliced != one && spliced != other);
    RC_ASSERT(verify(spliced).has_value());
}

TEST(BundleTest, another_organisations_event_is_named)
{
    auto lines = lines_of(a_log().bundle());
    SignedLog south("history", TenantId::derived("south"));
    south.command(1).command(3);
    const auto theirs = lines_of(south.bundle());
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (i < theirs.size() && lines[i].starts_with("event ") && theirs[i].starts_with("event ")) {
            auto spliced = lines;
            spliced[i] = theirs[i];
            const auto fault = verify(spliced);
            ASSERT_TRUE(fault);
            EXPECT_EQ(fault->line, i + 1);
            EXPECT_THAT(fault->what, HasSubstr("another organisation's log"));
        }
}

TEST(BundleTest, a_log_made_anew_to_fit_a_changed_event_is_found_by_the_head_that_was_signed_for_it)
{
    auto log = a_log();
    SignedLog forged;  // the same commands but for one event, with leaves, receipts and roots all made anew
    forged = SignedLog("forged");
    forged.command(1).command(3).command(2).command(1).command(2).command(1);
    forged.heads = log.heads;
    const auto fault = verify(lines_of(forged.bundle()));
    ASSERT_TRUE(fault);
    EXPECT_THAT(fault->what, HasSubstr("Head 2, signed at"));
    EXPECT_THAT(fault->what, HasSubstr("an event up to number 4 was changed"));
}

TEST(BundleTest, a_log_that_lost_its_end_is_found_by_the_head_that_was_signed_for_more)
{
    const auto log = a_log();
    SignedLog shorter;
    shorter.command(1).command(3).command(2);
    shorter.heads = log.heads;
    const auto fault = verify(lines_of(shorter.bundle()));
    ASSERT_TRUE(fault);
    EXPECT_THAT(fault->what, HasSubstr("is for 9 events, and only 6 stand in front of it"));
}

TEST(BundleTest, one_signed_by_another_key_than_the_known_one_is_found)
{
    EXPECT_EQ(verify(lines_of(a_log().bundle()), test_key(1).public_key()), std::nullopt) << "after the rotation";
    const auto fault = verify(lines_of(a_log().bundle()), test_key(5).public_key());
    ASSERT_TRUE(fault);
    EXPECT_THAT(fault->what, HasSubstr(test_key(5).public_key().hex()));
}

TEST(BundleTest, what_is_no_bundle_is_refused)
{
    EXPECT_THAT(verify({})->what, HasSubstr("cut short"));
    EXPECT_THAT(verify({"something else"})->what, HasSubstr("no bundle"));
    auto lines = lines_of(a_log().bundle());
    lines.push_back("");
    EXPECT_THAT(verify(lines)->what, HasSubstr("more after"));
    lines = lines_of(a_log().bundle());
    lines.insert(lines.begin() + 1, "remark 1");
    EXPECT_THAT(verify(lines)->what, HasSubstr("no line of a bundle"));
}
