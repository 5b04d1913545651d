#pragma once
// A plan that people are in: its long texts with their history, and what somebody who joins is sent, first a snapshot that
// is made once for many, then the edits since. Rooms that nobody is in keep their texts at rest (shared/text/accepted_text).

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/model/event.hpp"
#include "shared/protocol/message.hpp"
#include "shared/text/accepted_text.hpp"

namespace assent::rooms {

using SharedFrame = std::shared_ptr<const Bytes>;

struct RoomLimits
{
    std::size_t tail_edits_max = 4096;             ///< kept for those who come back
    std::size_t tail_bytes_max = 1024 * 1024;
    std::size_t snapshot_edits_max = 64;           ///< sent after a snapshot before a new one is made
    std::size_t snapshot_bytes_max = 32 * 1024;
    std::size_t resting_bytes_max = 64 * 1024;     ///< of changes in one text, before they are worked into its saved form
};

class PlanRoom
{
public:
    explicit PlanRoom(RoomLimits limits = {}) : limits_(limits) {}

    /// Merges the long texts among `edits`, which were checked, into the room's and completes them for the log: what was set
    /// as a whole becomes a change, and changes say what they did to the text. All or none; what succeeds is to be folded.
    ///
    /// person_number  of the author in the organisation's list: for what the server writes in their name
    /// Errors  conflict: the changes do not continue what this writer sent, or build on what the room does not know.
    ///         malformed, too_large, invalid: as check() and Text::apply().
    Result<void> merge(const Plan& plan, std::vector<Edit>& edits, PersonId person, std::size_t person_number, Timestamp at);

    /// The edits that take suggestions in, each in the name of who made it; all or none. What succeeds is to be folded.
    /// Errors  conflict: the words one is about are gone or others by now. not_found, too_large: as merge().
    Result<std::vector<Edit>> accept(const Tenant& tenant, const Plan& plan, const std::vector<SuggestionId>& suggestions, Timestamp at);

    /// Takes note of accepted edits before they are folded into `plan`.
    void fold(const Tenant& tenant, const Plan& plan, const EventMeta& meta, const std::vector<Edit>& edits);
    /// The same for edits of the log, when the organisation is opened: they are not kept for those who come back.
    void loaded(std::uint64_t sequence);
    /// The message that told of accepted edits, for those who join.
    void published(std::uint64_t sequence, SharedFrame frame);

    /// What somebody is sent who has all edits up to `have`.
    std::vector<SharedFrame> join(const Plan& plan, std::uint64_t have, std::uint64_t sequence);

    /// Nobody is in the room: frees what can be made again.
    void rest();
    std::size_t memory() const;

private:
    using TextKey = std::pair<ElementId, TextField>;

    struct Writer
    {
        PersonId person;
        std::uint32_t next{};  ///< number of the event that must come next
    };
    struct RoomText
    {
        text::AcceptedText accepted;
        std::optional<text::Text> open;
        std::map<text::ReplicaId, Writer> writers;
    };
    struct TailEntry
    {
        std::uint64_t sequence{};
        SharedFrame frame;
    };

    RoomText* find_or_begin(const Plan& plan, const TextKey& key);
    Result<void> open(RoomText& text);
    Result<void> merge_change(const Plan& plan, ChangeText& edit, PersonId person, Timestamp at);
    Result<ChangeText> accept_one(const Tenant& tenant, const Plan& plan, const Suggestion& suggestion, Timestamp at);
    Result<ChangeText> change_of(const Plan& plan, const SetText& edit, std::size_t person_number, Timestamp at);
    SharedFrame snapshot(const Plan& plan, std::uint64_t sequence);
    bool snapshot_is_fresh() const;

    RoomLimits limits_;
    std::map<TextKey, RoomText> texts_;
    std::deque<TailEntry> tail_;  ///< all edits after tail_from_, in order
    std::uint64_t tail_from_{};
    std::size_t tail_bytes_{};
    SharedFrame snapshot_;
    std::uint64_t snapshot_at_{};
};

}  // namespace assent::rooms
