// The ledger of the real program: heads are signed while people work, also at a witness; what is exported is checked by a
// verifier that shares nothing with the program; files that were put back are found.
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>

#include "tests/support/organisation_client.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace assent {
namespace {

using namespace support;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
namespace fs = std::filesystem;

std::string content(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

class LedgerTest : public testing::Test
{
protected:
    void SetUp() override
    {
        fs::create_directory(witness_);
        for (const std::string slug : {"north", "south"}) {
            create_tenant(data_, slug, "workflows/ccg-plan.toml");
            add_user(data_, slug + "@example.org", "Ada of " + slug, slug, {Role::engagement_lead, Role::administrator});
        }
    }

    /// A server at which people of both organisations do something, then an orderly end.
    void work(const std::vector<std::string>& options)
    {
        ServerProcess server(data_, options);
        for (const std::string slug : {"north", "south"}) {
            OrganisationClient client(server.port(), slug, sign_in(server.port(), slug + "@example.org"));
            for (int i = 0; i < 10; ++i) {
                const Key key = Key::derived("ledger " + slug + std::to_string(++keys_));
                client.say({Submit{key, AddForum{{ForumId::derived(key.text()), "Marker of " + slug + ' ' + std::to_string(keys_), "", "", ""}}}});
                const auto answer = client.answer_to(key);
                ASSERT_TRUE(answer && std::holds_alternative<Accepted>(answer->body));
            }
        }
        ASSERT_EQ(server.stop(), 0);
    }

    static RunResult audit(std::vector<std::string> words)
    {
        words.insert(words.begin(), "audit");
        return run_program(words);
    }
    RunResult verify() { return audit({"verify", "--data", data_.string(), "--witness", witness_.string()}); }

    std::string bundle_of(const std::string& slug)
    {
        const auto path = folder_ / (slug + ".bundle" + std::to_string(++keys_));
        const auto made = audit({"export", "--data", data_.string(), "--tenant", slug, "--out", path.string()});
        EXPECT_EQ(made.status, 0) << made.output;
        return path.string();
    }

    /// What the other verifier says of a bundle.
    static std::string second_opinion(const std::string& bundle, const std::string& key = "")
    {
        ChildProcess node("/usr/bin/env", {"node", "tests/integration/ledger/verify_bundle.mjs", bundle, key});
        node.close_input();
        return node.read_to_end();
    }

    TemporaryFolder folder_;
    const fs::path data_ = folder_ / "data";
    const fs::path witness_ = folder_ / "witness";
    int keys_{};
};

TEST_F(LedgerTest, heads_cover_what_was_done_and_the_witness_has_them)
{
    work({"--witness", witness_.string()});
    const auto verified = verify();
    EXPECT_EQ(verified.status, 0) << verified.output;
    for (const std::string slug : {"north", "south"}) {
        const std::string heads = content(data_ / "tenants" / (slug + ".heads"));
        EXPECT_EQ(heads, content(witness_ / (slug + ".heads")));
        // Ten commands and what came before are under the last head: none is left for the next start.
        const auto exported = content(bundle_of(slug));
        EXPECT_THAT(exported.substr(exported.rfind("\nhead ")), Not(HasSubstr("\nevent ")));
    }
}

TEST_F(LedgerTest, a_verifier_written_apart_from_the_program_comes_to_the_same_verdicts)
{
    if (std::system("node --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "no node";
    work({});
    const auto rotated = audit({"rotate-key", "--data", data_.string(), "--tenant", "north"});
    ASSERT_EQ(rotated.status, 0) << rotated.output;
    work({});
    const std::string path = bundle_of("north");
    const auto ours = audit({"verify", "--bundle", path});
    EXPECT_EQ(ours.status, 0) << ours.output;
    const std::string verdict = second_opinion(path);
    EXPECT_THAT(verdict, StartsWith("sound "));
    std::istringstream words(verdict);
    std::string sound, events, root;
    words >> sound >> events >> root;
    EXPECT_THAT(ours.output, HasSubstr(events + " events"));
    EXPECT_THAT(ours.output, HasSubstr("root " + root));
    const std::string text = content(path);
    const std::string key = text.substr(text.find("\nhead "), 400);
    std::istringstream first_head(key);
    std::string word;
    for (int i = 0; i < 6; ++i) first_head >> word;
    EXPECT_THAT(second_opinion(path, word), StartsWith("sound ")) << "the first key vouches over the rotation";
    EXPECT_THAT(second_opinion(path, std::string(64, '0')), StartsWith("fault "));

    // Every kind of line, changed at its end.
    const std::string changed_path = (folder_ / "changed").string();
    std::uint64_t line = 0;
    int tried = 0;
    for (std::size_t begin = 0; begin < text.size(); begin = text.find('\n', begin) + 1) {
        ++line;
        if (line % 5 != 2 && line > 4) continue;
        const auto end = text.find('\n', begin);
        std::string changed = text;
        changed[end - 1] = changed[end - 1] == '0' ? '1' : '0';
        std::ofstream(changed_path, std::ios::trunc) << changed;
        const auto refused = audit({"verify", "--bundle", changed_path});
        EXPECT_EQ(refused.status, 1);
        const std::string at = std::to_string(std::max<std::uint64_t>(line, 2));  // the organisation's name shows where it is used
        EXPECT_THAT(second_opinion(changed_path), StartsWith("fault " + at + ":")) << line;
        ++tried;
    }
    EXPECT_GT(tried, 10);
}

TEST_F(LedgerTest, nothing_of_one_organisation_is_in_anothers_bundle_heads_or_witness)
{
    work({"--witness", witness_.string()});
    const std::string north = content(bundle_of("north"));
    EXPECT_THAT(north, HasSubstr(to_hex(as_bytes("Marker of north"))));
    const std::string south_heads = content(data_ / "tenants" / "south.heads");
    const std::string south_id = south_heads.substr(south_heads.find("1 ") + 2, 32);
    const std::string south_key = south_heads.substr(south_heads.rfind(" - ") - 64, 64);
    for (const auto& text : {north, content(witness_ / "north.heads"), content(data_ / "tenants" / "north.heads")})
        for (const auto& marker : {to_hex(as_bytes("Marker of south")), to_hex(as_bytes("Ada of south")), south_id, south_key})
            EXPECT_THAT(text, Not(HasSubstr(marker)));
}

TEST_F(LedgerTest, a_data_folder_put_back_to_an_older_state_is_found_with_the_witness)
{
    work({"--witness", witness_.string()});
    fs::copy(data_, folder_ / "old", fs::copy_options::recursive);
    work({"--witness", witness_.string()});
    fs::remove_all(data_);
    fs::copy(folder_ / "old", data_, fs::copy_options::recursive);
    EXPECT_EQ(audit({"verify", "--data", data_.string()}).status, 0) << "by itself it is sound";
    EXPECT_EQ(verify().status, 1);
}

TEST_F(LedgerTest, an_organisation_whose_log_was_put_back_under_its_heads_is_not_served)
{
    const auto files = data_ / "tenants";
    fs::copy(files, folder_ / "old");
    work({});
    for (const char* end : {".db", ".db-wal", ".db-shm"}) {
        fs::remove(files / ("north" + std::string(end)));
        if (const auto old = folder_ / "old" / ("north" + std::string(end)); fs::exists(old)) fs::copy_file(old, files / old.filename());
    }
    ServerProcess server(data_);
    const auto south = sign_in(server.port(), "south@example.org");
    EXPECT_NO_THROW(OrganisationClient(server.port(), "south", south)) << "the others go on";
    EXPECT_ANY_THROW(OrganisationClient(server.port(), "north", sign_in(server.port(), "north@example.org")));
}

TEST_F(LedgerTest, a_witness_that_is_not_there_delays_and_loses_nothing)
{
    work({"--witness", (folder_ / "nowhere").string()});
    const auto verified = audit({"verify", "--data", data_.string()});
    EXPECT_EQ(verified.status, 0) << verified.output;
    work({"--witness", witness_.string()});
    EXPECT_EQ(verify().status, 0) << "it has all it missed";
}

}  // namespace
}  // namespace assent
