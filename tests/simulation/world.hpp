#pragma once
// A server, its disk, its clients and the links between them in one thread and in simulated time: the program's own cores
// (rooms::TenantCore, sync::SyncCore) with everything around them faulty. All chance comes from one seed, so that a run
// can be had again, step by step, from that number.
//
// What goes wrong: connections break and lose what is under way, stay half-open, and are of different speeds, so that
// messages of different clients overtake one another; the server dies and loses what was not on the disk, also between
// writing and answering; the disk fails, having kept the write or not; tabs are closed with work unsent; the server's
// clock jumps. What must hold all the same is checked as it goes (checks in world.cpp).

#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/sha256.hpp"

namespace assent::simulation {

struct Settings
{
    std::uint64_t seed{};
    std::int64_t seconds = 900;         ///< with faults; then they stop and everybody must come to agree
    std::int64_t settle_seconds = 240;  ///< in that much
    bool disk_lies{};                   ///< control run: the disk acknowledges what it has not written
    bool acknowledges_early{};          ///< control run: the server answers before the disk does
};

struct Outcome
{
    std::vector<std::string> faults;  ///< broken promises, in words; empty if all held
    Hash digest;                      ///< of every message delivered, with its time
    std::uint64_t clients{};
    std::uint64_t simulated_seconds{};
    std::uint64_t commands{};
    std::uint64_t accepted{};
    std::uint64_t refused{};
    std::uint64_t resent{};  ///< commands that reached the server again under their key
    std::uint64_t crashes{};
    std::uint64_t disk_faults{};
    std::uint64_t link_faults{};
    std::uint64_t closed_tabs{};
    std::uint64_t clock_jumps{};
    std::uint64_t words{};            ///< typed in long texts, each unlike the others
    std::uint64_t texts_compared{};   ///< open for typing, with the plan's
    std::uint64_t room_bytes{};       ///< that texts and what joiners are sent take on the server at the end
    std::uint64_t states_compared{};  ///< a client's with the server's, event for event alike
};

Outcome simulate(const Settings& settings);

}  // namespace assent::simulation
