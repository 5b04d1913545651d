#pragma once
// One session of the server over a stream in memory: what a fuzz target feeds it is what a hostile client would send. In a
// file of its own because a session takes minutes to compile under sanitizers, and two targets need the same.

#include <string_view>

namespace assent::net {

/// Feeds `input` to a session and ends the connection; aborts if anything outlives it, or the deadline of a close handshake
/// that the other side broke off.
void feed(std::string_view input);

}  // namespace assent::net
