#pragma once
// Contracting and quality intentions that stand in prose: what the organisation will do or require, paragraph by
// paragraph, in the sections about contracts. Only rows of tables are intentions; these are kept beside them.

#include <vector>

#include "server/exchange/layout.hpp"
#include "server/exchange/outline.hpp"

namespace assent::exchange {

std::vector<ImportedStatement> read_statements(const Layout& layout, const Outline& outline);

}  // namespace assent::exchange
