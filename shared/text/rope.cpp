#include "shared/text/rope.hpp"

#include <algorithm>
#include <cstring>

#include "shared/base/assertion.hpp"
#include "shared/text/utf8.hpp"

namespace assent::text {

namespace {

constexpr std::uint32_t chunk_bytes_max = 4096;
constexpr std::uint32_t chunk_bytes_min = 64;
constexpr std::uint32_t chunk_bytes_filled = 3072;  ///< of a chunk made from a long text: room for edits is left

}  // namespace

std::size_t Rope::memory() const
{
    std::size_t sum = chunks_.capacity() * sizeof(Chunk) + lengths_.capacity() * sizeof(std::uint32_t);
    for (const Chunk& chunk : chunks_) sum += chunk.capacity;
    return sum;
}

void Rope::seek(std::uint32_t position) const
{
    const auto count = static_cast<std::uint32_t>(lengths_.size());
    if (position < before_ / 2) at_ = before_ = 0;
    while (position < before_) before_ -= lengths_[--at_];
    while (at_ + 1 < count && position - before_ >= lengths_[at_]) before_ += lengths_[at_++];
}

// For writing, a position between two chunks belongs to the first, so that typing stays in one.
void Rope::seek_to_write(std::uint32_t position) const
{
    if (position >= before_ && at_ < lengths_.size() && position - before_ <= lengths_[at_]) return;
    seek(position);
}

void Rope::move_gap_to_byte(Chunk& chunk, std::uint32_t byte)
{
    char* const data = chunk.data.get();
    if (byte < chunk.gap_begin) {
        const std::uint32_t moved = chunk.gap_begin - byte;
        std::memmove(data + chunk.gap_end - moved, data + byte, moved);
        chunk.gap_begin -= moved;
        chunk.gap_end -= moved;
    } else if (byte > chunk.gap_begin) {
        const std::uint32_t moved = byte - chunk.gap_begin;
        std::memmove(data + chunk.gap_begin, data + chunk.gap_end, moved);
        chunk.gap_begin += moved;
        chunk.gap_end += moved;
    }
}

// Puts the gap before the scalar value at `position`, counted from the chunk's start.
void Rope::move_gap(Chunk& chunk, std::uint32_t chunk_scalars, std::uint32_t position)
{
    if (position == chunk.scalars_before) return;
    std::uint32_t byte = position;
    if (chunk.bytes() != chunk_scalars) {
        const char* const data = chunk.data.get();
        if (position < chunk.scalars_before) {
            byte = static_cast<std::uint32_t>(bytes_of_scalars(data, chunk.gap_begin, position));
        } else {
            byte = chunk.gap_begin + static_cast<std::uint32_t>(bytes_of_scalars(
                                         data + chunk.gap_end, chunk.capacity - chunk.gap_end, position - chunk.scalars_before));
        }
    }
    move_gap_to_byte(chunk, byte);
    chunk.scalars_before = position;
}

void Rope::resize(Chunk& chunk, std::uint32_t capacity)
{
    auto data = std::make_unique<char[]>(capacity);
    const std::uint32_t after = chunk.capacity - chunk.gap_end;
    if (chunk.gap_begin > 0) std::memcpy(data.get(), chunk.data.get(), chunk.gap_begin);
    if (after > 0) std::memcpy(data.get() + capacity - after, chunk.data.get() + chunk.gap_end, after);
    chunk.data = std::move(data);
    chunk.gap_end = capacity - after;
    chunk.capacity = capacity;
}

Rope::Chunk Rope::made_of(std::string_view text)
{
    Chunk chunk;
    const auto size = static_cast<std::uint32_t>(text.size());
    chunk.capacity = std::max(chunk_bytes_min, size > chunk_bytes_filled / 2 ? chunk_bytes_max : size + size / 4);
    chunk.data = std::make_unique<char[]>(chunk.capacity);
    if (size > 0) std::memcpy(chunk.data.get(), text.data(), size);
    chunk.gap_begin = size;
    chunk.gap_end = chunk.capacity;
    chunk.scalars_before = scalar_count(text.data(), size);
    return chunk;
}

void Rope::insert(std::uint32_t position, std::string_view text, std::uint32_t scalars)
{
    ASSENT_ASSERT(position <= size_);
    if (text.empty()) return;
    if (chunks_.empty()) {
        chunks_.push_back(made_of({}));
        lengths_.push_back(0);
        at_ = before_ = 0;
    }
    if (text.size() > chunk_bytes_filled) return insert_large(position, text);
    seek_to_write(position);
    Chunk* chunk = &chunks_[at_];
    const auto size = static_cast<std::uint32_t>(text.size());
    if (chunk->room() < size) {
        if (chunk->bytes() + size > chunk_bytes_max) return insert_large(position, text);
        resize(*chunk, std::min(chunk_bytes_max, (chunk->bytes() + size) * 2));
    }
    move_gap(*chunk, lengths_[at_], position - before_);
    std::memcpy(chunk->data.get() + chunk->gap_begin, text.data(), size);
    chunk->gap_begin += size;
    chunk->scalars_before += scalars;
    lengths_[at_] += scalars;
    size_ += scalars;
    bytes_ += size;
}

// Splits the chunk at the place and puts new chunks between its halves.
void Rope::insert_large(std::uint32_t position, std::string_view text)
{
    seek_to_write(position);
    const std::uint32_t index = at_;
    Chunk& chunk = chunks_[index];
    move_gap(chunk, lengths_[index], position - before_);
    std::string joined(chunk.data.get(), chunk.gap_begin);
    joined += text;
    joined.append(chunk.data.get() + chunk.gap_end, chunk.capacity - chunk.gap_end);
    std::vector<Chunk> made;
    std::vector<std::uint32_t> made_lengths;
    const std::size_t pieces = (joined.size() + chunk_bytes_filled - 1) / chunk_bytes_filled;
    const std::size_t piece_bytes = joined.size() / pieces + 1;
    std::uint32_t scalars = 0;
    for (std::size_t from = 0; from < joined.size();) {
        std::size_t to = std::min(joined.size(), from + piece_bytes);
        while (to < joined.size() && continues_scalar(joined[to])) --to;
        made.push_back(made_of(std::string_view(joined).substr(from, to - from)));
        made_lengths.push_back(made.back().scalars_before);
        scalars += made.back().scalars_before;
        from = to;
    }
    size_ += scalars - lengths_[index];
    bytes_ += text.size();
    chunks_[index] = std::move(made.front());
    lengths_[index] = made_lengths.front();
    chunks_.insert(chunks_.begin() + index + 1, std::make_move_iterator(made.begin() + 1), std::make_move_iterator(made.end()));
    lengths_.insert(lengths_.begin() + index + 1, made_lengths.begin() + 1, made_lengths.end());
}

void Rope::erase(std::uint32_t position, std::uint32_t count)
{
    ASSENT_ASSERT(position <= size_ && count <= size_ - position);
    while (count > 0) {
        // The chunk that ends here may hold the gap of what was typed before, but the deleted words stand in the next.
        if (!(position >= before_ && at_ < lengths_.size() && position - before_ < lengths_[at_])) seek(position);
        const std::uint32_t here = std::min(count, lengths_[at_] - (position - before_));
        erase_in_chunk(position - before_, here);
        count -= here;
    }
}

void Rope::erase_in_chunk(std::uint32_t position, std::uint32_t count)
{
    Chunk& chunk = chunks_[at_];
    std::uint32_t& length = lengths_[at_];
    const std::uint32_t bytes_were = chunk.bytes();
    const bool ascii = bytes_were == length;
    if (position + count == chunk.scalars_before) {  // backspace: the words end where the gap begins
        if (ascii) {
            chunk.gap_begin -= count;
        } else if (position == 0) {
            chunk.gap_begin = 0;
        } else {
            for (std::uint32_t left = count; left > 0; --left)
                while (continues_scalar(chunk.data[--chunk.gap_begin])) {}
        }
        chunk.scalars_before = position;
    } else {
        move_gap(chunk, length, position);
        chunk.gap_end += static_cast<std::uint32_t>(
            ascii ? count : bytes_of_scalars(chunk.data.get() + chunk.gap_end, chunk.capacity - chunk.gap_end, count));
    }
    length -= count;
    size_ -= count;
    bytes_ -= bytes_were - chunk.bytes();
    if (chunk.bytes() < chunk_bytes_max / 8) tidy(at_);
}

// A small chunk joins its neighbour, so that deleting never leaves a long row of crumbs.
void Rope::tidy(std::size_t index)
{
    if (chunks_.size() == 1) return;
    if (lengths_[index] > 0) {
        const std::size_t first = index > 0 ? index - 1 : index;
        Chunk& left = chunks_[first];
        const Chunk& right = chunks_[first + 1];
        if (left.bytes() + right.bytes() > chunk_bytes_max / 2) return;
        std::string joined(left.data.get(), left.gap_begin);
        joined.append(left.data.get() + left.gap_end, left.capacity - left.gap_end);
        joined.append(right.data.get(), right.gap_begin);
        joined.append(right.data.get() + right.gap_end, right.capacity - right.gap_end);
        left = made_of(joined);
        lengths_[first] += lengths_[first + 1];
        index = first + 1;
    }
    chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(index));
    lengths_.erase(lengths_.begin() + static_cast<std::ptrdiff_t>(index));
    at_ = before_ = 0;
}

