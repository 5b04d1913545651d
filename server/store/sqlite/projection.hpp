#pragma once
// A projection keeps tables that people query, folded from the events and written in the same transaction. It can be
// thrown away and made again at any time, so its tables have no migrations: a new version() drops and refills them the
// next time the file is opened.
//
// To add one: derive, give it a name and tables of its own, register it in standard_projections() (projections.hpp), and
// let a test compare it with its rebuilt self.

#include "server/ledger/leaf.hpp"
#include "server/store/sqlite/database.hpp"

namespace assent::store {

class Projection
{
public:
    virtual ~Projection() = default;
    virtual const char* name() const = 0;
    /// Raised when the tables or their meaning change.
    virtual int version() const = 0;
    /// SQL that makes the tables, and SQL that drops them whether or not they are there, referring ones first.
    virtual const char* create_sql() const = 0;
    virtual const char* drop_sql() const = 0;
    /// Folds one event in. What it refuses stops the store: accepted events always fit.
    virtual Result<void> apply(Database& database, const ledger::StoredEvent& event) = 0;
};

}  // namespace assent::store
