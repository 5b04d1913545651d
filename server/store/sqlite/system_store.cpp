#include <atomic>
#include <mutex>

#include <spdlog/spdlog.h>

#include "server/identity/passwords.hpp"
#include "server/store/sqlite/database.hpp"
#include "server/store/sqlite/files.hpp"
#include "server/store/sqlite/migrations.hpp"
#include "server/store/sqlite/open.hpp"

namespace assent::store {

using identity::SessionRecord;

bool is_slug(std::string_view text)
{
    if (text.size() < 2 || text.size() > 40 || text.front() < 'a' || text.front() > 'z' || text.back() == '-') return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
        if (c == '-' && text[i - 1] == '-') return false;
    }
    return true;
}

namespace {

constexpr std::size_t name_bytes_max = 200;

constexpr Statement insert_tenant{"insert_tenant",
                                  "INSERT INTO tenant (id, slug, name, sort, created) VALUES ($1, $2, $3, $4, $5)"};
constexpr Statement select_tenant{"select_tenant", "SELECT id, slug, name, sort, created FROM tenant WHERE slug = $1"};
constexpr Statement select_tenants{"select_tenants", "SELECT id, slug, name, sort, created FROM tenant ORDER BY name, slug"};
constexpr Statement select_tenants_of{
    "select_tenants_of",
    "SELECT tenant.id, tenant.slug, tenant.name, tenant.sort, tenant.created FROM membership "
    "JOIN tenant ON tenant.slug = membership.slug WHERE membership.person = $1 ORDER BY tenant.name, tenant.slug"};

constexpr Statement insert_account{
    "insert_account",
    "INSERT INTO account (person, email, name, password_hash, active, created) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr Statement select_account_by_email{
    "select_account_by_email",
    "SELECT person, email, name, password_hash, active, created FROM account WHERE email = $1"};
constexpr Statement select_account{
    "select_account", "SELECT person, email, name, password_hash, active, created FROM account WHERE person = $1"};
constexpr Statement select_accounts_of{
    "select_accounts_of",
    "SELECT account.person, account.email, account.name, account.password_hash, account.active, account.created "
    "FROM membership JOIN account ON account.person = membership.person WHERE membership.slug = $1 "
    "ORDER BY account.name, account.person"};
constexpr Statement update_password{"update_password", "UPDATE account SET password_hash = $2 WHERE person = $1"};
constexpr Statement update_active{"update_active", "UPDATE account SET active = $2 WHERE person = $1"};

constexpr Statement insert_membership{
    "insert_membership", "INSERT INTO membership (person, slug) VALUES ($1, $2) ON CONFLICT (person, slug) DO NOTHING"};
constexpr Statement delete_membership{"delete_membership", "DELETE FROM membership WHERE person = $1 AND slug = $2"};
constexpr Statement select_membership{"select_membership", "SELECT 1 FROM membership WHERE person = $1 AND slug = $2"};

constexpr Statement insert_session_row{
    "insert_session",
    "INSERT INTO session (token_hash, person, created, last_seen, expires, agent) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr Statement select_session{
    "select_session", "SELECT token_hash, person, created, last_seen, expires, agent FROM session WHERE token_hash = $1"};
constexpr Statement select_sessions_of{
    "select_sessions_of",
    "SELECT token_hash, person, created, last_seen, expires, agent FROM session WHERE person = $1 ORDER BY last_seen DESC"};
constexpr Statement update_seen{"update_seen", "UPDATE session SET last_seen = $2 WHERE token_hash = $1"};
constexpr Statement delete_session{"delete_session", "DELETE FROM session WHERE token_hash = $1"};
constexpr Statement delete_sessions_of{"delete_sessions_of", "DELETE FROM session WHERE person = $1"};
constexpr Statement delete_expired{"delete_expired", "DELETE FROM session WHERE expires <= $1 OR last_seen <= $2"};

TenantEntry read_tenant(const Row& row)
{
    return {.id = row.fixed<TenantId>(0),
            .slug = row.text(1),
            .name = row.text(2),
            .sort = row.flag(3) ? TenantSort::partnership : TenantSort::ccg,
            .created = row.time(4)};
}

Account read_account(const Row& row)
{
    return {.person = row.fixed<PersonId>(0),
            .email = row.text(1),
            .name = row.text(2),
            .password_hash = row.text(3),
            .active = row.flag(4),
            .created = row.time(5)};
}

SessionRecord read_session(const Row& row)
{
    return {.token_hash = row.fixed<Hash>(0),
            .person = row.fixed<PersonId>(1),
            .created = row.time(2),
            .last_seen = row.time(3),
            .expires = row.time(4),
            .agent = row.text(5)};
}

class SqliteSystemStore final : public SystemStore
{
public:
    explicit SqliteSystemStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}

