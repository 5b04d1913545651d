#pragma once
// The organisations this server keeps, opened when first needed and opened again after a storage failure. Resolving a
// name to a handle happens here and nowhere below.

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "server/store/system_store.hpp"
#include "server/tenancy/tenant_server.hpp"

namespace assent::tenancy {

class Organisations
{
public:
    /// `witness`  a folder outside of the data where signed heads are published as well; empty for none.
    Organisations(asio::any_io_executor executor, std::filesystem::path data, store::SystemStore& system,
                  std::filesystem::path witness = {})
        : executor_(std::move(executor)), data_(std::move(data)), witness_(std::move(witness)), system_(system)
    {}

    /// The organisation's handle, opened if need be. Blocks; thread-safe.
    /// Errors  not_found: there is none of this short name. unavailable: it cannot be opened now.
    Result<std::shared_ptr<TenantServer>> find(const std::string& slug);

    /// Opens all, so that the first visitor does not wait. Failures are logged and tried again on demand.
    void open_all();

    /// Calls `done` when every organisation's accepted work is durable and answered.
    void drain(std::function<void()> done);
    /// Ends every store's thread. After the executor's last run and before its end.
    void finish();

private:
    asio::any_io_executor executor_;
    std::filesystem::path data_;
    std::filesystem::path witness_;
    store::SystemStore& system_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<TenantServer>> open_;
};

}  // namespace assent::tenancy
