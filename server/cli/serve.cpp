// assent serve: wires the parts together, and takes them apart in order when asked to stop.
#include <atomic>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <future>
#include <stdexcept>
#include <thread>

#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <spdlog/spdlog.h>

#include "server/cli/subcommands.hpp"
#include "server/net/listener.hpp"
#include "server/net/tasks.hpp"
#include "server/routes/routes.hpp"
#include "server/store/sqlite/open.hpp"
#include "server/tenancy/clock.hpp"

namespace assent {

namespace asio = boost::asio;
using namespace std::chrono_literals;

struct ServeOptions
{
    std::string data;
    std::string listen = "127.0.0.1:8080";
    std::string client;
    std::string witness;
    std::string certificate;
    std::string key;
    std::vector<std::string> origins;
    bool behind_proxy{};
    std::string log_level = "info";
    std::int64_t session_idle_minutes = 30;
    std::int64_t session_hours = 12;
    std::int64_t form_seconds = identity::FormTokenLimits{}.soonest_seconds;
    int messages_per_second = 50;
    std::size_t connections = net::ServerOptions{}.connections_max;
    std::size_t connections_per_address = net::ServerOptions{}.connections_per_address_max;
};

template<class T>
static T or_throw(Result<T> result)
{
    if (!result) throw std::runtime_error(result.error().message);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

static void split_address(const std::string& listen, net::ServerOptions& options)
{
    const auto colon = listen.rfind(':');
    if (colon == std::string::npos) throw std::runtime_error("--listen needs an address and a port, such as 127.0.0.1:8080.");
    options.address = listen.substr(0, colon);
    if (options.address.size() > 2 && options.address.front() == '[')
        options.address = options.address.substr(1, options.address.size() - 2);
    const std::string port = listen.substr(colon + 1);
    if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos || std::stoi(port) > 65535)
        throw std::runtime_error("The port after --listen must be a number up to 65535.");
    options.port = static_cast<std::uint16_t>(std::stoi(port));
}

/// Does something every so often until the timer is cancelled.
static asio::awaitable<void> every(asio::steady_timer& timer, std::chrono::seconds period, asio::thread_pool& blocking,
                                   std::function<void()> work)
{
    for (;;) {
        timer.expires_after(period);
        const auto [error] = co_await timer.async_wait(net::as_result);
        if (error) co_return;
        asio::post(blocking, work);
    }
}

static void serve(const ServeOptions& options)
{
    spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    spdlog::set_level(spdlog::level::from_str(options.log_level));

    const auto lock = or_throw(store::DataLock::take(options.data));
    const auto system = or_throw(store::open_system_store(store::system_path(options.data)));
    identity::SessionLimits limits;
    limits.idle_seconds = options.session_idle_minutes * 60;
    limits.absolute_seconds = options.session_hours * 3600;
    identity::Sessions sessions(*system, limits, identity::system_random());

    const unsigned threads = std::max(1u, std::min(4u, std::thread::hardware_concurrency()));
    asio::io_context io(static_cast<int>(threads));
    asio::thread_pool blocking(4);
    tenancy::Organisations organisations(io.get_executor(), options.data, *system, options.witness);
    organisations.open_all();
    tenancy::Gateway gateway(blocking, sessions, *system, organisations);
    routes::Routes routes(blocking, *system, sessions, organisations, gateway, or_throw(net::StaticFiles::load(options.client)),
                          {.soonest_seconds = options.form_seconds});

    net::ServerOptions network;
    split_address(options.listen, network);
    network.tls = {options.certificate, options.key};
    network.origins = options.origins;
    network.behind_proxy = options.behind_proxy;
    network.messages_per_second = options.messages_per_second;
    network.messages_burst = 4.0 * options.messages_per_second;
    network.connections_max = options.connections;
    network.connections_per_address_max = options.connections_per_address;
    network.body_bytes_max_for = [](std::string_view method, std::string_view path) {
        return method == "POST" && routes::takes_file(path) ? routes::upload_bytes_max : 64 * 1024;
    };
    network.path_for_log = routes::path_for_log;
    net::Server server(io, network, [&](net::HttpRequest request) { return routes.answer(std::move(request)); }, gateway);
    routes.set_origins(server.origins());
    server.start();
    const bool tls = !options.certificate.empty();
    spdlog::info("listening address={}:{} tls={}", network.address, server.port(), tls);
    std::printf("Assent listens on %s://%s:%u\n", tls ? "https" : "http", network.address.c_str(), server.port());
    std::fflush(stdout);

    asio::steady_timer session_timer(io);
    asio::steady_timer sweep_timer(io);
    net::start_task(io.get_executor(), "check_sessions", every(session_timer, 5s, blocking, [&] { gateway.check_sessions(); }));
    net::start_task(io.get_executor(), "sweep_sessions", every(sweep_timer, 300s, blocking, [&] {
                        static_cast<void>(sessions.sweep(tenancy::moment_now()));
                    }));

    asio::signal_set signals(io, SIGTERM, SIGINT);
    auto stop = [&]() -> asio::awaitable<void> {
        auto [error, signal] = co_await signals.async_wait(net::as_result);
        spdlog::info("stopping signal={}", signal);
        session_timer.cancel();
        sweep_timer.cancel();
        // First everything accepted becomes durable and is answered, then the connections are closed with the reason.
        auto drained = std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor, 10s);
        organisations.drain([&io, drained] { asio::post(io, [drained] { drained->cancel(); }); });
        co_await drained->async_wait(net::as_result);
        co_await server.stop("The server is stopping. It will be back shortly.", 5s);
        io.stop();
    };
    asio::co_spawn(io, stop(), [](std::exception_ptr error) {
        if (error) std::rethrow_exception(error);
    });

