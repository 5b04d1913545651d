#pragma once
// A projection for tests of the store: how many events of each type, and which person wrote last.

#include "server/store/sqlite/projection.hpp"

namespace assent::store {

class ToyProjection final : public Projection
{
public:
    explicit ToyProjection(int version = 1) : version_(version) {}

    const char* name() const override { return "toy"; }
    int version() const override { return version_; }
    const char* create_sql() const override
    {
        return "CREATE TABLE toy (type INTEGER PRIMARY KEY, count INTEGER NOT NULL, last BLOB NOT NULL) STRICT;";
    }
    const char* drop_sql() const override { return "DROP TABLE IF EXISTS toy;"; }

    Result<void> apply(Database& database, const ledger::StoredEvent& event) override
    {
        static constexpr Statement count_event{
            "count_event",
            "INSERT INTO toy (type, count, last) VALUES ($1, 1, $2) "
            "ON CONFLICT (type) DO UPDATE SET count = count + 1, last = excluded.last"};
        return database.run(count_event, event.type, event.actor);
    }

private:
    int version_;
};

}  // namespace assent::store
