#include "shared/protocol/schema.hpp"

#include <set>
#include <string_view>

#include "shared/protocol/flat.hpp"
#include "shared/protocol/message.hpp"

namespace assent {

namespace {

/// "Plan" of assent::Plan, from the compiler's own spelling: descriptions name members, not types.
template<class T>
std::string type_name()
{
    // "... type_name() [T = assent::Plan]"; GCC adds what follows a semicolon.
    std::string_view name = __PRETTY_FUNCTION__;
    name.remove_prefix(name.find("T = ") + 4);
    name = name.substr(0, name.find_first_of(";]"));
    if (const auto colon = name.rfind(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
    return std::string(name);
}

/// Variants have no name of their own. A new one needs a line here, or this file does not compile.
template<class T>
struct UnionName;
template<>
struct UnionName<decltype(ClientMessage::body)>
{
    static constexpr const char* value = "ClientBody";
};
template<>
struct UnionName<decltype(ServerMessage::body)>
{
    static constexpr const char* value = "ServerBody";
};
template<>
struct UnionName<Command>
{
    static constexpr const char* value = "Command";
};
template<>
struct UnionName<Event>
{
    static constexpr const char* value = "Event";
};
template<>
struct UnionName<Edit>
{
    static constexpr const char* value = "Edit";
};

template<class Raw>
const char* scalar_name()
{
    if constexpr (std::is_floating_point_v<Raw>)
        return sizeof(Raw) == 8 ? "double" : "float";
    else if constexpr (sizeof(Raw) == 1)
        return std::is_signed_v<Raw> ? "byte" : "ubyte";
    else if constexpr (sizeof(Raw) == 2)
        return std::is_signed_v<Raw> ? "short" : "ushort";
    else if constexpr (sizeof(Raw) == 4)
        return std::is_signed_v<Raw> ? "int" : "uint";
    else
        return std::is_signed_v<Raw> ? "long" : "ulong";
}

/// Collects definitions so that each stands after those it needs, and once.
class Printer
{
public:
    template<class T>
    void table()
    {
        const std::string name = type_name<T>();
        if (!seen_.insert(name).second) return;
        std::string body = "table " + name + " {\n";
        boost::mp11::mp_for_each<flat::Members<T>>([&](auto member) {
            using Field = std::decay_t<decltype(std::declval<T&>().*member.pointer)>;
            body += std::string("  ") + member.name + ":" + field<Field>() + default_of<Field>() + ";\n";
        });
        text_ += body + "}\n\n";
    }

    std::string take() { return std::move(text_); }

private:
    template<class T>
    std::string default_of()
    {
        // Zero goes without saying; nothing else is a default but the date that is none.
        if constexpr (flat::is_scalar<T> && !std::is_enum_v<T>) {
            const auto value = flat::scalar_default<T>();
            if (value != decltype(value){}) return " = " + std::to_string(value);
        }
        return "";
    }

    template<class T>
    std::string field()
    {
        if constexpr (std::is_same_v<T, bool>) {
            return "bool";
        } else if constexpr (std::is_enum_v<T>) {
            enumeration<T>();
            return type_name<T>();
        } else if constexpr (flat::is_scalar<T>) {
            return scalar_name<flat::RawScalar<T>>();
        } else if constexpr (flat::is_inline<T>) {
            return inline_bytes<sizeof(T)>(IsId<T>::value ? "Id" : "Hash");
        } else if constexpr (std::is_same_v<T, std::string>) {
            return "string";
        } else if constexpr (IsVector<T>::value) {
            using Element = typename T::value_type;
            if constexpr (flat::is_variant<Element>)
                return "[" + box<Element>() + "]";
            else
                return "[" + field<Element>() + "]";
        } else if constexpr (IsOptional<T>::value) {
            return field<typename T::value_type>();
        } else if constexpr (flat::is_variant<T>) {
            return one_of<T>();
        } else {
            table<T>();
            return type_name<T>();
        }
    }

    template<class T>
    void enumeration()
    {
        const std::string name = type_name<T>();
        if (!seen_.insert(name).second) return;
        std::string body = "enum " + name + ":" + scalar_name<std::underlying_type_t<T>>() + " {";
        bool first = true;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto enumerator) {
            body += std::string(first ? " " : ", ") + enumerator.name + " = " +
                    std::to_string(static_cast<std::underlying_type_t<T>>(enumerator.value));
            first = false;
        });
        text_ += body + " }\n\n";
    }

    template<std::size_t Bytes>
    std::string inline_bytes(const char* name)
    {
        if (seen_.insert(name).second)
            text_ += std::string("struct ") + name + " { bytes:[ubyte:" + std::to_string(Bytes) + "]; }\n\n";
        return name;
    }

    template<class Variant>
    std::string one_of()
    {
        const std::string name = UnionName<Variant>::value;
        if (!seen_.insert(name).second) return name;
        std::string body = "union " + name + " {";
        bool first = true;
        boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<typename VariantOf<Variant>::Type>>>([&](auto index) {
            using One = std::variant_alternative_t<index, typename VariantOf<Variant>::Type>;
            table<One>();
            body += std::string(first ? " " : ", ") + type_name<One>();
            first = false;
        });
        text_ += body + " }\n\n";
        return name;
    }

    /// How a vector holds unions: each in a table of its own.
    template<class Variant>
    std::string box()
    {
        const std::string inside = one_of<Variant>();
        const std::string name = inside + "Box";
        if (seen_.insert(name).second) text_ += "table " + name + " {\n  value:" + inside + ";\n}\n\n";
        return name;
    }

    std::set<std::string> seen_;
    std::string text_;
};

}  // namespace

std::string schema_text()
{
    Printer printer;
    printer.table<ClientMessage>();
    printer.table<ServerMessage>();
    return "// What travels over Assent's WebSocket (docs/protocol.md), printed from the program's own types; do not edit.\n"
           "// An Id or Hash that is absent is all zeros. Times are microseconds since 1970, UTC; dates are days since then.\n"
           "// `bytes` of the parts of a message, put together, are a ServerMessage. To read a message that the server sent:\n"
           "//   flatc --json --raw-binary --strict-json --root-type assent.ServerMessage docs/assent.fbs -- FILE\n"
           "\n"
           "namespace assent;\n\n" +
           printer.take() + "root_type ServerMessage;\n";
}

}  // namespace assent
