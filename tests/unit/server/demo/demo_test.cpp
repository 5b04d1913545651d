#include "server/demo/make.hpp"

#include <fstream>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <unistd.h>

#include "server/demo/reader.hpp"
#include "server/store/sqlite/open.hpp"
#include "server/tenancy/offline.hpp"
#include "shared/workflow/parse.hpp"
#include "shared/workflow/plan_facts.hpp"

namespace assent::demo {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using tenancy::OfflineOrganisation;

struct Folder
{
    explicit Folder(const char* name) : path(fs::temp_directory_path() / (std::string("assent_demo_test_") + name + std::to_string(::getpid())))
    {
        fs::remove_all(path);
    }
    ~Folder() { fs::remove_all(path); }
    fs::path path;
};

Result<Made> make(const fs::path& data)
{
    identity::Passwords passwords(identity::PasswordCost::cheapest_for_tests());
    return make_demo(data, passwords);
}

/// Made once: most tests only look at it.
class DemoTest : public testing::Test
{
protected:
    static void SetUpTestSuite()
    {
        folder = new Folder("shared");
        made = new Result<Made>(make(folder->path));
    }
    static void TearDownTestSuite()
    {
        delete made;
        delete folder;
    }
    void SetUp() override { ASSERT_TRUE(made->has_value()) << made->error().message; }

    static OfflineOrganisation open(const char* slug)
    {
        auto organisation = OfflineOrganisation::open(folder->path, slug);
        EXPECT_TRUE(organisation.has_value()) << organisation.error().message;
        return std::move(*organisation);
    }

    static const Plan& plan_called(const Tenant& tenant, const std::string& title)
    {
        for (const auto& plan : tenant.plans)
            if (plan.title == title) return plan;
        ADD_FAILURE() << "There is no plan called " << title;
        return tenant.plans.front();
    }

