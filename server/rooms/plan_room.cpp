#include "server/rooms/plan_room.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "shared/base/assertion.hpp"
#include "shared/text/change_codec.hpp"
#include "shared/text/utf8.hpp"

namespace assent::rooms {

static tl::unexpected<Error> out_of_step()
{
    return refuse(Errc::conflict, "These words follow others that the server does not have. They are kept; add them again.", "changes");
}

PlanRoom::RoomText* PlanRoom::find_or_begin(const Plan& plan, const TextKey& key)
{
    if (const auto found = texts_.find(key); found != texts_.end()) return &found->second;
    auto words = text_of(plan.content, key.first, key.second);
    if (!words || !is_long(key.second)) return nullptr;
    RoomText begun;
    begun.accepted = text::AcceptedText(std::move(*words));
    return &texts_.emplace(key, std::move(begun)).first->second;
}

Result<void> PlanRoom::open(RoomText& text)
{
    if (text.open) return {};
    auto opened = text.accepted.open();
    if (!opened) return tl::unexpected(opened.error());
    text.open = std::move(*opened);
    return {};
}

Result<void> PlanRoom::merge(const Plan& plan, std::vector<Edit>& edits, PersonId person, std::size_t person_number, Timestamp at)
{
    std::vector<TextKey> touched;
    std::set<TextKey> named;
    const auto merge_one = [&](Edit& edit) -> Result<void> {
        if (auto* change = std::get_if<ChangeText>(&edit)) {
            const TextKey key{change->element, change->field};
            if (!named.insert(key).second)
                return refuse(Errc::malformed, "A text is changed twice in one command. Load the page again.", "edits");
            touched.push_back(key);
            return merge_change(plan, *change, person, at);
        }
        // A text of an element that the same command adds has no history to continue.
        const auto* set = std::get_if<SetText>(&edit);
        if (!set || !is_long(set->field) || !text_of(plan.content, set->element, set->field)) return {};
        const TextKey key{set->element, set->field};
        if (!named.insert(key).second)
            return refuse(Errc::malformed, "A text is changed twice in one command. Load the page again.", "edits");
        touched.push_back(key);
        ASSENT_TRY(auto change, change_of(plan, *set, person_number, at));
        edit = std::move(change);
        return {};
    };
    for (auto& edit : edits)
        if (auto merged = merge_one(edit); !merged) {
            // What the open copies took already is let go with them; the accepted texts know nothing of it.
            for (const auto& key : touched)
                if (const auto found = texts_.find(key); found != texts_.end()) found->second.open.reset();
            return merged;
        }
    return {};
}

Result<void> PlanRoom::merge_change(const Plan& plan, ChangeText& edit, PersonId person, Timestamp at)
{
    auto* text = find_or_begin(plan, {edit.element, edit.field});
    if (!text) return refuse(Errc::not_found, "This part is no longer in the plan. Your words are kept.", "element");
    ASSENT_CHECK(open(*text));
    text::ChangeReader reader(edit.changes);
    text::Change change;
    std::optional<text::ReplicaId> writer;
    std::uint32_t next = 0;
    while (reader.next(change)) {
        if (!writer) {
            writer = change.first.replica;
            const auto known = text->writers.find(*writer);
            if (known != text->writers.end()) {
                next = known->second.next;
                if (known->second.person != person) return out_of_step();
            }
        }
        if (change.first.replica != *writer || *writer == text::original_writer || *writer >= text::tab_writers_end ||
            change.first.sequence != next)
            return out_of_step();
        next += change.count();
    }
    if (reader.failed() || !writer) return refuse(Errc::malformed, "The change could not be read. Load the page again.", "changes");
    std::vector<text::Splice> splices;
    ASSENT_CHECK(text->open->apply(edit.changes, at, &splices));
    if (text->open->held() > 0) return out_of_step();
    edit.splices.clear();
    for (auto& splice : splices) edit.splices.push_back({splice.position, splice.erased, std::move(splice.inserted)});
    return check(plan.content, edit);
}

Result<ChangeText> PlanRoom::change_of(const Plan& plan, const SetText& edit, std::size_t person_number, Timestamp at)
{
    auto* text = find_or_begin(plan, {edit.element, edit.field});
    ASSENT_CHECK(open(*text));
    text::Text& open = *text->open;
    const std::string before = open.str();
    const auto inside = [](const std::string& words, std::size_t byte) {
        return byte < words.size() && text::continues_scalar(words[byte]);
    };
    std::size_t begin = 0;
    while (begin < before.size() && begin < edit.value.size() && before[begin] == edit.value[begin]) ++begin;
    while (begin > 0 && (inside(before, begin) || inside(edit.value, begin))) --begin;
    std::size_t kept = 0;
    while (kept < before.size() - begin && kept < edit.value.size() - begin &&
           before[before.size() - 1 - kept] == edit.value[edit.value.size() - 1 - kept])
        ++kept;
    while (kept > 0 && inside(edit.value, edit.value.size() - kept)) --kept;

    const std::string erased = before.substr(begin, before.size() - kept - begin);
    const std::string inserted = edit.value.substr(begin, edit.value.size() - kept - begin);
    const auto position = text::scalar_count(before.data(), begin);
    const auto count = text::scalar_count(erased.data(), erased.size());
    const auto mark = open.mark();
    open.write_as(text::tab_writers_end + person_number);
    if (count > 0) ASSENT_CHECK(open.erase(position, count, at));
    if (!inserted.empty()) ASSENT_CHECK(open.insert(position, inserted, at));
    if (open.mark() == mark) return refuse(Errc::invalid, "The text says this already.", "value");
    return ChangeText{edit.element, edit.field, open.changes_since(mark), {{position, count, inserted}}};
}

static text::Anchor anchor_of(const TextPoint& point)
{
    return {{point.writer, point.event}, point.before ? text::Anchor::Side::before : text::Anchor::Side::after, point.edge};
}

static std::size_t number_of(const Tenant& tenant, PersonId person)
{
    const auto found = std::find_if(tenant.people.begin(), tenant.people.end(), [&](const Person& each) { return each.id == person; });
    return static_cast<std::size_t>(found - tenant.people.begin());
}

/// Whose a writer's number is: what the server writes in somebody's name it writes under theirs.
static PersonId person_behind(const Tenant& tenant, text::ReplicaId writer, PersonId actor)
{
    if (writer < text::tab_writers_end) return actor;
    const auto number = writer - text::tab_writers_end;
    return number < tenant.people.size() ? tenant.people[number].id : actor;
}

Result<ChangeText> PlanRoom::accept_one(const Tenant& tenant, const Plan& plan, const Suggestion& suggestion, Timestamp at)
{
    auto* text = find_or_begin(plan, {suggestion.element, suggestion.field});
    if (!text || !text_of(plan.content, suggestion.element, suggestion.field))
        return refuse(Errc::not_found, "The text this suggestion is about is no longer in the plan.", "suggestions");
    ASSENT_CHECK(open(*text));
    text::Text& open = *text->open;
    const std::array anchors{anchor_of(suggestion.start), anchor_of(suggestion.end)};
    const auto places = open.resolve(anchors);
    const auto start = places[0].position;
    const auto end = places[1].position;
    if (places[0].gone || places[1].gone || start > end || open.str(start, end - start) != suggestion.was)
        return refuse(Errc::conflict, "The words that a suggestion is about have changed since it was made. Reject it, or make another.",
                      "suggestions");
    if (open.bytes() - suggestion.was.size() + suggestion.words.size() > EditLimits::long_text_bytes_max)
        return refuse(Errc::too_large, "The text would be longer than it can be. Shorten it first.", "suggestions");
    const auto mark = open.mark();
    open.write_as(text::tab_writers_end + number_of(tenant, suggestion.author));
    if (end > start) ASSENT_CHECK(open.erase(start, end - start, at));
    if (!suggestion.words.empty()) ASSENT_CHECK(open.insert(start, suggestion.words, at));
    return ChangeText{suggestion.element, suggestion.field, open.changes_since(mark), {{start, end - start, suggestion.words}}};
}

Result<std::vector<Edit>> PlanRoom::accept(const Tenant& tenant, const Plan& plan, const std::vector<SuggestionId>& suggestions, Timestamp at)
{
    std::vector<Edit> edits;
    for (const auto& id : suggestions) {
        const auto* suggestion = find_suggestion(plan, id);
        ASSENT_ASSERT(suggestion);
        auto edit = accept_one(tenant, plan, *suggestion, at);
        if (!edit) {
            for (const auto& one : suggestions)
                if (const auto* begun = find_suggestion(plan, one))
                    if (const auto text = texts_.find({begun->element, begun->field}); text != texts_.end()) text->second.open.reset();
            return tl::unexpected(std::move(edit).error());
        }
        edits.push_back(std::move(*edit));
    }
    return edits;
}

void PlanRoom::fold(const Tenant& tenant, const Plan& plan, const EventMeta& meta, const std::vector<Edit>& edits)
{
    for (const auto& edit : edits) {
        if (const auto* change = std::get_if<ChangeText>(&edit)) {
            auto* text = find_or_begin(plan, {change->element, change->field});
            if (!text) continue;
            text->accepted.add(change->changes, meta.at);
            text::ChangeReader reader(change->changes);
            for (text::Change part; reader.next(part);)
                text->writers[part.first.replica] = {person_behind(tenant, part.first.replica, meta.actor),
                                                       part.first.sequence + part.count()};
        } else if (const auto* set = std::get_if<SetText>(&edit)) {
            if (is_long(set->field)) texts_.erase({set->element, set->field});  // set beside its history: a new text
        } else if (const auto* removed = std::get_if<RemoveElement>(&edit)) {
            texts_.erase(texts_.lower_bound({removed->element, TextField{}}),
                         std::find_if(texts_.lower_bound({removed->element, TextField{}}), texts_.end(),
                                      [&](const auto& each) { return each.first.first != removed->element; }));
        }
    }
}

void PlanRoom::loaded(std::uint64_t sequence)
{
    tail_from_ = sequence;
    for (auto& [key, text] : texts_)
        if (text.accepted.added_bytes() > limits_.resting_bytes_max) static_cast<void>(text.accepted.saved());
}

void PlanRoom::published(std::uint64_t sequence, SharedFrame frame)
{
    tail_bytes_ += frame->size();
    tail_.push_back({sequence, std::move(frame)});
    while (tail_.size() > limits_.tail_edits_max || tail_bytes_ > limits_.tail_bytes_max) {
        tail_from_ = tail_.front().sequence;
        tail_bytes_ -= tail_.front().frame->size();
        tail_.pop_front();
    }
}

bool PlanRoom::snapshot_is_fresh() const
{
    if (!snapshot_ || snapshot_at_ < tail_from_) return false;
    std::size_t edits = 0;
    std::size_t bytes = 0;
    for (auto entry = tail_.rbegin(); entry != tail_.rend() && entry->sequence > snapshot_at_; ++entry) {
        bytes += entry->frame->size();
        if (++edits > limits_.snapshot_edits_max || bytes > limits_.snapshot_bytes_max) return false;
    }
    return true;
}

SharedFrame PlanRoom::snapshot(const Plan& plan, std::uint64_t sequence)
{
    if (snapshot_is_fresh()) return snapshot_;
    PlanText message{plan.id, sequence, plan.content, {}};
    for (auto& [key, text] : texts_) {
        if (!text.accepted.has_history()) continue;
        TextHistory history;
        history.element = key.first;
        history.field = key.second;
        if (text.open) {
            history.saved = text.accepted.saved_from(*text.open);
        } else if (const auto saved = text.accepted.saved()) {
            history.saved = **saved;
        } else {
            continue;  // the words are in the content; who wrote them is not to be had
        }
        for (const auto& [number, writer] : text.writers) history.writers.push_back({number, writer.person});
        set_text(message.content, key.first, key.second, {});
        message.texts.push_back(std::move(history));
    }
    snapshot_ = std::make_shared<const Bytes>(encode(ServerMessage{std::move(message)}));
    snapshot_at_ = sequence;
    return snapshot_;
}

std::vector<SharedFrame> PlanRoom::join(const Plan& plan, std::uint64_t have, std::uint64_t sequence)
{
    std::vector<SharedFrame> frames;
    if (have != 0 && have >= tail_from_ && have <= sequence) {
        frames.push_back(std::make_shared<const Bytes>(encode(ServerMessage{PlanResumed{plan.id}})));
    } else {
        frames.push_back(snapshot(plan, sequence));
        have = snapshot_at_;
    }
    const auto first = std::upper_bound(tail_.begin(), tail_.end(), have,
                                        [](std::uint64_t known, const TailEntry& entry) { return known < entry.sequence; });
    for (auto entry = first; entry != tail_.end(); ++entry) frames.push_back(entry->frame);
    return frames;
}

void PlanRoom::rest()
{
    snapshot_.reset();
    for (auto& [key, text] : texts_) {
        if (text.open && text.accepted.has_history()) text.accepted.saved_from(*text.open);
        text.open.reset();
    }
}

std::size_t PlanRoom::memory() const
{
    std::size_t bytes = tail_bytes_ + (snapshot_ ? snapshot_->size() : 0);
    for (const auto& [key, text] : texts_)
        bytes += sizeof text + text.accepted.memory() + (text.open ? text.open->memory() + text.open->bytes() : 0);
    return bytes;
}

}  // namespace assent::rooms
