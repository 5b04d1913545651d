#include "server/net/http.hpp"

#include <gtest/gtest.h>

#include "server/net/log.hpp"
#include "server/net/security_headers.hpp"

namespace assent::net {
namespace {

TEST(HttpTest, setting_a_header_replaces_it_and_adding_does_not)
{
    HttpResponse response;
    response.add("Set-Cookie", "a=1").add("set-cookie", "b=2").set("X-One", "1").set("x-one", "2");
    EXPECT_EQ(response.headers.size(), 3U);
    EXPECT_EQ(find_header(response.headers, "SET-COOKIE"), "a=1");
    EXPECT_EQ(find_header(response.headers, "X-One"), "2");
}

TEST(HttpTest, answers_of_every_kind_are_not_stored)
{
    for (const auto& response : {text_response(200, "a"), html_response(200, "a"), json_response(200, "1"), redirect("/a"),
                                 method_not_allowed("GET")})
        EXPECT_EQ(find_header(response.headers, "Cache-Control"), "no-store");
    EXPECT_EQ(redirect("/a").status, 303U);
    EXPECT_EQ(find_header(redirect("/a").headers, "Location"), "/a");
    EXPECT_EQ(find_header(method_not_allowed("GET").headers, "Allow"), "GET");
}

TEST(SecurityHeadersTest, every_response_distrusts_what_is_not_ours)
{
    HttpResponse response = html_response(200, "");
    add_security_headers(response, Transport::plain);
    EXPECT_EQ(find_header(response.headers, "Content-Security-Policy"), content_security_policy);
    EXPECT_EQ(find_header(response.headers, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(find_header(response.headers, "X-Frame-Options"), "DENY");
    EXPECT_FALSE(find_header(response.headers, "Referrer-Policy").empty());
    EXPECT_EQ(find_header(response.headers, "Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(find_header(response.headers, "Cross-Origin-Resource-Policy"), "same-origin");
}

TEST(SecurityHeadersTest, strict_transport_is_said_over_tls_only)
{
    HttpResponse plain;
    add_security_headers(plain, Transport::plain);
    EXPECT_EQ(find_header(plain.headers, "Strict-Transport-Security"), "");
    HttpResponse secure;
    add_security_headers(secure, Transport::secure);
    EXPECT_EQ(find_header(secure.headers, "Strict-Transport-Security"), "max-age=31536000; includeSubDomains");
}

TEST(SecurityHeadersTest, what_a_handler_has_set_stays)
{
    HttpResponse response;
    response.set("content-security-policy", "default-src 'none'");
    add_security_headers(response, Transport::plain);
    EXPECT_EQ(find_header(response.headers, "Content-Security-Policy"), "default-src 'none'");
}

TEST(LogTest, harmless_values_stand_bare_and_others_cannot_pass_for_more)
{
    EXPECT_EQ(log_value("/plans/12"), "/plans/12");
    EXPECT_EQ(log_value(""), "\"\"");
    EXPECT_EQ(log_value("a b=c"), "\"a b=c\"");
    EXPECT_EQ(log_value("a\nevent=forged"), "\"a\\x0aevent=forged\"");
    EXPECT_EQ(log_value("\"\\"), "\"\\\"\\\\\"");
    EXPECT_EQ(log_value("caf\xc3\xa9"), "\"caf\\xc3\\xa9\"");
    EXPECT_EQ(log_value(std::string(300, 'a')), "\"" + std::string(200, 'a') + "...\"");
}

}  // namespace
}  // namespace assent::net
