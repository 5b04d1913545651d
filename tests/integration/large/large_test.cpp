// An organisation with a plan of 2,000 intentions and 10,000 items of feedback on the real server: its registers and texts
// are many times what may wait for one connection, reach everybody who reads, and cost little for those who do not.
#include <cstdio>
#include <fstream>

#include <gtest/gtest.h>

#include "client/sync/core.hpp"
#include "tests/support/bulk_writer.hpp"
#include "tests/support/organisation_client.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace assent {
namespace {

using namespace support;

constexpr std::size_t intentions = 2'000;
constexpr std::size_t items = 10'000;

/// The client's own core over a blocking socket.
class Browser : sync::Link, sync::Outbox
{
public:
    Browser(std::uint16_t port, const std::string& cookies) : core_("north", *this, *this, [] { return std::array<std::uint8_t, 16>{}; })
    {
        WsClient::Options options;
        options.path = "/ws?organisation=north";
        options.cookies = cookies;
        socket_ = std::make_unique<WsClient>(port, options);
        core_.start(0);
        core_.on_open(0);
    }

    /// Reads until `done` says that it has what it wants.
    template<class Done>
    void read_until(Done done)
    {
        while (!done(core_.copy())) {
            const auto bytes = socket_->receive();
            if (!bytes) throw std::runtime_error("The server closed: " + socket_->close_reason());
            frame_bytes_max = std::max(frame_bytes_max, bytes->size());
            core_.on_message(*bytes, 0);
        }
    }

    sync::SyncCore& core() { return core_; }
    std::size_t frame_bytes_max{};

private:
    void connect() override {}
    bool send(BytesView message) override { return socket_->send(message); }
    void disconnect(std::uint16_t, std::string_view reason) override { throw std::runtime_error(std::string(reason)); }
    void put(const std::string&, BytesView) override {}
    void remove(const std::string&) override {}
    void list(const std::string&) override {}

    sync::SyncCore core_;
    std::unique_ptr<WsClient> socket_;
};

std::size_t resident_bytes(pid_t pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/statm");
    std::size_t all = 0, resident = 0;
    file >> all >> resident;
    return resident * 4096;
}

class LargeTest : public testing::Test
{
protected:
    static void SetUpTestSuite()
    {
        folder_ = std::make_unique<TemporaryFolder>();
        const auto data = *folder_ / "data";
        create_tenant(data, "north", "workflows/ccg-plan.toml");
        add_user(data, "ada@example.org", "Ada Marsh", "north",
                 {Role::author, Role::document_owner, Role::engagement_lead, Role::administrator});
        {
            BulkWriter writer(data, "north");
            plan_ = LargePlan::write(writer, intentions, items);
        }
        server_ = std::make_unique<ServerProcess>(data);
        cookies_ = sign_in(server_->port(), "ada@example.org");
    }
    static void TearDownTestSuite()
    {
        server_.reset();
        folder_.reset();
    }

    static inline std::unique_ptr<TemporaryFolder> folder_;
    static inline std::unique_ptr<ServerProcess> server_;
    static inline std::string cookies_;
    static inline LargePlan plan_;
};

TEST_F(LargeTest, a_browser_gets_the_registers_the_text_and_a_version_at_the_default_limits)
{
    Browser browser(server_->port(), cookies_);
    browser.read_until([](const sync::Copy& copy) { return copy.welcomed; });
    const auto* plan = browser.core().copy().plan(plan_.plan);
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->feedback.size(), items);
    browser.core().open_plan(plan_.plan);
    browser.core().want_version(plan_.plan, plan_.version);
    browser.read_until([&](const sync::Copy& copy) { return copy.text(plan_.plan) && copy.versions.contains(plan_.version); });
    EXPECT_EQ(browser.core().copy().text(plan_.plan)->intentions.size(), intentions);
    EXPECT_EQ(browser.core().copy().versions.at(plan_.version).content, *browser.core().copy().text(plan_.plan));
    EXPECT_LT(browser.frame_bytes_max, 256u * 1024);
}

TEST_F(LargeTest, many_long_answers_asked_for_at_once_come_one_after_the_other)
{
    OrganisationClient client(server_->port(), "north", cookies_);
    ASSERT_TRUE(client.hear_one<Welcome>());
    constexpr int asked = 7;
    for (int i = 0; i < asked; ++i) client.say({GetVersion{plan_.plan, plan_.version}});
    client.say({OpenPlan{plan_.plan}});
    int versions = 0, texts = 0;
    while (versions < asked || texts < 1) {
        const auto message = client.hear();
        ASSERT_TRUE(message) << client.socket().close_reason();
        if (const auto* version = std::get_if<VersionText>(&message->body)) versions += version->content.intentions.size() == intentions;
        texts += std::holds_alternative<PlanText>(message->body);
    }
}

TEST_F(LargeTest, what_happens_while_the_registers_are_under_way_is_not_missed)
{
    OrganisationClient writer(server_->port(), "north", cookies_);
    ASSERT_TRUE(writer.hear_one<Welcome>());
    Browser browser(server_->port(), cookies_);
    const Key key = Key::derived("meanwhile");
    ASSERT_TRUE(writer.say({Submit{key, AddForum{{ForumId::derived("new"), "A forum that came meanwhile", "", "", ""}}}}));
    ASSERT_TRUE(std::holds_alternative<Accepted>(writer.answer_to(key)->body));
    browser.read_until([](const sync::Copy& copy) {
        return copy.welcomed && std::any_of(copy.tenant.forums.begin(), copy.tenant.forums.end(),
                                            [](const Forum& forum) { return forum.id == ForumId::derived("new"); });
    });
}

TEST_F(LargeTest, those_who_ask_and_never_read_cost_a_bounded_amount_and_others_are_served)
{
    OrganisationClient(server_->port(), "north", cookies_).hear_one<Welcome>();  // what serving one costs is there already
    const std::size_t before = resident_bytes(server_->pid());
    std::vector<std::unique_ptr<WsClient>> silent;
    for (int i = 0; i < 50; ++i) {
        WsClient::Options options;
        options.path = "/ws?organisation=north";
        options.cookies = cookies_;
        options.socket.receive_buffer_bytes = 4096;
        silent.push_back(std::make_unique<WsClient>(server_->port(), options));
        silent.back()->send(encode(ClientMessage{Hello{protocol_version}}));
    }
    OrganisationClient honest(server_->port(), "north", cookies_);
    const auto welcome = honest.hear_one<Welcome>();
    ASSERT_TRUE(welcome);
    EXPECT_EQ(welcome->tenant.plans.at(0).feedback.size(), items);
    const std::size_t after = resident_bytes(server_->pid());
    const std::size_t grown = after > before ? after - before : 0;
    std::printf("{\"test\":\"large\",\"silent_clients\":%zu,\"welcome_bytes\":%zu,\"welcome_frames\":%zu,\"server_mib_before\":%zu,"
                "\"server_grown_mib\":%zu}\n",
                silent.size(), honest.bytes(), honest.frames(), before >> 20, grown >> 20);
    // 64 MiB of transfers and 50 outboxes of two parts; the allocator keeps some more.
    EXPECT_LT(grown, 128u * 1024 * 1024);
}

}  // namespace
}  // namespace assent
