#include "server/tenancy/organisations.hpp"

#include <atomic>

#include <spdlog/spdlog.h>

namespace assent::tenancy {

Result<std::shared_ptr<TenantServer>> Organisations::find(const std::string& slug)
{
    const std::scoped_lock lock(mutex_);
    const auto found = open_.find(slug);
    if (found != open_.end() && !found->second->stopped()) return found->second;
    if (!store::is_slug(slug) || !system_.tenant_by_slug(slug))
        return refuse(Errc::not_found, "There is no such organisation here.");
    if (found != open_.end()) open_.erase(found);
    auto opened = TenantServer::open(executor_, data_, slug, store::standard_options(), witness_);
    if (!opened) {
        spdlog::error("organisation not opened slug={} code={} reason=\"{}\"", slug, name_of(opened.error().code),
                      opened.error().message);
        return refuse(Errc::unavailable, "The organisation's records cannot be opened. Tell your administrator.");
    }
    open_.emplace(slug, *opened);
    return *opened;
}

void Organisations::open_all()
{
    const auto tenants = system_.tenants();
    if (!tenants) return;
    for (const auto& tenant : *tenants) static_cast<void>(find(tenant.slug));
}

void Organisations::drain(std::function<void()> done)
{
    const std::scoped_lock lock(mutex_);
    if (open_.empty()) return done();
    auto left = std::make_shared<std::atomic<std::size_t>>(open_.size());
    for (const auto& [slug, tenant] : open_)
        tenant->drain([left, done] {
            if (--*left == 0) done();
        });
}

void Organisations::finish()
{
    const std::scoped_lock lock(mutex_);
    for (const auto& [slug, tenant] : open_) tenant->finish();
}

}  // namespace assent::tenancy
