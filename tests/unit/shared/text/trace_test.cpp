// The recorded editing histories, replayed and merged in several ways, end with the text they are known to end with.
// They are no part of the project: where ../shared/traces is not there, these tests say so and are skipped.

#include <gtest/gtest.h>

#include "shared/text/text.hpp"
#include "tests/unit/shared/text/editing_trace.hpp"

namespace assent::text {
namespace {

class TraceTest : public testing::TestWithParam<const char*>
{
protected:
    void SetUp() override
    {
        trace_ = trace::read_trace(std::string("../shared/traces/") + GetParam() + ".json.gz");
        if (!trace_) GTEST_SKIP() << "The recorded traces (../shared/traces) are not here.";
    }

    static void edit(Text& text, const trace::Transaction& transaction)
    {
        for (const trace::Patch& patch : transaction.patches) {
            if (patch.erased > 0) {
                ASSERT_TRUE(text.erase(patch.position, patch.erased, {}));
            }
            ASSERT_TRUE(text.insert(patch.position, patch.inserted, {}));
        }
    }

    /// Each agent edits a copy of its own, given beforehand what its transaction's parents know. The changes, in order.
    std::vector<Bytes> changes()
    {
        std::vector<Text> copies(trace_->agents);
        for (std::uint32_t i = 0; i < trace_->agents; ++i) copies[i].write_as(i + 1);
        std::vector<Bytes> made;
        std::vector<Version> versions;
        Text all;
        for (const trace::Transaction& transaction : trace_->transactions) {
            Text& copy = copies[transaction.agent];
            for (const std::uint32_t parent : transaction.parents) {
                if (copy.knows(versions[parent])) continue;
                // Of a copy that knows everything so far, what leads to the parent and is not known here.
                bring(copy, all, versions[parent]);
            }
            const std::uint32_t mark = copy.mark();
            edit(copy, transaction);
            made.push_back(copy.changes_since(mark));
            EXPECT_TRUE(all.apply(made.back(), {}));
            versions.push_back(copy.version());
        }
        EXPECT_EQ(all.str(), trace_->end_content);
        return made;
    }

    static void bring(Text& copy, const Text& all, const Version& wanted)
    {
        const auto lacking = all.changes_between(copy.version(), wanted);
        ASSERT_TRUE(lacking);
        ASSERT_TRUE(copy.apply(*lacking, {}));
    }

    std::optional<trace::Trace> trace_;
};

TEST_P(TraceTest, ends_with_its_text_when_made_locally_or_merged_at_once_or_one_by_one_or_in_reverse)
{
    if (!trace_->concurrent) {
        Text text;
        text.write_as(1);
        for (const trace::Transaction& transaction : trace_->transactions) edit(text, transaction);
        EXPECT_EQ(text.str(), trace_->end_content);
        Text other;
        ASSERT_TRUE(other.apply(text.changes_since(0), {}));
        EXPECT_EQ(other.str(), trace_->end_content);
        EXPECT_EQ(other.version(), text.version());
        return;
    }
    const std::vector<Bytes> made = changes();
    Bytes row;
    for (const Bytes& change : made) row.insert(row.end(), change.begin(), change.end());
    Text at_once;
    ASSERT_TRUE(at_once.apply(row, {}));
    EXPECT_EQ(at_once.str(), trace_->end_content);
    Text one_by_one;
    for (const Bytes& change : made) ASSERT_TRUE(one_by_one.apply(change, {}));
    EXPECT_EQ(one_by_one.str(), trace_->end_content);
    // The last first, by windows: what lacks its parents waits.
    Text reversed;
    constexpr std::size_t window = 50;
    for (std::size_t begin = 0; begin < made.size(); begin += window)
        for (std::size_t i = std::min(made.size(), begin + window); i-- > begin;) ASSERT_TRUE(reversed.apply(made[i], {}));
    EXPECT_EQ(reversed.held(), 0U);
    EXPECT_EQ(reversed.str(), trace_->end_content);
    // As the history tells it.
    EXPECT_EQ(*at_once.text_at(reversed.version()), trace_->end_content);
    EXPECT_EQ(*at_once.text_at(Version{}), "");
}

INSTANTIATE_TEST_SUITE_P(Recorded, TraceTest,
                         testing::Values("automerge-paper", "json-crdt-patch", "friendsforever_flat", "friendsforever", "offline2", "live8"),
                         [](const auto& of) {
                             std::string name = of.param;
                             for (char& c : name)
                                 if (c == '-') c = '_';
                             return name;
                         });

}  // namespace
}  // namespace assent::text
