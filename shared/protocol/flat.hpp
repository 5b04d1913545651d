#pragma once
// Described values to and from FlatBuffers. The model's structs are the one source of the wire's shape: a described
// struct is a table whose fields stand in the order of its members, a variant is a union, identifiers and hashes are
// inline structs. schema.hpp prints the same mapping as a .fbs file for other programs; a test holds the two together.
//
// To stay readable by older programs: new members go to the end, new alternatives of a variant go to the end, and
// neither is ever removed or reordered.
//
// Reading verifies while it walks, never trusts an offset, and keeps a budget: offsets that alias one another cannot make
// a small message into a large value. What was read is in range but otherwise hostile; rules are checked by the handlers.

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <variant>
#include <vector>

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <flatbuffers/flatbuffers.h>

#include "shared/base/bytes.hpp"
#include "shared/base/id.hpp"
#include "shared/base/kinds.hpp"
#include "shared/base/sha256.hpp"
#include "shared/base/shape.hpp"
#include "shared/base/time.hpp"

namespace assent::flat {

template<class T>
inline constexpr bool is_variant = !std::is_void_v<typename VariantOf<T>::Type>;

template<class T>
inline constexpr bool is_inline = IsId<T>::value || std::is_same_v<T, Hash>;
template<class T>
inline constexpr bool is_scalar =
    std::is_arithmetic_v<T> || std::is_enum_v<T> || std::is_same_v<T, Date> || std::is_same_v<T, Timestamp>;
template<class T>
inline constexpr bool is_table = boost::describe::has_describe_members<T>::value && !is_inline<T> && !is_scalar<T>;

/// The fields of a table with those of its bases, in order.
template<class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template<class T>
constexpr auto raw_scalar(const T& value)
{
    if constexpr (std::is_same_v<T, Date>)
        return value.days;
    else if constexpr (std::is_same_v<T, Timestamp>)
        return value.micros;
    else if constexpr (std::is_enum_v<T>)
        return static_cast<std::underlying_type_t<T>>(value);
    else if constexpr (std::is_same_v<T, bool>)
        return static_cast<std::uint8_t>(value);
    else
        return value;
}

template<class T>
using RawScalar = decltype(raw_scalar(std::declval<T>()));

/// What an absent field stands for.
template<class T>
constexpr RawScalar<T> scalar_default()
{
    return raw_scalar(T{});
}

template<class T>
void set_scalar(T& value, RawScalar<T> raw)
{
    if constexpr (std::is_same_v<T, Date>)
        value.days = raw;
    else if constexpr (std::is_same_v<T, Timestamp>)
        value.micros = raw;
    else if constexpr (std::is_same_v<T, bool>)
        value = raw != 0;
    else
        value = static_cast<T>(raw);
}

/// Whether `raw` is one of the values an enumeration names; true for other scalars.
template<class T>
bool is_known(RawScalar<T> raw)
{
    if constexpr (std::is_enum_v<T>) {
        bool known = false;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
            [&](auto enumerator) { known = known || static_cast<RawScalar<T>>(enumerator.value) == raw; });
        return known;
    } else if constexpr (std::is_same_v<T, bool>) {
        return raw <= 1;
    } else {
        return true;
    }
}

using Builder = flatbuffers::FlatBufferBuilder;
using Position = flatbuffers::uoffset_t;

template<class T>
Position write_table(Builder& builder, const T& value);

/// A union kept in a table of its own, which is how a vector holds unions.
template<class Variant>
Position write_box(Builder& builder, const Variant& value);

template<class Variant>
Position write_alternative(Builder& builder, const Variant& value)
{
    return std::visit([&](const auto& one) { return write_table(builder, one); }, value);
}

