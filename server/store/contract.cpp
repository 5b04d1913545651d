#include "server/store/contract.hpp"

#include <unordered_set>

namespace assent::store {

Result<void> check_contract(std::span<const Append> batch, TenantId tenant, Timestamp last_at)
{
    std::unordered_set<Key> keys;
    for (const Append& append : batch) {
        if (append.grant.tenant() != tenant) return refuse(Errc::forbidden, "The authority is for another organisation.");
        if (!append.key) return refuse(Errc::invalid, "A command without a key cannot be written.", "key");
        if (!keys.insert(append.key).second) return refuse(Errc::conflict, "A command was given to the writer twice.", "key");
        if (append.at < last_at) return refuse(Errc::invalid, "An event would be dated before the last one.", "at");
        last_at = append.at;
        if (append.events.empty()) return refuse(Errc::invalid, "A command without events cannot be written.", "events");
        if (append.events.size() > StoreLimits::events_max || append.grant.right().size() > StoreLimits::authority_bytes_max)
            return refuse(Errc::too_large, "A command has too many events.", "events");
        for (const auto& event : append.events)
            if (event.payload.size() > StoreLimits::payload_bytes_max)
                return refuse(Errc::too_large, "An event is too large.", "events");
        for (const auto& blob : append.blobs) {
            if (blob.content.size() > StoreLimits::blob_bytes_max)
                return refuse(Errc::too_large, "A file is too large.", "blobs");
            if (sha256(blob.content) != blob.hash) return refuse(Errc::invalid, "A file does not match its hash.", "blobs");
        }
    }
    return {};
}

}  // namespace assent::store
