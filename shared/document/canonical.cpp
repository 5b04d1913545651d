#include "shared/document/canonical.hpp"

#include <cstring>
#include <type_traits>
#include <vector>

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

namespace assent {

static constexpr std::string_view magic = "assent.version.1\n";

template<class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

class CanonicalWriter
{
public:
    Bytes bytes;

    void raw(BytesView view) { bytes.insert(bytes.end(), view.begin(), view.end()); }

    void integer(std::uint64_t value)
    {
        for (int i = 0; i < 8; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }

    void write(const std::string& text)
    {
        integer(text.size());
        raw(as_bytes(text));
    }

    void write(const ElementId& id) { raw(id.bytes); }
    void write(Date date) { integer(static_cast<std::uint64_t>(static_cast<std::int64_t>(date.days))); }

    void write(const TableRow& row) { write(row.cells); }

    template<class T>
    void write(const std::vector<T>& values)
    {
        integer(values.size());
        for (const auto& value : values) write(value);
    }

    template<class T>
    void write(const T& value)
    {
        if constexpr (std::is_enum_v<T> || std::is_integral_v<T>)
            integer(static_cast<std::uint64_t>(value));
        else
            boost::mp11::mp_for_each<Members<T>>([&](auto member) { write(value.*member.pointer); });
    }
};

class CanonicalReader
{
public:
    explicit CanonicalReader(BytesView bytes) : rest_(bytes) {}

    bool at_end() const { return rest_.empty(); }

    bool integer(std::uint64_t& value)
    {
        if (rest_.size() < 8) return false;
        value = 0;
        for (std::size_t i = 0; i < 8; ++i) value |= std::uint64_t{rest_[i]} << (8 * i);
        rest_ = rest_.subspan(8);
        return true;
    }

    bool read(std::string& text)
    {
        std::uint64_t size = 0;
        if (!integer(size) || size > rest_.size()) return false;
        text.assign(as_text(rest_.first(size)));
        rest_ = rest_.subspan(size);
        return true;
    }

    bool read(ElementId& id)
    {
        if (rest_.size() < id.bytes.size()) return false;
        std::memcpy(id.bytes.data(), rest_.data(), id.bytes.size());
        rest_ = rest_.subspan(id.bytes.size());
        return true;
    }

    bool read(Date& date)
    {
        std::uint64_t value = 0;
        if (!integer(value)) return false;
        date.days = static_cast<std::int32_t>(static_cast<std::int64_t>(value));
        return static_cast<std::uint64_t>(static_cast<std::int64_t>(date.days)) == value;
    }

    bool read(TableRow& row) { return read(row.cells); }

    template<class T>
    bool read(std::vector<T>& values)
    {
        std::uint64_t count = 0;
        // Every element takes at least eight bytes, which bounds what a false count can ask for.
        if (!integer(count) || count > rest_.size() / 8) return false;
        for (std::uint64_t i = 0; i < count; ++i) {
            values.emplace_back();
            if (!read(values.back())) return false;
        }
        return true;
    }

    template<class T>
    bool read(T& value)
    {
        if constexpr (std::is_enum_v<T>) {
            std::uint64_t raw = 0;
            if (!integer(raw)) return false;
            bool known = false;
            boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
                [&](auto enumerator) { known = known || static_cast<std::uint64_t>(enumerator.value) == raw; });
            value = static_cast<T>(raw);
            return known;
        } else if constexpr (std::is_integral_v<T>) {
            std::uint64_t raw = 0;
            if (!integer(raw)) return false;
            value = static_cast<T>(raw);
            return static_cast<std::uint64_t>(value) == raw;
        } else {
            bool good = true;
            boost::mp11::mp_for_each<Members<T>>([&](auto member) {
                if (good) good = read(value.*member.pointer);
            });
            return good;
        }
    }

    bool skip(std::string_view expected)
    {
        if (rest_.size() < expected.size() || as_text(rest_.first(expected.size())) != expected) return false;
        rest_ = rest_.subspan(expected.size());
        return true;
    }

private:
    BytesView rest_;
};

Bytes canonical_bytes(const FrozenPlan& plan)
{
    CanonicalWriter writer;
    writer.raw(as_bytes(magic));
    writer.write(plan);
    return std::move(writer.bytes);
}

std::optional<FrozenPlan> read_canonical(BytesView bytes)
{
    CanonicalReader reader(bytes);
    FrozenPlan plan;
    if (!reader.skip(magic) || !reader.read(plan) || !reader.at_end()) return std::nullopt;
    return plan;
}

Hash content_hash(const FrozenPlan& plan)
{
    return sha256(canonical_bytes(plan));
}

}  // namespace assent