    std::vector<std::jthread> workers;
    for (unsigned i = 1; i < threads; ++i) workers.emplace_back([&] { io.run(); });
    io.run();
    workers.clear();
    blocking.join();
    organisations.finish();
    spdlog::info("stopped");
}

void add_serve(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand("serve", "Run the server");
    auto options = std::make_shared<ServeOptions>();
    command->add_option("--data", options->data, "Folder that holds all organisations")->required();
    command->add_option("--listen", options->listen, "Address and port")->capture_default_str();
    command->set_config("--config", "", "Read options from this file (TOML or INI)");
    command->add_option("--client", options->client, "Folder of the browser client's files")->required();
    command->add_option("--witness", options->witness,
                        "Folder outside of the data, best on another machine, where signed heads are published as well");
    command->add_option("--tls-certificate", options->certificate, "Certificate chain, PEM");
    command->add_option("--tls-key", options->key, "Private key, PEM");
    command->add_option("--origin", options->origins, "Origin that may use the server, if not the address listened on");
    command->add_flag("--behind-proxy", options->behind_proxy, "A reverse proxy ends TLS; believe its forwarding headers");
    command->add_option("--log-level", options->log_level, "debug, info, warn or error")->capture_default_str();
    command->add_option("--session-idle-minutes", options->session_idle_minutes, "Sessions end after so long without use")
        ->capture_default_str()->check(CLI::Range(1, 24 * 60));
    command->add_option("--session-hours", options->session_hours, "Sessions end after so long at the latest")
        ->capture_default_str()->check(CLI::Range(1, 24 * 7));
    command->add_option("--form-seconds", options->form_seconds, "Forms of the public pages are taken so long after the page was made, so that programs are not")
        ->check(CLI::Range(0, 600));
    command->add_option("--messages-per-second", options->messages_per_second,
                        "Messages taken from one connection in the long run; four seconds' worth at once")
        ->capture_default_str()->check(CLI::Range(10, 100'000));
    command->add_option("--connections", options->connections, "Connections at one time, in all")
        ->capture_default_str()->check(CLI::Range(1, 100'000));
    command->add_option("--connections-per-address", options->connections_per_address, "Connections at one time from one address")
        ->capture_default_str()->check(CLI::Range(1, 100'000));
    command->callback([options, &status] {
        serve(*options);
        status = 0;
    });
}

}  // namespace assent
