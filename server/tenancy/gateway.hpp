#pragma once
// The edge of the WebSocket: who is connecting, to which organisation. After this the organisation is a handle, and code
// below can reach no other. Sockets end with the session they were opened under.

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include <boost/asio/thread_pool.hpp>

#include "server/identity/sessions.hpp"
#include "server/net/message_handler.hpp"
#include "server/store/system_store.hpp"
#include "server/tenancy/organisations.hpp"

namespace assent::tenancy {

/// The session cookie's name: with the prefix that browsers enforce where TLS is in use.
const char* session_cookie(bool secure);

class Gateway : public net::MessageHandler
{
public:
    Gateway(asio::thread_pool& blocking, identity::Sessions& sessions, store::SystemStore& system,
            Organisations& organisations)
        : blocking_(blocking), sessions_(sessions), system_(system), organisations_(organisations)
    {}

    asio::awaitable<net::Admission> admit(const net::HttpRequest& request) override;
    void opened(std::shared_ptr<net::Connection> connection) override;
    void received(std::shared_ptr<net::Connection> connection, BytesView message) override;
    void closed(std::shared_ptr<net::Connection> connection, net::CloseCode code) override;

    /// Closes the connections of sessions that have ended, and counts the others' activity as use. Blocks; called every
    /// few seconds on a worker thread.
    void check_sessions();
    /// Closes the connections opened under a session, or all of a person, at once.
    void session_ended(const Hash& token_hash);
    void sessions_ended_of(PersonId person);

private:
    struct Admitted
    {
        PersonId person;
        std::string token;
        Hash token_hash;
        std::shared_ptr<TenantServer> organisation;
        std::vector<OrganisationChoice> organisations;
    };
    struct Live
    {
        std::weak_ptr<net::Connection> connection;
        PersonId person;
        std::string token;
        Hash token_hash;
        std::shared_ptr<std::atomic<bool>> active;
    };
    struct Joined
    {
        std::shared_ptr<TenantServer> organisation;
        std::shared_ptr<std::atomic<bool>> active;
    };

    net::Admission decide(const net::HttpRequest& request);

    asio::thread_pool& blocking_;
    identity::Sessions& sessions_;
    store::SystemStore& system_;
    Organisations& organisations_;
    std::mutex mutex_;
    std::map<std::uint64_t, Live> live_;
};

}  // namespace assent::tenancy
