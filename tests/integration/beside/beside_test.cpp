// The program's other subcommands beside a running server: those that read see a moment's state while people work, those
// that write say that the server must be stopped, and neither disturbs it.
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "tests/support/organisation_client.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace assent {
namespace {

using namespace support;

class BesideTest : public testing::Test
{
protected:
    void SetUp() override
    {
        create_tenant(data_, "north", "workflows/ccg-plan.toml");
        add_user(data_, "ada@example.org", "Ada Marsh", "north",
                 {Role::author, Role::document_owner, Role::engagement_lead, Role::administrator});
        server_ = std::make_unique<ServerProcess>(data_, std::vector<std::string>{"--messages-per-second", "10000"});
        client_ = std::make_unique<OrganisationClient>(server_->port(), "north", sign_in(server_->port(), "ada@example.org"));
        must(CreatePlan{plan_, "Plan of record", "2026/27", {}});
        must(EditContent{plan_, {AddSection{{ElementId::derived("intro"), "1", 1, "Introduction", "Words.", {}, 0}, {}}}});
        must(CutVersion{plan_, VersionId::derived("v"), "0.1", {"First"}});
        // Somebody works all the while.
        worker_ = std::thread([this] {
            for (; !ends_; ++done_)
                must(AddForum{{ForumId::derived(std::to_string(done_)), "Forum " + std::to_string(done_), "", "", ""}});
        });
    }
    void TearDown() override
    {
        ends_ = true;
        worker_.join();
    }

    void must(const Command& command)
    {
        const Key key = Key::derived("beside " + std::to_string(++keys_));
        client_->say({Submit{key, command}});
        const auto answer = client_->answer_to(key);
        if (!answer || !std::holds_alternative<Accepted>(answer->body)) std::abort();
    }

    RunResult run(std::vector<std::string> arguments, const std::string& input = {})
    {
        arguments.insert(arguments.end(), {"--data", data_.string()});
        return run_program(arguments, input);
    }

    TemporaryFolder folder_;
    const std::filesystem::path data_ = folder_ / "data";
    const PlanId plan_ = PlanId::derived("plan");
    std::unique_ptr<ServerProcess> server_;
    std::unique_ptr<OrganisationClient> client_;
    std::thread worker_;
    std::atomic<bool> ends_{};
    std::atomic<int> done_{};
    int keys_{};
};

TEST_F(BesideTest, exports_read_while_people_work)
{
    const int before = done_;
    for (int i = 0; i < 5; ++i)
        for (const std::string format : {"json", "html", "csv"}) {
            const auto result = run({"export", "Plan of record", "--tenant", "north", "--format", format});
            EXPECT_EQ(result.status, 0) << format << ": " << result.output;
            EXPECT_FALSE(result.output.empty()) << format;
        }
    EXPECT_GT(done_, before) << "the server goes on meanwhile";
    EXPECT_NE(run({"export", "Plan of record", "--tenant", "north", "--format", "html"}).output.find("Words."), std::string::npos);
}

TEST_F(BesideTest, the_log_is_verified_and_copied_while_people_work)
{
    for (int i = 0; i < 5; ++i) {
        const auto verified = run({"audit", "verify"});
        EXPECT_EQ(verified.status, 0) << verified.output;
    }
    const auto out = folder_ / "backup";
    const auto copied = run({"backup", out.string()});
    EXPECT_EQ(copied.status, 0) << copied.output;
    EXPECT_EQ(run_program({"audit", "verify", "--data", out.string()}).status, 0);
}

TEST_F(BesideTest, what_writes_is_refused_and_says_why)
{
    const auto added = run({"user", "add", "ben@example.org", "--name", "Ben", "--tenant", "north", "--role", "reader"}, password + "\n");
    EXPECT_EQ(added.status, 1);
    const auto created = run({"tenant", "create", "south", "--name", "South", "--workflow", "workflows/ccg-plan.toml"});
    EXPECT_EQ(created.status, 1);
}

TEST_F(BesideTest, a_log_left_by_a_killed_server_is_exported_too)
{
    ends_ = true;
    worker_.join();
    server_->kill();
    const auto result = run({"export", "Plan of record", "--tenant", "north", "--format", "html"});
    EXPECT_EQ(result.status, 0) << result.output;
    EXPECT_NE(result.output.find("Words."), std::string::npos);
    worker_ = std::thread([] {});
}

}  // namespace
}  // namespace assent
