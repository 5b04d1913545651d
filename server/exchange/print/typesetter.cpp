#include "server/exchange/print/typesetter.hpp"

#include <algorithm>

#include "server/exchange/print/page_flow.hpp"
#include "server/exchange/print/printed_text.hpp"
#include "server/exchange/print/table_setter.hpp"
#include "shared/base/overloaded.hpp"

namespace assent::exchange::print {

namespace {

constexpr double page_width = sheet::right - sheet::left;
/// Long lines are hard to read: prose ends before the tables do.
constexpr double prose_width = 440;

class Typesetter
{
public:
    Typesetter(const Printed& printed, const Typeface& type, Canvas& canvas, const Pages* known)
        : printed_(printed), type_(type), known_(known), flow_(printed, type, canvas, known ? known->count : 0)
    {}

    Pages run()
    {
        auto& canvas = flow_.canvas();
        canvas.open("Document");
        flow_.begin();
        cover();
        contents();
        for (const auto& part : printed_.parts) {
            if (part.apart && !flow_.is_at_top()) flow_.new_page();
            canvas.open("Sect");
            for (std::size_t i = 0; i < part.blocks.size(); ++i) place(part, i);
            canvas.close("Sect");
        }
        flow_.finish();
        canvas.close("Document");
        return std::move(flow_.pages());
    }

private:
    void place_words(const Words& words, const TypeStyle& style, double width, const char* element)
    {
        if (words.empty()) return;
        const Piece piece{SetText(type_, words, style, width), 0, {}, {}, 0, {}, {element}, {element}, false};
        flow_.place(piece, sheet::left);
    }

    void banner(const Paragraph& paragraph)
    {
        const auto style = body_style(ParagraphLook::banner);
        const Piece piece{SetText(type_, paragraph.words, style, page_width - 26), 0, {}, {}, 0, {}, {"P"}, {"P"}, false};
        const double height = piece.text.height(piece.text.line_count());
        flow_.need(height + 16);
        if (height + 16 <= flow_.room()) {
            flow_.fill({sheet::left, flow_.y(), page_width, height + 16}, ink::amber_soft);
            flow_.fill({sheet::left, flow_.y(), 3, height + 16}, ink::amber);
        }
        flow_.skip(8);
        flow_.place(piece, sheet::left + 14);
        flow_.skip(8);
    }

    void cover()
    {
        const bool is_sheet = printed_.cover == CoverLook::sheet;
        for (const auto& paragraph : printed_.above) banner(paragraph);
        if (is_sheet) {
            flow_.move_to(std::max(flow_.y(), 210.0));
            flow_.fill({sheet::left, flow_.y() - 18, 40, 4}, ink::blue);
        }
        place_words(printed_.organisation.words, body_style(ParagraphLook::organisation), page_width, "P");
        auto style = heading_style(1);
        if (!is_sheet) style.size = 20, style.line = 26;
        place_words(printed_.title, style, page_width, "H1");
        if (!printed_.standing.words.empty()) {
            flow_.skip(2);
            place_words(printed_.standing.words, body_style(printed_.standing.look), page_width, "P");
        }
        if (!printed_.facts.facts.empty()) {
            flow_.skip(is_sheet ? 22 : 8);
            facts(printed_.facts);
        }
    }

    void contents()
    {
        if (printed_.contents.empty()) return;
        auto& canvas = flow_.canvas();
        if (printed_.cover == CoverLook::sheet) flow_.new_page();
        const std::string anchor = "contents";
        flow_.anchor(anchor);
        canvas.bookmark(2, printed_.contents_title.text(), anchor);
        place_words(printed_.contents_title, heading_style(2), page_width, "H2");
        canvas.open("TOC");
        for (const auto& line : printed_.contents) contents_line(line);
        canvas.close("TOC");
        flow_.skip(10);
    }

    void contents_line(const ContentsLine& line)
    {
        auto& canvas = flow_.canvas();
        TypeStyle style{10, 14.5, line.level == 2 ? 500 : 400, ink::words, Align::start, false, line.level == 2 ? 5.0 : 0.0, 2};
        const double x = 16.0 * (line.level - 2);
        const SetText text(type_, line.words, style, page_width - x - 44);
        if (!flow_.is_at_top()) flow_.skip(style.before);
        flow_.need(text.height(text.line_count()));
        canvas.open("TOCI");
        for (std::size_t first = 0; first < text.line_count();) {
            std::size_t take = std::max<std::size_t>(lines_that_fit(text, first, flow_.room()), 1);
            flow_.draw(text, first, first + take, sheet::left + x, flow_.y(), take < text.line_count(), &line.anchor);
            first += take;
            flow_.skip(text.height(take));
            if (first < text.line_count()) flow_.new_page();
        }
        const Words number = as_words(std::to_string(known_ ? known_->page_of(line.anchor) : 0));
        style.align = Align::end;
        style.tabular = true;
        const SetText page(type_, number, style, 40);
        const double top = flow_.y() - text.line_height();
        const double begin = sheet::left + x + text.line(text.line_count() - 1).width + 6;
        const double end = sheet::right - page.line(0).width - 6;
        if (end - begin > 12) flow_.rule(begin, top + text.baseline() - 1, end - begin, ink::line, 0.5);
        canvas.lines(page, 0, 1, sheet::right - 40, top, true, &line.anchor);
        canvas.close("TOCI");
        flow_.skip(style.after);
    }

