#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "server/cli/subcommands.hpp"
#include "tests/support/run_subcommand.hpp"

namespace {

using assent::Ran;

Ran run(std::vector<std::string> words) { return assent::run_subcommand(assent::add_inspect, std::move(words)); }

}  // namespace

TEST(InspectCommandTest, json_has_the_documented_members_in_their_order)
{
    const Ran ran = run({"inspect", "tests/data/import/third.txt", "--json"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.err, "");
    const auto json = nlohmann::ordered_json::parse(ran.out);
    std::vector<std::string> members;
    for (const auto& [name, value] : json.items()) members.push_back(name);
    EXPECT_EQ(members, (std::vector<std::string>{"document", "version_control", "contents", "outline", "sections", "intentions",
                                                 "statements", "tables", "milestones", "doubts"}));
    for (const char* name : {"title", "organisation", "period", "version"}) EXPECT_TRUE(json["document"].contains(name)) << name;
    for (const char* name : {"date", "changes", "author", "author_role"}) EXPECT_TRUE(json["version_control"][0].contains(name)) << name;
    for (const char* name : {"number", "level", "heading", "line"}) EXPECT_TRUE(json["outline"][0].contains(name)) << name;
    for (const char* name : {"programme_area", "service_area", "text", "bullets", "providers", "timescales", "contracting_routes", "place", "lines"})
        EXPECT_TRUE(json["intentions"][0].contains(name)) << name;
    for (const char* name : {"as_written", "from", "to"}) EXPECT_TRUE(json["intentions"][0]["timescales"][0].contains(name)) << name;
    for (const char* name : {"title", "columns", "rows", "checks", "lines"}) EXPECT_TRUE(json["tables"][0].contains(name)) << name;
    for (const char* name : {"kind", "ok", "message", "lines"}) EXPECT_TRUE(json["tables"][0]["checks"][0].contains(name)) << name;
    for (const char* name : {"date", "event", "line"}) EXPECT_TRUE(json["milestones"][0].contains(name)) << name;
    for (const char* name : {"line", "message"}) EXPECT_TRUE(json["doubts"][0].contains(name)) << name;
}

TEST(InspectCommandTest, the_summary_counts_and_shows_every_doubt_with_its_line)
{
    const Ran ran = run({"inspect", "tests/data/import/third.txt"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_NE(ran.out.find("intentions    16 (5 for one place, 0 for one provider)"), std::string::npos) << ran.out;
    EXPECT_NE(ran.out.find("  line 83: This row's text stood under \"Ref\""), std::string::npos) << ran.out;
}

TEST(InspectCommandTest, a_file_at_fault_ends_with_status_1_and_a_reason_on_standard_error)
{
    const Ran missing = run({"inspect", "no/such/file.txt"});
    EXPECT_EQ(missing.status, 1);
    EXPECT_EQ(missing.out, "");
    EXPECT_EQ(missing.err, "no/such/file.txt: The file cannot be opened. Check its name and that you may read it.\n");
    EXPECT_EQ(run({"inspect", "tests"}).status, 1);
    const Ran other = run({"inspect", "CMakeLists.txt", "--json"});
    EXPECT_EQ(other.status, 1);
    EXPECT_EQ(other.out, "");
    EXPECT_NE(other.err.find("no plan of intentions"), std::string::npos) << other.err;
}

TEST(InspectCommandTest, a_huge_file_is_refused_without_being_read_whole)
{
    const auto path = std::filesystem::path(testing::TempDir()) / "assent_inspect_huge.txt";
    std::ofstream(path).put('<');
    std::filesystem::resize_file(path, 50'000'000);  // a hole: takes no room
    const Ran ran = run({"inspect", path.string(), "--json"});
    std::filesystem::remove(path);
    EXPECT_EQ(ran.status, 1);
    EXPECT_NE(ran.err.find("at most 20 MB"), std::string::npos) << ran.err;
}

TEST(InspectCommandTest, wrong_use_ends_with_status_2)
{
    EXPECT_EQ(run({"inspect"}).status, 2);
    EXPECT_EQ(run({"inspect", "a.txt", "--xml"}).status, 2);
}
