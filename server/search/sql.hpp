#pragma once
// Just enough SQLite for an index that may be thrown away: the first failure ends it, and nothing is recovered. The store has its
// own, which recovers (store/sqlite/database.hpp).

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

#include <sqlite3.h>

namespace assent::search {

/// Thrown within this folder, and caught in Index, which translates it once.
struct SqlFailed : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

/// A prepared statement that is being run; made ready to be run again at the end of its life.
class Run
{
public:
    /// Values must outlive the run.
    template<class... Values>
    Run(sqlite3* database, sqlite3_stmt* statement, const Values&... values) : database_(database), statement_(statement)
    {
        (bind(values), ...);
    }
    ~Run()
    {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    bool next()
    {
        const int code = sqlite3_step(statement_);
        if (code != SQLITE_ROW && code != SQLITE_DONE) throw SqlFailed(sqlite3_errmsg(database_));
        return code == SQLITE_ROW;
    }
    std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
    double number(int column) const { return sqlite3_column_double(statement_, column); }
    /// Valid until the next row.
    std::string_view text(int column) const
    {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
        return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : std::string_view{};
    }

private:
    void bind(std::int64_t value) { sqlite3_bind_int64(statement_, ++bound_, value); }
    void bind(std::string_view value) { sqlite3_bind_text(statement_, ++bound_, value.data(), static_cast<int>(value.size()), SQLITE_STATIC); }

    sqlite3* database_;
    sqlite3_stmt* statement_;
    int bound_{};
};

/// A private temporary database: pages beyond its cache go to a file without a name.
class Sql
{
public:
    Sql()
    {
        if (sqlite3_open_v2("", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK) {
            sqlite3_close(handle);
            throw SqlFailed("The search index could not be made.");
        }
    }
    ~Sql()
    {
        for (const auto& [sql, statement] : prepared_) sqlite3_finalize(statement);
        sqlite3_close(handle);
    }
    Sql(const Sql&) = delete;
    Sql& operator=(const Sql&) = delete;

    void script(const std::string& sql)
    {
        if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) throw SqlFailed(sqlite3_errmsg(handle));
    }
    /// The same words are prepared once. Not while a run of the same words is under way.
    template<class... Values>
    Run run(const std::string& sql, const Values&... values)
    {
        auto& statement = prepared_[sql];
        if (!statement && sqlite3_prepare_v3(handle, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
            throw SqlFailed(sqlite3_errmsg(handle));
        return Run(handle, statement, values...);
    }

    sqlite3* handle{};

private:
    std::unordered_map<std::string, sqlite3_stmt*> prepared_;
};

/// Section 7 of the FTS5 documentation: the extension's interface is had by a pointer bound to a query. Null if there is none.
inline fts5_api* fts5_of(sqlite3* database)
{
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

}  // namespace assent::search
