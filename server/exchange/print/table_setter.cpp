#include "server/exchange/print/table_setter.hpp"

#include <algorithm>
#include <numeric>

namespace assent::exchange::print {

static constexpr double table_width = sheet::right - sheet::left;
static constexpr double row_padding = 4;
static constexpr std::size_t rows_measured_max = 400;

TableSetter::TableSetter(PageFlow& flow, const Table& table) : flow_(flow), table_(table)
{
    measure_columns();
    if (is_stacked_) return;
    head_height_ = height_of(head_cells()) + 2 * row_padding;
    repeats_heads_ = head_height_ < PageFlow::page_room() / 4;
}

static double widest(const Typeface& type, const Words& words, const TypeStyle& style, double& least)
{
    const auto text = words.text();
    least = std::max(least, type.longest_word_of(text, style));
    return type.width_of(text, style);
}

static double widest(const Typeface& type, const List& list, const TypeStyle& style, double indent, double& least)
{
    double width = 0;
    for (const auto& item : list.items) {
        width = std::max(width, indent + widest(type, item.words, style, least));
        for (const auto& inner : item.inner) width = std::max(width, widest(type, inner, style, indent + 2 * style.size, least));
    }
    return width;
}

/// Columns of words share the room. Those named main get what the others, which hold short values, leave; columns that need
/// more than there is give in proportion to what they have above an even share.
static std::vector<double> shared_room(std::vector<double> least, std::vector<double> natural, const std::vector<Column>& columns, double room)
{
    constexpr double short_value = 62;
    const auto sum = [](const std::vector<double>& widths) { return std::accumulate(widths.begin(), widths.end(), 0.0); };
    const auto is_main = [&](std::size_t i) { return columns[i].look == ColumnLook::main; };
    const bool has_main = std::any_of(columns.begin(), columns.end(), [](const Column& c) { return c.look == ColumnLook::main; });
    const double even = room / static_cast<double>(columns.size());
    if (has_main)
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (!is_main(i)) natural[i] = std::max(least[i], std::min(natural[i], short_value));
    if (sum(least) > room) {
        double above = 0;
        for (const double width : least) above += std::max(width - even, 0.0);
        const double over = sum(least) - room;
        for (auto& width : least)
            if (width > even) width -= over * (width - even) / above;
        return least;
    }
    if (sum(natural) > room) {
        const double share = (room - sum(least)) / (sum(natural) - sum(least));
        if (!has_main) {
            for (std::size_t i = 0; i < columns.size(); ++i) least[i] += share * (natural[i] - least[i]);
            return least;
        }
        // Short values first, up to what leaves the long texts half of the room.
        double others = 0;
        double others_least = 0;
        double mains = 0;
        for (std::size_t i = 0; i < columns.size(); ++i) (is_main(i) ? mains : others) += natural[i];
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (!is_main(i)) others_least += least[i];
        const double given = std::max(others_least, std::min(others, room / 2));
        const double part = others > others_least ? (given - others_least) / (others - others_least) : 0;
        for (std::size_t i = 0; i < columns.size(); ++i)
            least[i] = is_main(i) ? (room - given) * natural[i] / mains : least[i] + part * (natural[i] - least[i]);
        return least;
    }
    const double spare = room - sum(natural);
    double sharing = 0;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (!has_main || is_main(i)) sharing += natural[i];
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (!has_main || is_main(i)) natural[i] += spare * (sharing > 0 ? natural[i] / sharing : 1 / static_cast<double>(columns.size()));
    return natural;
}

void TableSetter::measure_columns()
{
    const std::size_t count = table_.columns.size();
    is_stacked_ = count > 20;
    if (is_stacked_ || count == 0) {
        widths_.assign(std::max<std::size_t>(count, 1), table_width - 2 * padding_);
        lefts_.assign(widths_.size(), padding_);
        return;
    }
    if (count > 5) padding_ = count > 9 ? 3 : 4;
    std::vector<double> least(count);
    std::vector<double> natural(count);
    for (std::size_t i = 0; i < count; ++i) natural[i] = widest(flow_.type(), table_.columns[i].name, column_head_style, least[i]);
    const std::size_t rows = std::min(table_.rows.size(), rows_measured_max);
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t i = 0; i < count && i < table_.rows[r].cells.size(); ++i) {
            const auto& cell = table_.rows[r].cells[i];
            for (const auto& block : cell.blocks) {
                const auto* words = std::get_if<Paragraph>(&block);
                const auto style = cell_style(words ? words->look : ParagraphLook::plain, table_.columns[i].look, cell.heads_row, table_.rows[r].is_total);
                const double width = words ? widest(flow_.type(), words->words, style, least[i])
                                           : widest(flow_.type(), std::get<List>(block), style, std::get<List>(block).look == ListLook::values ? 0 : 12, least[i]);
                natural[i] = std::max(natural[i], width);
            }
        }
    }
    const double room = table_width - 2 * padding_ * static_cast<double>(count);
    for (std::size_t i = 0; i < count; ++i) {
        const bool is_whole = table_.columns[i].look == ColumnLook::figures || table_.columns[i].look == ColumnLook::date;
        natural[i] = std::min(natural[i], 300.0);
        least[i] = std::min(is_whole ? natural[i] : least[i], 110.0);
        natural[i] = std::max(natural[i], least[i]);
    }
    widths_ = shared_room(std::move(least), std::move(natural), table_.columns, room);
    double x = padding_;
    for (const double width : widths_) {
        lefts_.push_back(x);
        x += width + 2 * padding_;
    }
}

