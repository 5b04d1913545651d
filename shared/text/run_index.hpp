#pragma once
// Which run covers a number? Runs are entered under their first number; a look-up finds the last entry at or before the
// one asked for. Numbers are dense and look-ups many, so entries stand in pages of 64 that exist only where something was
// entered, with a bit for each entry and for each page.

#include <cstdint>
#include <vector>

namespace assent::text {

class RunIndex
{
public:
    struct Entry
    {
        std::uint32_t key{};
        std::uint32_t value{};
    };

    void clear()
    {
        pages_.clear();
        pool_.clear();
        occupied_.clear();
    }

    void set(std::uint32_t key, std::uint32_t value)
    {
        const std::uint32_t page = key >> 6;
        if (page >= pages_.size()) {
            pages_.resize(page + 1 + page / 4, 0);
            occupied_.resize(pages_.size() / 64 + 1, 0);
        }
        if (pages_[page] == 0) {
            pool_.push_back({});
            pages_[page] = static_cast<std::uint32_t>(pool_.size());
            occupied_[page >> 6] |= 1ULL << (page & 63);
        }
        Page& entries = pool_[pages_[page] - 1];
        entries.bits |= 1ULL << (key & 63);
        entries.values[key & 63] = value;
    }

    /// Something was entered at or before `key`.
    Entry find(std::uint32_t key) const
    {
        std::uint32_t page = key >> 6;
        if (page < pages_.size() && pages_[page] != 0) {
            const Page& entries = pool_[pages_[page] - 1];
            const std::uint64_t before = entries.bits << (63 - (key & 63));
            if (before != 0) {
                const std::uint32_t slot = (key & 63) - static_cast<std::uint32_t>(__builtin_clzll(before));
                return {page << 6 | slot, entries.values[slot]};
            }
        }
        page = page < pages_.size() ? page : static_cast<std::uint32_t>(pages_.size());
        std::uint32_t word = page >> 6;
        std::uint64_t bits = (page & 63) == 0 || word >= occupied_.size() ? 0 : occupied_[word] << (64 - (page & 63)) >> (64 - (page & 63));
        while (bits == 0) bits = occupied_[--word];
        page = word << 6 | (63 - static_cast<std::uint32_t>(__builtin_clzll(bits)));
        const Page& entries = pool_[pages_[page] - 1];
        const std::uint32_t slot = 63 - static_cast<std::uint32_t>(__builtin_clzll(entries.bits));
        return {page << 6 | slot, entries.values[slot]};
    }

    std::size_t memory() const
    {
        return pages_.capacity() * sizeof(std::uint32_t) + pool_.capacity() * sizeof(Page) + occupied_.capacity() * 8;
    }

private:
    struct Page
    {
        std::uint64_t bits;
        std::uint32_t values[64];
    };

    std::vector<std::uint32_t> pages_;  ///< place in the pool, plus one; 0 where nothing was entered
    std::vector<Page> pool_;
    std::vector<std::uint64_t> occupied_;
};

}  // namespace assent::text
