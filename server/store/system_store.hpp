#pragma once
// What belongs to the installation rather than to one organisation: which organisations there are, who can sign in, to
// which organisations they belong, and their sessions. It holds nothing of an organisation's papers; what a person may do
// there is decided by that organisation's own log.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/identity/sessions.hpp"
#include "shared/base/result.hpp"
#include "shared/base/time.hpp"
#include "shared/model/ids.hpp"

namespace assent::store {

struct Account
{
    PersonId person;
    std::string email;  ///< folded (identity::folded_email), unique
    std::string name;
    std::string password_hash;  ///< empty: cannot sign in with a password
    bool active{true};
    Timestamp created;

    bool operator==(const Account&) const = default;
};

enum class TenantSort : std::uint8_t { ccg = 0, partnership = 1 };

struct TenantEntry
{
    TenantId id;
    std::string slug;  ///< names the file and the address; see is_slug
    std::string name;
    TenantSort sort{};
    Timestamp created;

    bool operator==(const TenantEntry&) const = default;
};

/// Lower-case letters, digits and single hyphens between them, 2 to 40 characters, beginning with a letter. A slug becomes
/// a file name, so nothing else is let through.
bool is_slug(std::string_view text);

/// Thread-safe; calls block on the disk and are durable on return. Like a TenantStore it stops at the first storage error.
class SystemStore : public identity::SessionStore
{
public:
    /// Errors  conflict: the identifier or slug is taken. invalid: no slug, or no name.
    virtual Result<void> add_tenant(const TenantEntry& tenant) = 0;
    /// Errors  not_found.
    virtual Result<TenantEntry> tenant_by_slug(std::string_view slug) = 0;
    /// All, by name.
    virtual Result<std::vector<TenantEntry>> tenants() = 0;

    /// Errors  conflict, field "email": there is an account with this e-mail. invalid: not an e-mail, or no name.
    virtual Result<void> add_account(const Account& account) = 0;
    /// Nothing if there is none; callers must not let the answer or its time show.
    virtual Result<std::optional<Account>> account_by_email(std::string_view email) = 0;
    /// Errors  not_found.
    virtual Result<Account> account(PersonId person) = 0;
    /// Errors  not_found.
    virtual Result<void> set_password_hash(PersonId person, std::string_view password_hash) = 0;
    /// An inactive account cannot sign in; its sessions are removed in the same transaction. Errors  not_found.
    virtual Result<void> set_active(PersonId person, bool active) = 0;

    /// Belonging to an organisation twice is done. Errors  not_found: no such person or organisation.
    virtual Result<void> add_membership(PersonId person, std::string_view slug) = 0;
    virtual Result<void> remove_membership(PersonId person, std::string_view slug) = 0;
    /// The organisations a person belongs to, by name.
    virtual Result<std::vector<TenantEntry>> tenants_of(PersonId person) = 0;
    /// The people of an organisation, by name.
    virtual Result<std::vector<Account>> accounts_of(std::string_view slug) = 0;
    virtual Result<bool> is_member(PersonId person, std::string_view slug) = 0;

    virtual Result<void> backup_to(const std::filesystem::path& path) = 0;
    virtual bool stopped() const = 0;
};

}  // namespace assent::store
