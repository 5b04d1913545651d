// Typing in texts that others may be typing in too: what goes to the server, and what others' edits are to it.
#include "client/sync/core.hpp"

#include <algorithm>

#include "shared/text/utf8.hpp"

namespace assent::sync {

/// Edits that are about to be folded into the plan's text: what they are to the texts that are open, and to what this person
/// has sent.
void SyncCore::take_edits(const Plan& plan, const Published& message, const ContentEdited& edited, std::int64_t now_ms)
{
    Pending* own = nullptr;
    if (message.meta.actor == copy_.person)
        for (auto& pending : copy_.pending) {
            const auto* command = std::get_if<EditContent>(&pending.command);
            if (command && !pending.seen && pending.maybe_sent && command->plan == plan.id && same_edits(command->edits, edited.edits)) {
                own = &pending;
                break;
            }
        }
    if (const auto field = own ? typed_field(own->command) : std::nullopt; field && own->away) {
        const auto confirmed = text_of(plan.content, field->element, TextField::text).value_or("");
        std::vector<Bytes> written_away;
        for (auto& pending : copy_.pending)
            if (pending.away && !pending.seen && typed_field(pending.command) == field) {
                written_away.push_back(typing_of(pending.command)->changes);
                pending.away = false;
            }
        if (auto since = texts_.since_left(*field, written_away, confirmed)) copy_.since_left[*field] = std::move(*since);
    }
    if (own) own->seen = true;
    for (const auto& edit : edited.edits) {
        if (const auto* change = std::get_if<ChangeText>(&edit)) {
            const FieldRef field{plan.id, change->element, field_name(change->field)};
            if (const auto confirmed = text_of(plan.content, change->element, change->field))
                texts_.accepted(field, *change, message.meta, copy_.tenant.people, *confirmed, unsent_typing(field), now_ms);
        } else if (const auto* set = std::get_if<SetText>(&edit)) {
            if (is_long(set->field)) texts_.forget({plan.id, set->element, field_name(set->field)});
        } else if (const auto* removed = std::get_if<RemoveElement>(&edit)) {
            const FieldRef field{plan.id, removed->element, field_name(TextField::text)};
            // Typing that the server will refuse now: the words are kept before the text goes.
            if (!unsent_typing(field).empty())
                refuse_typing(field, {Errc::not_found, name_of(copy_.tenant, message.meta.actor) +
                                                           " removed this part while you were writing in it. Your words are kept.", "element"});
            texts_.forget(field);
        }
    }
}

/// This person's changes of a text that the accepted text does not contain, in order.
std::vector<Bytes> SyncCore::unsent_typing(const FieldRef& field) const
{
    std::vector<Bytes> unsent;
    for (const auto& pending : copy_.pending)
        if (pending.state != CommandState::refused && !pending.seen && typed_field(pending.command) == field)
            unsent.push_back(typing_of(pending.command)->changes);
    return unsent;
}

bool SyncCore::open_text(const FieldRef& field)
{
    if (texts_.is_open(field)) return true;
    const auto* plan = find_plan(copy_.tenant, field.plan);
    // Before the plan's text has come there is nothing to type in, and its history would be missing.
    if (!plan || field.field != field_name(TextField::text) || text_revision_.count(field.plan) == 0) return false;
    const auto confirmed = text_of(plan->content, field.element, TextField::text);
    return confirmed && texts_.open(field, *confirmed, unsent_typing(field));
}

/// A long paste goes in pieces that fit a message.
static std::vector<text::Splice> in_pieces(const std::vector<text::Splice>& splices)
{
    static constexpr std::size_t piece_bytes = EditLimits::change_bytes_max / 2;
    std::vector<text::Splice> pieces;
    for (const auto& splice : splices) {
        text::Splice piece{splice.position, splice.erased, {}};
        std::size_t at = 0;
        do {
            std::size_t end = std::min(at + piece_bytes, splice.inserted.size());
            while (end < splice.inserted.size() && text::continues_scalar(splice.inserted[end])) --end;
            piece.inserted = splice.inserted.substr(at, end - at);
            pieces.push_back(piece);
            piece.position += text::scalar_count(piece.inserted.data(), piece.inserted.size());
            piece.erased = 0;
            at = end;
        } while (at < splice.inserted.size());
    }
    return pieces;
}

bool SyncCore::write_text(const FieldRef& field, const std::vector<text::Splice>& splices, std::int64_t now_ms)
{
    if (!open_text(field)) return false;
    if (const auto pieces = in_pieces(splices); pieces.size() > splices.size())
        return std::all_of(pieces.begin(), pieces.end(), [&](const text::Splice& piece) { return write_text(field, {piece}, now_ms); });
    const auto mark = texts_.mark(field);
    if (!texts_.write(field, splices, Timestamp{}, now_ms)) return false;
    submit_typing(field, mark, now_ms);
    return true;
}

bool SyncCore::undo_text(const FieldRef& field, int direction, std::int64_t now_ms)
{
    if (!texts_.is_open(field)) return false;
    const auto mark = texts_.mark(field);
    if (!texts_.undo(field, direction, Timestamp{})) return false;
    submit_typing(field, mark, now_ms);
    return true;
}

void SyncCore::submit_typing(const FieldRef& field, std::uint32_t mark, std::int64_t now_ms)
{
    if (!copy_.pending.empty()) {
        // Only the last command may still grow: nothing given after it can then be overtaken.
        auto& last = copy_.pending.back();
        if (last.text_mark && last.state == CommandState::queued && !last.maybe_sent && typed_field(last.command) == field) {
            auto changes = texts_.changes_since(field, *last.text_mark);
            if (changes.size() <= EditLimits::change_bytes_max) {
                std::get<ChangeText>(std::get<EditContent>(last.command).edits.front()).changes = std::move(changes);
                ++copy_.changes;
                keep(last);
                refresh_plan(field.plan);
                return;
            }
        }
    }
    const Key key = submit(EditContent{field.plan, {ChangeText{field.element, TextField::text, texts_.changes_since(field, mark), {}}}}, now_ms);
    if (auto* pending = find(key); pending && pending->state == CommandState::queued) pending->text_mark = mark;
}

/// What was typed in a text since the server last accepted some of it hangs together: refused is all of it. The words are
/// kept as this person had them, and the text goes on from what was accepted.
void SyncCore::refuse_typing(const FieldRef& field, const Error& error)
{
    const auto* words = texts_.words(field);
    for (auto& pending : copy_.pending) {
        if (pending.state == CommandState::refused || pending.state == CommandState::accepted || pending.seen || typed_field(pending.command) != field)
            continue;
        pending.state = CommandState::refused;
        pending.error = error;
        pending.words = words ? *words : texts_.inserted_words(typing_of(pending.command)->changes);
        pending.text_mark.reset();
        keep(pending);
        settle(pending.key, error);
    }
    texts_.reopen(field, unsent_typing(field));
    refresh_kept();
}

void SyncCore::forget_since_left(const FieldRef& field)
{
    copy_.since_left.erase(field);
    ++copy_.changes;
}

}  // namespace assent::sync