template<class T>
Position write_vector(Builder& builder, const std::vector<T>& values)
{
    if constexpr (is_scalar<T>) {
        std::vector<RawScalar<T>> raw;
        raw.reserve(values.size());
        for (const auto& value : values) raw.push_back(raw_scalar(value));
        return builder.CreateVector(raw).o;
    } else if constexpr (is_inline<T>) {
        builder.StartVector(values.size() * sizeof(T), 1);
        for (auto value = values.rbegin(); value != values.rend(); ++value)
            builder.PushBytes(value->bytes.data(), value->bytes.size());
        return builder.EndVector(values.size());
    } else {
        std::vector<flatbuffers::Offset<void>> offsets;
        offsets.reserve(values.size());
        for (const auto& value : values) {
            if constexpr (std::is_same_v<T, std::string>)
                offsets.emplace_back(builder.CreateString(value).o);
            else if constexpr (is_variant<T>)
                offsets.emplace_back(write_box(builder, value));
            else
                offsets.emplace_back(write_table(builder, value));
        }
        return builder.CreateVector(offsets).o;
    }
}

/// Writes what the field points at; zero for fields kept inline or absent.
template<class T>
Position write_child(Builder& builder, const T& value)
{
    if constexpr (is_scalar<T> || is_inline<T>)
        return 0;
    else if constexpr (std::is_same_v<T, std::string>)
        return value.empty() ? 0 : builder.CreateString(value).o;
    else if constexpr (IsVector<T>::value)
        return value.empty() ? 0 : write_vector(builder, value);
    else if constexpr (IsOptional<T>::value)
        return value ? write_child(builder, *value) : 0;
    else if constexpr (is_variant<T>)
        return write_alternative(builder, value);
    else
        return write_table(builder, value);
}

inline flatbuffers::voffset_t field_at(int slot)
{
    return flatbuffers::FieldIndexToOffset(static_cast<flatbuffers::voffset_t>(slot));
}

template<class T>
Position write_table(Builder& builder, const T& value)
{
    static_assert(is_table<T>, "only described structs travel");
    std::vector<Position> children;
    boost::mp11::mp_for_each<Members<T>>(
        [&](auto member) { children.push_back(write_child(builder, value.*member.pointer)); });
    const Position start = builder.StartTable();
    int slot = 0;
    std::size_t index = 0;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
        const auto& field = value.*member.pointer;
        using Field = std::decay_t<decltype(field)>;
        const Position child = children[index++];
        if constexpr (is_scalar<Field>) {
            builder.AddElement(field_at(slot++), raw_scalar(field), scalar_default<Field>());
        } else if constexpr (is_inline<Field>) {
            if (field != Field{}) builder.AddStruct(field_at(slot), &field);
            ++slot;
        } else if constexpr (is_variant<Field>) {
            builder.AddElement<std::uint8_t>(field_at(slot++), static_cast<std::uint8_t>(field.index() + 1), 0);
            builder.AddOffset(field_at(slot++), flatbuffers::Offset<void>(child));
        } else {
            if (child != 0) builder.AddOffset(field_at(slot), flatbuffers::Offset<void>(child));
            ++slot;
        }
    });
    return builder.EndTable(start);
}

template<class Variant>
Position write_box(Builder& builder, const Variant& value)
{
    const Position child = write_alternative(builder, value);
    const Position start = builder.StartTable();
    builder.AddElement<std::uint8_t>(field_at(0), static_cast<std::uint8_t>(value.index() + 1), 0);
    builder.AddOffset(field_at(1), flatbuffers::Offset<void>(child));
    return builder.EndTable(start);
}

/// The bytes of one message. The same value gives the same bytes.
template<class T>
Bytes encode(const T& value)
{
    Builder builder;
    builder.Finish(flatbuffers::Offset<void>(write_table(builder, value)));
    return Bytes(builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize());
}

class Reader
{
public:
    explicit Reader(BytesView bytes)
        : start_(bytes.data()), verifier_(bytes.data(), bytes.size(), depth_max, tables_max),
          budget_(bytes.size() * 4 + 1024)
    {}

