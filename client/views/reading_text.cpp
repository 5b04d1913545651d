#include "client/views/reading_text.hpp"

#include <algorithm>

#include "shared/document/marked_text.hpp"

namespace assent::views {

namespace {

class Reading
{
public:
    Reading(std::vector<MarkedBlock> blocks, const ReadingLook& look) : blocks_(std::move(blocks)), look_(look) {}

    void draw()
    {
        while (at_ < blocks_.size()) {
            if (blocks_[at_].kind != MarkedKind::paragraph) {
                list(blocks_[at_].depth);
                continue;
            }
            words(blocks_[at_]);
            ++at_;
        }
    }

private:
    /// Keys within keys are hashed as one string: without the letter the list 1 with its item 2 would be the list 12.
    std::string key(char kind) const { return kind + std::to_string(at_); }

    void words(const MarkedBlock& block)
    {
        const auto& first = block.runs.front();
        const bool plain = block.runs.size() == 1 && !first.bold && !first.italic && first.link.empty();
        if (plain && !marked_ && first.text.find(mark_begins) == std::string::npos)
            return ui::text(first.text, {look_.size, ui::Weight::regular, look_.tone});
        std::vector<ui::Span> spans;
        for (const auto& run : block.runs) add(spans, run);
        ui::rich_text(key('p'), spans, look_.size);
    }

    /// Marked words may reach over runs and blocks.
    void add(std::vector<ui::Span>& spans, const MarkedRun& run)
    {
        std::string_view rest = run.text;
        while (!rest.empty()) {
            const auto& bound = marked_ ? mark_ends : mark_begins;
            const auto at = std::min(rest.find(bound), rest.size());
            const auto kind = !run.link.empty() ? ui::Span::Kind::link : marked_ ? ui::Span::Kind::marked : ui::Span::Kind::plain;
            if (at > 0) spans.push_back({std::string(rest.substr(0, at)), kind, look_.tone, std::string(run.link), run.bold, run.italic});
            if (at == rest.size()) return;
            rest.remove_prefix(at + bound.size());
            marked_ = !marked_;
        }
    }

    /// The items of one kind at this depth, each with the lists inside it.
    void list(std::uint8_t depth)
    {
        const MarkedKind kind = blocks_[at_].kind;
        ui::list(key('l'), {.gap = 4}, [&] {
            while (at_ < blocks_.size() && blocks_[at_].kind == kind && blocks_[at_].depth == depth) item(depth);
        });
    }

    void item(std::uint8_t depth)
    {
        const MarkedBlock& block = blocks_[at_];
        const bool numbered = block.kind == MarkedKind::numbered;
        ui::list_item(key('i'), [&] {
            ui::hanging(numbered ? std::to_string(block.number) + "." : std::string(depth == 1 ? "–" : "•"), {look_.size, ui::Weight::regular, look_.tone},
                        numbered, [&] {
                            ui::stack(4, [&] {
                                words(block);
                                ++at_;
                                while (at_ < blocks_.size() && blocks_[at_].kind != MarkedKind::paragraph && blocks_[at_].depth > depth)
                                    list(blocks_[at_].depth);
                            });
                        });
        });
    }

    std::vector<MarkedBlock> blocks_;
    ReadingLook look_;
    std::size_t at_{};
    bool marked_{};
};

}  // namespace

void reading_text(std::string_view key, std::string_view text, const ReadingLook& look)
{
    auto blocks = parse_marked(text);
    if (blocks.empty()) return;
    const ui::Scope scope(key);
    Reading reading(std::move(blocks), look);
    ui::stack(look.gap, [&] { reading.draw(); });
}

}  // namespace assent::views
