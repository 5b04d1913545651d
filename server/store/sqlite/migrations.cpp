#include "server/store/sqlite/migrations.hpp"

#include <string>

namespace assent::store {

// The log. Nothing in it is ever updated or deleted, and events come in sequence: triggers hold even our own program to
// that. The sizes are checked so that a damaged or forged row is noticed where it is written.
static constexpr Migration tenant_steps[] = {
    {1, "the log of events and receipts", R"sql(
CREATE TABLE tenant (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id  BLOB NOT NULL CHECK (length(id) = 16)
) STRICT;

CREATE TABLE event (
    sequence     INTEGER PRIMARY KEY CHECK (sequence > 0),
    at           INTEGER NOT NULL,
    actor        BLOB NOT NULL CHECK (length(actor) = 16),
    authority    TEXT NOT NULL,
    key          BLOB NOT NULL CHECK (length(key) = 16),
    command_hash BLOB NOT NULL CHECK (length(command_hash) = 32),
    type         INTEGER NOT NULL CHECK (type BETWEEN 0 AND 4294967295),
    leaf_hash    BLOB NOT NULL CHECK (length(leaf_hash) = 32),
    attachments  BLOB NOT NULL CHECK (length(attachments) % 32 = 0),
    payload      BLOB NOT NULL
) STRICT;

CREATE TABLE receipt (
    tree_size      INTEGER PRIMARY KEY,
    first_sequence INTEGER NOT NULL UNIQUE REFERENCES event (sequence),
    event_count    INTEGER NOT NULL CHECK (event_count > 0 AND tree_size = first_sequence + event_count - 1),
    root           BLOB NOT NULL CHECK (length(root) = 32),
    key            BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    command_hash   BLOB NOT NULL CHECK (length(command_hash) = 32)
) STRICT;

CREATE TRIGGER event_follows BEFORE INSERT ON event
WHEN new.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM event)
BEGIN SELECT raise(ABORT, 'events are only appended'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT raise(ABORT, 'events are never deleted'); END;
CREATE TRIGGER event_holds BEFORE UPDATE ON event BEGIN SELECT raise(ABORT, 'events are never changed'); END;

CREATE TRIGGER receipt_follows BEFORE INSERT ON receipt
WHEN new.first_sequence <> (SELECT coalesce(max(tree_size), 0) + 1 FROM receipt)
BEGIN SELECT raise(ABORT, 'receipts are only appended'); END;
CREATE TRIGGER receipt_stays BEFORE DELETE ON receipt BEGIN SELECT raise(ABORT, 'receipts are never deleted'); END;
CREATE TRIGGER receipt_holds BEFORE UPDATE ON receipt BEGIN SELECT raise(ABORT, 'receipts are never changed'); END;

CREATE TRIGGER tenant_stays BEFORE DELETE ON tenant BEGIN SELECT raise(ABORT, 'the owner stays'); END;
CREATE TRIGGER tenant_holds BEFORE UPDATE ON tenant BEGIN SELECT raise(ABORT, 'the owner stays'); END;
)sql"},
    {2, "blobs, kept under their hash", R"sql(
CREATE TABLE blob (
    number  INTEGER PRIMARY KEY,
    hash    BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    content BLOB NOT NULL
) STRICT;

CREATE TRIGGER blob_stays BEFORE DELETE ON blob BEGIN SELECT raise(ABORT, 'blobs are never deleted'); END;
CREATE TRIGGER blob_holds BEFORE UPDATE ON blob BEGIN SELECT raise(ABORT, 'blobs are never changed'); END;
)sql"},
    {3, "which projections there are and how far they got", R"sql(
CREATE TABLE projection (
    name    TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    applied INTEGER NOT NULL
) STRICT;
)sql"},
};

static constexpr Migration system_steps[] = {
    {1, "organisations, accounts, memberships, sessions", R"sql(
CREATE TABLE tenant (
    id      BLOB PRIMARY KEY CHECK (length(id) = 16),
    slug    TEXT NOT NULL UNIQUE,
    name    TEXT NOT NULL,
    sort    INTEGER NOT NULL CHECK (sort IN (0, 1)),
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE account (
    person        BLOB PRIMARY KEY CHECK (length(person) = 16),
    email         TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    active        INTEGER NOT NULL CHECK (active IN (0, 1)),
    created       INTEGER NOT NULL
) STRICT;

CREATE TABLE membership (
    person BLOB NOT NULL REFERENCES account (person),
    slug   TEXT NOT NULL REFERENCES tenant (slug),
    PRIMARY KEY (person, slug)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_by_slug ON membership (slug);

CREATE TABLE session (
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    person     BLOB NOT NULL REFERENCES account (person),
    created    INTEGER NOT NULL,
    last_seen  INTEGER NOT NULL,
    expires    INTEGER NOT NULL,
    agent      TEXT NOT NULL
) STRICT;
CREATE INDEX session_by_person ON session (person);
)sql"},
};

std::span<const Migration> tenant_migrations()
{
    return tenant_steps;
}

std::span<const Migration> system_migrations()
{
    return system_steps;
}

static Result<int> pragma_number(Database& database, const Statement& statement)
{
    int value = 0;
    ASSENT_CHECK(database.one(statement, [&](const Row& row) { value = static_cast<int>(row.integer(0)); }));
    return value;
}

Result<int> schema_version(Database& database, int application_id)
{
    static constexpr Statement read_version{"read_version", "PRAGMA user_version"};
    static constexpr Statement read_application{"read_application", "PRAGMA application_id"};
    ASSENT_TRY(const int version, pragma_number(database, read_version));
    ASSENT_TRY(const int application, pragma_number(database, read_application));
    if (application != application_id && (version != 0 || application != 0))
        return refuse(Errc::storage_failed, "This is not a file of Assent, or one for another purpose.");
    return version;
}

Result<void> migrate(Database& database, int application_id, std::span<const Migration> migrations)
{
    ASSENT_TRY(const int version, schema_version(database, application_id));
    if (version > migrations.back().number)
        return refuse(Errc::storage_failed, "The file was written by a newer version of Assent. Use that version, or a newer one.");
    for (const Migration& migration : migrations) {
        if (migration.number <= version) continue;
        ASSENT_TRY(auto transaction, Transaction::begin(database));
        ASSENT_CHECK(database.script(migration.sql));
        const std::string numbers = "PRAGMA application_id = " + std::to_string(application_id) +
                                    "; PRAGMA user_version = " + std::to_string(migration.number);
        ASSENT_CHECK(database.script(numbers.c_str()));
        ASSENT_CHECK(transaction.commit());
    }
    return {};
}

}  // namespace assent::store
