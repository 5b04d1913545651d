#pragma once
// Figures as tables write them, read exactly: no floating point, so that a sum is right or wrong and never nearly right.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assent::exchange {

struct Figure
{
    std::int64_t milli{};     ///< thousandths
    std::uint8_t decimals{};  ///< as written, at most 3
    bool percent{};
};

/// "11,690", "55.3%", "£27.5", "(1,200)", "-3". Nothing for anything else, or more than 12 digits.
std::optional<Figure> read_figure(std::string_view cell);

/// Written with thousands separators and `decimals` places.
std::string figure_text(std::int64_t milli, std::uint8_t decimals);

}  // namespace assent::exchange