    Result<void> add_tenant(const TenantEntry& tenant) override
    {
        if (!is_slug(tenant.slug))
            return refuse(Errc::invalid, "A short name has 2 to 40 lower-case letters, digits and hyphens, and begins with a letter.",
                          "slug");
        if (tenant.name.empty() || tenant.name.size() > name_bytes_max)
            return refuse(Errc::invalid, "An organisation needs a name of at most 200 characters.", "name");
        auto added = change(insert_tenant, tenant.id, tenant.slug, tenant.name, tenant.sort, tenant.created);
        if (!added && added.error().code == Errc::conflict)
            return refuse(Errc::conflict, "There is already an organisation with the short name " + tenant.slug + ".", "slug");
        return only_status(std::move(added));
    }

    Result<TenantEntry> tenant_by_slug(std::string_view slug) override
    {
        ASSENT_TRY(auto found, first<TenantEntry>(select_tenant, read_tenant, slug));
        if (!found) return no_tenant();
        return *std::move(found);
    }

    Result<std::vector<TenantEntry>> tenants() override { return all<TenantEntry>(select_tenants, read_tenant); }

    Result<void> add_account(const Account& account) override
    {
        if (identity::folded_email(account.email) != account.email)
            return refuse(Errc::invalid, "This is not an e-mail address.", "email");
        if (account.name.empty() || account.name.size() > name_bytes_max)
            return refuse(Errc::invalid, "A person needs a name of at most 200 characters.", "name");
        auto added = change(insert_account, account.person, account.email, account.name, account.password_hash,
                            account.active, account.created);
        if (!added && added.error().code == Errc::conflict)
            return refuse(Errc::conflict, "There is already an account for " + account.email + ".", "email");
        return only_status(std::move(added));
    }

    Result<std::optional<Account>> account_by_email(std::string_view email) override
    {
        // Looked up even where it cannot exist, so that the time does not tell.
        const auto folded = identity::folded_email(email);
        return first<Account>(select_account_by_email, read_account, folded.value_or(""));
    }

    Result<Account> account(PersonId person) override
    {
        ASSENT_TRY(auto found, first<Account>(select_account, read_account, person));
        if (!found) return no_account();
        return *std::move(found);
    }

    Result<void> set_password_hash(PersonId person, std::string_view password_hash) override
    {
        ASSENT_TRY(const auto changed, change(update_password, person, password_hash));
        if (changed == 0) return no_account();
        return {};
    }

    Result<void> set_active(PersonId person, bool active) override
    {
        const std::lock_guard lock(mutex_);
        if (stopped()) return tl::unexpected(stopped_error());
        const auto both = [&]() -> Result<bool> {
            ASSENT_TRY(auto transaction, Transaction::begin(*database_));
            ASSENT_CHECK(database_->run(update_active, person, active));
            const bool found = database_->changes() > 0;
            if (!active) ASSENT_CHECK(database_->run(delete_sessions_of, person));
            ASSENT_CHECK(transaction.commit());
            return found;
        };
        ASSENT_TRY(const bool found, watched(both()));
        if (!found) return no_account();
        return maintained();
    }

    Result<void> add_membership(PersonId person, std::string_view slug) override
    {
        auto added = change(insert_membership, person, slug);
        if (!added && added.error().code == Errc::conflict)
            return refuse(Errc::not_found, "There is no such person or no such organisation.");
        return only_status(std::move(added));
    }

    Result<void> remove_membership(PersonId person, std::string_view slug) override
    {
        return only_status(change(delete_membership, person, slug));
    }

    Result<std::vector<TenantEntry>> tenants_of(PersonId person) override
    {
        return all<TenantEntry>(select_tenants_of, read_tenant, person);
    }

    Result<std::vector<Account>> accounts_of(std::string_view slug) override
    {
        return all<Account>(select_accounts_of, read_account, slug);
    }

    Result<bool> is_member(PersonId person, std::string_view slug) override
    {
        ASSENT_TRY(const auto found,
                   first<bool>(select_membership, [](const Row&) { return true; }, person, slug));
        return found.has_value();
    }

