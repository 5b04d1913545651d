// What people of the organisation say to one another, watch, and have read; and the views they keep.
#include <algorithm>

#include "server/commands/handle.hpp"

namespace assent::commands {

static Result<void> check_subject(const Plan& plan, const Subject& about)
{
    if (about.item && about.element) return refuse(Errc::malformed, "This is about an item or about a part, not both.", "about");
    if (about.item && !find_feedback(plan, about.item)) return refuse(Errc::not_found, "There is no such item in the log.", "about");
    if (about.element && title_of(plan.content, about.element).empty())
        return refuse(Errc::not_found, "This part is no longer in the plan.", "about");
    return {};
}

Result<Decided> handle_one(const Situation& situation, const AddRemark& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    Remark remark = command.remark;
    if (!remark.id) return refuse(Errc::malformed, "The remark has no identifier.", "remark");
    for (const auto& known : plan->remarks)
        if (known.id == remark.id) return refuse(Errc::conflict, "This has been said already.", "remark");
    if (plan->remarks.size() >= DiscussionLimits::remarks_max)
        return refuse(Errc::too_large, "This plan's discussions are full. Go on elsewhere.", "remark");
    ASSENT_CHECK(check_subject(*plan, remark.about));
    ASSENT_CHECK(check_words(remark.text, "text", "what you want to say"));
    if (remark.mentions.size() > DiscussionLimits::mentions_max)
        return refuse(Errc::too_large, "Mention 20 people at most.", "mentions");
    for (const auto person : remark.mentions)
        if (!find_person(situation.tenant, person)) return refuse(Errc::not_found, "Somebody you mention is not here.", "mentions");
    remark.author = situation.person.id;
    remark.at = situation.now;
    remark.sequence = 0;
    return Decided{{RemarkAdded{command.plan, std::move(remark)}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const SetWatch& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    if (command.watching) ASSENT_CHECK(check_subject(*plan, command.about));
    if (is_watching(*plan, situation.person.id, command.about) == command.watching)
        return refuse(Errc::conflict, command.watching ? "You watch this already." : "You do not watch this.", "about");
    const auto own = std::count_if(plan->watches.begin(), plan->watches.end(),
                                   [&](const Watch& watch) { return watch.person == situation.person.id; });
    if (command.watching && static_cast<std::size_t>(own) >= DiscussionLimits::watches_max)
        return refuse(Errc::too_large, "You watch 500 things in this plan. Stop watching some first.", "about");
    return Decided{{WatchSet{command.plan, command.about, command.watching}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const MarkRead& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    if (command.version && !find_version(*plan, command.version)) return refuse(Errc::not_found, "There is no such version.", "version");
    if (command.sequence == 0 || command.sequence > situation.tenant.sequence)
        return refuse(Errc::invalid, "Nobody can have read what has not been written.", "sequence");
    if (const auto* mark = find_read_mark(*plan, situation.person.id, command.matter); mark && mark->sequence >= command.sequence)
        return refuse(Errc::conflict, "You have read further than this.", "sequence");
    return Decided{{ReadMarked{command.plan, command.matter, command.sequence, command.version}}, {}};
}

static Result<const SavedView*> own_view(const Situation& situation, SavedViewId id)
{
    const auto& views = situation.tenant.saved_views;
    const auto found = std::find_if(views.begin(), views.end(), [&](const SavedView& view) { return view.id == id; });
    if (found == views.end()) return static_cast<const SavedView*>(nullptr);
    if (found->owner != situation.person.id && !may(situation.person, Right::administer))
        return refuse(Errc::forbidden, "Only who saved a view changes it. Save your own under another name.", "view");
    return &*found;
}

Result<Decided> handle_one(const Situation& situation, const SaveView& command)
{
    SavedView view = command.view;
    if (!view.id) return refuse(Errc::malformed, "The view has no identifier.", "view");
    ASSENT_TRY(const auto* known, own_view(situation, view.id));
    if (!known && situation.tenant.saved_views.size() >= DiscussionLimits::saved_views_max)
        return refuse(Errc::too_large, "The organisation has 200 saved views. Drop some first.", "view");
    ASSENT_CHECK(check_words(view.name, "name", "a name for the view"));
    ASSENT_CHECK(check_words(view.screen, "screen", "the screen it is of"));
    ASSENT_CHECK(check_optional_words(view.query, "query"));
    if (view.name.size() > 100 || view.screen.size() > 40 || view.query.size() > 2000)
        return refuse(Errc::too_large, "The view's name or filters are too long. Shorten them.", "name");
    view.owner = known ? known->owner : situation.person.id;
    return Decided{{ViewSaved{std::move(view)}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const DropView& command)
{
    ASSENT_TRY(const auto* known, own_view(situation, command.view));
    if (!known) return refuse(Errc::not_found, "There is no such view.", "view");
    return Decided{{ViewDropped{command.view}}, {}};
}

}  // namespace assent::commands
