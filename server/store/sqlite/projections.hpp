#pragma once
// The tables that people and reports query: people, plans, versions, socialisation, the feedback log, decisions, votes.
// They say what the state in memory says (shared/model/event.cpp), and a test holds the two against each other.

#include <memory>
#include <vector>

#include "server/store/sqlite/projection.hpp"

namespace assent::store {

std::vector<std::shared_ptr<Projection>> standard_projections();

}  // namespace assent::store