    Result<void> insert_session(const SessionRecord& record) override
    {
        return only_status(change(insert_session_row, record.token_hash, record.person, record.created,
                                  record.last_seen, record.expires, record.agent));
    }

    Result<std::optional<SessionRecord>> find_session(const Hash& token_hash) override
    {
        return first<SessionRecord>(select_session, read_session, token_hash);
    }

    Result<void> touch_session(const Hash& token_hash, Timestamp last_seen) override
    {
        return only_status(change(update_seen, token_hash, last_seen));
    }

    Result<void> remove_session(const Hash& token_hash) override { return only_status(change(delete_session, token_hash)); }
    Result<void> remove_sessions_of(PersonId person) override { return only_status(change(delete_sessions_of, person)); }

    Result<void> remove_sessions_expired(Timestamp absolute_before, Timestamp idle_before) override
    {
        return only_status(change(delete_expired, absolute_before, idle_before));
    }

    Result<std::vector<SessionRecord>> sessions_of(PersonId person) override
    {
        return all<SessionRecord>(select_sessions_of, read_session, person);
    }

    Result<void> backup_to(const std::filesystem::path& path) override
    {
        const std::lock_guard lock(mutex_);
        if (stopped()) return tl::unexpected(stopped_error());
        return database_->copy_into(path);
    }

    bool stopped() const override { return stopped_; }

private:
    static Error stopped_error()
    {
        return {Errc::storage_failed, "The server's storage has stopped after a fault. Try again later.", {}};
    }
    static tl::unexpected<Error> no_tenant() { return refuse(Errc::not_found, "There is no such organisation."); }
    static tl::unexpected<Error> no_account() { return refuse(Errc::not_found, "There is no such person."); }

    template<class T>
    Result<T> watched(Result<T> result)
    {
        if (!result && result.error().code == Errc::storage_failed && database_) {
            spdlog::critical("The system store has stopped: {} {}", result.error().message, database_->problem());
            database_->forbid_checkpoint_on_close();
            database_.reset();
            stopped_ = true;
        }
        return result;
    }

    Result<void> maintained()
    {
        constexpr int checkpoint_pages = 1000;
        if (database_->wal_pages() < checkpoint_pages) return {};
        return watched(database_->checkpoint(Database::Checkpoint::passive));
    }

    /// Runs one statement that changes something; gives the number of rows changed.
    template<class... Values>
    Result<std::int64_t> change(const Statement& statement, const Values&... values)
    {
        const std::lock_guard lock(mutex_);
        if (stopped()) return tl::unexpected(stopped_error());
        ASSENT_CHECK(watched(database_->run(statement, values...)));
        const std::int64_t changed = database_->changes();
        ASSENT_CHECK(maintained());
        return changed;
    }

    static Result<void> only_status(Result<std::int64_t> result)
    {
        if (!result) return tl::unexpected(std::move(result).error());
        return {};
    }

    template<class T, class Read, class... Values>
    Result<std::optional<T>> first(const Statement& statement, Read&& read, const Values&... values)
    {
        const std::lock_guard lock(mutex_);
        if (stopped()) return tl::unexpected(stopped_error());
        std::optional<T> found;
        ASSENT_CHECK(watched(database_->one(statement, [&](const Row& row) { found = read(row); }, values...)));
        return found;
    }

    template<class T, class Read, class... Values>
    Result<std::vector<T>> all(const Statement& statement, Read&& read, const Values&... values)
    {
        const std::lock_guard lock(mutex_);
        if (stopped()) return tl::unexpected(stopped_error());
        std::vector<T> found;
        ASSENT_CHECK(watched(database_->each(statement, [&](const Row& row) { found.push_back(read(row)); }, values...)));
        return found;
    }

    std::mutex mutex_;
    std::unique_ptr<Database> database_;
    std::atomic<bool> stopped_{};
};

}  // namespace

Result<std::unique_ptr<SystemStore>> open_system_store(const std::filesystem::path& path)
{
    const bool in_memory = path == ":memory:";
    if (!in_memory) ASSENT_CHECK(rewrite_wal(path));
    ASSENT_TRY(auto database, Database::open(path, OpenMode::create));
    ASSENT_CHECK(migrate(*database, system_application_id, system_migrations()));
    if (!in_memory) {
        ASSENT_CHECK(database->checkpoint(Database::Checkpoint::truncate));
        ASSENT_CHECK(sync_directory(path.parent_path()));
    }
    return std::make_unique<SqliteSystemStore>(std::move(database));
}

}  // namespace assent::store
