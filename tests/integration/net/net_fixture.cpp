#include "tests/integration/net/net_fixture.hpp"

#include <cstdio>
#include <filesystem>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <spdlog/spdlog.h>

namespace assent::net {

namespace {
constexpr std::chrono::seconds patience{10};
}

asio::awaitable<Admission> Recorder::admit(const HttpRequest& request)
{
    if (on_admit) co_return co_await on_admit(request);
    co_return Admission::accept(request.path);
}

void Recorder::opened(std::shared_ptr<Connection> connection)
{
    if (on_opened) on_opened(connection);
    const std::scoped_lock lock(mutex_);
    opened_.push_back(std::move(connection));
    changed_.notify_all();
}

void Recorder::received(std::shared_ptr<Connection> connection, BytesView message)
{
    {
        const std::scoped_lock lock(mutex_);
        ++messages_;
    }
    if (on_received) on_received(connection, message);
    else connection->send(std::make_shared<const Bytes>(message.begin(), message.end()));
}

void Recorder::closed(std::shared_ptr<Connection>, CloseCode code)
{
    const std::scoped_lock lock(mutex_);
    closed_.push_back(code);
    changed_.notify_all();
}

std::shared_ptr<Connection> Recorder::next_opened()
{
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, patience, [&] { return !opened_.empty(); })) {
        ADD_FAILURE() << "no connection has opened";
        return nullptr;
    }
    auto first = std::move(opened_.front());
    opened_.pop_front();
    return first;
}

CloseCode Recorder::next_closed()
{
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, patience, [&] { return !closed_.empty(); })) {
        ADD_FAILURE() << "no connection has closed";
        return CloseCode{};
    }
    const CloseCode first = closed_.front();
    closed_.pop_front();
    return first;
}

std::size_t Recorder::messages() const
{
    const std::scoped_lock lock(mutex_);
    return messages_;
}

asio::awaitable<HttpResponse> describe(HttpRequest request)
{
    co_return text_response(200, request.method + "\n" + request.path + "\n" + request.remote_address + "\n" +
                                     std::to_string(request.body.size()) + "\n");
}

TestServer::TestServer(ServerOptions options, HttpHandler http)
{
    spdlog::set_level(spdlog::level::off);
    server_ = std::make_unique<Server>(io_, std::move(options), std::move(http), handler_);
    server_->start();
    for (int i = 0; i < 2; ++i) {
        threads_.emplace_back([this, work = asio::make_work_guard(io_)] { io_.run(); });
    }
}

TestServer::~TestServer()
{
    server_.reset();
    io_.stop();
    for (auto& thread : threads_) thread.join();
}

std::future<void> TestServer::stop(std::string reason, std::chrono::milliseconds deadline)
{
    return asio::co_spawn(io_, server_->stop(std::move(reason), deadline), asio::use_future);
}

SelfSigned::SelfSigned()
{
    const std::string folder = testing::TempDir();
    const std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    files = {folder + "/assent_" + name + ".crt", folder + "/assent_" + name + ".key"};
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME* subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1, 0);
    X509_set_issuer_name(certificate, subject);
    X509_sign(certificate, key, EVP_sha256());
    if (std::FILE* file = std::fopen(files.certificate.c_str(), "w")) {
        PEM_write_X509(file, certificate);
        std::fclose(file);
    }
    if (std::FILE* file = std::fopen(files.key.c_str(), "w")) {
        PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
        std::fclose(file);
    }
    X509_free(certificate);
    EVP_PKEY_free(key);
}

SelfSigned::~SelfSigned()
{
    std::filesystem::remove(files.certificate);
    std::filesystem::remove(files.key);
}

}  // namespace assent::net
