#pragma once
// What a member of a described value is made of, for whoever walks such values: the wire, the schema, JSON.
#include <optional>
#include <type_traits>
#include <vector>

#include "shared/base/id.hpp"

namespace assent {

template<class T>
struct IsId : std::false_type
{};
template<class Tag>
struct IsId<Id<Tag>> : std::true_type
{};

template<class T>
struct IsVector : std::false_type
{};
template<class T>
struct IsVector<std::vector<T>> : std::true_type
{};

template<class T>
struct IsOptional : std::false_type
{};
template<class T>
struct IsOptional<std::optional<T>> : std::true_type
{};

}  // namespace assent
