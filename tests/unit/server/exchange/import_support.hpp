#pragma once
// Helpers of the import's tests.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "server/exchange/import_text.hpp"

namespace assent::exchange::test {

inline std::string file_bytes(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The document of `bytes`; a failed expectation and an empty document if they are refused.
inline ImportedDocument read(std::string_view bytes)
{
    auto document = import_text(bytes);
    EXPECT_TRUE(document.has_value()) << (document ? "" : document.error().message);
    return document ? std::move(*document) : ImportedDocument{};
}

inline bool doubts(const ImportedDocument& document, Line line, std::string_view kind)
{
    return std::any_of(document.doubts.begin(), document.doubts.end(),
                       [&](const Doubt& d) { return d.line == line && d.kind == kind; });
}

inline std::size_t count_doubts(const ImportedDocument& document, std::string_view kind)
{
    return static_cast<std::size_t>(
        std::count_if(document.doubts.begin(), document.doubts.end(), [&](const Doubt& d) { return d.kind == kind; }));
}

inline std::vector<std::string> routes_of(const ImportedIntention& intention)
{
    std::vector<std::string> names;
    for (const auto& route : intention.routes) names.emplace_back(name_of(route.route));
    return names;
}

/// A plan of one table: its header, then `rows`, in a section of a plan for 2018/19.
inline std::string plan(std::string_view rows,
                        std::string_view header = "Programme Area\tService Area\tCommissioning Intent\tProviders\tTimescales")
{
    return "Plan of intentions 2018/19\n\n1. Introduction\n\nNortham CCG wrote this.\n\n" + std::string(header) + "\n" + std::string(rows);
}

}  // namespace assent::exchange::test