    /// Terms above their values, two beside each other where both are short.
    void facts(const Facts& facts)
    {
        auto& canvas = flow_.canvas();
        const TypeStyle term_style{8, 11.5, 500, ink::quiet, Align::start, false, 0, 1};
        TypeStyle value_style{10.5, 15, 400, ink::words, Align::start, false, 0, 10};
        constexpr double half = page_width / 2 - 10;
        canvas.open("L");
        double row_bottom = flow_.y();
        bool is_right = false;
        for (const auto& fact : facts.facts) {
            const bool is_whole = fact.is_wide || fact.value.text().size() > 90;
            const Words term = as_words(fact.term);
            const SetText term_text(type_, term, term_style, is_whole ? page_width : half);
            Piece value{SetText(type_, fact.value, value_style, is_whole ? page_width : half), 0, {}, {}, 0, {}, {"LBody", "P"}, {"P", "LBody"}, false};
            const double height = term_text.height(term_text.line_count()) + value.text.height(value.text.line_count()) + value_style.after;
            const bool goes_right = is_right && !is_whole && height <= sheet::bottom - flow_.y();
            if (!goes_right) {
                flow_.move_to(std::max(row_bottom, flow_.y()));
                flow_.need(is_whole ? std::min(height, 60.0) : height);
            }
            const double top = flow_.y();
            const double x = goes_right ? sheet::left + half + 20 : sheet::left;
            canvas.open("LI");
            canvas.open("Lbl");
            canvas.lines(term_text, 0, term_text.line_count(), x, top, false, nullptr);
            canvas.close("Lbl");
            flow_.skip(term_text.height(term_text.line_count()) + term_style.after);
            flow_.place(value, x);
            canvas.close("LI");
            row_bottom = goes_right ? std::max(row_bottom, flow_.y()) : flow_.y();
            is_right = !is_whole && !goes_right;
            if (is_right && flow_.y() > top) flow_.move_to(top);
        }
        flow_.move_to(std::max(row_bottom, flow_.y()));
        canvas.close("L");
        flow_.skip(6);
    }

    void place(const Part& part, std::size_t index)
    {
        std::visit(Overloaded{[&](const Heading& heading) { place_heading(heading, part, index); },
                              [&](const Table& table) { table_for(table).place(); },
                              [&](const Facts& block) { facts(block); },
                              [&](const Paragraph& block) { place_text(block, body_style(block.look)); },
                              [&](const List& block) {
                                  place_text(block, list_style);
                                  flow_.skip(body_style(ParagraphLook::plain).after - list_style.after);
                              }},
                   part.blocks[index]);
    }

    template<class T>
    void place_text(const T& block, const TypeStyle& style)
    {
        std::vector<Piece> pieces;
        add_pieces(pieces, type_, block, prose_width, style);
        for (const auto& piece : pieces) flow_.place(piece, sheet::left);
    }

    void place_heading(const Heading& heading, const Part& part, std::size_t index)
    {
        auto& canvas = flow_.canvas();
        auto style = heading_style(heading.level);
        const double before = flow_.is_at_top() ? 0 : style.before;
        style.before = 0;
        const char* element = element_of(heading.level);
        const Piece piece{SetText(type_, heading.words, style, page_width), 0, {}, {}, 0, {}, {element}, {element}, false};
        flow_.need(before + piece.text.height(piece.text.line_count()) + style.after + lead_after(part, index));
        if (!flow_.is_at_top()) flow_.skip(before);
        flow_.anchor(heading.anchor);
        canvas.bookmark(heading.level, (heading.number.empty() ? "" : heading.number + ' ') + heading.title, heading.anchor);
        flow_.place(piece, sheet::left);
    }

    /// What must follow a heading on its page, so that no heading stands alone at the end of one.
    double lead_after(const Part& part, std::size_t index)
    {
        if (index + 1 >= part.blocks.size()) return 0;
        return std::visit(
            Overloaded{[&](const Heading& heading) {
                           const auto style = heading_style(heading.level);
                           const SetText text(type_, heading.words, style, page_width);
                           return style.before + text.height(text.line_count()) + style.after + lead_after(part, index + 1);
                       },
                       [&](const Table& table) { return table_for(table).lead(); }, [](const Facts&) { return 60.0; },
                       [&](const Paragraph& block) { return lead_of(block, body_style(block.look)); },
                       [&](const List& block) { return lead_of(block, list_style); }},
            part.blocks[index + 1]);
    }

    template<class T>
    double lead_of(const T& block, const TypeStyle& style)
    {
        std::vector<Piece> pieces;
        add_pieces(pieces, type_, block, prose_width, style);
        return pieces.empty() ? 0 : PageFlow::lead_of(pieces.front().text);
    }

    /// A table is measured once for the heading before it and for itself.
    TableSetter& table_for(const Table& table)
    {
        if (prepared_ != &table) setter_.emplace(flow_, table);
        prepared_ = &table;
        return *setter_;
    }

    static const char* element_of(std::uint8_t level)
    {
        static constexpr const char* elements[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
        return elements[std::clamp<int>(level, 1, 6) - 1];
    }

    const Printed& printed_;
    const Typeface& type_;
    const Pages* known_;
    PageFlow flow_;
    const Table* prepared_{};
    std::optional<TableSetter> setter_;
};

class NoCanvas : public Canvas
{
public:
    void begin_page() override {}
    void end_page() override {}
};

}  // namespace

int Pages::page_of(const std::string& anchor) const
{
    const auto found = of_anchor.find(anchor);
    return found == of_anchor.end() ? 1 : found->second;
}

Pages typeset(const Printed& printed, const Typeface& type, Canvas& canvas, const Pages* known)
{
    return Typesetter(printed, type, canvas, known).run();
}

Pages paginate(const Printed& printed, const Typeface& type)
{
    NoCanvas nothing;
    return typeset(printed, type, nothing, nullptr);
}

Pages paginate(const Printed& printed)
{
    return paginate(printed, Typeface());
}

}  // namespace assent::exchange::print
