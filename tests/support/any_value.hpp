#pragma once
// Values of any described type, drawn from a seed: what a codec's tests send round. The same seed gives the same values
// everywhere, since the reductions are our own.

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include "shared/base/id.hpp"
#include "shared/base/kinds.hpp"
#include "shared/base/sha256.hpp"
#include "shared/base/time.hpp"

namespace assent::support {

class AnyValue
{
public:
    explicit AnyValue(std::uint64_t seed, std::size_t list_max = 2) : random_(seed), list_max_(list_max) {}

    std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

    template<class T>
    T make()
    {
        T value{};
        fill(value);
        return value;
    }

    /// A variant that holds its alternative `Index`.
    template<std::size_t Index, class Variant>
    void fill_as(Variant& value)
    {
        fill(value.template emplace<Index>());
    }

    void fill(bool& value) { value = below(2) == 1; }
    void fill(std::string& value)
    {
        static const std::vector<std::string> pieces = {"care", " ", "£", "\n", "12", "ward", "é", "", "x"};
        value.clear();
        for (std::uint64_t left = below(6); left > 0; --left) value += pieces[below(pieces.size())];
    }
    void fill(Date& value) { value.days = static_cast<std::int32_t>(random_()); }
    void fill(Timestamp& value) { value.micros = static_cast<std::int64_t>(random_()); }
    void fill(Hash& value) { fill_bytes(value.bytes); }
    template<class Tag>
    void fill(Id<Tag>& value)
    {
        fill_bytes(value.bytes);
    }
    template<class T>
    void fill(std::vector<T>& values)
    {
        values.clear();
        for (std::uint64_t left = below(list_max_ + 1); left > 0; --left) {
            values.emplace_back();
            fill(values.back());
        }
    }
    template<class T>
    void fill(std::optional<T>& value)
    {
        value.reset();
        if (below(2) == 1) fill(value.emplace());
    }
    template<class T>
    void fill(T& value)
    {
        if constexpr (std::is_enum_v<T>) {
            std::uint64_t left = below(boost::mp11::mp_size<boost::describe::describe_enumerators<T>>::value);
            boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto enumerator) {
                if (left-- == 0) value = enumerator.value;
            });
        } else if constexpr (!std::is_void_v<typename VariantOf<T>::Type>) {
            constexpr std::size_t kinds = std::variant_size_v<typename VariantOf<T>::Type>;
            boost::mp11::mp_with_index<kinds>(static_cast<std::size_t>(below(kinds)), [&](auto index) { fill_as<index>(value); });
        } else if constexpr (std::is_integral_v<T>) {
            value = below(3) == 0 ? T{} : static_cast<T>(random_());
        } else {
            using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
            boost::mp11::mp_for_each<Members>([&](auto member) { fill(value.*member.pointer); });
        }
    }

private:
    template<class Array>
    void fill_bytes(Array& bytes)
    {
        // Zero stands for "none", which travels as an absent field: it must come up too.
        const bool none = below(4) == 0;
        for (auto& byte : bytes) byte = none ? 0 : static_cast<std::uint8_t>(random_());
    }

    std::mt19937_64 random_;
    std::size_t list_max_;
};

/// A Message{body} for every alternative of its body, `each` of them `count` times.
template<class Message, class Use>
void for_every_kind(std::uint64_t seed, int count, Use use)
{
    using Body = decltype(Message::body);
    boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<typename VariantOf<Body>::Type>>>([&](auto index) {
        AnyValue any(seed + index);
        for (int i = 0; i < count; ++i) {
            Message message;
            any.fill_as<index>(message.body);
            use(message);
        }
    });
}

}  // namespace assent::support
