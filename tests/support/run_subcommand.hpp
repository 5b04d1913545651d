#pragma once
// A subcommand of the program, run within the test.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

namespace assent {

struct Ran
{
    int status{};  ///< 2 if the words were refused
    std::string out;
    std::string err;
};

/// What `assent words...` prints and returns. `add` is the subcommand's, e.g. add_inspect.
inline Ran run_subcommand(void (*add)(CLI::App&, int&), std::vector<std::string> words)
{
    CLI::App app;
    Ran ran;
    add(app, ran.status);
    // CLI11 takes the words from the last to the first.
    std::reverse(words.begin(), words.end());
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    try {
        app.parse(words);
    } catch (const CLI::ParseError&) {
        ran.status = 2;
    }
    std::fflush(stdout);
    ran.out = testing::internal::GetCapturedStdout();
    ran.err = testing::internal::GetCapturedStderr();
    return ran;
}

}  // namespace assent
