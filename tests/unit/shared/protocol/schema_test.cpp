#include "shared/protocol/schema.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "shared/protocol/message.hpp"
#include "tests/support/any_value.hpp"

namespace assent {
namespace {

constexpr const char* published = "docs/assent.fbs";

std::string read_file(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

TEST(SchemaTest, the_published_schema_is_what_the_program_speaks)
{
    if (std::getenv("ASSENT_WRITE_SCHEMA")) std::ofstream(published, std::ios::binary) << schema_text();
    EXPECT_EQ(read_file(published), schema_text())
        << "The messages have changed. Run this test with ASSENT_WRITE_SCHEMA=1, look at the difference in " << published
        << " (only additions at the end keep older programs reading), and commit it.";
}

#ifndef __EMSCRIPTEN__
/// Runs flatc in a folder of its own; false if it complains.
class SchemaToolTest : public testing::Test
{
protected:
    void SetUp() override
    {
        if (std::system("flatc --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "flatc is not installed (flatbuffers-compiler)";
        std::string pattern = testing::TempDir() + "schema_XXXXXX";
        ASSERT_TRUE(::mkdtemp(pattern.data()));
        folder_ = pattern;
    }
    void TearDown() override
    {
        if (!folder_.empty()) std::system(("rm -r '" + folder_ + "'").c_str());
    }

    /// A message as flatc sees it; empty if it cannot read it.
    std::string as_json(const Bytes& message, const std::string& root)
    {
        std::ofstream(folder_ + "/message.bin", std::ios::binary) << as_text(message);
        const std::string command = "flatc --json --raw-binary --strict-json -o '" + folder_ + "' --root-type assent." + root +
                                    " " + published + " -- '" + folder_ + "/message.bin' 2>&1";
        return std::system(command.c_str()) == 0 ? read_file(folder_ + "/message.json") : "";
    }

    /// A message from flatc's JSON.
    Bytes as_message(const std::string& json, const std::string& root)
    {
        std::ofstream(folder_ + "/made.json", std::ios::binary) << json;
        const std::string command = "flatc --binary --strict-json -o '" + folder_ + "' --root-type assent." + root + " " +
                                    published + " '" + folder_ + "/made.json' 2>&1";
        if (std::system(command.c_str()) != 0) return {};
        const std::string bytes = read_file(folder_ + "/made.bin");
        const auto view = as_bytes(bytes);
        return Bytes(view.begin(), view.end());
    }

    std::string folder_;
};

TEST_F(SchemaToolTest, flatc_reads_a_command)
{
    LogFeedback log;
    log.plan = PlanId::derived("plan");
    log.item.name = "Parish council";
    log.item.verbatim = "Why not \"sooner\"?";
    log.item.type = FeedbackType::concern;
    log.item.received = Date::of(2026, 11, 25);
    const std::string json = as_json(encode(ClientMessage{Submit{Key::derived("key"), log}}), "ClientMessage");
    for (const char* expected : {"\"body_type\": \"Submit\"", "\"command_type\": \"LogFeedback\"", "\"Parish council\"",
                                 "\"concern\"", "\"received\": 20782", "sooner"})
        EXPECT_NE(json.find(expected), std::string::npos) << expected << " is not in " << json;
}

TEST_F(SchemaToolTest, flatc_reads_every_kind_of_message_and_its_own_writing_of_it_means_the_same)
{
    support::for_every_kind<ClientMessage>(7, 2, [&](const ClientMessage& message) {
        const std::string json = as_json(encode(message), "ClientMessage");
        ASSERT_NE(json, "") << message.body.index();
        EXPECT_TRUE(decode_client_message(as_message(json, "ClientMessage")) == message) << json;
    });
    support::for_every_kind<ServerMessage>(8, 2, [&](const ServerMessage& message) {
        const std::string json = as_json(encode(message), "ServerMessage");
        ASSERT_NE(json, "") << message.body.index();
        EXPECT_TRUE(decode_server_message(as_message(json, "ServerMessage")) == message) << json;
    });
}
#endif

}  // namespace
}  // namespace assent
