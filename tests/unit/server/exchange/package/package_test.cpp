#include "server/exchange/package/package.hpp"

#include <gmock/gmock.h>

#include "server/exchange/package/package_writer.hpp"
#include "server/exchange/package/relationships.hpp"
#include "tests/support/hostile_archive.hpp"

namespace assent::exchange {
namespace {

using test::raw_archive;
using testing::ElementsAre;
using testing::HasSubstr;

/// What opening, and reading every part, of such bytes ends in; Errc::none if all of it can be read.
Error outcome_of(const std::string& bytes, const PackageLimits& limits = {})
{
    const auto package = Package::open(as_bytes(bytes), limits);
    if (!package) return package.error();
    for (const std::string& name : package->names())
        if (const auto content = package->read(name); !content) return content.error();
    return {};
}

std::string written(const std::string& content)
{
    PackageWriter writer;
    writer.add("word/document.xml", "application/xml", content);
    writer.relate("", "http://example.org/officeDocument", "word/document.xml");
    writer.relate("word/document.xml", "http://example.org/hyperlink", "https://example.org/?a&b",
                  PackageWriter::Target::external);
    return std::move(writer).finish().value();
}

TEST(PackageTest, ReadsWhatTheWriterWrites)
{
    const std::string bytes = written("<a>words</a>");
    const auto package = Package::open(as_bytes(bytes));
    ASSERT_TRUE(package) << package.error().message;
    EXPECT_THAT(package->names(),
                ElementsAre("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml"));
    EXPECT_EQ(package->read("word/document.xml").value(), "<a>words</a>");
    EXPECT_EQ(package->read("WORD/Document.xml").value(), "<a>words</a>");
    EXPECT_EQ(package->read("word/styles.xml").error().code, Errc::not_found);

    const auto own = read_relationships(*package, "").value();
    EXPECT_EQ(own, (std::vector<Relationship>{{"rId1", "officeDocument", "word/document.xml", false}}));
    const auto links = read_relationships(*package, "word/document.xml").value();
    EXPECT_EQ(links, (std::vector<Relationship>{{"rId1", "hyperlink", "https://example.org/?a&b", true}}));
}

TEST(PackageTest, TheSamePartsGiveTheSameBytes)
{
    EXPECT_EQ(written("<a>words</a>"), written("<a>words</a>"));
}

TEST(PackageTest, RefusesWhatIsNoArchive)
{
    for (const std::string& bytes :
         {std::string("just words"), std::string(), std::string("PK\x03\x04"), written("<a/>").substr(0, 200)}) {
        const Error error = outcome_of(bytes);
        EXPECT_EQ(error.code, Errc::malformed);
        EXPECT_EQ(error.field, "file");
    }
}

TEST(PackageTest, RefusesNamesThatLeadOutside)
{
    for (const char* name : {"../evil.xml", "word/../../evil.xml", "/etc/passwd", "C:/evil.xml", "word\\..\\evil.xml",
                             "word//document.xml", "./a"})
        EXPECT_THAT(outcome_of(raw_archive({{name, "<a/>"}})).message, HasSubstr("name that is not allowed")) << name;
    EXPECT_EQ(outcome_of(raw_archive({{"word/doc..ument.xml", "<a/>"}})).code, Errc::none);
}

TEST(PackageTest, RefusesTheSameNameTwice)
{
    EXPECT_THAT(outcome_of(raw_archive({{"word/document.xml", "<a/>"}, {"word/document.xml", "<b/>"}})).message,
                HasSubstr("same name"));
    EXPECT_THAT(outcome_of(raw_archive({{"word/document.xml", "<a/>"}, {"Word/Document.xml", "<b/>"}})).message,
                HasSubstr("same name"));
}

TEST(PackageTest, RefusesEncryptedParts)
{
    EXPECT_THAT(outcome_of(raw_archive({{"word/document.xml", "scrambled", 1}})).message, HasSubstr("password"));
}

TEST(PackageTest, RefusesSizesThatAreNotTrue)
{
    EXPECT_EQ(outcome_of(raw_archive({{"a.xml", "<a>four</a>", 0, 4}})).code, Errc::too_large);
    EXPECT_EQ(outcome_of(raw_archive({{"a.xml", "<a/>", 0, 4000}})).code, Errc::malformed);
    std::string damaged = raw_archive({{"a.xml", "<a>words</a>"}});
    damaged[damaged.find("words")] = 'W';
    EXPECT_EQ(outcome_of(damaged).code, Errc::malformed);
}

TEST(PackageTest, RefusesAnArchiveThatExpandsTooFar)
{
    const std::string bomb = written(std::string(8 * 1024 * 1024, 'a'));
    EXPECT_LT(bomb.size(), 20U * 1024);
    EXPECT_THAT(outcome_of(bomb).message, HasSubstr("400 times its size"));
    EXPECT_EQ(outcome_of(bomb).code, Errc::too_large);

    const std::string plain = written("<a>some words</a>");
    EXPECT_EQ(outcome_of(plain, {.file_bytes_max = 100}).code, Errc::too_large);
    EXPECT_EQ(outcome_of(plain, {.parts_max = 3}).code, Errc::too_large);
    EXPECT_EQ(outcome_of(plain, {.part_bytes_max = 10}).code, Errc::too_large);
    EXPECT_EQ(outcome_of(plain, {.total_bytes_max = 600}).code, Errc::too_large);
    EXPECT_EQ(outcome_of(plain).code, Errc::none);
}

TEST(PackageTest, LinksThatLeadOutsideThePackageAreLeftOut)
{
    const std::string bytes =
        raw_archive({{"word/document.xml", "<a/>"},
                     {"word/_rels/document.xml.rels",
                      "<Relationships><Relationship Id=\"a\" Type=\"x/styles\" Target=\"../../../etc/passwd\"/>"
                      "<Relationship Id=\"b\" Type=\"x/styles\" Target=\"../word/./styles.xml\"/></Relationships>"}});
    const auto package = Package::open(as_bytes(bytes)).value();
    EXPECT_EQ(read_relationships(package, "word/document.xml").value(),
              (std::vector<Relationship>{{"b", "styles", "word/styles.xml", false}}));
}

}  // namespace
}  // namespace assent::exchange
