#pragma once
// For a struct that is one of many kinds: it derives from the std::variant of its kinds and declares copying, moving,
// comparing and destroying, which its .cpp defines. Of a variant of sixty kinds they would otherwise be compiled anew in
// every file that mentions it, and were most of the compiler's work.

#include <type_traits>
#include <utility>
#include <variant>

namespace assent {

template<class T, class Variant>
struct IsKindOf : std::false_type
{};
template<class T, class... Kinds>
struct IsKindOf<T, std::variant<Kinds...>> : std::bool_constant<(std::is_same_v<T, Kinds> || ...)>
{};

/// T is one of the variant's alternatives.
template<class T, class Variant>
concept KindOf = IsKindOf<T, Variant>::value;

/// The std::variant that T is or derives from; void for any other type.
template<class T>
struct VariantOf
{
    using Type = void;
};
template<class... Kinds>
struct VariantOf<std::variant<Kinds...>>
{
    using Type = std::variant<Kinds...>;
};
template<class T>
    requires requires { typename T::Kinds; }
struct VariantOf<T>
{
    using Type = typename T::Kinds;
};

}  // namespace assent
