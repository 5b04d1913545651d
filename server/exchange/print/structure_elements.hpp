#pragma once
// Structure elements that mean more here than their names say, until joined_structure() has dealt with them.

namespace assent::exchange::print {

/// What stands on a page for the eye alone, kept from assistive technology.
inline constexpr const char* artifact = "Private";

/// How an element is told to be the rest of one that a page's end cut: the row whose cells go on, the words that go on in
/// a cell. joined_structure() puts them together again.
inline constexpr const char* rest_of_row = "Div";
inline constexpr const char* rest_of_words = "Span";

}  // namespace assent::exchange::print
