#include "shared/text/text.hpp"

#include <utility>

#include "shared/base/assertion.hpp"
#include "shared/text/text_state.hpp"
#include "shared/text/utf8.hpp"

namespace assent::text {

Text::Text() : state_(std::make_unique<State>()) {}
Text::Text(Text&&) noexcept = default;
Text& Text::operator=(Text&&) noexcept = default;
Text::~Text() = default;

std::uint32_t Text::size() const { return state_->rope.size(); }
std::size_t Text::bytes() const { return state_->rope.bytes(); }
std::string Text::str() const { return state_->rope.str(); }

std::string Text::str(std::uint32_t position, std::uint32_t count) const
{
    std::string out;
    state_->rope.copy(position, count, out);
    return out;
}

void Text::write_as(ReplicaId replica) { state_->writer = replica; }
ReplicaId Text::writer() const { return state_->writer; }

Result<void> Text::State::room_for(std::uint32_t events, std::size_t bytes) const
{
    if (events > events_max - log.end() || bytes > content_bytes_max - log.content_size() || bytes > text_scalars_max ||
        rope.size() + bytes > text_scalars_max)
        return refuse(Errc::too_large, "The text or its history is full. Start a new text for what is to be added.", "text");
    return {};
}

void Text::State::begin_local(Timestamp when)
{
    const std::uint32_t seconds = seconds_of(when);
    const bool follows = frontier.size() == 1 && frontier[0] + 1 == log.end();
    if (!follows || !log.continues(writer, seconds)) log.begin_change(writer, frontier, seconds);
}

Result<void> Text::insert(std::uint32_t position, std::string_view words, Timestamp when)
{
    State& state = *state_;
    if (position > state.rope.size())
        return refuse(Errc::invalid, "The place to insert at is beyond the end of the text.", "position");
    if (words.empty()) return {};
    std::uint32_t count = 1;
    if (words.size() > 1 || static_cast<unsigned char>(words[0]) >= 0x80) {
        if (!valid_utf8(words)) return refuse(Errc::invalid, "The words to insert are not valid UTF-8.", "words");
        count = scalar_count(words.data(), words.size());
    }
    ASSENT_CHECK(state.room_for(count, words.size()));
    state.begin_local(when);
    state.log.append_insert(position, words, count);
    state.rope.insert(position, words, count);
    state.frontier.assign(1, state.log.end() - 1);
    return {};
}

Result<void> Text::erase(std::uint32_t position, std::uint32_t count, Timestamp when)
{
    State& state = *state_;
    if (position > state.rope.size() || count > state.rope.size() - position)
        return refuse(Errc::invalid, "What is to be deleted is not all there.", "count");
    if (count == 0) return {};
    ASSENT_CHECK(state.room_for(count, 0));
    state.begin_local(when);
    state.log.append_erase(OperationKind::erase_forward, position, count);
    state.rope.erase(position, count);
    state.frontier.assign(1, state.log.end() - 1);
    return {};
}

std::size_t Text::held() const { return state_->held.size(); }

void Text::drop_held()
{
    state_->held.clear();
    state_->held_bytes = 0;
}

void Text::set_time(EventId first, std::uint32_t count, Timestamp when)
{
    EventLog& log = state_->log;
    for (std::uint32_t done = 0; done < count;) {
        const EventId id{first.replica, first.sequence + done};
        if (id.sequence >= log.next_sequence(id.replica)) return;
        const Lv lv = log.find(id);
        const std::uint32_t here = std::min(count - done, log.origin(lv).count);
        if (lv >= log.base_end()) log.set_seconds({lv, lv + here}, seconds_of(when));
        done += lv >= log.base_end() ? here : 1;
    }
}

Version Text::version() const
{
    const Frontier& frontier = state_->frontier;
    return {state_->log.ids(frontier.data(), frontier.data() + frontier.size())};
}

bool Text::knows(const Version& version) const
{
    Frontier places;
    return state_->log.find(version.heads, places) != EventLog::Found::missing;
}

std::uint32_t Text::mark() const { return state_->log.end(); }

void Text::rest() const
{
    state_->merger.stop();
    state_->history.stop();
    state_->merged_end = state_->history_end = 0;
}

std::size_t Text::memory() const
{
    const State& state = *state_;
    return sizeof state + state.log.memory() + state.rope.memory() - state.rope.bytes() + state.merger.memory() +
           state.history.memory() + state.packed.capacity() + state.held_bytes;
}

}  // namespace assent::text
