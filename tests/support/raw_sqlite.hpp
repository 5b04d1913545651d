#pragma once
// SQL against a file behind the program's back: what an operator, an attacker or a bad disk can do.

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace assent::support {

class RawSqlite
{
public:
    explicit RawSqlite(const std::filesystem::path& path)
    {
        EXPECT_EQ(sqlite3_open(path.c_str(), &handle_), SQLITE_OK);
        try_to("PRAGMA synchronous = OFF");  // thousands of alterations, none of which need survive
    }
    ~RawSqlite() { sqlite3_close(handle_); }
    RawSqlite(const RawSqlite&) = delete;
    RawSqlite& operator=(const RawSqlite&) = delete;

    /// SQLite's result code.
    int try_to(const std::string& sql) { return sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr); }

    void run(const std::string& sql) { EXPECT_EQ(try_to(sql), SQLITE_OK) << sqlite3_errmsg(handle_) << " in " << sql; }

    /// Every row as one text, the columns as SQL literals with commas between them.
    std::vector<std::string> rows(const std::string& sql)
    {
        std::vector<std::string> result;
        sqlite3_stmt* statement = nullptr;
        EXPECT_EQ(sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK) << sqlite3_errmsg(handle_);
        while (sqlite3_step(statement) == SQLITE_ROW) {
            std::string row;
            for (int i = 0; i < sqlite3_column_count(statement); ++i) {
                if (i > 0) row += ',';
                const auto* const text = sqlite3_column_text(statement, i);
                row += text ? reinterpret_cast<const char*>(text) : "NULL";
            }
            result.push_back(row);
        }
        sqlite3_finalize(statement);
        return result;
    }

    /// Removes the triggers that hold the log, as somebody with the file can.
    void drop_triggers()
    {
        for (const auto& name : rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'")) run("DROP TRIGGER " + name);
    }

private:
    sqlite3* handle_{};
};

}  // namespace assent::support
