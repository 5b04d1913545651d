#include "server/net/tls.hpp"

#include <stdexcept>
#include <string>

#include <boost/asio/ssl/context.hpp>

namespace assent::net {

namespace ssl = boost::asio::ssl;

namespace {

[[noreturn]] void fail(const std::string& what, const std::string& file, const boost::system::error_code& error)
{
    throw std::runtime_error("Cannot use the " + what + " " + file + ": " + error.message() + ".");
}

/// Takes HTTP/1.1 if the client offers it; a client that offers only others is told so by the handshake.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* in, unsigned in_size,
                    void*)
{
    static constexpr unsigned char http11[] = "\x08http/1.1";
    unsigned char* chosen = nullptr;
    if (SSL_select_next_proto(&chosen, out_size, http11, sizeof http11 - 1, in, in_size) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

}  // namespace

TlsContext make_tls_context(const TlsFiles& files)
{
    if (files.certificate.empty() || files.key.empty())
        throw std::runtime_error("TLS needs both a certificate file and a key file.");
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    SSL_CTX* const native = context->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);

    boost::system::error_code error;
    context->use_certificate_chain_file(files.certificate, error);
    if (error) fail("certificate", files.certificate, error);
    context->use_private_key_file(files.key, ssl::context::pem, error);
    if (error) fail("private key", files.key, error);
    if (SSL_CTX_check_private_key(native) != 1)
        throw std::runtime_error("The private key " + files.key + " does not belong to the certificate " +
                                 files.certificate + ".");
    return context;
}

}  // namespace assent::net
