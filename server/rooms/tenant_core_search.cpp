// Searches of the core: one at a time for a connection, within what the person may find.
#include <utility>

#include "server/rooms/tenant_core.hpp"

namespace assent::rooms {

void TenantCore::on_message(PeerId id, Peer& peer, const Search& message, Timestamp)
{
    if (message.text.size() > SearchLimits::text_bytes_max || message.filters.size() > SearchLimits::filters_max)
        return fail(id, "Search", {Errc::too_large, "This is too long to look for. Use fewer words and filters.", ""});
    if (peer.searching) {
        peer.asked_search = message;
        return;
    }
    if (searches_ >= limits_.searches_max)
        return fail(id, "Search", {Errc::rate_limited, "Too many people search just now. Try again in a moment.", ""});
    peer.searching = RunSearch{id, message, identity::sight_of(tenant_, peer.person)};
    ++searches_;
    emit(*peer.searching);
}

void TenantCore::on(const SearchDone& input, Timestamp now)
{
    --searches_;
    const auto found = peers_.find(input.peer);
    if (found == peers_.end()) return;
    auto& peer = found->second;
    const auto searched = std::exchange(peer.searching, std::nullopt);
    auto next = std::exchange(peer.asked_search, std::nullopt);
    if (!next && searched->sight != identity::sight_of(tenant_, peer.person)) next = searched->question;  // what was found is not theirs to see now
    if (next) return on_message(input.peer, peer, *next, now);
    // What was found may be of events that are not durable yet: like everything it is sent once those before it are.
    if (input.answer)
        send(input.peer, *input.answer);
    else
        fail(input.peer, "Search", input.answer.error());
}

}  // namespace assent::rooms
