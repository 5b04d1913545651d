#pragma once
// What a Text holds. Private to this folder.

#include <memory>
#include <vector>

#include "shared/text/event_log.hpp"
#include "shared/text/rope.hpp"
#include "shared/text/text.hpp"
#include "shared/text/walker.hpp"

namespace assent::text {

inline std::uint32_t seconds_of(Timestamp when)
{
    const std::int64_t seconds = when.micros / 1'000'000;
    return seconds < 0 ? 0 : seconds > 0xFFFFFFFF ? 0xFFFFFFFFU : static_cast<std::uint32_t>(seconds);
}

inline Timestamp time_of(std::uint32_t seconds) { return {std::int64_t{seconds} * 1'000'000}; }

struct Text::State
{
    EventLog log;
    Rope rope;
    Frontier frontier;  ///< of the text in the rope, which is all of the log between calls
    ReplicaId writer{};
    std::vector<Change> held;
    std::size_t held_bytes{};

    Walker merger{log};  ///< kept between merges: the next concurrent change most often needs the same part of history
    Lv merged_end{};     ///< what the merger has walked

    // The whole history, walked for questions about it.
    Walker history{log};
    Lv history_end{};

    // The saved form the text was loaded from, until the inserted words in it are asked for.
    Bytes packed;
    bool damaged{};  ///< what was loaded turned out to be no text's history; only reading goes on

    // text.cpp
    Result<void> room_for(std::uint32_t events, std::size_t bytes) const;
    void begin_local(Timestamp when);

    // merging.cpp
    enum class Taken : std::uint8_t { known, appended, held, refused };
    Result<Taken> take(Change& change, std::uint32_t seconds);
    bool hold(const Change& change);
    void release_held(std::uint32_t seconds, std::vector<Splice>* splices);
    bool integrate(Lv from, std::vector<Splice>* splices, bool& touched);
    bool apply_directly(LvSpan span, std::vector<Splice>* splices, bool& touched);
    bool apply_section(LvSpan span, std::int64_t lowest_parent, std::vector<Splice>* splices, bool& touched);
    void splice_in(std::uint32_t position, std::string_view words, std::uint32_t count, std::vector<Splice>* splices);
    void splice_out(std::uint32_t position, std::uint32_t count, std::vector<Splice>* splices);
    void take_back(Lv end, const Frontier& before, bool touched);

    // saved.cpp
    bool unpack();

    // history.cpp
    /// Walks what the history lacks; false if it is damaged.
    bool walk_history();
    Change change_at(LvSpan span) const;
    Bytes changes_in(LvSpan span) const;
};

}  // namespace assent::text
