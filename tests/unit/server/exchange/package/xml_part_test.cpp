#include "server/exchange/package/xml_part.hpp"

#include <gmock/gmock.h>

#include "server/exchange/package/package_writer.hpp"

namespace assent::exchange {
namespace {

using testing::HasSubstr;

Error error_of(std::string text, const XmlLimits& limits = {})
{
    const auto part = XmlPart::parse(std::move(text), "word/document.xml", limits);
    return part ? Error{} : part.error();
}

TEST(XmlPartTest, ReadsElementsAttributesAndBlanksThatAreText)
{
    const auto part =
        XmlPart::parse("\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<d>\n <t x=\"1 &amp; 2\"> </t>\n <t>&#163;5 &lt; \xC2\xA3"
                       "6</t>\n</d>",
                       "d")
            .value();
    const pugi::xml_node first = part.root().child("t");
    EXPECT_STREQ(first.attribute("x").value(), "1 & 2");
    EXPECT_STREQ(first.text().get(), " ");
    EXPECT_STREQ(first.next_sibling("t").text().get(), "\xC2\xA3"
                                                       "5 < \xC2\xA3"
                                                       "6");
}

TEST(XmlPartTest, RefusesADocumentTypeAndWithItEveryEntity)
{
    const Error error = error_of("<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><d>&b;</d>");
    EXPECT_EQ(error.code, Errc::malformed);
    EXPECT_THAT(error.message, HasSubstr("document type"));
    EXPECT_EQ(error.field, "file");
}

TEST(XmlPartTest, RefusesWhatIsNotWellFormedOrNotUtf8)
{
    for (const char* text : {"", "words", "<a>", "<a></b>", "<a b=c/>", "<a>\xFF</a>", "\xFF\xFE<\0a"})
        EXPECT_EQ(error_of(text).code, Errc::malformed) << text;
}

TEST(XmlPartTest, RefusesMoreThanItsLimits)
{
    EXPECT_EQ(error_of("<a>words</a>", {.bytes_max = 11}).code, Errc::too_large);
    EXPECT_EQ(error_of("<a><b/><b/></a>", {.marks_max = 3}).code, Errc::too_large);
    std::string deep;
    for (int i = 0; i < 300; ++i)
        deep += "<a>";
    for (int i = 0; i < 300; ++i)
        deep += "</a>";
    EXPECT_THAT(error_of(deep).message, HasSubstr("too deeply"));
    EXPECT_EQ(error_of(deep, {.depth_max = 300}).code, Errc::none);
}

TEST(XmlPartTest, EscapedTextReadsBackAndLosesOnlyWhatXmlCannotHold)
{
    const std::string text = "a < b & \"c\" > d\te\nf \xE2\x82\xAC";
    const auto part = XmlPart::parse("<t>" + xml_escaped(text) + "</t>", "t").value();
    EXPECT_EQ(part.root().text().get(), text);
    EXPECT_EQ(xml_escaped(std::string("a\0b\x01"
                                      "c\xEF\xBF\xBF"
                                      "d", 9)),
              "abcd");
}

}  // namespace
}  // namespace assent::exchange
