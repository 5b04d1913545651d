#include <fstream>

#include <gmock/gmock.h>
#include <spdlog/spdlog.h>

#include "server/cli/subcommands.hpp"
#include "server/store/sqlite/files.hpp"
#include "server/store/sqlite/head_log.hpp"
#include "server/store/sqlite/open.hpp"
#include "tests/support/an_append.hpp"
#include "tests/support/run_subcommand.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace assent;
using namespace assent::store;
using namespace assent::support;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace fs = std::filesystem;

namespace {

/// Two organisations with a few commands and signed heads each.
struct AuditCommandTest : testing::Test
{
    TemporaryFolder folder;
    fs::path data = folder / "data";
    std::string north_key;
    std::string south_key;

    void SetUp() override
    {
        spdlog::set_level(spdlog::level::off);
        ASSERT_TRUE(make_directory(data / "tenants"));
        north_key = make("north");
        south_key = make("south");
    }

    std::string make(const std::string& slug)
    {
        const auto id = TenantId::derived(slug);
        auto store = *create_tenant_store(tenant_path(data, slug), id);
        auto heads = *HeadLog::open(data, slug, *store, {1'000});
        for (int i = 0; i < 5; ++i) {
            EXPECT_TRUE(store->append(std::vector{an_append("words of " + slug + ' ' + std::to_string(i), 2'000 + i, 2, id)}));
            EXPECT_TRUE(heads.publish(store->head().size, store->head().root, {2'000 + i}));
        }
        return heads.last().key.hex();
    }

    Ran audit(std::vector<std::string> words)
    {
        words.insert(words.begin(), "audit");
        return run_subcommand(add_audit, words);
    }

    std::string path(const std::string& name) { return (folder / name).string(); }

    Ran exported(const std::string& slug, const std::string& name)
    {
        return audit({"export", "--data", data.string(), "--tenant", slug, "--out", path(name)});
    }
};

}  // namespace

TEST_F(AuditCommandTest, a_bundle_verifies_by_itself_under_the_organisations_key_only)
{
    const auto made = exported("north", "bundle");
    ASSERT_EQ(made.status, 0) << made.err;
    EXPECT_THAT(made.out, AllOf(HasSubstr("10 events and 6 signed heads"), HasSubstr(north_key)));
    fs::remove_all(data);
    const auto alone = audit({"verify", "--bundle", path("bundle")});
    EXPECT_EQ(alone.status, 0) << alone.err;
    EXPECT_THAT(alone.out, AllOf(HasSubstr("10 events of 5 commands verify"), HasSubstr("6 signed heads verify"), HasSubstr("the bundle's own")));
    EXPECT_EQ(audit({"verify", "--bundle", path("bundle"), "--public-key", north_key}).status, 0);
    const auto other = audit({"verify", "--bundle", path("bundle"), "--public-key", south_key});
    EXPECT_EQ(other.status, 1);
    EXPECT_THAT(other.err, HasSubstr("No head was signed by the given key"));
}

TEST_F(AuditCommandTest, a_changed_or_cut_bundle_is_refused_with_the_line)
{
    ASSERT_EQ(exported("north", "bundle").status, 0);
    std::string text = *read_file_from(folder / "bundle");
    std::ofstream(folder / "cut") << text.substr(0, text.size() - 1);
    EXPECT_THAT(audit({"verify", "--bundle", path("cut")}).err, HasSubstr("cut short"));
    const auto at = text.find("\nevent ", text.find("\nevent ") + 1) + 100;
    text[at] = text[at] == '0' ? '1' : '0';
    std::ofstream(folder / "changed") << text;
    const auto changed = audit({"verify", "--bundle", path("changed")});
    EXPECT_EQ(changed.status, 1);
    EXPECT_THAT(changed.err, AllOf(HasSubstr("line 4"), HasSubstr("vent 2")));
    EXPECT_EQ(audit({"verify", "--bundle", path("nowhere")}).status, 1);
}

TEST_F(AuditCommandTest, nothing_of_one_organisation_is_in_anothers_bundle_or_proof)
{
    ASSERT_EQ(exported("north", "bundle").status, 0);
    const std::string text = *read_file_from(folder / "bundle");
    const std::string theirs = to_hex(as_bytes("words of south"));
    EXPECT_THAT(text, HasSubstr(to_hex(as_bytes("words of north"))));
    for (const std::string& marker : {theirs, TenantId::derived("south").text(), south_key}) EXPECT_THAT(text, Not(HasSubstr(marker)));
    const auto proof = audit({"prove", "--data", data.string(), "--tenant", "north", "--event", "3"}).out;
    for (const std::string& marker : {theirs, TenantId::derived("south").text(), south_key}) EXPECT_THAT(proof, Not(HasSubstr(marker)));
    // Nor a secret of the organisation's own.
    const std::string key_file = *read_file_from(key_path(data, "north"));
    const std::string seed = key_file.substr(key_file.rfind(' ') + 1, 64);
    EXPECT_THAT(text, Not(HasSubstr(seed)));
    std::ifstream database(tenant_path(data, "north"), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(database)), {});
    EXPECT_THAT(bytes, Not(HasSubstr(std::string(as_text(*from_hex(seed))))));
}

TEST_F(AuditCommandTest, the_proof_of_an_event_holds_under_the_key_and_no_other)
{
    const auto proof = audit({"prove", "--data", data.string(), "--tenant", "north", "--event", "3"});
    ASSERT_EQ(proof.status, 0) << proof.err;
    std::ofstream(folder / "proof") << proof.out;
    const auto holds = audit({"verify", "--proof", path("proof"), "--public-key", north_key});
    EXPECT_EQ(holds.status, 0) << holds.err;
    EXPECT_THAT(holds.out, HasSubstr("Event 3"));
    EXPECT_EQ(audit({"verify", "--proof", path("proof"), "--public-key", south_key}).status, 1);
    EXPECT_EQ(audit({"verify", "--proof", path("proof")}).status, 2) << "a proof proves nothing without a key";
    EXPECT_EQ(audit({"prove", "--data", data.string(), "--tenant", "north", "--event", "11"}).status, 1);
    EXPECT_EQ(audit({"prove", "--data", data.string(), "--tenant", "west", "--event", "1"}).status, 1);
}

TEST_F(AuditCommandTest, a_key_is_handed_on_and_both_keys_vouch_for_the_bundle)
{
    const auto rotated = audit({"rotate-key", "--data", data.string(), "--tenant", "north"});
    ASSERT_EQ(rotated.status, 0) << rotated.err;
    const auto verified = audit({"verify", "--data", data.string(), "--tenant", "north"});
    EXPECT_EQ(verified.status, 0) << verified.err;
    EXPECT_THAT(verified.out, HasSubstr("8 signed heads verify, 1 rotations"));
    const std::string new_key = verified.out.substr(verified.out.find("key ") + 4, 64);
    EXPECT_THAT(rotated.out, HasSubstr(new_key));
    EXPECT_NE(new_key, north_key);
    ASSERT_EQ(exported("north", "bundle").status, 0);
    for (const std::string& key : {north_key, new_key})
        EXPECT_EQ(audit({"verify", "--bundle", path("bundle"), "--public-key", key}).status, 0);
}

TEST_F(AuditCommandTest, missing_heads_and_those_of_another_organisation_are_found_in_the_data)
{
    EXPECT_EQ(audit({"verify", "--data", data.string()}).status, 0);
    EXPECT_EQ(audit({"verify", "--data", data.string(), "--tenant", "north", "--public-key", south_key}).status, 1);
    fs::rename(heads_path(data, "north"), folder / "heads");
    EXPECT_EQ(audit({"verify", "--data", data.string()}).status, 1) << "there is a key, so there were heads";
    fs::copy_file(heads_path(data, "south"), heads_path(data, "north"));
    const auto mixed = audit({"verify", "--data", data.string(), "--tenant", "north"});
    EXPECT_EQ(mixed.status, 1);
    fs::remove(heads_path(data, "north"));
    fs::remove(key_path(data, "north"));
    const auto none = audit({"verify", "--data", data.string(), "--tenant", "north"});
    EXPECT_EQ(none.status, 0);
    EXPECT_THAT(none.out, HasSubstr("no signed heads yet"));
}

TEST_F(AuditCommandTest, what_cannot_be_asked_together_is_refused)
{
    EXPECT_EQ(audit({"verify", "--bundle", path("b"), "--data", data.string()}).status, 2);
    EXPECT_EQ(audit({"verify", "--bundle", path("b"), "--public-key", "12"}).status, 2);
    EXPECT_EQ(audit({"verify", "--data", data.string(), "--public-key", north_key}).status, 2);
    EXPECT_EQ(exported("west", "bundle").status, 1);
    ASSERT_EQ(exported("north", "bundle").status, 0);
    EXPECT_EQ(exported("north", "bundle").status, 1) << "nothing is written over";
}
