#include "server/exchange/docx/element_marks.hpp"

#include <algorithm>

namespace assent::exchange::docx {
namespace {

constexpr const char* plan_property = "Assent plan";
constexpr const char* version_property = "Assent version";
constexpr const char* content_property = "Assent content";
constexpr const char* redline_author_property = "Assent changes by";
constexpr const char* redline_date_property = "Assent changes at";
constexpr std::string_view prefix = "as_";
constexpr std::string_view kind_letters = "sitm";  // in the order of ElementKind
constexpr std::size_t part_bytes_max = 3;

}  // namespace

void stamp(WordDocument& document, const WordStamp& stamp)
{
    document.properties[plan_property] = stamp.plan.text();
    if (stamp.version) document.properties[version_property] = stamp.version.text();
    document.properties[content_property] = stamp.content.hex();
}

std::optional<WordStamp> stamp_of(const WordDocument& document)
{
    const auto property = [&](const char* name) {
        const auto found = document.properties.find(name);
        return found == document.properties.end() ? std::string() : found->second;
    };
    const auto plan = PlanId::parse(property(plan_property));
    if (!plan) return std::nullopt;
    WordStamp stamp;
    stamp.plan = *plan;
    stamp.version = VersionId::parse(property(version_property)).value_or(VersionId{});
    if (const auto content = from_hex(property(content_property));
        content && content->size() == stamp.content.bytes.size())
        std::copy(content->begin(), content->end(), stamp.content.bytes.begin());
    return stamp;
}

void stamp_redline(WordDocument& document, const WordAuthor& author)
{
    document.properties[redline_author_property] = author.name;
    document.properties[redline_date_property] = author.date;
}

std::optional<WordAuthor> own_redline_author(const WordDocument& document)
{
    const auto name = document.properties.find(redline_author_property);
    const auto date = document.properties.find(redline_date_property);
    if (name == document.properties.end() || date == document.properties.end()) return std::nullopt;
    return WordAuthor{name->second, date->second};
}

std::string bookmark_of(const ElementMark& mark, std::string_view part)
{
    return std::string(prefix) + kind_letters[static_cast<std::size_t>(mark.kind)] + "_" + mark.element.text() +
           std::string(part.substr(0, part_bytes_max));
}

std::optional<ElementMark> element_of(std::string_view bookmark)
{
    constexpr std::size_t digits_at = 5;
    constexpr std::size_t digits = 32;
    if (!bookmark.starts_with(prefix) || bookmark.size() < digits_at + digits || bookmark[4] != '_')
        return std::nullopt;
    const std::size_t kind = kind_letters.find(bookmark[3]);
    const auto element = ElementId::parse(bookmark.substr(digits_at, digits));
    if (kind == std::string_view::npos || !element) return std::nullopt;
    return ElementMark{static_cast<ElementKind>(kind), *element};
}

void enclose(WordParagraph& paragraph, const std::string& bookmark)
{
    paragraph.marks.insert(paragraph.marks.begin(), {WordMark::Kind::bookmark_begin, 0, bookmark});
    paragraph.marks.push_back(
        {WordMark::Kind::bookmark_end, static_cast<std::uint32_t>(paragraph.runs.size()), bookmark});
}

std::optional<ElementMark> element_in(const WordParagraph& paragraph)
{
    for (const WordMark& mark : paragraph.marks)
        if (mark.kind == WordMark::Kind::bookmark_begin)
            if (const auto element = element_of(mark.name)) return element;
    return std::nullopt;
}

}  // namespace assent::exchange::docx
