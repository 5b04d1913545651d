#pragma once
// SQLite behind a small class: named statements with bound values, rows that are checked as they are read, and errors
// translated once. Only files of this folder include it. A Database is used by one thread at a time.

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "server/store/sqlite/open.hpp"
#include "shared/base/bytes.hpp"
#include "shared/base/id.hpp"
#include "shared/base/result.hpp"
#include "shared/base/time.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace assent::store {

/// One SQL statement, a constant with static storage: prepared once per connection and found again by its address.
/// Placeholders are $1 to $n, bound by name.
struct Statement
{
    const char* name;
    const char* sql;
};

/// The row a statement stands at. A value that is not of the asked kind or size (the file is hostile input) reads as
/// empty and marks the row malformed, which the caller of each() or one() gets as storage_failed.
class Row
{
public:
    explicit Row(sqlite3_stmt* statement) : statement_(statement) {}

    std::int64_t integer(int column) const;
    std::uint64_t count(int column) const;      ///< not negative
    std::uint32_t small_count(int column) const;  ///< fits 32 bits
    bool flag(int column) const { return integer(column) != 0; }
    Timestamp time(int column) const { return {integer(column)}; }
    std::string text(int column) const;
    /// Valid until the next row.
    BytesView bytes(int column) const;

    /// An Id or a Hash.
    template<class T>
    T fixed(int column) const
    {
        T value;
        const BytesView stored = bytes(column);
        if (stored.size() != value.bytes.size())
            mark_malformed();
        else
            std::copy(stored.begin(), stored.end(), value.bytes.begin());
        return value;
    }

    void mark_malformed() const { malformed_ = true; }
    bool malformed() const { return malformed_; }

private:
    sqlite3_stmt* statement_;
    mutable bool malformed_{};
};

enum class OpenMode {
    create,     ///< makes the file if there is none
    existing,
    read_only,  ///< never writes, recovers nothing into the file, never checkpoints: safe beside a running server
};

class Database
{
public:
    /// Opens a file with the settings of docs/storage.md.
    /// Errors  not_found: there is no file. storage_failed: it is no database or cannot be opened.
    static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path, OpenMode mode,
                                                  const std::string& vfs = {},
                                                  Durability durability = Durability::full);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs a statement that gives no rows, or whose rows are not wanted.
    /// Errors  conflict: a constraint was broken. storage_failed: anything else.
    template<class... Values>
    Result<void> run(const Statement& statement, const Values&... values)
    {
        return each(statement, [](const Row&) {}, values...);
    }

    /// Calls `take` with each row. If it returns bool, false ends the reading.
    template<class Take, class... Values>
    Result<void> each(const Statement& statement, Take&& take, const Values&... values)
    {
        ASSENT_TRY(sqlite3_stmt* const prepared, prepare(statement));
        int number = 0;
        (bind(prepared, ++number, values), ...);
        return step_all(statement, prepared, [&](const Row& row) {
            if constexpr (std::is_same_v<decltype(take(row)), bool>) {
                return take(row);
            } else {
                take(row);
                return true;
            }
        });
    }

    /// Calls `take` with the first row; false if there was none.
    template<class Take, class... Values>
    Result<bool> one(const Statement& statement, Take&& take, const Values&... values)
    {
        bool found = false;
        ASSENT_CHECK(each(
            statement,
            [&](const Row& row) {
                found = true;
                take(row);
                return false;
            },
            values...));
        return found;
    }

    /// Runs several statements without values: schema scripts, which are constants of the program.
    Result<void> script(const char* sql);

    /// Rows changed by the last statement.
    std::int64_t changes() const;
    bool in_transaction() const;

    /// Copies the WAL into the file and syncs both; waits for nobody. `truncate` also empties the WAL.
    enum class Checkpoint { passive, truncate };
    Result<void> checkpoint(Checkpoint kind);
    /// Pages in the WAL after the last commit.
    int wal_pages() const { return wal_pages_; }

    /// A complete, synced copy in a new file. A failure does not count as one of this database.
    /// Errors  conflict: the file exists. storage_failed.
    Result<void> copy_into(const std::filesystem::path& path);

    /// Closing must not checkpoint: after a failed write nothing may be copied that was not acknowledged as synced.
    void forbid_checkpoint_on_close();

    /// The last failure in SQLite's words, for the log and for tools.
    const std::string& problem() const { return problem_; }

private:
    Database() = default;

    Result<sqlite3_stmt*> prepare(const Statement& statement);
    Result<void> step_all(const Statement& statement, sqlite3_stmt* prepared,
                          const std::function<bool(const Row&)>& take);
    tl::unexpected<Error> failed(int code, std::string_view during);

    static void bind(sqlite3_stmt* statement, int number, std::int64_t value);
    static void bind(sqlite3_stmt* statement, int number, std::string_view value);
    static void bind(sqlite3_stmt* statement, int number, BytesView value);
    static void bind(sqlite3_stmt* statement, int number, const char* value)
    {
        bind(statement, number, std::string_view(value));
    }
    static void bind(sqlite3_stmt* statement, int number, const std::string& value)
    {
        bind(statement, number, std::string_view(value));
    }
    static void bind(sqlite3_stmt* statement, int number, const Bytes& value)
    {
        bind(statement, number, BytesView(value));
    }
    static void bind(sqlite3_stmt* statement, int number, Timestamp value) { bind(statement, number, value.micros); }
    static void bind(sqlite3_stmt* statement, int number, const Hash& value)
    {
        bind(statement, number, BytesView(value.bytes));
    }
    template<class Tag>
    static void bind(sqlite3_stmt* statement, int number, const Id<Tag>& value)
    {
        bind(statement, number, BytesView(value.bytes));
    }
    static void bind_null(sqlite3_stmt* statement, int number);
    template<class Value>
    static void bind(sqlite3_stmt* statement, int number, const std::optional<Value>& value)
    {
        if (value)
            bind(statement, number, *value);
        else
            bind_null(statement, number);
    }
    template<class Number>
        requires std::is_integral_v<Number> || std::is_enum_v<Number>
    static void bind(sqlite3_stmt* statement, int number, Number value)
    {
        bind(statement, number, static_cast<std::int64_t>(value));
    }

    sqlite3* handle_{};
    std::unordered_map<const char*, sqlite3_stmt*> prepared_;
    std::string problem_;
    int wal_pages_{};
    friend int remember_wal_pages(void* database, sqlite3*, const char*, int pages);
};

/// Rolls back at its end unless committed.
class Transaction
{
public:
    static Result<Transaction> begin(Database& database);
    /// Errors  storage_failed: it is unknown whether the changes are durable.
    Result<void> commit();

    Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

}  // namespace assent::store
