#include "shared/protocol/flat.hpp"
#include "shared/protocol/message.hpp"

namespace assent {

struct EventBox
{
    Event event;
};
BOOST_DESCRIBE_STRUCT(EventBox, (), (event))

Bytes encode(const Event& event)
{
    return flat::encode(EventBox{event});
}

std::optional<Event> decode_event(BytesView bytes)
{
    auto box = flat::decode<EventBox>(bytes);
    if (!box) return std::nullopt;
    return std::move(box->event);
}

}  // namespace assent
