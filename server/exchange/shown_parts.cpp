#include "server/exchange/shown_parts.hpp"

#include <algorithm>
#include <set>

#include "server/exchange/provider_directory.hpp"

namespace assent::exchange {

static Content only(const Content& version, const std::vector<ElementId>& parts)
{
    const std::set<ElementId> wanted(parts.begin(), parts.end());
    Content shown;
    const auto pick = [&](const auto& from, auto& to) {
        for (const auto& each : from)
            if (wanted.contains(each.id)) to.push_back(each);
    };
    pick(version.sections, shown.sections);
    pick(version.intentions, shown.intentions);
    pick(version.tables, shown.tables);
    pick(version.milestones, shown.milestones);
    return shown;
}

static std::string folded(std::string_view name)
{
    std::string words;
    for (const char c : name) {
        const bool space = c == ' ' || c == '\t' || c == '\n';
        if (space && (words.empty() || words.back() == ' ')) continue;
        words += space ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    while (!words.empty() && words.back() == ' ') words.pop_back();
    return words;
}

static bool names(const Intention& intention, const std::string& provider)
{
    const auto& directory = ProviderDirectory::standard();
    const auto* known = directory.find(provider);
    for (const auto& cell : intention.providers) {
        if (folded(cell) == folded(provider)) return true;
        const auto reading = directory.read(cell);
        if (!known) {
            if (std::any_of(reading.unknown.begin(), reading.unknown.end(), [&](const auto& words) { return folded(words) == folded(provider); })) return true;
            continue;
        }
        for (const auto& mention : reading.mentions)
            if (mention.kind == ProviderKind::body && mention.name == known->name) return true;
    }
    return false;
}

Content shown_to(const Invitation& invitation, const Content& version)
{
    if (!invitation.provider.empty()) {
        Content shown;
        std::copy_if(version.intentions.begin(), version.intentions.end(), std::back_inserter(shown.intentions),
                     [&](const Intention& each) { return names(each, invitation.provider); });
        return shown;
    }
    return invitation.parts.empty() ? version : only(version, invitation.parts);
}

Content shown_in(const Consultation& consultation, const Content& version)
{
    return consultation.intentions.empty() ? version : only(version, consultation.intentions);
}

std::vector<ElementId> parts_shown(const Content& shown, const Content& version)
{
    std::vector<ElementId> parts;
    if (shown == version) return parts;
    const auto add = [&](const auto& of) {
        for (const auto& each : of) parts.push_back(each.id);
    };
    add(shown.sections);
    add(shown.intentions);
    add(shown.tables);
    add(shown.milestones);
    return parts;
}

}  // namespace assent::exchange
