#pragma once
// One organisation worked on by a subcommand while no server runs: the same core and store as the server's, driven by
// hand. The caller holds the data folder's lock.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/rooms/tenant_core.hpp"
#include "server/store/sqlite/head_log.hpp"
#include "server/store/sqlite/tenant_reader.hpp"
#include "server/store/tenant_store.hpp"

namespace assent::tenancy {

class OfflineOrganisation
{
public:
    /// Makes the organisation's file. The caller lists the organisation in the system file.
    /// Errors  conflict: there is one of this slug, or signed heads of one. storage_failed.
    static Result<OfflineOrganisation> create(const std::filesystem::path& data, const std::string& slug,
                                              const TenantCreated& created, Timestamp now);

    /// Errors  not_found, storage_failed, malformed. conflict: a signed head says that the log is not what it was.
    static Result<OfflineOrganisation> open(const std::filesystem::path& data, const std::string& slug);

    /// Errors  conflict: this person belongs to the organisation already.
    Result<void> add_person(const Person& person, Timestamp now);

    /// Puts a workflow definition into force for new plans.
    /// Errors  invalid: it does not pass the checker; the message lists the faults.
    Result<void> adopt_workflow(const std::string& name, const std::string& toml, Timestamp now);

    /// Sends a command as a person would, and writes what it comes to.
    /// Errors  as the command's handler; storage_failed.
    Result<void> submit(PersonId person, const Command& command, Timestamp now);

    /// Makes a read document known, so that ImportPlan can use it.
    void offer_document(const Hash& hash, commands::ReadDocument document);
    /// The same for ImportFeedback.
    void offer_log(const Hash& hash, commands::ReadLog log);

    /// Writes events that no command makes, such as a plan restored from another server, in one append, with content to be
    /// kept under its hash.
    Result<void> append(std::vector<Event> events, std::vector<commands::Kept> kept, Timestamp now);

    /// The frozen content of a version.
    Result<Bytes> content(const Hash& hash);

    const Tenant& tenant() const { return core_->tenant(); }
    store::TenantStore& store() { return *store_; }

    OfflineOrganisation(OfflineOrganisation&&) noexcept = default;
    OfflineOrganisation& operator=(OfflineOrganisation&&) = delete;
    /// Signs a head for what was written.
    ~OfflineOrganisation();

private:
    OfflineOrganisation(std::unique_ptr<store::TenantStore> store, std::optional<store::HeadLog> heads);
    Result<void> write(const store::Append& append);
    Key next_key();

    std::unique_ptr<store::TenantStore> store_;
    std::optional<store::HeadLog> heads_;
    std::unique_ptr<rooms::TenantCore> core_;
    std::uint64_t commands_{};
};

/// One organisation as it stands at one moment, only to be read. Needs no lock: a server may be running.
class OrganisationSnapshot
{
public:
    /// Errors  not_found, storage_failed, malformed.
    static Result<OrganisationSnapshot> open(const std::filesystem::path& data, const std::string& slug);

    /// The frozen content of a version.
    Result<Bytes> content(const Hash& hash) { return reader_.blob(hash); }
    const Tenant& tenant() const { return core_->tenant(); }

private:
    explicit OrganisationSnapshot(store::TenantReader reader)
        : reader_(std::move(reader)), core_(std::make_unique<rooms::TenantCore>())
    {}

    store::TenantReader reader_;
    std::unique_ptr<rooms::TenantCore> core_;
};

}  // namespace assent::tenancy
