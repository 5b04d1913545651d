#pragma once
// The schemas, as numbered steps. A step is never edited once released; a new one is added at the end, and
// tests/unit/server/store/sqlite/migrations_test.cpp opens a file as each earlier one left it.
//
// Tables of projections are not here: they can be thrown away, so they have a version instead (projection.hpp).

#include <span>

#include "server/store/sqlite/database.hpp"

namespace assent::store {

struct Migration
{
    int number;       ///< the file's user_version after it
    const char* what;
    const char* sql;  ///< runs in one transaction with the setting of user_version
};

std::span<const Migration> tenant_migrations();
std::span<const Migration> system_migrations();

/// What PRAGMA application_id says in our files.
constexpr int tenant_application_id = 0x41536e54;  // "ASnT"
constexpr int system_application_id = 0x41536e53;  // "ASnS"

/// Brings a file to the newest schema, one transaction a step, so that it always stands between two steps. An empty file
/// gets the application's number; a file with another is not touched.
/// Errors  storage_failed: not ours, made by a newer program, or the storage failed.
Result<void> migrate(Database& database, int application_id, std::span<const Migration> migrations);

/// Only looks. Errors  storage_failed: as above.
Result<int> schema_version(Database& database, int application_id);

}  // namespace assent::store
