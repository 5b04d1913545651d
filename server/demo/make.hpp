#pragma once
// Makes the sample content in an empty data folder, through the same core and stores as the server's.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "server/identity/passwords.hpp"
#include "shared/base/result.hpp"

namespace assent::demo {

struct SignIn
{
    std::string name;
    std::string email;
    std::string what;  ///< roles and organisations in words
};

struct Made
{
    std::string password;  ///< everybody's
    std::vector<SignIn> sign_ins;
    std::uint32_t people{};
    std::uint32_t organisations{};
    std::uint32_t plans{};
    std::uint32_t feedback_items{};
    std::uint32_t commands{};
};

/// Works in a folder beside and moves the finished files into place, so that a sample cut short leaves nothing that looks
/// like one. The caller holds no lock on `data`.
/// Errors  conflict: the folder has content already, or a program is using it. storage_failed. malformed, or a handler's
///         refusal with the file and line: the sample's own texts are at fault.
Result<Made> make_demo(const std::filesystem::path& data, identity::Passwords& passwords);

}  // namespace assent::demo
