#pragma once
// The text at rest: a row of small gap buffers ("chunks"). Typing in one place moves no byte but the typed ones; an edit
// elsewhere moves at most one chunk's bytes; finding a place walks the chunks' lengths from the place of the last edit,
// which for 10 MB are a few thousand numbers. Positions count Unicode scalar values.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace assent::text {

class Rope
{
public:
    Rope() = default;
    explicit Rope(std::string_view text) { fill(text); }
    Rope(Rope&&) = default;
    Rope& operator=(Rope&&) = default;

    std::uint32_t size() const { return size_; }
    std::size_t bytes() const { return bytes_; }
    /// What the buffers take, for figures.
    std::size_t memory() const;

    /// `scalars` is the count of scalar values in `text`, which is valid UTF-8. position <= size().
    void insert(std::uint32_t position, std::string_view text, std::uint32_t scalars);
    /// position + count <= size().
    void erase(std::uint32_t position, std::uint32_t count);
    /// Replaces everything.
    void fill(std::string_view text);

    /// Appends `count` scalar values from `position` on to `out`. position + count <= size().
    void copy(std::uint32_t position, std::uint32_t count, std::string& out) const;
    std::string str() const;

private:
    struct Chunk
    {
        std::unique_ptr<char[]> data;
        std::uint32_t capacity{};
        std::uint32_t gap_begin{};
        std::uint32_t gap_end{};
        std::uint32_t scalars_before{};  ///< scalar values before the gap

        std::uint32_t bytes() const { return capacity - (gap_end - gap_begin); }
        std::uint32_t room() const { return gap_end - gap_begin; }
    };

    void seek(std::uint32_t position) const;
    void seek_to_write(std::uint32_t position) const;
    void move_gap(Chunk& chunk, std::uint32_t chunk_scalars, std::uint32_t position);
    static void move_gap_to_byte(Chunk& chunk, std::uint32_t byte);
    static void resize(Chunk& chunk, std::uint32_t capacity);
    static Chunk made_of(std::string_view text);
    void insert_large(std::uint32_t position, std::string_view text);
    void erase_in_chunk(std::uint32_t position, std::uint32_t count);
    void tidy(std::size_t index);

    std::vector<Chunk> chunks_;
    std::vector<std::uint32_t> lengths_;  ///< scalar values of each chunk, apart so that walking them is cheap
    std::uint32_t size_{};
    std::size_t bytes_{};
    // The chunk of the last look-up, and the scalar values before it.
    mutable std::uint32_t at_{};
    mutable std::uint32_t before_{};
};

}  // namespace assent::text
