#include "server/net/wire.hpp"

#include <gtest/gtest.h>

namespace assent::net {
namespace {

BeastHead head(const std::string& method, const std::string& target,
               const std::vector<std::pair<std::string, std::string>>& fields = {{"Host", "app.test"}})
{
    BeastHead head;
    head.version(11);
    head.method_string(method);
    head.target(target);
    for (const auto& [name, value] : fields) head.insert(name, value);
    return head;
}

const Peer direct{"192.0.2.7", Transport::plain, false};
const Peer proxied{"127.0.0.1", Transport::plain, true};

unsigned refusal(const BeastHead& head)
{
    const auto read = read_head(head, direct);
    return read.refusal ? read.refusal->status : 0;
}

TEST(WireTest, a_request_becomes_plain)
{
    const auto read = read_head(head("POST", "/a%20b?x=1", {{"Host", "app.test"}, {"Cookie", "s=1"}, {"cookie", "t=2"}}),
                                direct);
    ASSERT_FALSE(read.refusal.has_value());
    EXPECT_EQ(read.request.method, "POST");
    EXPECT_EQ(read.request.path, "/a b");
    EXPECT_EQ(read.request.query.get("x"), "1");
    EXPECT_EQ(read.request.header("host"), "app.test");
    EXPECT_EQ(read.request.cookie("s"), "1");
    EXPECT_EQ(read.request.cookie("t"), "2");
    EXPECT_EQ(read.request.remote_address, "192.0.2.7");
    EXPECT_FALSE(read.request.secure);
}

TEST(WireTest, heads_that_two_readers_could_read_differently_are_refused)
{
    EXPECT_EQ(refusal(head("GET", "/", {})), 400U);
    EXPECT_EQ(refusal(head("GET", "/", {{"Host", "a"}, {"Host", "b"}})), 400U);
    EXPECT_EQ(refusal(head("POST", "/", {{"Host", "a"}, {"Content-Length", "1"}, {"Transfer-Encoding", "chunked"}})), 400U);
    EXPECT_EQ(refusal(head("POST", "/", {{"Host", "a"}, {"Content-Length", "1"}, {"Content-Length", "1"}})), 400U);
    EXPECT_EQ(refusal(head("POST", "/", {{"Host", "a"}, {"Transfer-Encoding", "gzip, chunked"}})), 501U);
    EXPECT_EQ(refusal(head("GET", "/../a")), 400U);
    EXPECT_EQ(refusal(head("GET", "http://app.test/")), 400U);
    EXPECT_EQ(refusal(head("TRACE", "/")), 501U);
    EXPECT_EQ(refusal(head("get", "/")), 501U);
    BeastHead newer = head("GET", "/");
    newer.version(12);
    EXPECT_EQ(refusal(newer), 505U);
}

TEST(WireTest, what_a_stranger_says_about_a_proxy_is_ignored)
{
    const auto forged = head("GET", "/", {{"Host", "a"}, {"X-Forwarded-For", "10.0.0.1"}, {"X-Forwarded-Proto", "https"}});
    EXPECT_EQ(read_head(forged, direct).request.remote_address, "192.0.2.7");
    EXPECT_FALSE(read_head(forged, direct).request.secure);
}

TEST(WireTest, of_the_proxy_the_last_entry_is_believed)
{
    const auto request = head("GET", "/", {{"Host", "a"},
                                           {"X-Forwarded-For", "10.9.9.9, 198.51.100.4"},
                                           {"X-Forwarded-Proto", "https"}});
    EXPECT_EQ(read_head(request, proxied).request.remote_address, "198.51.100.4");
    EXPECT_TRUE(read_head(request, proxied).request.secure);
    const auto rubbish = head("GET", "/", {{"Host", "a"}, {"X-Forwarded-For", "unknown"}});
    EXPECT_EQ(read_head(rubbish, proxied).request.remote_address, "127.0.0.1");
}

TEST(WireTest, a_response_head_says_where_the_response_ends)
{
    HttpResponse response = text_response(404, "no");
    const std::string text = response_head(response, 2, After::close, 0);
    EXPECT_TRUE(text.starts_with("HTTP/1.1 404 Not Found\r\n"));
    EXPECT_NE(text.find("\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n"), std::string::npos);
    EXPECT_NE(text.find("\r\nContent-Length: 2\r\n"), std::string::npos);
    EXPECT_TRUE(text.ends_with("\r\nConnection: close\r\n\r\n"));
    response.status = 304;
    EXPECT_EQ(response_head(response, 0, After::keep_alive, 0).find("Content-Length"), std::string::npos);
}

TEST(WireTest, a_handler_can_neither_split_a_response_nor_lie_about_its_length)
{
    HttpResponse response;
    response.set("X-Split", "a\r\nSet-Cookie: s=1").set("Content-Length", "999").set("transfer-encoding", "chunked");
    response.set("Connection", "upgrade");
    const std::string text = response_head(response, 5, After::keep_alive, 0);
    EXPECT_EQ(text.find("Set-Cookie"), std::string::npos);
    EXPECT_EQ(text.find("999"), std::string::npos);
    EXPECT_EQ(text.find("chunked"), std::string::npos);
    EXPECT_EQ(text.find("upgrade"), std::string::npos);
}

}  // namespace
}  // namespace assent::net
