#include "server/tenancy/gateway.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "server/tenancy/clock.hpp"

namespace assent::tenancy {

static constexpr const char* session_over = "Your session has ended. Sign in again.";

const char* session_cookie(bool secure)
{
    return secure ? "__Host-assent-session" : "assent-session";
}

net::Admission Gateway::decide(const net::HttpRequest& request)
{
    const std::string token(request.cookie(session_cookie(request.secure)));
    const auto session = sessions_.check(token, moment_now());
    if (!session) return net::Admission::refuse(net::text_response(401, session_over));
    const std::string slug(request.query.get_or_empty("organisation"));
    const auto belongs = system_.tenants_of(session->person);
    if (!belongs) return net::Admission::refuse(net::text_response(503, "Sign-in is not available. Try again soon."));
    Admitted admitted{session->person, token, session->token_hash, nullptr, {}};
    bool is_member = false;
    for (const auto& tenant : *belongs) {
        admitted.organisations.push_back({tenant.slug, tenant.name});
        is_member = is_member || tenant.slug == slug;
    }
    // Not yours and not there are one answer.
    if (!is_member) return net::Admission::refuse(net::text_response(404, "There is no such organisation here."));
    auto organisation = organisations_.find(slug);
    if (!organisation) return net::Admission::refuse(net::text_response(503, organisation.error().message));
    admitted.organisation = std::move(*organisation);
    return net::Admission::accept(std::move(admitted));
}

asio::awaitable<net::Admission> Gateway::admit(const net::HttpRequest& request)
{
    // The session's store and the opening of an organisation block, so both happen on a worker thread.
    auto work = [](Gateway* self, const net::HttpRequest* asked) -> asio::awaitable<net::Admission> {
        co_return self->decide(*asked);
    };
    co_return co_await asio::co_spawn(blocking_, work(this, &request), asio::use_awaitable);
}

void Gateway::opened(std::shared_ptr<net::Connection> connection)
{
    const auto admitted = *connection->context_as<Admitted>();
    auto active = std::make_shared<std::atomic<bool>>(false);
    connection->context() = Joined{admitted.organisation, active};
    {
        const std::scoped_lock lock(mutex_);
        live_[connection->id()] = {connection, admitted.person, admitted.token, admitted.token_hash, active};
    }
    admitted.organisation->joined(connection, admitted.person, admitted.organisations);
}

void Gateway::received(std::shared_ptr<net::Connection> connection, BytesView message)
{
    const auto* joined = connection->context_as<Joined>();
    *joined->active = true;
    joined->organisation->received(connection->id(), Bytes(message.begin(), message.end()));
}

void Gateway::closed(std::shared_ptr<net::Connection> connection, net::CloseCode)
{
    {
        const std::scoped_lock lock(mutex_);
        live_.erase(connection->id());
    }
    connection->context_as<Joined>()->organisation->left(connection->id());
}

void Gateway::check_sessions()
{
    std::vector<Live> all;
    {
        const std::scoped_lock lock(mutex_);
        for (const auto& [id, live] : live_) all.push_back(live);
    }
    const auto now = moment_now();
    for (const auto& live : all) {
        const bool valid = live.active->exchange(false) ? sessions_.check(live.token, now).has_value()
                                                        : sessions_.still_valid(live.token_hash, now);
        if (valid) continue;
        if (const auto connection = live.connection.lock()) connection->close(net::CloseCode::policy, session_over);
    }
}

void Gateway::session_ended(const Hash& token_hash)
{
    const std::scoped_lock lock(mutex_);
    for (const auto& [id, live] : live_)
        if (live.token_hash == token_hash)
            if (const auto connection = live.connection.lock()) connection->close(net::CloseCode::policy, session_over);
}

void Gateway::sessions_ended_of(PersonId person)
{
    const std::scoped_lock lock(mutex_);
    for (const auto& [id, live] : live_)
        if (live.person == person)
            if (const auto connection = live.connection.lock()) connection->close(net::CloseCode::policy, session_over);
}

}  // namespace assent::tenancy
