#pragma once
// Reading definitions and expected texts for the tests of this folder. Tests run from the project's root.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "shared/workflow/parse.hpp"

namespace assent::workflow {

inline std::string file_text(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    EXPECT_TRUE(in) << path << " cannot be read";
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The definitions that ship with the product, as paths from the project's root.
inline std::vector<std::string> shipped_definitions()
{
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator("workflows")) files.push_back(entry.path().generic_string());
    std::sort(files.begin(), files.end());
    return files;
}

inline Definition definition_from(const std::string& path)
{
    auto loaded = load(file_text(path), path);
    if (loaded) return *std::move(loaded);
    ADD_FAILURE() << loaded.error().message;
    std::abort();
}

/// Compares with a file of what is expected. Run with ASSENT_UPDATE=1 to write the file, and read the difference.
inline void expect_text(const std::string& path, const std::string& actual)
{
    if (std::getenv("ASSENT_UPDATE")) {
        std::ofstream(path, std::ios::binary) << actual;
        return;
    }
    EXPECT_EQ(file_text(path), actual) << path;
}

}  // namespace assent::workflow
