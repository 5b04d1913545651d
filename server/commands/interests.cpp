// The registers of interests, gifts and hospitality, and breaches. Everybody enters their own; who keeps the register enters others'.
#include <algorithm>
#include <utility>

#include "server/commands/handle.hpp"
#include "server/exchange/provider_directory.hpp"

namespace assent::commands {

static Result<void> acts_for_person(const Situation& situation, PersonId person)
{
    if (!find_person(situation.tenant, person)) return refuse(Errc::not_found, "There is no such person here.", "person");
    if (person == situation.person.id || keeps_interests(situation.person)) return {};
    return refuse(Errc::forbidden,
                  "You can enter only what is your own. For another person ask somebody who is administrator or committee secretary.",
                  "person");
}

template<class T, class I>
static bool has_item(const std::vector<T>& items, I id)
{
    return std::any_of(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
}

/// Days that people mean. Others are slips, and the clocks need not reckon with them.
static const Date first_day = Date::of(1900, 1, 1);
static const Date last_day = Date::of(2199, 12, 31);

static Result<void> check_day(Date day, Date today, const char* field, const char* what)
{
    if (!day) return refuse(Errc::invalid, "Enter " + std::string(what) + ".", field);
    if (day < first_day) return refuse(Errc::invalid, "This day is before 1900. Check the year.", field);
    if (day > today) return refuse(Errc::invalid, "This day is still to come. Enter " + std::string(what) + " once it has passed.", field);
    return {};
}

/// Puts an organisation that the directory of providers knows under the name plans have, with its other names beside it.
static void complete_names(InterestEntry& entry)
{
    const auto* known = exchange::ProviderDirectory::standard().find(entry.organisation);
    if (!known) return;
    const auto add = [&](const std::string& name) {
        if (name.empty() || name == entry.organisation || entry.aliases.size() >= InterestRules::aliases_max) return;
        if (std::find(entry.aliases.begin(), entry.aliases.end(), name) == entry.aliases.end()) entry.aliases.push_back(name);
    };
    const std::string written = std::exchange(entry.organisation, known->name);
    add(written);
    add(known->full_name);
    for (const auto& alias : known->aliases) add(alias);
}

static Result<void> check_entry(const InterestEntry& entry, Date today)
{
    ASSENT_CHECK(check_words(entry.what, "what", "what the interest is"));
    ASSENT_CHECK(check_optional_words(entry.organisation, "organisation"));
    if (entry.aliases.size() > InterestRules::aliases_max) return refuse(Errc::too_large, "Enter 20 other names at most.", "aliases");
    for (const auto& alias : entry.aliases) ASSENT_CHECK(check_words(alias, "aliases", "each other name, or leave its line out"));
    if (!entry.aliases.empty() && entry.organisation.empty())
        return refuse(Errc::invalid, "Enter the organisation that the other names are of.", "organisation");
    ASSENT_CHECK(check_day(entry.from, today, "from", "the day on which the interest began"));
    if (entry.to && entry.to < entry.from) return refuse(Errc::invalid, "The interest cannot end before it began.", "to");
    if (entry.to > last_day) return refuse(Errc::invalid, "This day is after 2199. Check the year.", "to");
    if (entry.withheld) ASSENT_CHECK(check_words(entry.withheld_reason, "withheld_reason", "why it is withheld from the public register"));
    if (!entry.withheld && !entry.withheld_reason.empty())
        return refuse(Errc::invalid, "Only an entry that is withheld has a reason for it.", "withheld_reason");
    return {};
}

Result<Decided> handle_one(const Situation& situation, const EnterInterest& command)
{
    InterestEntry entry = command.entry;
    const Date today = local_date(situation.now);
    if (!entry.id) return refuse(Errc::malformed, "The entry has no identifier.", "entry");
    if (find_entry(situation.tenant.interests, entry.id)) return refuse(Errc::conflict, "This interest is entered already.", "entry");
    ASSENT_CHECK(acts_for_person(situation, entry.person));
    // What came in on paper was declared then; nobody gives their own declaration an earlier day.
    if (!entry.declared_on || !keeps_interests(situation.person)) entry.declared_on = today;
    ASSENT_CHECK(check_entry(entry, today));
    ASSENT_CHECK(check_day(entry.declared_on, today, "declared_on", "the day on which it was declared"));
    if (entry.declared_on < entry.from) return refuse(Errc::invalid, "It cannot be declared before it began.", "declared_on");
    complete_names(entry);
    return Decided{{InterestEntered{std::move(entry)}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const AmendInterest& command)
{
    const auto* known = find_entry(situation.tenant.interests, command.entry.id);
    if (!known) return refuse(Errc::not_found, "There is no such entry in the register.", "entry");
    ASSENT_CHECK(acts_for_person(situation, known->person));
    InterestEntry entry = command.entry;
    entry.person = known->person;
    entry.declared_on = known->declared_on;
    ASSENT_CHECK(check_entry(entry, local_date(situation.now)));
    complete_names(entry);
    if (entry == *known) return refuse(Errc::conflict, "The register says this already.", "entry");
    return Decided{{InterestAmended{std::move(entry)}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const EndInterest& command)
{
    const auto* known = find_entry(situation.tenant.interests, command.entry);
    if (!known) return refuse(Errc::not_found, "There is no such entry in the register.", "entry");
    ASSENT_CHECK(acts_for_person(situation, known->person));
    if (known->to) return refuse(Errc::conflict, "This interest ended on " + known->to.text() + ". Amend the entry if that is wrong.", "to");
    ASSENT_CHECK(check_day(command.to, local_date(situation.now), "to", "the day on which the interest ended"));
    if (command.to < known->from) return refuse(Errc::invalid, "The interest cannot end before it began.", "to");
    return Decided{{InterestEnded{command.entry, command.to}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const ConfirmInterests& command)
{
    ASSENT_CHECK(acts_for_person(situation, command.person));
    const Date today = local_date(situation.now);
    if (last_confirmed(situation.tenant.interests, command.person) == today)
        return refuse(Errc::conflict, "These interests were confirmed today already.", "person");
    return Decided{{InterestsConfirmed{command.person, today}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const SetDecisionMaker& command)
{
    ASSENT_CHECK(acts_for_person(situation, command.person));
    if (is_decision_maker(situation.tenant.interests, command.person) == command.decides)
        return refuse(Errc::conflict, "The register says this already.", "person");
    return Decided{{DecisionMakerSet{command.person, command.decides}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const RecordGift& command)
{
    const auto& gift = command.gift;
    if (!gift.id) return refuse(Errc::malformed, "The gift has no identifier.", "gift");
    if (has_item(situation.tenant.interests.gifts, gift.id)) return refuse(Errc::conflict, "This gift is recorded already.", "gift");
    ASSENT_CHECK(acts_for_person(situation, gift.person));
    ASSENT_CHECK(check_words(gift.from, "from", "whom it came from"));
    ASSENT_CHECK(check_words(gift.what, "what", "what it was"));
    if (gift.value_pence < 0 || gift.value_pence > InterestRules::value_pence_max)
        return refuse(Errc::invalid, "Enter the value in pounds, at most " + pounds(InterestRules::value_pence_max) + ".", "value");
    ASSENT_CHECK(check_day(gift.date, local_date(situation.now), "date", "the day on which it was offered"));
    return Decided{{GiftRecorded{gift}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const RecordBreach& command)
{
    const auto& breach = command.breach;
    if (!breach.id) return refuse(Errc::malformed, "The breach has no identifier.", "breach");
    if (has_item(situation.tenant.interests.breaches, breach.id))
        return refuse(Errc::conflict, "This breach is recorded already.", "breach");
    ASSENT_CHECK(acts_for_person(situation, breach.person));
    ASSENT_CHECK(check_words(breach.what, "what", "what happened"));
    ASSENT_CHECK(check_words(breach.action, "action", "what was done about it"));
    ASSENT_CHECK(check_day(breach.found, local_date(situation.now), "found", "the day on which it was found"));
    return Decided{{BreachRecorded{breach}}, {}};
}

}  // namespace assent::commands
