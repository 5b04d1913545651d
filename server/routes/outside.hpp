#pragma once
// Pages for people without an account: /p/SLUG/SECRET, what a link shows; /consult, the consultations; /consult/SLUG/ID, one of them. A form
// posted to either goes through the organisation's core like everything else that is written.
//
// What keeps programs out, without a third party: sizes, a throttle by address and by consultation, a sealed token with the page's time
// (identity/form_tokens.hpp), a field that people do not see, and a tray that has an end. A form that is turned down comes back with what was typed.

#include <mutex>

#include "server/identity/form_tokens.hpp"
#include "server/identity/throttle.hpp"
#include "server/net/http.hpp"
#include "server/net/origin.hpp"
#include "server/store/system_store.hpp"
#include "server/tenancy/organisations.hpp"

namespace assent::routes {

class OutsideRoutes
{
public:
    OutsideRoutes(store::SystemStore& system, tenancy::Organisations& organisations, identity::FormTokenLimits forms)
        : system_(system), organisations_(organisations), tokens_(forms)
    {}

    static bool takes(std::string_view path);

    /// Blocks; for a worker thread. `origins`  pages whose forms may be posted.
    net::HttpResponse answer(const net::HttpRequest& request, const net::OriginPolicy& origins);

private:
    net::HttpResponse participant(const net::HttpRequest& request);
    net::HttpResponse consultation(const net::HttpRequest& request);
    net::HttpResponse list();
    /// Errors  rate_limited: with how long to wait.
    Result<void> slow_down(const std::string& what, const net::HttpRequest& request);

    store::SystemStore& system_;
    tenancy::Organisations& organisations_;
    identity::FormTokens tokens_;
    std::mutex mutex_;
    identity::Throttle by_address_{{.account_free_tries = ~0u, .address_failures_max = 30, .address_failures_per_minute = 6}};
    identity::Throttle by_consultation_{{.account_free_tries = ~0u, .address_failures_max = 300, .address_failures_per_minute = 120}};
};

/// The path as the log may have it: without the secret of a link.
std::string path_for_log(std::string_view path);

}  // namespace assent::routes
