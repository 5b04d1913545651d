#include "shared/protocol/flat.hpp"
#include "shared/protocol/message.hpp"

namespace assent {

Bytes encode(const ServerMessage& message)
{
    return flat::encode(message);
}

std::optional<ServerMessage> decode_server_message(BytesView bytes)
{
    return flat::decode<ServerMessage>(bytes);
}

}  // namespace assent