void Rope::fill(std::string_view text)
{
    chunks_.clear();
    lengths_.clear();
    at_ = before_ = size_ = 0;
    bytes_ = text.size();
    chunks_.reserve(text.size() / chunk_bytes_filled + 1);
    lengths_.reserve(chunks_.capacity());
    for (std::size_t from = 0; from < text.size();) {
        std::size_t to = std::min<std::size_t>(text.size(), from + chunk_bytes_filled);
        while (to < text.size() && continues_scalar(text[to])) --to;
        chunks_.push_back(made_of(text.substr(from, to - from)));
        lengths_.push_back(chunks_.back().scalars_before);
        size_ += lengths_.back();
        from = to;
    }
}

void Rope::copy(std::uint32_t position, std::uint32_t count, std::string& out) const
{
    ASSENT_ASSERT(position <= size_ && count <= size_ - position);
    if (count == 0) return;
    seek(position);
    std::uint32_t skip = position - before_;
    for (std::size_t i = at_; count > 0; ++i) {
        const Chunk& chunk = chunks_[i];
        const char* const data = chunk.data.get();
        const std::uint32_t here = std::min(count, lengths_[i] - skip);
        const std::uint32_t halves[2][2] = {{0, chunk.gap_begin}, {chunk.gap_end, chunk.capacity}};
        const std::uint32_t half_scalars[2] = {chunk.scalars_before, lengths_[i] - chunk.scalars_before};
        std::uint32_t left = here;
        for (int half = 0; half < 2 && left > 0; ++half) {
            if (skip >= half_scalars[half]) {
                skip -= half_scalars[half];
                continue;
            }
            const char* const begin = data + halves[half][0];
            const std::size_t size = halves[half][1] - halves[half][0];
            const std::uint32_t take = std::min(left, half_scalars[half] - skip);
            const std::size_t from = size == half_scalars[half] ? skip : bytes_of_scalars(begin, size, skip);
            const std::size_t bytes =
                size == half_scalars[half] ? take : bytes_of_scalars(begin + from, size - from, take);
            out.append(begin + from, bytes);
            left -= take;
            skip = 0;
        }
        count -= here;
        skip = 0;
    }
}

std::string Rope::str() const
{
    std::string out;
    out.reserve(bytes_);
    for (const Chunk& chunk : chunks_) {
        out.append(chunk.data.get(), chunk.gap_begin);
        out.append(chunk.data.get() + chunk.gap_end, chunk.capacity - chunk.gap_end);
    }
    return out;
}

}  // namespace assent::text
