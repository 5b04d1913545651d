// assent demo: an empty data folder becomes two CCGs and a partnership with people and plans at work.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "server/cli/subcommands.hpp"
#include "server/demo/make.hpp"

namespace assent {

static void print(const demo::Made& made)
{
    std::printf("Made %u organisations with %u people, %u plans and %u feedback items from %u commands.\n\n", made.organisations,
                made.people, made.plans, made.feedback_items, made.commands);
    std::size_t name = 0;
    std::size_t email = 0;
    for (const auto& sign_in : made.sign_ins) {
        name = std::max(name, sign_in.name.size());
        email = std::max(email, sign_in.email.size());
    }
    for (const auto& sign_in : made.sign_ins)
        std::printf("%-*s  %-*s  %s\n", static_cast<int>(name), sign_in.name.c_str(), static_cast<int>(email), sign_in.email.c_str(),
                    sign_in.what.c_str());
    std::printf("\nPassword for everybody: %s\nThe sample is for looking around: do not keep real papers beside it.\n", made.password.c_str());
}

void add_demo(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand("demo", "Fill an empty data folder with sample content");
    auto data = std::make_shared<std::string>();
    command->add_option("--data", *data, "Data folder; made if it is not there")->required();
    command->callback([data, &status] {
        identity::Passwords passwords;
        const auto made = demo::make_demo(*data, passwords);
        if (made) return print(*made);
        std::fprintf(stderr, "assent: %s\n", made.error().message.c_str());
        status = 1;
    });
}

}  // namespace assent
