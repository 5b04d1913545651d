#include "tests/simulation/word_ledger.hpp"

#include "shared/protocol/message.hpp"
#include "shared/text/change_codec.hpp"

namespace assent::simulation {

std::string WordLedger::next() { return "t" + std::to_string(++last_) + " "; }

void WordLedger::note(std::string_view words, std::set<std::string>& into)
{
    for (std::size_t at = words.find('t'); at != std::string_view::npos; at = words.find('t', at + 1)) {
        std::size_t end = at + 1;
        while (end < words.size() && words[end] >= '0' && words[end] <= '9') ++end;
        if (end > at + 1 && end < words.size() && words[end] == ' ') into.insert(std::string(words.substr(at, end + 1 - at)));
    }
}

void WordLedger::taken_away(std::string_view before, std::string_view after)
{
    std::set<std::string> there;
    std::set<std::string> left;
    note(before, there);
    note(after, left);
    for (const auto& word : there)
        if (!left.contains(word)) kept_.insert(word);
}

std::vector<std::string> WordLedger::lost(const std::vector<store::StoredEvent>& log) const
{
    std::set<std::string> said = kept_;
    for (const auto& stored : log) {
        const auto event = decode_event(stored.payload);
        const auto* edited = event ? std::get_if<ContentEdited>(&*event) : nullptr;
        if (!edited) continue;
        for (const auto& edit : edited->edits)
            if (const auto* change = std::get_if<ChangeText>(&edit)) {
                text::ChangeReader reader(change->changes);
                for (text::Change part; reader.next(part);) note(part.content, said);
            }
    }
    std::vector<std::string> lost;
    for (const auto& word : typed_)
        if (!said.contains(word)) lost.push_back(word);
    return lost;
}

}  // namespace assent::simulation