    template<class T>
    bool read_table(const flatbuffers::Table* table, T& value)
    {
        if (!table || !table->VerifyTableStart(verifier_) || !spend(sizeof(T))) return false;
        int slot = 0;
        bool good = true;
        boost::mp11::mp_for_each<Members<T>>([&](auto member) {
            if (good) good = read_field(table, slot, value.*member.pointer);
        });
        return good && verifier_.EndTable();
    }

    flatbuffers::Verifier& verifier() { return verifier_; }

private:
    static constexpr flatbuffers::uoffset_t depth_max = 24;
    static constexpr flatbuffers::uoffset_t tables_max = 500'000;

    /// Counts what is being built against what came in; a struct costs a quarter of its size in memory.
    bool spend(std::size_t bytes)
    {
        const std::size_t cost = bytes / 8 + 1;
        if (cost > budget_) return false;
        budget_ -= cost;
        return true;
    }

    template<class T>
    bool read_field(const flatbuffers::Table* table, int& slot, T& value)
    {
        const auto field = field_at(slot++);
        if constexpr (is_scalar<T>) {
            if (!table->VerifyField<RawScalar<T>>(verifier_, field, sizeof(RawScalar<T>))) return false;
            const auto raw = table->GetField<RawScalar<T>>(field, scalar_default<T>());
            if (!is_known<T>(raw)) return false;
            set_scalar(value, raw);
            return true;
        } else if constexpr (is_inline<T>) {
            if (!table->VerifyField<T>(verifier_, field, 1)) return false;
            if (const auto* found = table->GetStruct<const T*>(field)) value = *found;
            return true;
        } else if constexpr (is_variant<T>) {
            const auto body = field_at(slot++);
            if (!table->VerifyField<std::uint8_t>(verifier_, field, 1) || !table->VerifyOffset(verifier_, body)) return false;
            return read_union(table->GetField<std::uint8_t>(field, 0), table->GetPointer<const flatbuffers::Table*>(body),
                              value);
        } else if constexpr (IsOptional<T>::value) {
            if (!table->VerifyOffset(verifier_, field)) return false;
            if (!table->CheckField(field)) return true;
            value.emplace();
            --slot;
            return read_field(table, slot, *value);
        } else {
            if (!table->VerifyOffset(verifier_, field)) return false;
            if (!table->CheckField(field)) return true;
            if constexpr (std::is_same_v<T, std::string>)
                return read_string(table->GetPointer<const flatbuffers::String*>(field), value);
            else if constexpr (IsVector<T>::value)
                return read_vector(table, field, value);
            else
                return read_table(table->GetPointer<const flatbuffers::Table*>(field), value);
        }
    }

    bool read_string(const flatbuffers::String* text, std::string& value)
    {
        if (!text || !verifier_.VerifyString(text) || !spend_bytes(text->size())) return false;
        value.assign(text->c_str(), text->size());
        return true;
    }

    bool spend_bytes(std::size_t bytes)
    {
        if (bytes > budget_) return false;
        budget_ -= bytes;
        return true;
    }

