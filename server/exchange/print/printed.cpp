#include "server/exchange/print/printed.hpp"

#include <algorithm>

#include "server/exchange/print/printed_text.hpp"

namespace assent::exchange::print {

std::string Words::text() const
{
    std::string all;
    for (const auto& run : runs) all += run.text;
    return all;
}

void Outline::heading(std::uint8_t wanted, std::string anchor, std::string_view number, std::string_view title, std::vector<Run> marks)
{
    level_ = std::min<std::uint8_t>({wanted, static_cast<std::uint8_t>(level_ + 1), 6});
    Words line;
    if (!number.empty()) line = as_words(number, Look::number) + as_words(" ");
    line = std::move(line) + as_words(title);
    Heading heading{level_, anchor, std::string(number), line, as_words(title).text()};
    for (auto& mark : marks) {
        heading.words.runs.push_back({" "});
        heading.words.runs.push_back(std::move(mark));
    }
    if (printed_.contents.empty()) printed_.contents_title = as_words("Contents");
    printed_.contents.push_back({level_, std::move(anchor), std::move(line)});
    printed_.parts.back().blocks.emplace_back(std::move(heading));
}

}  // namespace assent::exchange::print
