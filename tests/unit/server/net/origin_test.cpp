#include "server/net/origin.hpp"

#include <gtest/gtest.h>

namespace assent::net {
namespace {

const OriginPolicy ours({"https://app.test", "http://localhost:8080"});

HttpRequest with(Headers headers)
{
    HttpRequest request;
    request.method = "POST";
    request.headers = std::move(headers);
    return request;
}

TEST(OriginTest, an_origin_is_compared_whole)
{
    EXPECT_TRUE(ours.allows("https://app.test"));
    EXPECT_TRUE(ours.allows("http://localhost:8080"));
    for (const char* foreign : {"", "null", "http://app.test", "https://app.test.evil.test", "https://app.test:443",
                                "https://app.test/", "https://APP.test", "https://evil.test", "http://localhost"})
        EXPECT_FALSE(ours.allows(foreign)) << foreign;
}

TEST(OriginTest, even_a_list_that_names_null_does_not_allow_it)
{
    EXPECT_FALSE(OriginPolicy({"null", ""}).allows("null"));
    EXPECT_FALSE(OriginPolicy({"null", ""}).allows(""));
}

TEST(OriginTest, a_change_comes_from_our_own_pages)
{
    EXPECT_TRUE(ours.allows_change(with({{"Origin", "https://app.test"}})));
    EXPECT_FALSE(ours.allows_change(with({{"Origin", "https://evil.test"}})));
    EXPECT_FALSE(ours.allows_change(with({{"Origin", "null"}})));
    EXPECT_FALSE(ours.allows_change(with({{"Origin", ""}})));
    EXPECT_FALSE(ours.allows_change(with({{"origin", "https://app.test"}, {"Origin", "https://evil.test"}})));
}

TEST(OriginTest, without_an_origin_the_fetch_site_decides)
{
    EXPECT_TRUE(ours.allows_change(with({})));
    EXPECT_TRUE(ours.allows_change(with({{"Sec-Fetch-Site", "same-origin"}})));
    EXPECT_TRUE(ours.allows_change(with({{"Sec-Fetch-Site", "none"}})));
    EXPECT_FALSE(ours.allows_change(with({{"Sec-Fetch-Site", "cross-site"}})));
    EXPECT_FALSE(ours.allows_change(with({{"Sec-Fetch-Site", "same-site"}})));
}

}  // namespace
}  // namespace assent::net
