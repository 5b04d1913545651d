#pragma once
// Cells that hold intentions of several places: "Luton:", a list, "Bedfordshire:", a list. Each item is an intention of its
// place.

#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/markup.hpp"

namespace assent::exchange {

struct PlaceItem
{
    std::string place;
    std::string title;  ///< the item that heads it, what stands before its dash, or its first words
    std::string text;
    std::vector<Line> lines;
};

/// Whether headings of places divide the cell. A heading is a known place on its own or glued to the end of the item
/// before it; in a row whose label speaks of places, any short name before a list is one.
///
/// label   the row's label, "Place-specific intentions"
/// places  names of places that are known
bool is_divided_by_places(const CellText& cell, std::string_view label, const std::vector<std::string>& places);

/// The cell's items, place by place. Notes, glued headings and text that belongs to no place become doubts.
std::vector<PlaceItem> read_place_items(CellText cell, std::string_view label, const std::vector<std::string>& places,
                                        std::vector<Doubt>& doubts);

}  // namespace assent::exchange
