#include "shared/text/change_codec.hpp"

#include <algorithm>

#include "shared/text/utf8.hpp"

namespace assent::text {

namespace {

constexpr std::uint32_t parent_is_previous = 0;
constexpr std::uint32_t parents_with_previous = 1;
constexpr std::uint32_t parents_listed = 2;
constexpr std::uint32_t insert_wide = 3;  ///< kind on the wire only

/// Where the caret stands after the operation: where the next one most likely is.
std::uint32_t caret_after(const Operation& operation)
{
    switch (operation.kind) {
    case OperationKind::insert: return operation.position + operation.count;
    case OperationKind::erase_forward: return operation.position;
    case OperationKind::erase_backward: return operation.position - (operation.count - 1);
    }
    return 0;
}

}  // namespace

void encode_change(const Change& change, Bytes& out)
{
    const EventId previous{change.first.replica, change.first.sequence - 1};
    const bool has_previous = change.first.sequence > 0 && std::binary_search(change.parents.begin(), change.parents.end(), previous);
    const std::uint32_t form = !has_previous                ? parents_listed
                               : change.parents.size() == 1 ? parent_is_previous
                                                            : parents_with_previous;
    put_varint(out, change.first.replica);
    put_varint(out, change.first.sequence);
    put_varint(out, change.operations.size() << 2 | form);
    if (form != parent_is_previous) {
        put_varint(out, change.parents.size() - has_previous);
        for (const EventId& parent : change.parents) {
            if (has_previous && parent == previous) continue;
            put_varint(out, parent.replica);
            put_varint(out, parent.sequence);
        }
    }
    std::uint32_t caret = 0;
    for (std::size_t i = 0; i < change.operations.size(); ++i) {
        const Operation& operation = change.operations[i];
        const bool wide = operation.kind == OperationKind::insert && operation.bytes != operation.count;
        put_varint(out, std::uint64_t{operation.count} << 2 | (wide ? insert_wide : static_cast<std::uint32_t>(operation.kind)));
        put_varint(out, i == 0 ? operation.position : zigzag(static_cast<std::int64_t>(operation.position) - caret));
        if (wide) put_varint(out, operation.bytes);
        caret = caret_after(operation);
    }
    out.insert(out.end(), change.content.begin(), change.content.end());
}

bool ChangeReader::read_operations(Change& change, std::uint32_t operations)
{
    std::uint64_t events = 0;
    std::uint64_t bytes = 0;
    std::uint32_t caret = 0;
    for (std::uint32_t i = 0; i < operations; ++i) {
        const std::uint64_t head = reader_.varint();
        Operation operation;
        const auto kind = static_cast<std::uint32_t>(head & 3);
        if (head >> 2 == 0 || head >> 2 > events_max) return false;
        operation.count = static_cast<std::uint32_t>(head >> 2);
        operation.kind = kind == insert_wide ? OperationKind::insert : static_cast<OperationKind>(kind);
        if (i == 0) {
            operation.position = reader_.number(text_scalars_max);
        } else {
            const std::int64_t position = unzigzag(reader_.varint());
            if (position < -std::int64_t{text_scalars_max} || position > std::int64_t{text_scalars_max}) return false;
            if (position + caret < 0 || position + caret > std::int64_t{text_scalars_max}) return false;
            operation.position = static_cast<std::uint32_t>(position + caret);
        }
        if (operation.kind == OperationKind::erase_backward && operation.count - 1 > operation.position) return false;
        if (kind == insert_wide) {
            operation.bytes = reader_.number(content_bytes_max);
            if (operation.bytes <= operation.count) return false;
        } else if (operation.kind == OperationKind::insert) {
            operation.bytes = operation.count;
        }
        events += operation.count;
        bytes += operation.bytes;
        if (!reader_.good() || events > events_max || bytes > reader_.left()) return false;
        caret = caret_after(operation);
        change.operations.push_back(operation);
    }
    if (std::uint64_t{change.first.sequence} + events > events_max) return false;
    change.content = as_text(reader_.take(bytes));
    if (!valid_utf8(change.content)) return false;
    std::size_t at = 0;
    for (const Operation& operation : change.operations) {
        // A piece must begin where a character does, and hold as many as it says.
        if (operation.bytes > 0 && continues_scalar(change.content[at])) return false;
        if (scalar_count(change.content.data() + at, operation.bytes) != (operation.bytes > 0 ? operation.count : 0)) return false;
        at += operation.bytes;
    }
    return true;
}

bool ChangeReader::next(Change& change)
{
    if (reader_.done() || !reader_.good()) return false;
    change.parents.clear();
    change.operations.clear();
    change.content.clear();
    change.first.replica = reader_.varint();
    change.first.sequence = reader_.number(events_max);
    const std::uint64_t head = reader_.varint();
    const auto form = static_cast<std::uint32_t>(head & 3);
    const std::uint64_t operations = head >> 2;
    // An operation takes two bytes at least: a number of them that cannot be there is not believed.
    if (!reader_.good() || form > parents_listed || operations == 0 || operations > reader_.left() / 2 ||
        (form != parents_listed && change.first.sequence == 0)) {
        reader_.fail();
        return false;
    }
    if (form != parents_listed) change.parents.push_back({change.first.replica, change.first.sequence - 1});
    if (form != parent_is_previous) {
        const std::uint32_t listed = reader_.number(parents_max);
        for (std::uint32_t i = 0; i < listed && reader_.good(); ++i) {
            const ReplicaId replica = reader_.varint();
            change.parents.push_back({replica, reader_.number(events_max)});
        }
        std::sort(change.parents.begin(), change.parents.end());
        if (std::adjacent_find(change.parents.begin(), change.parents.end()) != change.parents.end()) reader_.fail();
    }
    if (!reader_.good() || !read_operations(change, static_cast<std::uint32_t>(operations))) {
        reader_.fail();
        return false;
    }
    return true;
}

}  // namespace assent::text
