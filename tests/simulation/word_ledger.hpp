#pragma once
// Every word that was typed in the simulated world, and where it may be: in the log, or kept for its writer, or deleted by
// who saw it on their screen. Others may have deleted it from the text since; but it must have been said.

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/tenant_store.hpp"

namespace assent::simulation {

class WordLedger
{
public:
    /// A new word, unlike all others: "t17 ".
    std::string next();
    void typed(const std::string& word) { typed_.insert(word); }
    /// Words that were refused and shown to their writer.
    void kept(std::string_view words) { note(words, kept_); }

    /// What its writer, or somebody who saw it, deleted again, maybe before it was sent.
    void taken_away(std::string_view before, std::string_view after);

    /// The words that are in none of these places.
    std::vector<std::string> lost(const std::vector<store::StoredEvent>& log) const;
    std::uint64_t count() const { return typed_.size(); }

private:
    static void note(std::string_view words, std::set<std::string>& into);

    std::uint64_t last_{};
    std::set<std::string> typed_;
    std::set<std::string> kept_;
};

}  // namespace assent::simulation
