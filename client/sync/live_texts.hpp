#pragma once
// The long texts of plans that were opened: each with its accepted history, and open for typing once somebody here types or
// looks at others doing so. An open text holds this person's own changes as well, before the server has them; what others
// did is merged into it as it comes. Like all of client/sync it knows no clock, socket or browser.

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/sync/field_ref.hpp"
#include "shared/model/event.hpp"
#include "shared/protocol/message.hpp"
#include "shared/text/accepted_text.hpp"
#include "shared/text/undo.hpp"

namespace assent::sync {

using Random = std::function<std::array<std::uint8_t, 16>()>;

/// Words that somebody else has just written, to be marked for a moment. Positions count scalar values of the text shown.
struct FreshWords
{
    std::uint32_t position{};
    std::uint32_t count{};
    PersonId person;
    std::int64_t at_ms{};
};

/// Words by whom and when, in the order of the text.
struct WordsBy
{
    std::uint32_t position{};
    std::uint32_t count{};
    PersonId person;  ///< zero: they came with the text
    Timestamp when;
};

/// What a text was when this person's connection broke, what they made of it, and what others did meanwhile, where both
/// changed the same words.
struct SinceYouLeft
{
    std::string before;
    std::string mine;
    std::string theirs;
    std::set<PersonId> people;
};

class LiveTexts
{
public:
    static constexpr std::int64_t fresh_ms = 4'000;
    static constexpr std::int64_t sitting_ms = 1'500;  ///< typing without so long a pause is one step to undo

    explicit LiveTexts(Random random) : random_(std::move(random)) {}

    // ---- what the server says
    /// A plan's text has come whole: takes its histories, and puts their words into the content. Texts that were open keep
    /// what this person has not sent; `unsent` gives it by field, in order.
    void plan_came(PlanText& text, const std::map<FieldRef, std::vector<Bytes>>& unsent);
    /// An accepted change; `confirmed` is the text before it, `people` the organisation's, in order: what the server writes in
    /// somebody's name has their place in it.
    void accepted(const FieldRef& field, const ChangeText& change, const EventMeta& meta, const std::vector<Person>& people, const std::string& confirmed,
                  const std::vector<Bytes>& unsent, std::int64_t now_ms);
    /// The text was set otherwise, or its element removed.
    void forget(const FieldRef& field);

    // ---- what this person does
    /// Opens a text for typing; `confirmed` is what it says, `unsent` this person's changes that the server does not have
    /// yet. False if its history cannot be read: it can then be set as a whole only.
    bool open(const FieldRef& field, const std::string& confirmed, const std::vector<Bytes>& unsent);
    bool is_open(const FieldRef& field) const;
    /// The open text, own changes included; null if it is not open.
    const std::string* words(const FieldRef& field) const;

    /// A place in the open text's own history: what was written since then is what changes_since() gives.
    std::uint32_t mark(const FieldRef& field) const;
    /// Own changes since a mark, without what others wrote.
    Bytes changes_since(const FieldRef& field, std::uint32_t mark) const;
    /// Carries out splices, each in the text that the one before left. False if one does not fit.
    bool write(const FieldRef& field, const std::vector<text::Splice>& splices, Timestamp when, std::int64_t now_ms);
    /// Takes back this person's last step (-1) or does it again (1). False if there is none.
    bool undo(const FieldRef& field, int direction, Timestamp when);
    /// Begins the text anew from what was accepted, with what is still unsent.
    void reopen(const FieldRef& field, const std::vector<Bytes>& unsent);

    // ---- what there is to show
    /// What changes insert, where there is no text to put it in.
    static std::string inserted_words(const Bytes& changes);
    /// The place at a position, tied to the character behind it (Side::before it) or to the one in front.
    TextPoint point_at(const FieldRef& field, std::uint32_t position, text::Anchor::Side side = text::Anchor::Side::before) const;
    /// The position of a point of somebody else's; nothing if the text is not open or does not know it.
    std::optional<std::uint32_t> position_of(const FieldRef& field, const TextPoint& point) const;
    /// position_of() for many points, which is quicker.
    std::vector<std::optional<std::uint32_t>> positions_of(const FieldRef& field, const std::vector<TextPoint>& points) const;
    const std::vector<FreshWords>& fresh(const FieldRef& field) const;
    /// When the next mark of fresh words goes; nothing: there are none.
    std::optional<std::int64_t> next_fading_ms() const;
    /// Takes away what is fresh no more; false if nothing went.
    bool fade(std::int64_t now_ms);
    /// Who wrote what in the accepted text.
    std::vector<WordsBy> authors(const FieldRef& field, const std::string& confirmed) const;
    /// What `unsent`, which was written away from the server, meets there; nothing if others changed none of the same words.
    std::optional<SinceYouLeft> since_left(const FieldRef& field, const std::vector<Bytes>& unsent, const std::string& confirmed) const;

private:
    struct Live
    {
        text::AcceptedText accepted;
        std::map<text::ReplicaId, PersonId> writers;
        std::optional<text::Text> open;
        std::string words;
        text::Undo undo;
        std::int64_t typed_ms{};
        std::uint32_t typed_end{};  ///< where the last typing ended, for what is one step
        std::vector<FreshWords> fresh;
    };

    Live* find(const FieldRef& field);
    const Live* find(const FieldRef& field) const;
    bool open_from_accepted(Live& live, const std::vector<Bytes>& unsent);
    static void shift_fresh(Live& live, const text::Splice& splice);
    text::ReplicaId writer_for(const Live& live);

    Random random_;
    text::ReplicaId writer_{};  ///< this tab's number in all texts
    std::map<FieldRef, Live> texts_;
};

/// Whether both changed the same words of a text, or words beside each other.
bool changed_the_same(const std::string& before, const std::string& mine, const std::string& theirs);

}  // namespace assent::sync
