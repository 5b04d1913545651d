#include "server/net/handshake.hpp"

#include <gtest/gtest.h>

namespace assent::net {
namespace {

const OriginPolicy ours({"https://app.test"});

HttpRequest good()
{
    HttpRequest request;
    request.method = "GET";
    request.path = "/ws";
    request.headers = {{"Host", "app.test"},
                       {"Connection", "keep-alive, Upgrade"},
                       {"Upgrade", "WebSocket"},
                       {"Sec-WebSocket-Version", "13"},
                       {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="},
                       {"Sec-WebSocket-Protocol", "assent.v0, assent.v1"},
                       {"Origin", "https://app.test"}};
    return request;
}

void replace(HttpRequest& request, std::string_view name, std::string value)
{
    for (auto& header : request.headers)
        if (header.first == name) header.second = std::move(value);
}

void remove(HttpRequest& request, std::string_view name)
{
    std::erase_if(request.headers, [&](const auto& header) { return header.first == name; });
}

unsigned answer(const HttpRequest& request, unsigned version = 11)
{
    const auto refusal = refuse_handshake(request, version, ServerOptions{}, ours);
    return refusal ? refusal->status : 101;
}

TEST(HandshakeTest, a_right_handshake_is_taken)
{
    EXPECT_EQ(answer(good()), 101U);
    EXPECT_EQ(chosen_subprotocol(good(), ServerOptions{}), "assent.v1");
}

TEST(HandshakeTest, another_address_is_not_found)
{
    HttpRequest request = good();
    request.path = "/other";
    EXPECT_EQ(answer(request), 404U);
}

TEST(HandshakeTest, other_methods_and_versions_of_http_are_refused)
{
    HttpRequest request = good();
    request.method = "POST";
    EXPECT_EQ(answer(request), 405U);
    EXPECT_EQ(answer(good(), 10), 505U);
}

TEST(HandshakeTest, a_request_without_upgrade_is_told_to_upgrade)
{
    for (const char* name : {"Upgrade", "Connection", "Sec-WebSocket-Version"}) {
        HttpRequest request = good();
        remove(request, name);
        EXPECT_EQ(answer(request), 426U) << name;
    }
}

TEST(HandshakeTest, another_version_of_the_protocol_is_told_ours)
{
    HttpRequest request = good();
    replace(request, "Sec-WebSocket-Version", "8");
    const auto refusal = refuse_handshake(request, 11, ServerOptions{}, ours);
    ASSERT_TRUE(refusal.has_value());
    EXPECT_EQ(refusal->status, 426U);
    EXPECT_EQ(find_header(refusal->headers, "Sec-WebSocket-Version"), "13");
}

TEST(HandshakeTest, a_key_is_one_and_of_sixteen_bytes)
{
    for (const char* key : {"", "dGhlIHNhbXBsZSBub25j", "dGhlIHNhbXBsZSBub25jZQ", "!!!!!!!!!!!!!!!!!!!!!!==",
                            "dGhlIHNhbXBsZSBub25jZR==", "dGhlIHNhbXBsZSBub25jZSE="}) {
        HttpRequest request = good();
        replace(request, "Sec-WebSocket-Key", key);
        EXPECT_EQ(answer(request), 400U) << key;
    }
    HttpRequest twice = good();
    twice.headers.emplace_back("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==");
    EXPECT_EQ(answer(twice), 400U);
    remove(twice, "Sec-WebSocket-Key");
    EXPECT_EQ(answer(twice), 400U);
}

TEST(HandshakeTest, a_body_is_refused)
{
    HttpRequest request = good();
    request.headers.emplace_back("Content-Length", "4");
    EXPECT_EQ(answer(request), 400U);
}

TEST(HandshakeTest, a_foreign_missing_or_doubled_origin_is_forbidden)
{
    for (const char* origin : {"https://evil.test", "null", "", "https://app.test.evil.test"}) {
        HttpRequest request = good();
        replace(request, "Origin", origin);
        EXPECT_EQ(answer(request), 403U) << origin;
    }
    HttpRequest none = good();
    remove(none, "Origin");
    EXPECT_EQ(answer(none), 403U);
    HttpRequest two = good();
    two.headers.emplace_back("Origin", "https://app.test");
    EXPECT_EQ(answer(two), 403U);
}

TEST(HandshakeTest, without_our_subprotocol_it_is_refused_unless_it_is_optional)
{
    HttpRequest request = good();
    replace(request, "Sec-WebSocket-Protocol", "assent.v10");
    EXPECT_EQ(answer(request), 400U);
    ServerOptions options;
    options.subprotocol_required = false;
    EXPECT_FALSE(refuse_handshake(request, 11, options, ours).has_value());
    EXPECT_EQ(chosen_subprotocol(request, options), "");
}

}  // namespace
}  // namespace assent::net
