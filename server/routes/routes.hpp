#pragma once
// What the server answers over HTTP: the client's files, sign-in and sign-out, uploads, exports, public pages and
// /healthz. Everything else goes over the WebSocket.

#include <memory>
#include <mutex>

#include <boost/asio/thread_pool.hpp>

#include "server/identity/passwords.hpp"
#include "server/identity/sessions.hpp"
#include "server/identity/throttle.hpp"
#include "server/net/http.hpp"
#include "server/net/origin.hpp"
#include "server/net/static_files.hpp"
#include "server/routes/printing.hpp"
#include "server/routes/outside.hpp"
#include "server/store/system_store.hpp"
#include "server/tenancy/gateway.hpp"
#include "server/tenancy/organisations.hpp"

namespace assent::routes {

namespace asio = boost::asio;

/// Largest document or attachment that may be uploaded.
inline constexpr std::size_t upload_bytes_max = 20 * 1024 * 1024;

inline constexpr const char* upload_path = "/api/upload";           ///< a document that becomes a plan
inline constexpr const char* log_upload_path = "/api/upload-log";    ///< a feedback log that was kept elsewhere
inline constexpr const char* word_upload_path = "/api/upload-word";  ///< a Word file that came back
inline constexpr const char* attachment_upload_path = "/api/attachment";

/// Whether a file is sent there, which may be as large as upload_bytes_max.
bool takes_file(std::string_view path);

class Routes
{
public:
    Routes(asio::thread_pool& blocking, store::SystemStore& system, identity::Sessions& sessions,
         tenancy::Organisations& organisations, tenancy::Gateway& gateway, net::StaticFiles files,
           identity::FormTokenLimits forms = {})
        : blocking_(blocking), system_(system), sessions_(sessions), organisations_(organisations), gateway_(gateway),
          files_(std::move(files)), outside_(system, organisations, forms)
    {}

    asio::awaitable<net::HttpResponse> answer(net::HttpRequest request);

    /// Pages whose requests may change something; set once the server knows its address.
    void set_origins(net::OriginPolicy origins) { origins_ = std::move(origins); }

private:
    net::HttpResponse answer_blocking(const net::HttpRequest& request);
    net::HttpResponse sign_in(const net::HttpRequest& request);
    net::HttpResponse sign_out(const net::HttpRequest& request, bool everywhere);
    net::HttpResponse me(const net::HttpRequest& request);
    net::HttpResponse take_file(const net::HttpRequest& request);
    net::HttpResponse give_attachment(const net::HttpRequest& request);
    net::HttpResponse public_list();
    static bool is_register(std::string_view path);
    net::HttpResponse public_register(const net::HttpRequest& request);
    net::HttpResponse plan_page(const net::HttpRequest& request, bool is_public);

    Result<identity::SessionRecord> session_of(const net::HttpRequest& request);
    /// The organisation of the request's query or path, if the person belongs to it.
    Result<std::shared_ptr<tenancy::TenantServer>> organisation_for(const net::HttpRequest& request, const std::string& slug);

    asio::thread_pool& blocking_;
    store::SystemStore& system_;
    identity::Sessions& sessions_;
    tenancy::Organisations& organisations_;
    tenancy::Gateway& gateway_;
    net::StaticFiles files_;
    OutsideRoutes outside_;
    net::OriginPolicy origins_;
    identity::Passwords passwords_;
    std::mutex throttle_mutex_;
    identity::Throttle throttle_;
    Printing printing_;
};

}  // namespace assent::routes