    template<class T>
    bool read_vector(const flatbuffers::Table* table, flatbuffers::voffset_t field, std::vector<T>& values)
    {
        if constexpr (is_scalar<T>) {
            const auto* raw = table->GetPointer<const flatbuffers::Vector<RawScalar<T>>*>(field);
            if (!verifier_.VerifyVector(raw) || !spend_bytes(raw->size() * sizeof(RawScalar<T>))) return false;
            values.resize(raw->size());
            for (flatbuffers::uoffset_t i = 0; i < raw->size(); ++i) {
                if (!is_known<T>(raw->Get(i))) return false;
                set_scalar(values[i], raw->Get(i));
            }
            return true;
        } else if constexpr (is_inline<T>) {
            const auto* raw = table->GetPointer<const flatbuffers::Vector<const T*>*>(field);
            if (!verifier_.VerifyVector(raw) || !spend_bytes(raw->size() * sizeof(T))) return false;
            values.reserve(raw->size());
            for (flatbuffers::uoffset_t i = 0; i < raw->size(); ++i) {
                T value;
                std::memcpy(value.bytes.data(), raw->Data() + i * sizeof(T), sizeof(T));
                values.push_back(value);
            }
            return true;
        } else if constexpr (std::is_same_v<T, std::string>) {
            const auto* raw =
                table->GetPointer<const flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>>*>(field);
            if (!verifier_.VerifyVector(raw) || !verifier_.VerifyVectorOfStrings(raw) || !spend(raw->size() * 8)) return false;
            for (flatbuffers::uoffset_t i = 0; i < raw->size(); ++i) {
                values.emplace_back();
                if (!read_string(raw->Get(i), values.back())) return false;
            }
            return true;
        } else {
            const auto* raw = table->GetPointer<const flatbuffers::Vector<flatbuffers::Offset<flatbuffers::Table>>*>(field);
            if (!verifier_.VerifyVector(raw)) return false;
            for (flatbuffers::uoffset_t i = 0; i < raw->size(); ++i) {
                const auto* element = reinterpret_cast<const std::uint8_t*>(raw->Data()) + i * sizeof(Position);
                const auto* pointed = verified_target(element);
                if (!pointed) return false;
                values.emplace_back();
                if constexpr (is_variant<T>) {
                    if (!read_box(pointed, values.back())) return false;
                } else {
                    if (!read_table(pointed, values.back())) return false;
                }
            }
            return true;
        }
    }

    /// The table that the offset stored at `place` points to; null if it leaves the buffer.
    const flatbuffers::Table* verified_target(const std::uint8_t* place)
    {
        const Position offset = verifier_.VerifyOffset(static_cast<std::size_t>(place - start_));
        return offset == 0 ? nullptr : reinterpret_cast<const flatbuffers::Table*>(place + offset);
    }

    template<class Variant>
    bool read_box(const flatbuffers::Table* box, Variant& value)
    {
        if (!box->VerifyTableStart(verifier_) || !box->VerifyField<std::uint8_t>(verifier_, field_at(0), 1) ||
            !box->VerifyOffset(verifier_, field_at(1)))
            return false;
        return read_union(box->GetField<std::uint8_t>(field_at(0), 0),
                          box->GetPointer<const flatbuffers::Table*>(field_at(1)), value) &&
               verifier_.EndTable();
    }

    template<class Variant>
    bool read_union(std::uint8_t type, const flatbuffers::Table* body, Variant& value)
    {
        constexpr std::size_t count = std::variant_size_v<typename VariantOf<Variant>::Type>;
        if (type == 0 || type > count || !body) return false;
        bool good = false;
        boost::mp11::mp_with_index<count>(static_cast<std::size_t>(type - 1), [&](auto index) {
            good = read_table(body, value.template emplace<index>());
        });
        return good;
    }

    const std::uint8_t* start_;
    flatbuffers::Verifier verifier_;
    std::size_t budget_;
};

/// Reads one message; nothing if any part of it is out of range, unknown, or far larger in memory than on the wire.
template<class T>
std::optional<T> decode(BytesView bytes)
{
    if (bytes.size() < 8 || bytes.size() > FLATBUFFERS_MAX_BUFFER_SIZE) return std::nullopt;
    // Inline values are read in place, so the buffer must be aligned as the builder aligned it.
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % 8 != 0) {
        std::vector<std::uint64_t> aligned((bytes.size() + 7) / 8);
        std::memcpy(aligned.data(), bytes.data(), bytes.size());
        return decode<T>({reinterpret_cast<const std::uint8_t*>(aligned.data()), bytes.size()});
    }
    Reader reader(bytes);
    const Position root = reader.verifier().VerifyOffset(std::size_t{0});
    if (root == 0) return std::nullopt;
    T value{};
    if (!reader.read_table(reinterpret_cast<const flatbuffers::Table*>(bytes.data() + root), value)) return std::nullopt;
    return value;
}

}  // namespace assent::flat