    static Folder* folder;
    static Result<Made>* made;
};

Folder* DemoTest::folder = nullptr;
Result<Made>* DemoTest::made = nullptr;

constexpr const char* slugs[] = {"ashdown-vale", "port-merrow", "vale-and-merrow"};

TEST_F(DemoTest, there_is_a_plan_in_every_phase_and_a_decision_open)
{
    std::set<workflow::Phase> phases;
    bool open_decision = false;
    for (const char* slug : slugs) {
        const auto organisation = open(slug);
        const auto& tenant = organisation.tenant();
        const auto parsed = workflow::parse(tenant.workflows.front().toml);
        ASSERT_TRUE(parsed.definition.has_value());
        for (const auto& plan : tenant.plans) {
            const auto* state = workflow::find_state(*parsed.definition, plan.state);
            ASSERT_NE(state, nullptr);
            phases.insert(state->phase);
            for (const auto& decision : plan.decisions) open_decision = open_decision || !decision.closed;
        }
    }
    EXPECT_EQ(phases.size(), 6u);
    EXPECT_TRUE(open_decision);
}

TEST_F(DemoTest, it_has_sixty_feedback_items_in_every_state_with_every_disposition)
{
    EXPECT_EQ((*made)->feedback_items, 60u);
    std::set<FeedbackState> states;
    std::set<Disposition> dispositions;
    for (const char* slug : slugs) {
        const auto organisation = open(slug);
        for (const auto& plan : organisation.tenant().plans)
            for (const auto& item : plan.feedback) {
                states.insert(item.state);
                dispositions.insert(item.disposition);
                EXPECT_FALSE(item.about.title.empty()) << plan.title << ' ' << reference_of(item);
            }
    }
    EXPECT_EQ(states.size(), 4u);
    EXPECT_EQ(dispositions.size(), 8u);
}

TEST_F(DemoTest, the_main_plan_is_rich)
{
    const auto organisation = open("ashdown-vale");
    const auto& plan = plan_called(organisation.tenant(), "Commissioning intentions 2027/28");
    std::set<std::string> areas;
    std::set<std::string> references;
    for (const auto& intention : plan.content.intentions) {
        areas.insert(intention.programme_area);
        references.insert(intention.reference);
    }
    EXPECT_GE(plan.content.intentions.size(), 40u);
    EXPECT_LE(plan.content.intentions.size(), 60u);
    EXPECT_EQ(areas.size(), 10u);
    EXPECT_EQ(references.size(), plan.content.intentions.size());
    EXPECT_EQ(plan.versions.size(), 4u);
    EXPECT_TRUE(plan.edited_since_version);
    EXPECT_GE(plan.content.sections.size(), 10u);
    EXPECT_GE(plan.content.milestones.size(), 5u);
}

std::int64_t figure(std::string text)
{
    std::erase(text, ',');
    return std::stoll(text);
}

TEST_F(DemoTest, money_tables_add_up)
{
    int checked = 0;
    for (const char* slug : slugs) {
        const auto organisation = open(slug);
        for (const auto& plan : organisation.tenant().plans)
            for (const auto& table : plan.content.tables) {
                const auto& total = table.rows.back().cells;
                ASSERT_EQ(total.front(), "Total") << table.title;
                for (std::size_t column = 1; column < total.size(); ++column) {
                    if (total[column].empty()) continue;
                    std::int64_t sum = 0;
                    for (std::size_t row = 0; row + 1 < table.rows.size(); ++row) sum += figure(table.rows[row].cells[column]);
                    EXPECT_EQ(sum, figure(total[column])) << table.title << ", " << table.columns[column];
                    ++checked;
                }
            }
    }
    EXPECT_GE(checked, 15);
}

TEST_F(DemoTest, committees_can_be_quorate_and_one_open_item_waits_for_a_ruling)
{
    const auto organisation = open("port-merrow");
    const auto& plan = plan_called(organisation.tenant(), "Commissioning intentions 2027/28");
    const auto& decision = plan.decisions.back();
    ASSERT_FALSE(decision.closed);
    EXPECT_TRUE(quorum_of(decision).met) << quorum_of(decision).sentence;
    EXPECT_EQ(decision.ballots.size(), 3u);
    ASSERT_EQ(decision.interests.size(), 2u);
    EXPECT_TRUE(decision.interests.front().entry) << "found in the register";
    EXPECT_EQ(decision.interests.front().intentions.size(), 5u);
    EXPECT_EQ(decision.interests.back().ruling, Ruling::none);
}

TEST_F(DemoTest, intentions_have_known_routes_and_dates_where_they_are_clear)
{
    const auto organisation = open("ashdown-vale");
    std::size_t dated = 0;
    const auto& plan = plan_called(organisation.tenant(), "Commissioning intentions 2027/28");
    for (const auto& intention : plan.content.intentions)
        for (const auto& timescale : intention.timescales) dated += timescale.from || timescale.to ? 1 : 0;
    EXPECT_GE(dated, 45u);
}

TEST_F(DemoTest, everybody_can_sign_in_and_every_role_is_among_those_printed)
{
    const auto system = store::open_system_store(store::system_path(folder->path));
    ASSERT_TRUE(system.has_value());
    identity::Passwords passwords(identity::PasswordCost::cheapest_for_tests());
    EXPECT_TRUE(identity::acceptable_password((*made)->password).has_value());
    std::string printed;
    for (const auto& sign_in : (*made)->sign_ins) {
        const auto account = (*system)->account_by_email(sign_in.email);
        ASSERT_TRUE(account.has_value() && account->has_value()) << sign_in.email;
        EXPECT_TRUE(passwords.verify((*made)->password, (**account).password_hash));
        EXPECT_FALSE(sign_in.what.empty());
        printed += sign_in.what + '\n';
    }
    EXPECT_EQ((*made)->sign_ins.size(), 13u);
    for (int role = 0; role <= static_cast<int>(Role::administrator); ++role)
        EXPECT_THAT(printed, HasSubstr(words_of(static_cast<Role>(role))));
    EXPECT_THAT(printed, HasSubstr("Ashdown Vale CCG: document owner, author; Vale and Merrow Partnership: document owner, author"));
}

TEST_F(DemoTest, making_it_again_gives_the_same_logs)
{
    const Folder second("again");
    ASSERT_TRUE(make(second.path).has_value());
    for (const char* slug : slugs) {
        auto first = open(slug);
        auto again = OfflineOrganisation::open(second.path, slug);
        ASSERT_TRUE(again.has_value());
        EXPECT_EQ(first.store().head().root, again->store().head().root) << slug;
    }
}

TEST_F(DemoTest, a_folder_with_content_is_refused_and_left_alone)
{
    const auto refused = make(folder->path);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, Errc::conflict);
    EXPECT_THAT(refused.error().message, HasSubstr("has content already"));

    const Folder other("other");
    fs::create_directories(other.path);
    std::ofstream(other.path / "letter.txt") << "not ours";
    EXPECT_FALSE(make(other.path).has_value());
    EXPECT_FALSE(fs::exists(other.path / "lock"));
    EXPECT_TRUE(fs::exists(other.path / "letter.txt"));
}

TEST_F(DemoTest, what_was_left_of_a_sample_cut_short_is_cleared_away)
{
    const Folder other("cut");
    fs::create_directories(other.path / "sample.unfinished" / "tenants");
    std::ofstream(other.path / "sample.unfinished" / "tenants" / "ashdown-vale.db") << "half";
    const auto again = make(other.path);
    ASSERT_TRUE(again.has_value()) << again.error().message;
    EXPECT_FALSE(fs::exists(other.path / "sample.unfinished"));
    EXPECT_TRUE(fs::exists(store::system_path(other.path)));
}

TEST(DemoReaderTest, times_are_read_as_british_local_time)
{
    const auto table = toml::parse("summer = 2026-07-01T12:00:00\nwinter = 2026-11-01T12:00:00\nday = 2026-07-01\n");
    const Entry entry(table, "test");
    EXPECT_EQ(rfc3339(entry.moment("summer")), "2026-07-01T11:00:00.000000Z");
    EXPECT_EQ(rfc3339(entry.moment("winter")), "2026-11-01T12:00:00.000000Z");
    EXPECT_EQ(entry.date("day").iso(), "2026-07-01");
    EXPECT_THROW(entry.moment("day"), ContentError);
    EXPECT_THROW(entry.need("nothing"), ContentError);
}

}  // namespace
}  // namespace assent::demo
