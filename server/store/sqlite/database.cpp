#include "server/store/sqlite/database.hpp"

#include <limits>

#include <spdlog/spdlog.h>
#include <sqlite3.h>

#include "server/store/sqlite/files.hpp"
#include "shared/base/assertion.hpp"

namespace assent::store {

static constexpr int busy_milliseconds = 5000;

std::int64_t Row::integer(int column) const
{
    if (sqlite3_column_type(statement_, column) != SQLITE_INTEGER) mark_malformed();
    return sqlite3_column_int64(statement_, column);
}

std::uint64_t Row::count(int column) const
{
    const std::int64_t value = integer(column);
    if (value >= 0) return static_cast<std::uint64_t>(value);
    mark_malformed();
    return 0;
}

std::uint32_t Row::small_count(int column) const
{
    const std::uint64_t value = count(column);
    if (value <= std::numeric_limits<std::uint32_t>::max()) return static_cast<std::uint32_t>(value);
    mark_malformed();
    return 0;
}

std::string Row::text(int column) const
{
    if (sqlite3_column_type(statement_, column) != SQLITE_TEXT) mark_malformed();
    const auto* const text = sqlite3_column_text(statement_, column);
    if (!text) return {};
    return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

BytesView Row::bytes(int column) const
{
    if (sqlite3_column_type(statement_, column) != SQLITE_BLOB) mark_malformed();
    const auto* const data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    return {data, data ? static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)) : 0};
}

int remember_wal_pages(void* database, sqlite3*, const char*, int pages)
{
    static_cast<Database*>(database)->wal_pages_ = pages;
    return SQLITE_OK;
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& path, OpenMode mode, const std::string& vfs,
                                                 Durability durability)
{
    const bool in_memory = path == ":memory:";
    if (mode != OpenMode::create && vfs.empty() && !in_memory && !std::filesystem::exists(path))
        return refuse(Errc::not_found, "There is no file " + path.string() + ".");

    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (mode == OpenMode::read_only)
        flags |= SQLITE_OPEN_READONLY;
    else
        flags |= SQLITE_OPEN_READWRITE | (mode == OpenMode::create ? SQLITE_OPEN_CREATE : 0);

    std::unique_ptr<Database> database(new Database);
    const int opened =
        sqlite3_open_v2(path.c_str(), &database->handle_, flags, vfs.empty() ? nullptr : vfs.c_str());
    if (opened != SQLITE_OK) return database->failed(opened, "opening " + path.string());
    sqlite3* const handle = database->handle_;

    sqlite3_busy_timeout(handle, busy_milliseconds);
    // Checkpoints are ours to make: SQLite's own would hide their failures.
    sqlite3_wal_autocheckpoint(handle, 0);
    sqlite3_wal_hook(handle, remember_wal_pages, database.get());
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 1);  // VACUUM INTO attaches its target

    ASSENT_CHECK(database->script("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA trusted_schema = OFF;"
                                  "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;"
                                  "PRAGMA temp_store = MEMORY;"));
    if (mode == OpenMode::read_only) {
        database->forbid_checkpoint_on_close();
        return database;
    }
    if (!in_memory) {
        static constexpr Statement use_wal{"use_wal", "PRAGMA journal_mode = WAL"};
        std::string journal;
        ASSENT_CHECK(database->one(use_wal, [&](const Row& row) { journal = row.text(0); }));
        if (journal != "wal")
            return refuse(Errc::storage_failed, "The file system of " + path.string() + " cannot hold a write-ahead log.");
    }
    ASSENT_CHECK(database->script(durability == Durability::full ? "PRAGMA synchronous = FULL"
                                                                 : "PRAGMA synchronous = NORMAL"));
    return database;
}

Database::~Database()
{
    for (const auto& [sql, statement] : prepared_) sqlite3_finalize(statement);
    sqlite3_close_v2(handle_);
}

