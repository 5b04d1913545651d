#pragma once
// How well a row answers: BM25 over weighted fields (Robertson, Zaragoza, Taylor 2004, "Simple BM25 extension to multiple weighted
// fields"), as a function of FTS5. FTS5's own bm25() counts the rows of every phrase anew in each statement, which for common words
// takes longer than all the rest; here the caller says once how rare each phrase is.

#include <vector>

#include <sqlite3.h>

namespace assent::search {

struct Standing
{
    /// Of the first phrases of the expression, in their order; phrases behind them (filters) do not count.
    std::vector<double> rarity;

    /// Makes `standing(table)` known to the database; this object must outlive it.
    void install(sqlite3* database);
};

/// ln(1 + (rows - found + 0.5) / (found + 0.5)).
double rarity_of(double rows, double found);

}  // namespace assent::search
