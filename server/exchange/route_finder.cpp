#include "server/exchange/route_finder.hpp"

#include <algorithm>
#include <array>

#include "server/exchange/text_tools.hpp"

namespace assent::exchange {
namespace {

using enum ContractingRoute;

/// What may stand around a phrase for it to name a route.
enum class Unless : std::uint8_t {
    nothing,
    national_before,  ///< "the National service Specification"
    as_before,        ///< "BHT as lead provider": a fact, not a route
    following_before, ///< "following the 2017/18 pilot": over
};

struct Phrase
{
    std::string_view words;  ///< lower case; matches at the beginning of a word, and in the middle of one at its end
    ContractingRoute route;
    Unless unless{};
};

constexpr std::array<Phrase, 64> phrases{{
    {"contract variation", contract_variation},
    {"contractual variation", contract_variation},
    {"by variation", contract_variation},
    {"via variation", contract_variation},
    {"through variation", contract_variation},
    {"variation to the contract", contract_variation},
    {"variation to existing", contract_variation},
    {"variation to provider", contract_variation},
    {"national variation process", contract_variation},
    {"variation of the contract", contract_variation},
    {"vary the contract", contract_variation},
    {"negotiat", contract_negotiation},
    {"contractually negotiat", contract_negotiation},
    {"renegotiat", contract_negotiation},
    {"re-negotiat", contract_negotiation},
    {"procur", procurement},
    {"re-procur", procurement},
    {"reprocur", procurement},
    {"tendering", procurement},
    {"competitive tender", procurement},
    {"new contract", new_contract},
    {"contract award", contract_award},
    {"award of contract", contract_award},
    {"award of the contract", contract_award},
    {"award the contract", contract_award},
    {"contract extension", contract_extension},
    {"extension of the contract", contract_extension},
    {"extend the contract", contract_extension},
    {"extending the contract", contract_extension},
    {"decommission", decommissioning},
    {"de-commission", decommissioning},
    {"recommission", recommissioning},
    {"re-commission", recommissioning},
    {"sdip", sdip},
    {"service development improvement plan", sdip},
    {"service development and improvement plan", sdip},
    {"cquin", cquin},
    {"gain share", gain_share},
    {"gain-share", gain_share},
    {"gainshare", gain_share},
    {"risk share", risk_share},
    {"risk-share", risk_share},
    {"risk/gain share", risk_share},
    {"local tariff", local_tariff},
    {"single tariff", local_tariff},
    {"tariff arrangement", local_tariff},
    {"any qualified provider", aqp},
    {"aqp", aqp},
    {"lead provider", lead_provider, Unless::as_before},
    {"prime provider", lead_provider, Unless::as_before},
    {"heads of terms", heads_of_terms},
    {"quality schedule", quality_schedule},
    {"prior approval", prior_approval},
    {"contractually challenge", contract_challenge},
    {"contract challenge", contract_challenge},
    {"contractual challenge", contract_challenge},
    {"specification", service_specification, Unless::national_before},
    {"business case", business_case},
    {"will pilot", pilot, Unless::following_before},
    {"to pilot", pilot, Unless::following_before},
    {"piloting", pilot, Unless::following_before},
    {"joint commissioning", joint_commissioning},
    {"jointly commission", joint_commissioning},
    {"collaborative commissioning", joint_commissioning},
}};

constexpr std::array<std::string_view, 3> preferred{"preferred provider", "enhanced services will be review", "enhanced service review"};

bool at_word(std::string_view text, std::size_t i)
{
    return i == 0 || (!is_letter(text[i - 1]) && !is_digit(text[i - 1]) && text[i - 1] != '-');
}

/// The sentence's words around a match, for people to see what a route rests on.
std::string quote(std::string_view text, std::size_t begin, std::size_t end)
{
    std::size_t from = begin;
    for (int words = 0; from > 0 && words < 4;) {
        const char c = text[from - 1];
        if (c == '\n' || (c == ' ' && from >= 2 && (text[from - 2] == '.' || text[from - 2] == ';'))) break;
        if (c == ' ' && ++words == 4) break;
        --from;
    }
    std::size_t to = end;
    while (to < text.size() && (is_letter(text[to]) || text[to] == '-')) ++to;
    for (int words = 0; to < text.size() && words < 4;) {
        const char c = text[to];
        if (c == '\n' || c == '.' || c == ';') break;
        if (c == ' ' && ++words == 4) break;
        ++to;
    }
    return collapse(text.substr(from, to - from));
}

bool excluded(std::string_view lowered, std::size_t at, Unless unless)
{
    const std::string_view before = lowered.substr(at > 40 ? at - 40 : 0, std::min<std::size_t>(at, 40));
    switch (unless) {
    case Unless::nothing: return false;
    case Unless::national_before: return before.ends_with("national ") || before.ends_with("national service ");
    case Unless::as_before: return before.ends_with(" as ") || before.ends_with(" as the ") || before.ends_with(" as a ");
    case Unless::following_before: return before.find("following") != std::string_view::npos;
    }
    return false;
}

/// "new Community Services contract": "new", at most four words that name the service, "contract".
bool names_new_contract(std::string_view lowered, std::size_t at, std::size_t& end)
{
    std::size_t i = at + 4;
    for (int words = 0; words < 5 && i < lowered.size(); ++words) {
        if (lowered.substr(i).starts_with("contract")) {
            end = i + 8;
            return words > 0 && !(end < lowered.size() && lowered.substr(end).starts_with("ual"));
        }
        const std::size_t next = lowered.find_first_of(" .,;:\n", i);
        if (next == std::string_view::npos || lowered[next] != ' ' || next - i > 24) return false;
        // "new model … through contract award" is not a new contract.
        static constexpr std::array<std::string_view, 11> prepositions{"through", "via", "by",   "to", "for", "with",
                                                                       "under",   "in",  "from", "of", "as"};
        if (std::find(prepositions.begin(), prepositions.end(), lowered.substr(i, next - i)) != prepositions.end()) return false;
        i = next + 1;
    }
    return false;
}

/// "included in the Acute and Community services contracts", "as specified in the contract".
bool names_requirement(std::string_view lowered, std::size_t verb_end, std::size_t& end)
{
    const std::string_view window = lowered.substr(verb_end, 90);
    std::string_view rest = window;
    if (rest.starts_with(" within ")) rest.remove_prefix(8);
    else if (rest.starts_with(" into ")) rest.remove_prefix(6);
    else if (rest.starts_with(" in ")) rest.remove_prefix(4);
    else return false;
    const std::size_t contract = rest.find("contract");
    const std::size_t stop = rest.find_first_of(".;:\n");
    if (contract == std::string_view::npos || stop < contract) return false;
    if (word_count(rest.substr(0, contract)) > 8) return false;
    end = verb_end + static_cast<std::size_t>(rest.data() - window.data()) + contract + 8;
    return true;
}

}  // namespace

std::vector<RouteFound> find_routes(std::string_view text)
{
    const std::string lowered = lower_copy(text);
    const std::string_view view = lowered;
    struct Hit
    {
        std::size_t at;
        std::size_t end;
        ContractingRoute route;
    };
    std::vector<Hit> hits;
    const auto first_of = [&](ContractingRoute route, auto&& matches) {
        if (std::any_of(hits.begin(), hits.end(), [&](const Hit& h) { return h.route == route; })) return;
        matches(route);
    };
    for (const Phrase& phrase : phrases) {
        first_of(phrase.route, [&](ContractingRoute route) {
            for (std::size_t i = view.find(phrase.words); i != std::string_view::npos; i = view.find(phrase.words, i + 1)) {
                if (!at_word(view, i) || excluded(view, i, phrase.unless)) continue;
                hits.push_back({i, i + phrase.words.size(), route});
                return;
            }
        });
    }
    first_of(new_contract, [&](ContractingRoute route) {
        for (std::size_t i = view.find("new "); i != std::string_view::npos; i = view.find("new ", i + 1)) {
            std::size_t end = 0;
            if (!at_word(view, i) || !names_new_contract(view, i, end)) continue;
            hits.push_back({i, end, route});
            return;
        }
    });
    first_of(contract_requirement, [&](ContractingRoute route) {
        for (const std::string_view verb : {"included", "specified", "written", "set out", "incorporated", "required"}) {
            for (std::size_t i = view.find(verb); i != std::string_view::npos; i = view.find(verb, i + 1)) {
                std::size_t end = 0;
                if (!at_word(view, i) || !names_requirement(view, i + verb.size(), end)) continue;
                hits.push_back({i, end, route});
                return;
            }
        }
    });
    for (std::size_t k = 0; k < preferred.size(); ++k)
        if (const std::size_t i = view.find(preferred[k]); i != std::string_view::npos)
            first_of(k == 0 ? preferred_provider : enhanced_service_review,
                     [&](ContractingRoute route) { hits.push_back({i, i + preferred[k].size(), route}); });
    std::sort(hits.begin(), hits.end(),
              [](const Hit& a, const Hit& b) { return a.at != b.at ? a.at < b.at : a.route < b.route; });
    std::vector<RouteFound> found;
    found.reserve(hits.size());
    for (const Hit& hit : hits) found.push_back({hit.route, quote(text, hit.at, hit.end)});
    return found;
}

}  // namespace assent::exchange
