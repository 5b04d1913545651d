#include "server/net/static_files.hpp"

#include <fstream>

#include <gtest/gtest.h>

namespace assent::net {
namespace {

namespace fs = std::filesystem;

class StaticFilesTest : public testing::Test
{
protected:
    void SetUp() override
    {
        folder_ = fs::path(testing::TempDir()) /
                  ("assent_static_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
        fs::remove_all(folder_);
        fs::create_directories(folder_ / "fonts");
        write("index.html", "<!doctype html>");
        write("app.8f3a91c2.js", "start()");
        write("app.8f3a91c2.js.br", "compressed");
        write("fonts/inter.ttf", "font");
    }
    void TearDown() override { fs::remove_all(folder_); }

    void write(const std::string& name, std::string_view content) const
    {
        std::ofstream(folder_ / name, std::ios::binary) << content;
    }

    StaticFiles load() const
    {
        auto files = StaticFiles::load(folder_);
        EXPECT_TRUE(files.has_value()) << files.error().message;
        return *std::move(files);
    }

    static HttpRequest get(std::string path, Headers headers = {})
    {
        HttpRequest request;
        request.method = "GET";
        request.path = std::move(path);
        request.headers = std::move(headers);
        return request;
    }

    static std::string_view body(const HttpResponse& response)
    {
        const auto& shared = std::get<SharedBytes>(response.body);
        return as_text(*shared);
    }

    fs::path folder_;
};

TEST_F(StaticFilesTest, a_name_with_a_hash_is_kept_for_ever)
{
    const auto response = load().serve(get("/app.8f3a91c2.js"));
    EXPECT_EQ(response.status, 200U);
    EXPECT_EQ(find_header(response.headers, "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(find_header(response.headers, "Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(find_header(response.headers, "Vary"), "Accept-Encoding");
    EXPECT_EQ(find_header(response.headers, "Content-Encoding"), "");
    EXPECT_EQ(body(response), "start()");
}

TEST_F(StaticFilesTest, brotli_is_sent_to_who_takes_it)
{
    const auto files = load();
    const auto response = files.serve(get("/app.8f3a91c2.js", {{"Accept-Encoding", "gzip, br"}}));
    EXPECT_EQ(find_header(response.headers, "Content-Encoding"), "br");
    EXPECT_EQ(body(response), "compressed");
    const auto plain = files.serve(get("/app.8f3a91c2.js", {{"Accept-Encoding", "br;q=0"}}));
    EXPECT_EQ(body(plain), "start()");
    EXPECT_NE(find_header(plain.headers, "ETag"), find_header(response.headers, "ETag"));
}

TEST_F(StaticFilesTest, the_index_is_asked_about_each_time_and_unchanged_answers_304)
{
    const auto files = load();
    const auto first = files.serve(get("/index.html"));
    EXPECT_EQ(find_header(first.headers, "Cache-Control"), "no-cache");
    const std::string tag(find_header(first.headers, "ETag"));
    ASSERT_FALSE(tag.empty());
    for (const std::string& condition : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
        const auto again = files.serve(get("/index.html", {{"If-None-Match", condition}}));
        EXPECT_EQ(again.status, 304U) << condition;
        EXPECT_EQ(find_header(again.headers, "ETag"), tag);
    }
    EXPECT_EQ(files.serve(get("/index.html", {{"If-None-Match", "\"other\""}})).status, 200U);
}

TEST_F(StaticFilesTest, the_etag_follows_the_content)
{
    const std::string before(find_header(load().serve(get("/")).headers, "ETag"));
    write("index.html", "<!doctype html>changed");
    EXPECT_NE(find_header(load().serve(get("/")).headers, "ETag"), before);
}

TEST_F(StaticFilesTest, pages_of_the_application_are_the_index)
{
    const auto files = load();
    for (const char* path : {"/", "/plans/12", "/plans/12/feedback", "/sign-in", "/plans/"}) {
        const auto response = files.serve(get(path));
        EXPECT_EQ(response.status, 200U) << path;
        EXPECT_EQ(body(response), "<!doctype html>") << path;
    }
}

TEST_F(StaticFilesTest, a_missing_file_is_not_found)
{
    const auto files = load();
    for (const char* path : {"/app.js", "/app.8f3a91c2.js.br", "/fonts/other.ttf", "/index.html/x.js"})
        EXPECT_EQ(files.serve(get(path)).status, 404U) << path;
}

TEST_F(StaticFilesTest, folders_below_are_served)
{
    const auto response = load().serve(get("/fonts/inter.ttf"));
    EXPECT_EQ(body(response), "font");
    EXPECT_EQ(find_header(response.headers, "Content-Type"), "font/ttf");
}

TEST_F(StaticFilesTest, only_get_and_head_are_taken)
{
    const auto files = load();
    HttpRequest request = get("/");
    request.method = "HEAD";
    EXPECT_EQ(files.serve(request).status, 200U);
    request.method = "POST";
    const auto response = files.serve(request);
    EXPECT_EQ(response.status, 405U);
    EXPECT_EQ(find_header(response.headers, "Allow"), "GET, HEAD");
}

TEST_F(StaticFilesTest, hidden_files_and_links_that_lead_out_are_left_out)
{
    write(".secret.txt", "hidden");
    fs::create_directories(folder_ / ".git");
    write(".git/config.txt", "hidden");
    fs::create_symlink("/etc/passwd", folder_ / "users.txt");
    fs::create_symlink(folder_ / "fonts" / "inter.ttf", folder_ / "inside.ttf");
    const auto files = load();
    EXPECT_EQ(files.serve(get("/.secret.txt")).status, 404U);
    EXPECT_EQ(files.serve(get("/.git/config.txt")).status, 404U);
    EXPECT_EQ(files.serve(get("/users.txt")).status, 404U);
    EXPECT_EQ(files.serve(get("/inside.ttf")).status, 200U);
}

TEST_F(StaticFilesTest, a_compressed_file_without_its_original_is_left_out)
{
    write("lost.js.br", "compressed");
    EXPECT_EQ(load().serve(get("/lost.js", {{"Accept-Encoding", "br"}})).status, 404U);
}

TEST_F(StaticFilesTest, a_folder_without_an_index_or_no_folder_is_refused)
{
    fs::remove(folder_ / "index.html");
    EXPECT_EQ(StaticFiles::load(folder_).error().code, Errc::not_found);
    EXPECT_EQ(StaticFiles::load(folder_ / "none").error().code, Errc::not_found);
}

TEST_F(StaticFilesTest, more_than_an_applications_files_are_refused)
{
    EXPECT_EQ(StaticFiles::load(folder_, {.files_max = 3, .bytes_max = 1000}).error().code, Errc::too_large);
    EXPECT_EQ(StaticFiles::load(folder_, {.files_max = 10, .bytes_max = 20}).error().code, Errc::too_large);
    EXPECT_TRUE(StaticFiles::load(folder_, {.files_max = 4, .bytes_max = 1000}).has_value());
}

TEST(StaticFileNamesTest, a_content_hash_is_told_from_a_version)
{
    EXPECT_TRUE(has_content_hash("app.8f3a91c2.js"));
    EXPECT_TRUE(has_content_hash("app.8f3a91c2d0e1f203.wasm"));
    EXPECT_TRUE(has_content_hash("app.min.8f3a91c2.js"));
    EXPECT_FALSE(has_content_hash("app.js"));
    EXPECT_FALSE(has_content_hash("app.1.2.js"));
    EXPECT_FALSE(has_content_hash("app.8F3A91C2.js"));
    EXPECT_FALSE(has_content_hash("8f3a91c2.js"));
    EXPECT_FALSE(has_content_hash("app.8f3a91c2"));
}

TEST(StaticFileNamesTest, media_types_are_what_browsers_demand)
{
    EXPECT_EQ(media_type("a.wasm"), "application/wasm");
    EXPECT_EQ(media_type("a.js"), "text/javascript; charset=utf-8");
    EXPECT_EQ(media_type("a.ttf"), "font/ttf");
    EXPECT_EQ(media_type("a.unknown"), "application/octet-stream");
}

TEST(StaticFileNamesTest, quality_values_are_heeded)
{
    EXPECT_TRUE(accepts_encoding("br", "br"));
    EXPECT_TRUE(accepts_encoding("gzip, deflate, BR", "br"));
    EXPECT_TRUE(accepts_encoding("gzip;q=1.0, br;q=0.5", "br"));
    EXPECT_TRUE(accepts_encoding("br ; q=0.001", "br"));
    EXPECT_TRUE(accepts_encoding("*", "br"));
    EXPECT_TRUE(accepts_encoding("br, *;q=0", "br"));
    EXPECT_FALSE(accepts_encoding("", "br"));
    EXPECT_FALSE(accepts_encoding("gzip, brotli", "br"));
    EXPECT_FALSE(accepts_encoding("br;q=0", "br"));
    EXPECT_FALSE(accepts_encoding("br;q=0.000, *", "br"));
    EXPECT_FALSE(accepts_encoding("*;q=0", "br"));
    EXPECT_FALSE(accepts_encoding("br;q=x", "br"));
}

}  // namespace
}  // namespace assent::net
