#pragma once
// TLS from certificate files, with the settings we allow.

#include <memory>

#include "server/net/listener.hpp"

namespace boost::asio::ssl {
class context;
}

namespace assent::net {

using TlsContext = std::shared_ptr<boost::asio::ssl::context>;

/// TLS 1.2 and 1.3, forward secrecy and authenticated ciphers only, HTTP/1.1 by ALPN.
/// Throws std::runtime_error that names the file which cannot be used and why.
TlsContext make_tls_context(const TlsFiles& files);

}  // namespace assent::net