double TableSetter::CellFlow::height() const
{
    double height = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        height += pieces[i].text.height(pieces[i].text.line_count());
        if (i + 1 < pieces.size()) height += pieces[i].text.style().after;
    }
    return height;
}

double TableSetter::height_of(const std::vector<CellFlow>& cells)
{
    double height = 0;
    for (const auto& cell : cells) height = std::max(height, cell.height());
    return height;
}

std::vector<TableSetter::CellFlow> TableSetter::head_cells() const
{
    std::vector<CellFlow> cells;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        CellFlow cell;
        cell.heads = true;
        cell.x = lefts_[i];
        auto style = column_head_style;
        if (table_.columns[i].look == ColumnLook::figures) style.align = Align::end;
        if (!table_.columns[i].name.empty())
            cell.pieces.push_back({SetText(flow_.type(), table_.columns[i].name, style, widths_[i]), 0, {}, {}, 0, {}, {"P"}, {"P"}, false});
        cells.push_back(std::move(cell));
    }
    return cells;
}

std::vector<TableSetter::CellFlow> TableSetter::cells_of(const Row& row) const
{
    std::vector<CellFlow> cells;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const std::size_t column = std::min(i, widths_.size() - 1);
        CellFlow cell;
        cell.heads = row.cells[i].heads_row;
        cell.x = lefts_[column];
        const auto look = column < table_.columns.size() ? table_.columns[column].look : ColumnLook::words;
        for (const auto& block : row.cells[i].blocks) {
            const auto* paragraph = std::get_if<Paragraph>(&block);
            const auto style = cell_style(paragraph ? paragraph->look : ParagraphLook::plain, look, cell.heads, row.is_total);
            std::visit([&](const auto& words) { add_pieces(cell.pieces, flow_.type(), words, widths_[column], style); }, block);
        }
        cells.push_back(std::move(cell));
    }
    return cells;
}

TableSetter::Reach TableSetter::reach_of(const CellFlow& cell, double room, bool must_move)
{
    Reach reach{cell.piece, cell.line, 0};
    while (reach.piece < cell.pieces.size()) {
        const auto& text = cell.pieces[reach.piece].text;
        std::size_t take = lines_that_fit(text, reach.line, room - reach.height);
        if (take == 0 && must_move && reach.height == 0)
            take = std::clamp<std::size_t>(static_cast<std::size_t>(std::max(room, 0.0) / text.line_height()), 1, text.line_count() - reach.line);
        reach.height += text.height(take);
        reach.line += take;
        if (reach.line < text.line_count()) return reach;
        ++reach.piece;
        reach.line = 0;
        if (reach.piece < cell.pieces.size()) reach.height += text.style().after;
    }
    return reach;
}

void TableSetter::draw_until(CellFlow& cell, const Reach& reach, double y)
{
    auto& canvas = flow_.canvas();
    std::size_t open = 0;  // how many of the cell's elements are open on this page
    const auto enter = [&](const char* element) {
        canvas.open(element);
        cell.elements.push_back(element);
        ++open;
    };
    while (cell.piece < reach.piece || (cell.piece == reach.piece && cell.line < reach.line)) {
        const auto& piece = cell.pieces[cell.piece];
        const std::size_t last = cell.piece < reach.piece ? piece.text.line_count() : reach.line;
        const double x = sheet::left + cell.x + piece.x;
        const double height = piece.text.height(last - cell.line);
        if (cell.line == 0) {
            for (; open < cell.elements.size(); ++open) canvas.open(cell.elements[open]);
            for (const auto* element : piece.open) enter(element);
            if (piece.label) {
                canvas.open("Lbl");
                canvas.lines(*piece.label, 0, 1, sheet::left + cell.x + piece.label_x, y, false, nullptr);
                canvas.close("Lbl");
            }
        }
        if (piece.is_quote) flow_.fill({x - 8, y + 1, 1.5, height - 2}, ink::line_strong);
        if (cell.line == 0)
            for (const auto* element : piece.open_body) enter(element);
        flow_.draw(piece.text, cell.line, last, x, y, cell.line > 0 || last < piece.text.line_count());
        y += height;
        cell.line = last;
        if (last < piece.text.line_count()) break;
        for (const auto* element : piece.close) {
            cell.elements.pop_back();
            if (open <= cell.elements.size()) continue;
            canvas.close(element);
            --open;
        }
        y += piece.text.style().after;
        ++cell.piece;
        cell.line = 0;
    }
    for (; open > 0; --open) canvas.close(cell.elements[open - 1]);
}

