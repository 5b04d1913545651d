#pragma once
// Reads described values out of JSON that nobody vouches for, member by member, as plan_json.cpp writes them. The first fault
// is kept with the path to it; what follows a fault is not read.

#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/describe.hpp>
#include <nlohmann/json.hpp>

#include "shared/base/result.hpp"
#include "shared/base/sha256.hpp"
#include "shared/base/shape.hpp"
#include "shared/base/time.hpp"
#include "shared/model/edit.hpp"
#include "shared/model/ids.hpp"

namespace assent::exchange {

/// Refuses before parsing what would take too much memory or stack as a tree.
/// Errors  too_large, malformed: field "file".
Result<nlohmann::json> parsed_json(std::string_view text);

/// "2026-11-22T14:05:00.000000Z", as rfc3339() writes it; nothing for other forms.
std::optional<Timestamp> timestamp_of(std::string_view text);

class JsonReader
{
public:
    static constexpr std::size_t list_max = 100'000;
    static constexpr std::size_t text_bytes_max = EditLimits::long_text_bytes_max;

    bool failed() const { return !fault_.empty(); }
    Error error() const { return {Errc::malformed, "The file cannot be read as an exported plan: " + fault_ + '.', "file"}; }
    void fail(const std::string& what)
    {
        if (fault_.empty()) fault_ = (path_.empty() ? "the file" : path_) + ' ' + what;
    }

    /// A member of an object that is no described value.
    template<class T>
    void member(const nlohmann::json& object, const char* name, T& value, std::size_t bytes_max = text_bytes_max)
    {
        if (failed()) return;
        const Step step(*this, path_.empty() ? name : '.' + std::string(name));
        if (!object.is_object()) return fail("should be an object");
        const auto found = object.find(name);
        if (found == object.end()) return fail("is missing");
        read(*found, value, bytes_max);
    }

    template<class T>
    void read(const nlohmann::json& json, T& value, std::size_t bytes_max = text_bytes_max)
    {
        using boost::describe::describe_members;
        using boost::describe::mod_public;
        if (failed()) return;
        if constexpr (IsId<T>::value) {
            if (json.is_null()) return;
            const auto id = json.is_string() ? T::parse(json.get_ref<const std::string&>()) : std::nullopt;
            id ? void(value = *id) : fail("should be an identifier or null");
        } else if constexpr (std::is_same_v<T, Hash>) {
            if (json.is_null()) return;
            const auto bytes = json.is_string() ? from_hex(json.get_ref<const std::string&>()) : std::nullopt;
            if (!bytes || bytes->size() != value.bytes.size()) return fail("should be a hash or null");
            std::copy(bytes->begin(), bytes->end(), value.bytes.begin());
        } else if constexpr (std::is_same_v<T, Date>) {
            if (json.is_null()) return;
            const auto date = json.is_string() ? Date::parse(json.get_ref<const std::string&>()) : std::nullopt;
            date ? void(value = *date) : fail("should be a day or null");
        } else if constexpr (std::is_same_v<T, Timestamp>) {
            if (json.is_null()) return;
            const auto time = json.is_string() ? timestamp_of(json.get_ref<const std::string&>()) : std::nullopt;
            time ? void(value = *time) : fail("should be a time or null");
        } else if constexpr (std::is_enum_v<T>) {
            if (!json.is_string() || !boost::describe::enum_from_string(json.get_ref<const std::string&>().c_str(), value))
                fail("is no choice known here");
        } else if constexpr (std::is_same_v<T, std::string>) {
            read_text(json, value, bytes_max);
        } else if constexpr (std::is_same_v<T, bool>) {
            json.is_boolean() ? void(value = json.get<bool>()) : fail("should be true or false");
        } else if constexpr (std::is_integral_v<T>) {
            read_number(json, value);
        } else if constexpr (IsVector<T>::value) {
            if (!json.is_array()) return fail("should be a list");
            if (json.size() > list_max) return fail("has more than 100,000 entries");
            value.resize(json.size());
            for (std::size_t i = 0; i < json.size() && !failed(); ++i) {
                const Step step(*this, '[' + std::to_string(i) + ']');
                read(json[i], value[i]);
            }
        } else {
            if (!json.is_object()) return fail("should be an object");
            std::size_t members = 0;
            boost::mp11::mp_for_each<describe_members<T, mod_public>>([&](auto described) {
                ++members;
                member(json, described.name, value.*described.pointer);
            });
            if (!failed() && json.size() != members) fail("holds more than this version knows; a newer one may have written it");
        }
    }

private:
    /// Where in the file we are, for the one message.
    struct Step
    {
        Step(JsonReader& reader, const std::string& name) : path(reader.path_), size(reader.path_.size()) { path += name; }
        ~Step() { path.resize(size); }
        Step(const Step&) = delete;
        Step& operator=(const Step&) = delete;
        std::string& path;
        std::size_t size;
    };

    void read_text(const nlohmann::json& json, std::string& value, std::size_t bytes_max)
    {
        if (!json.is_string()) return fail("should be a text");
        const auto& text = json.get_ref<const std::string&>();
        if (text.size() > bytes_max) return fail("is longer than " + std::to_string(bytes_max / 1024) + " KB");
        if (!is_plain_text(text)) return fail("holds characters that cannot be shown");
        value = text;
    }

    template<class T>
    void read_number(const nlohmann::json& json, T& value)
    {
        if (json.is_number_unsigned()) {
            const auto number = json.get<std::uint64_t>();
            if (number <= static_cast<std::uint64_t>(std::numeric_limits<T>::max())) return void(value = static_cast<T>(number));
        } else if (json.is_number_integer()) {
            const auto number = json.get<std::int64_t>();
            if (std::is_signed_v<T> && number >= static_cast<std::int64_t>(std::numeric_limits<T>::min()) && number <= 0)
                return void(value = static_cast<T>(number));
        }
        fail("should be a whole number within bounds");
    }

    std::string path_;
    std::string fault_;
};

}  // namespace assent::exchange
