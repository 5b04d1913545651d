#pragma once
// A table on pages: columns as wide as their content asks, heads repeated on every page, long rows cut where a page ends.

#include "server/exchange/print/page_flow.hpp"

namespace assent::exchange::print {

class TableSetter
{
public:
    TableSetter(PageFlow& flow, const Table& table);

    /// What the table needs so as to begin on a page: caption, heads and the beginning of its first row.
    double lead();
    void place();

private:
    /// A cell on its way down the pages.
    struct CellFlow
    {
        std::vector<Piece> pieces;
        bool heads{};
        double x{};
        std::size_t piece{};  ///< the next to draw, and its next line
        std::size_t line{};
        std::vector<const char*> elements;  ///< open in the structure, whether or not on this page

        bool is_done() const { return piece == pieces.size(); }
        double height() const;
    };

    /// How far a cell gets in a given room.
    struct Reach
    {
        std::size_t piece{};
        std::size_t line{};
        double height{};
    };

    void measure_columns();
    std::vector<CellFlow> head_cells() const;
    std::vector<CellFlow> cells_of(const Row& row) const;
    static double height_of(const std::vector<CellFlow>& cells);
    static Reach reach_of(const CellFlow& cell, double room, bool must_move);
    void draw_until(CellFlow& cell, const Reach& reach, double y);
    void place_row(std::vector<CellFlow> cells, const Row* row);
    void place_stacked(const std::vector<CellFlow>& cells, const char* cell_element);
    static bool goes_over_whole(double height);
    void page_with_heads();
    void repeat_heads();

    PageFlow& flow_;
    const Table& table_;
    std::vector<double> widths_;
    std::vector<double> lefts_;
    double padding_{5};
    bool is_stacked_{};  ///< so many columns that each cell takes a line of its own
    bool repeats_heads_{};
    double head_height_{};
};

}  // namespace assent::exchange::print