void Database::forbid_checkpoint_on_close()
{
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

std::int64_t Database::changes() const
{
    return sqlite3_changes64(handle_);
}

bool Database::in_transaction() const
{
    return sqlite3_get_autocommit(handle_) == 0;
}

tl::unexpected<Error> Database::failed(int code, std::string_view during)
{
    problem_ = std::string(during) + ": " + (handle_ ? sqlite3_errmsg(handle_) : sqlite3_errstr(code)) + " (" +
               std::to_string(code) + ")";
    if ((code & 0xff) == SQLITE_CONSTRAINT)
        return refuse(Errc::conflict, "The record contradicts another one that is stored.");
    spdlog::error("storage: {}", problem_);
    if ((code & 0xff) == SQLITE_FULL)
        return refuse(Errc::storage_failed, "The disk is full. Nothing more is accepted until there is room again.");
    return refuse(Errc::storage_failed, "The storage has failed. Nothing more is accepted until it works again.");
}

Result<sqlite3_stmt*> Database::prepare(const Statement& statement)
{
    if (const auto found = prepared_.find(statement.sql); found != prepared_.end()) {
        // A statement inside its own rows would restart them.
        ASSENT_ASSERT(!sqlite3_stmt_busy(found->second));
        return found->second;
    }
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v3(handle_, statement.sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    if (code != SQLITE_OK) return failed(code, statement.name);
    prepared_.emplace(statement.sql, prepared);
    return prepared;
}

static int place_of(sqlite3_stmt* statement, int number)
{
    char name[8] = {'$'};
    if (number < 10)
        name[1] = static_cast<char>('0' + number);
    else {
        name[1] = static_cast<char>('0' + number / 10);
        name[2] = static_cast<char>('0' + number % 10);
    }
    const int place = sqlite3_bind_parameter_index(statement, name);
    ASSENT_ASSERT(place != 0);
    return place;
}

void Database::bind(sqlite3_stmt* statement, int number, std::int64_t value)
{
    sqlite3_bind_int64(statement, place_of(statement, number), value);
}

void Database::bind_null(sqlite3_stmt* statement, int number)
{
    sqlite3_bind_null(statement, place_of(statement, number));
}

// What is bound lives until the statement has been stepped through, within the same call, so nothing is copied.
void Database::bind(sqlite3_stmt* statement, int number, std::string_view value)
{
    sqlite3_bind_text64(statement, place_of(statement, number), value.data() ? value.data() : "", value.size(),
                        SQLITE_STATIC, SQLITE_UTF8);
}

void Database::bind(sqlite3_stmt* statement, int number, BytesView value)
{
    const int place = place_of(statement, number);
    if (value.empty())
        sqlite3_bind_zeroblob(statement, place, 0);
    else
        sqlite3_bind_blob64(statement, place, value.data(), value.size(), SQLITE_STATIC);
}

Result<void> Database::step_all(const Statement& statement, sqlite3_stmt* prepared,
                                const std::function<bool(const Row&)>& take)
{
    int code;
    bool malformed = false;
    while ((code = sqlite3_step(prepared)) == SQLITE_ROW) {
        const Row row(prepared);
        const bool more = take(row);
        malformed = row.malformed();
        if (malformed || !more) break;
    }
    // A statement that changes something and is left at a row does the rest of its work, and may fail, in the reset.
    if (code == SQLITE_ROW) code = sqlite3_reset(prepared) == SQLITE_OK ? SQLITE_ROW : sqlite3_extended_errcode(handle_);
    Result<void> result;
    if (malformed) {
        problem_ = std::string(statement.name) + ": a stored value has the wrong kind or size";
        result = refuse(Errc::storage_failed, "A stored record cannot be read. It may have been altered.");
    } else if (code != SQLITE_DONE && code != SQLITE_ROW) {
        result = failed(code, statement.name);
    }
    sqlite3_reset(prepared);
    sqlite3_clear_bindings(prepared);
    return result;
}

Result<void> Database::script(const char* sql)
{
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return failed(code, "script");
    return {};
}

Result<void> Database::checkpoint(Checkpoint kind)
{
    const int mode = kind == Checkpoint::truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    int pages = 0;
    int copied = 0;
    sqlite3_busy_timeout(handle_, 0);
    const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, mode, &pages, &copied);
    sqlite3_busy_timeout(handle_, busy_milliseconds);
    // A reader in the way is no failure: what could be copied was, and the rest is for the next time.
    if (code != SQLITE_OK && code != SQLITE_BUSY) return failed(code, "checkpoint");
    if (pages >= 0) wal_pages_ = pages - copied;
    return {};
}

Result<void> Database::copy_into(const std::filesystem::path& path)
{
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored))
        return refuse(Errc::conflict, "There is already a file " + path.string() + ".");
    static constexpr Statement vacuum_into{"vacuum_into", "VACUUM INTO $1"};
    auto copied = run(vacuum_into, path.string());
    if (copied) copied = sync_file(path);  // SQLite does not sync the copy it makes
    if (copied) copied = sync_directory(path.parent_path());
    if (!copied) std::filesystem::remove(path, ignored);
    return copied;
}

Result<Transaction> Transaction::begin(Database& database)
{
    static constexpr Statement begin_immediate{"begin", "BEGIN IMMEDIATE"};
    ASSENT_CHECK(database.run(begin_immediate));
    return Transaction(database);
}

Result<void> Transaction::commit()
{
    static constexpr Statement commit_statement{"commit", "COMMIT"};
    ASSENT_CHECK(database_->run(commit_statement));
    database_ = nullptr;
    return {};
}

Transaction::~Transaction()
{
    static constexpr Statement rollback{"rollback", "ROLLBACK"};
    // After some failures SQLite has rolled back by itself.
    if (database_ && database_->in_transaction()) (void)database_->run(rollback);
}

}  // namespace assent::store
