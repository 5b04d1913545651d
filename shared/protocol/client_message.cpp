#include "shared/protocol/flat.hpp"
#include "shared/protocol/message.hpp"

namespace assent {

struct CommandBox
{
    Command command;
};
BOOST_DESCRIBE_STRUCT(CommandBox, (), (command))

Bytes encode(const ClientMessage& message)
{
    return flat::encode(message);
}

std::optional<ClientMessage> decode_client_message(BytesView bytes)
{
    return flat::decode<ClientMessage>(bytes);
}

Bytes encode(const Command& command)
{
    return flat::encode(CommandBox{command});
}

}  // namespace assent