void TableSetter::repeat_heads()
{
    if (!repeats_heads_) return;
    auto& canvas = flow_.canvas();
    canvas.open(artifact);
    canvas.fill({sheet::left, flow_.y(), table_width, head_height_}, ink::field, 0);
    for (const auto& cell : head_cells())
        for (const auto& piece : cell.pieces)
            canvas.lines(piece.text, 0, piece.text.line_count(), sheet::left + cell.x, flow_.y() + row_padding, false, nullptr);
    canvas.close(artifact);
    flow_.skip(head_height_);
}

/// A short row is not cut; a long one fills the page it begins on.
bool TableSetter::goes_over_whole(double height)
{
    return height < PageFlow::page_room() / 3;
}

void TableSetter::page_with_heads()
{
    flow_.new_page();
    repeat_heads();
}

void TableSetter::place_row(std::vector<CellFlow> cells, const Row* row)
{
    auto& canvas = flow_.canvas();
    const double height = height_of(cells) + 2 * row_padding;
    if (height > flow_.room() && (goes_over_whole(height) || flow_.room() < 60)) page_with_heads();
    else if (flow_.room() < std::min(height, 34.0)) page_with_heads();
    if (row) flow_.anchor(row->anchor);
    bool is_rest = false;
    do {
        const double room = flow_.room() - 2 * row_padding;
        std::vector<Reach> reaches;
        double used = 0;
        bool moves = false;
        for (const auto& cell : cells) {
            reaches.push_back(reach_of(cell, room, is_rest));
            used = std::max(used, reaches.back().height);
            moves = moves || reaches.back().piece > cell.piece || reaches.back().line > cell.line;
        }
        if (!moves && height > 2 * row_padding)
            for (std::size_t i = 0; i < cells.size(); ++i) {
                reaches[i] = reach_of(cells[i], room, true);
                used = std::max(used, reaches[i].height);
            }
        if (!row) flow_.fill({sheet::left, flow_.y(), table_width, used + 2 * row_padding}, ink::field);
        else flow_.rule(sheet::left, flow_.y(), table_width, row->is_total ? ink::line_strong : ink::line, 0.75);
        const char* element = is_rest ? rest_of_row : "TR";
        canvas.open(element);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const char* kind = cells[i].heads ? "TH" : "TD";
            canvas.open(kind);
            draw_until(cells[i], reaches[i], flow_.y() + row_padding);
            canvas.close(kind);
        }
        canvas.close(element);
        flow_.skip(used + 2 * row_padding);
        is_rest = true;
        if (std::all_of(cells.begin(), cells.end(), [](const CellFlow& cell) { return cell.is_done(); })) return;
        page_with_heads();
    } while (true);
}

void TableSetter::place_stacked(const std::vector<CellFlow>& cells, const char* cell_element)
{
    auto& canvas = flow_.canvas();
    flow_.rule(sheet::left, flow_.y(), table_width, ink::line, 0.75);
    canvas.open("TR");
    for (const auto& cell : cells) {
        const char* kind = cell.heads ? "TH" : cell_element;
        canvas.open(kind);
        for (const auto& piece : cell.pieces) flow_.place(piece, sheet::left + padding_);
        canvas.close(kind);
    }
    canvas.close("TR");
    flow_.skip(row_padding);
}

double TableSetter::lead()
{
    double lead = 26 + head_height_;
    if (table_.rows.empty() || is_stacked_) return lead;
    // A row that goes over whole takes caption and heads with it.
    const double row = height_of(cells_of(table_.rows.front())) + 2 * row_padding;
    return lead + (goes_over_whole(row) ? row : 60.0);
}

void TableSetter::place()
{
    auto& canvas = flow_.canvas();
    flow_.need(lead());
    canvas.open("Table");
    flow_.anchor(table_.anchor);
    if (!table_.caption.empty()) {
        const Piece caption{SetText(flow_.type(), table_.caption, caption_style, table_width), 0, {}, {}, 0, {"Caption"}, {"P"}, {"P", "Caption"}, false};
        flow_.place(caption, sheet::left);
    }
    canvas.open("THead");
    if (is_stacked_) place_stacked(head_cells(), "TH");
    else place_row(head_cells(), nullptr);
    canvas.close("THead");
    canvas.open("TBody");
    for (const auto& row : table_.rows) {
        if (is_stacked_) {
            flow_.anchor(row.anchor);
            place_stacked(cells_of(row), "TD");
        } else {
            place_row(cells_of(row), &row);
        }
    }
    canvas.close("TBody");
    canvas.close("Table");
    flow_.rule(sheet::left, flow_.y(), table_width, ink::line, 0.75);
    flow_.skip(14);
}

}  // namespace assent::exchange::print
