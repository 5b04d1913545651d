#include "client/sync/live_texts.hpp"

#include <algorithm>

#include "shared/document/word_diff.hpp"
#include "shared/text/change_codec.hpp"
#include "shared/text/utf8.hpp"

namespace assent::sync {

LiveTexts::Live* LiveTexts::find(const FieldRef& field)
{
    const auto found = texts_.find(field);
    return found == texts_.end() ? nullptr : &found->second;
}

const LiveTexts::Live* LiveTexts::find(const FieldRef& field) const
{
    const auto found = texts_.find(field);
    return found == texts_.end() ? nullptr : &found->second;
}

/// One number for all texts of this tab. Should somebody have it in another text, the server says so and it is drawn anew.
text::ReplicaId LiveTexts::writer_for(const Live& live)
{
    while (writer_ == text::original_writer) {
        const auto drawn = random_();
        std::uint32_t number = 0;
        for (std::size_t i = 0; i < 4; ++i) number = number << 8 | drawn[i];
        writer_ = number % text::tab_writers_end;
        if (live.writers.count(writer_) > 0) writer_ = text::original_writer;
    }
    return writer_;
}

bool LiveTexts::open_from_accepted(Live& live, const std::vector<Bytes>& unsent)
{
    auto opened = live.accepted.open();
    if (!opened) return false;
    live.open = std::move(*opened);
    live.undo.clear();
    live.fresh.clear();
    for (const auto& changes : unsent) {
        // What no longer fits is refused by the server as well; it stays in the outbox.
        if (!live.open->apply(changes, Timestamp{})) break;
        live.open->drop_held();
    }
    live.words = live.open->str();
    return true;
}

void LiveTexts::plan_came(PlanText& text, const std::map<FieldRef, std::vector<Bytes>>& unsent)
{
    std::set<FieldRef> named;
    for (auto& history : text.texts) {
        const FieldRef field{text.plan, history.element, field_name(history.field)};
        named.insert(field);
        auto words = text::Text::read(history.saved);
        set_text(text.content, history.element, history.field, words ? std::move(*words) : std::string());
        Live& live = texts_[field];
        live.accepted = text::AcceptedText::from_saved(std::move(history.saved));
        for (const auto& writer : history.writers) live.writers[writer.writer] = writer.person;
    }
    text.texts.clear();
    for (auto each = texts_.begin(); each != texts_.end();) {
        const auto& field = each->first;
        if (field.plan != text.plan) {
            ++each;
            continue;
        }
        Live& live = each->second;
        auto whole = text_of(text.content, field.element, TextField::text);
        if (!whole) {
            each = texts_.erase(each);
            continue;
        }
        if (named.count(field) == 0) live.accepted = text::AcceptedText(std::move(*whole));
        if (live.open) {
            // An open copy learns what it missed, so that its steps to undo and the caret live on.
            const auto accepted = live.accepted.open();
            const auto missed = accepted ? accepted->changes_since(text::Version{}) : Result<Bytes>(tl::unexpected(accepted.error()));
            if (missed && live.open->apply(*missed, Timestamp{}) && live.open->held() == 0) {
                live.words = live.open->str();
            } else {
                live.open.reset();
                const auto own = unsent.find(field);
                open_from_accepted(live, own == unsent.end() ? std::vector<Bytes>{} : own->second);
            }
        }
        ++each;
    }
}

void LiveTexts::shift_fresh(Live& live, const text::Splice& splice)
{
    const std::uint32_t end = splice.position + splice.erased;
    const std::uint32_t inserted = text::scalar_count(splice.inserted.data(), splice.inserted.size());
    const auto moved = [&](std::uint32_t place) {
        if (place <= splice.position) return place;
        return place >= end ? place - splice.erased + inserted : splice.position + inserted;
    };
    for (auto& words : live.fresh) {
        const std::uint32_t from = moved(words.position);
        const std::uint32_t to = moved(words.position + words.count);
        words.position = from;
        words.count = to > from ? to - from : 0;
    }
    live.fresh.erase(std::remove_if(live.fresh.begin(), live.fresh.end(), [](const FreshWords& words) { return words.count == 0; }),
                     live.fresh.end());
}

void LiveTexts::accepted(const FieldRef& field, const ChangeText& change, const EventMeta& meta, const std::vector<Person>& people, const std::string& confirmed,
                         const std::vector<Bytes>& unsent, std::int64_t now_ms)
{
    auto [place, begun] = texts_.try_emplace(field);
    Live& live = place->second;
    if (begun) live.accepted = text::AcceptedText(confirmed);
    live.accepted.add(change.changes, meta.at);

    text::ChangeReader reader(change.changes);
    text::Change part;
    bool own = true;
    PersonId author = meta.actor;
    while (reader.next(part)) {
        const auto number = part.first.replica - text::tab_writers_end;
        if (part.first.replica >= text::tab_writers_end && number < people.size()) author = people[static_cast<std::size_t>(number)].id;
        live.writers[part.first.replica] = author;
        own = own && live.open && live.open->knows({{{part.first.replica, part.first.sequence + part.count() - 1}}});
    }
    static constexpr std::size_t fresh_max = 64;
    const auto mark_fresh = [&](const text::Splice& splice) {
        shift_fresh(live, splice);
        const std::uint32_t count = text::scalar_count(splice.inserted.data(), splice.inserted.size());
        if (count == 0) return;
        // Letter after letter of one person is one mark.
        if (!live.fresh.empty() && live.fresh.back().person == author && live.fresh.back().position + live.fresh.back().count == splice.position) {
            live.fresh.back().count += count;
            live.fresh.back().at_ms = now_ms;
        } else {
            if (live.fresh.size() >= fresh_max) live.fresh.erase(live.fresh.begin());
            live.fresh.push_back({splice.position, count, author, now_ms});
        }
    };
    if (!live.open) {
        for (const auto& splice : change.splices) mark_fresh({splice.position, splice.erased, splice.inserted});
        return;
    }
    if (own) return;
    std::vector<text::Splice> splices;
    if (live.open->apply(change.changes, meta.at, &splices) && live.open->held() == 0) {
        for (const auto& splice : splices) mark_fresh(splice);
        live.words = live.open->str();
        live.typed_ms = 0;
    } else {
        live.open.reset();
        open_from_accepted(live, unsent);
    }
}

void LiveTexts::forget(const FieldRef& field) { texts_.erase(field); }

bool LiveTexts::open(const FieldRef& field, const std::string& confirmed, const std::vector<Bytes>& unsent)
{
    auto [place, begun] = texts_.try_emplace(field);
    Live& live = place->second;
    if (begun) live.accepted = text::AcceptedText(confirmed);
    return live.open || open_from_accepted(live, unsent);
}

bool LiveTexts::is_open(const FieldRef& field) const
{
    const auto* live = find(field);
    return live && live->open;
}

const std::string* LiveTexts::words(const FieldRef& field) const
{
    const auto* live = find(field);
    return live && live->open ? &live->words : nullptr;
}

std::uint32_t LiveTexts::mark(const FieldRef& field) const
{
    const auto* live = find(field);
    return live && live->open ? live->open->mark() : 0;
}

Bytes LiveTexts::changes_since(const FieldRef& field, std::uint32_t mark) const
{
    const auto* live = find(field);
    Bytes own;
    if (!live || !live->open) return own;
    const Bytes all = live->open->changes_since(mark);
    text::ChangeReader reader(all);
    for (text::Change change; reader.next(change);)
        if (change.first.replica == writer_) text::encode_change(change, own);
    return own;
}

/// Several words put in at once were pasted or put in another's place: a step of their own, before what is typed next.
static bool is_put_in_whole(const std::string& words)
{
    const auto begin = words.find_first_not_of(" \n");
    const auto end = words.find_last_not_of(" \n");
    return begin != std::string::npos && words.find_first_of(" \n", begin) < end;
}

bool LiveTexts::write(const FieldRef& field, const std::vector<text::Splice>& splices, Timestamp when, std::int64_t now_ms)
{
    Live* live = find(field);
    if (!live || !live->open) return false;
    text::Text& open = *live->open;
    open.write_as(writer_for(*live));
    const auto before = open.mark();
    bool typing = splices.size() == 1 && now_ms - live->typed_ms < sitting_ms;
    bool whole = false;
    for (const auto& splice : splices) {
        const std::uint32_t inserted = text::scalar_count(splice.inserted.data(), splice.inserted.size());
        whole = whole || is_put_in_whole(splice.inserted);
        typing = typing && (splice.position == live->typed_end || splice.position + splice.erased == live->typed_end);
        if (splice.erased > 0 && !open.erase(splice.position, splice.erased, when)) return false;
        if (inserted > 0 && !open.insert(splice.position, splice.inserted, when)) return false;
        shift_fresh(*live, splice);
        live->typed_end = splice.position + inserted;
    }
    if (open.mark() == before) return false;
    if (typing && !whole)
        live->undo.join(open, before);
    else
        live->undo.record(open, before);
    live->typed_ms = whole ? now_ms - sitting_ms : now_ms;
    live->words = open.str();
    return true;
}

bool LiveTexts::undo(const FieldRef& field, int direction, Timestamp when)
{
    Live* live = find(field);
    if (!live || !live->open || direction == 0) return false;
    live->open->write_as(writer_for(*live));
    std::vector<text::Splice> splices;
    const bool done = direction < 0 ? live->undo.undo(*live->open, when, &splices) : live->undo.redo(*live->open, when, &splices);
    if (!done) return false;
    for (const auto& splice : splices) shift_fresh(*live, splice);
    live->typed_ms = 0;
    live->words = live->open->str();
    return true;
}

void LiveTexts::reopen(const FieldRef& field, const std::vector<Bytes>& unsent)
{
    Live* live = find(field);
    if (!live || !live->open) return;
    live->open.reset();
    writer_ = text::original_writer;  // what was refused used the next numbers of the old one
    open_from_accepted(*live, unsent);
}

// ---- what there is to show ----------------------------------------------------------------------------------------------

std::string LiveTexts::inserted_words(const Bytes& changes)
{
    std::string words;
    text::ChangeReader reader(changes);
    for (text::Change change; reader.next(change);) words += change.content;
    return words;
}

TextPoint LiveTexts::point_at(const FieldRef& field, std::uint32_t position, text::Anchor::Side side) const
{
    const auto* live = find(field);
    if (!live || !live->open) return {};
    const auto anchor = live->open->anchor_at(std::min(position, live->open->size()), side);
    return {anchor.character.replica, anchor.character.sequence, anchor.side == text::Anchor::Side::before, anchor.edge};
}

std::vector<std::optional<std::uint32_t>> LiveTexts::positions_of(const FieldRef& field, const std::vector<TextPoint>& points) const
{
    std::vector<std::optional<std::uint32_t>> positions(points.size());
    const auto* live = find(field);
    if (!live || !live->open) return positions;
    std::vector<text::Anchor> anchors;
    anchors.reserve(points.size());
    for (const auto& point : points)
        anchors.push_back({{point.writer, point.event}, point.before ? text::Anchor::Side::before : text::Anchor::Side::after, point.edge});
    const auto places = live->open->resolve(anchors);
    text::Version one;
    one.heads.resize(1);
    for (std::size_t i = 0; i < points.size(); ++i) {
        one.heads.front() = anchors[i].character;
        if (points[i].edge || live->open->knows(one)) positions[i] = places[i].position;
    }
    return positions;
}

std::optional<std::uint32_t> LiveTexts::position_of(const FieldRef& field, const TextPoint& point) const
{
    return positions_of(field, {point}).front();
}

const std::vector<FreshWords>& LiveTexts::fresh(const FieldRef& field) const
{
    static const std::vector<FreshWords> none;
    const auto* live = find(field);
    return live ? live->fresh : none;
}

std::optional<std::int64_t> LiveTexts::next_fading_ms() const
{
    std::optional<std::int64_t> next;
    for (const auto& [field, live] : texts_)
        for (const auto& words : live.fresh) next = next ? std::min(*next, words.at_ms + fresh_ms) : words.at_ms + fresh_ms;
    return next;
}

bool LiveTexts::fade(std::int64_t now_ms)
{
    bool faded = false;
    for (auto& [field, live] : texts_) {
        const auto gone = std::remove_if(live.fresh.begin(), live.fresh.end(),
                                         [&](const FreshWords& words) { return now_ms - words.at_ms >= fresh_ms; });
        faded = faded || gone != live.fresh.end();
        live.fresh.erase(gone, live.fresh.end());
    }
    return faded;
}

std::vector<WordsBy> LiveTexts::authors(const FieldRef& field, const std::string& confirmed) const
{
    const auto* live = find(field);
    const std::uint32_t all = text::scalar_count(confirmed.data(), confirmed.size());
    const auto opened = live ? live->accepted.open() : Result<text::Text>(tl::unexpected(Error{Errc::not_found, "", ""}));
    if (!opened) return {{0, all, PersonId{}, Timestamp{}}};
    std::vector<WordsBy> runs;
    for (const auto& run : opened->authors()) {
        const auto writer = live->writers.find(run.replica);
        const PersonId person = writer == live->writers.end() ? PersonId{} : writer->second;
        if (!runs.empty() && runs.back().person == person && runs.back().when.micros / 60'000'000 == run.when.micros / 60'000'000)
            runs.back().count += run.count;
        else
            runs.push_back({run.position, run.count, person, run.when});
    }
    return runs;
}

std::optional<SinceYouLeft> LiveTexts::since_left(const FieldRef& field, const std::vector<Bytes>& unsent, const std::string& confirmed) const
{
    const auto* live = find(field);
    if (!live || unsent.empty()) return std::nullopt;
    std::vector<text::EventId> parents;
    text::EventId last;
    bool first = true;
    for (const auto& changes : unsent) {
        text::ChangeReader reader(changes);
        for (text::Change change; reader.next(change);) {
            if (first) parents = change.parents;
            first = false;
            last = {change.first.replica, change.first.sequence + change.count() - 1};
        }
    }
    auto opened = live->accepted.open();
    if (!opened) return std::nullopt;
    const auto before = opened->text_at({parents});
    const auto others = before ? opened->difference({parents}, opened->version()) : Result<std::vector<text::DifferenceRun>>(tl::unexpected(before.error()));
    for (const auto& changes : unsent)
        if (!opened->apply(changes, Timestamp{})) return std::nullopt;
    const auto mine = opened->text_at({{last}});
    if (!before || !mine || !others || *before == confirmed || !changed_the_same(*before, *mine, confirmed)) return std::nullopt;
    SinceYouLeft since{*before, *mine, confirmed, {}};
    for (const auto& run : *others)
        if (run.kind != text::DifferenceRun::Kind::kept)
            if (const auto writer = live->writers.find(run.replica); writer != live->writers.end()) since.people.insert(writer->second);
    return since;
}

bool changed_the_same(const std::string& before, const std::string& mine, const std::string& theirs)
{
    struct Range
    {
        std::size_t begin, end;
    };
    const auto changed = [&](const std::string& after) {
        std::vector<Range> ranges;
        std::size_t at = 0;
        for (const auto& run : compare_words(before, after)) {
            if (run.kind == RunKind::added) ranges.push_back({at, at});
            if (run.kind == RunKind::removed) ranges.push_back({at, at + run.text.size()});
            if (run.kind != RunKind::added) at += run.text.size();
        }
        return ranges;
    };
    const auto my_ranges = changed(mine);
    const auto their_ranges = changed(theirs);
    return std::any_of(my_ranges.begin(), my_ranges.end(), [&](const Range& one) {
        return std::any_of(their_ranges.begin(), their_ranges.end(),
                           [&](const Range& other) { return one.begin <= other.end && other.begin <= one.end; });
    });
}

}  // namespace assent::sync
