#include "server/exchange/marked_html.hpp"

#include "server/site/html.hpp"
#include "shared/document/marked_text.hpp"

namespace assent::exchange {

using site::escape;
using site::quoted;

/// Elements nest as a, strong, em, whatever the marks overlapped; what two runs share stays open between them.
static std::string inline_html(const std::vector<MarkedRun>& runs)
{
    std::string html;
    const MarkedRun nothing;
    const MarkedRun* open = &nothing;
    const auto turn = [&](const MarkedRun& next) {
        const bool same_link = open->link.data() == next.link.data();
        const bool same_bold = same_link && open->bold == next.bold;
        const bool same_italic = same_bold && open->italic == next.italic;
        if (!same_italic && open->italic) html += "</em>";
        if (!same_bold && open->bold) html += "</strong>";
        if (!same_link && !open->link.empty()) html += "</a>";
        if (!same_link && !next.link.empty()) html += "<a href=" + quoted(next.link) + " rel=\"noopener noreferrer\">";
        if (!same_bold && next.bold) html += "<strong>";
        if (!same_italic && next.italic) html += "<em>";
        open = &next;
    };
    for (const auto& run : runs) {
        turn(run);
        html += escape(run.text);
    }
    turn(nothing);
    return html;
}

namespace {

/// The lists that are open, each with one item open in it.
class Lists
{
public:
    explicit Lists(std::string& html) : html_(html) {}

    void item(const MarkedBlock& block)
    {
        const std::size_t at = block.depth + std::size_t{1};
        while (open_.size() > at) close_one();
        if (open_.size() == at && open_.back().kind != block.kind) close_one();
        if (open_.size() == at) {
            html_ += "</li>\n";
        } else {
            if (!open_.empty()) html_ += '\n';
            open_.push_back({block.kind, block.number});
            if (block.kind == MarkedKind::bullet) html_ += "<ul>\n";
            else if (block.number == 1) html_ += "<ol>\n";
            else html_ += "<ol start=\"" + std::to_string(block.number) + "\">\n";
        }
        List& list = open_.back();
        const bool counted = block.kind == MarkedKind::bullet || block.number == list.next;
        html_ += counted ? "<li>" : "<li value=\"" + std::to_string(block.number) + "\">";
        list.next = block.number + 1u;
    }

    void close()
    {
        while (!open_.empty()) close_one();
    }

private:
    struct List
    {
        MarkedKind kind{};
        unsigned next{};
    };

    void close_one()
    {
        html_ += open_.back().kind == MarkedKind::bullet ? "</li>\n</ul>\n" : "</li>\n</ol>\n";
        open_.pop_back();
    }

    std::string& html_;
    std::vector<List> open_;
};

}  // namespace

std::string marked_html(std::string_view text)
{
    std::string html;
    Lists lists(html);
    for (const auto& block : parse_marked(text)) {
        if (block.kind == MarkedKind::paragraph) {
            lists.close();
            html += "<p>" + inline_html(block.runs) + "</p>\n";
        } else {
            lists.item(block);
            html += inline_html(block.runs);
        }
    }
    lists.close();
    return html;
}

}  // namespace assent::exchange
