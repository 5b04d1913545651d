#include "server/commands/outside.hpp"

#include <algorithm>

#include "server/identity/authoriser.hpp"
#include "server/identity/outside_authority.hpp"
#include "shared/base/assertion.hpp"
#include "shared/base/overloaded.hpp"

namespace assent::commands {

using identity::live_invitation;
using identity::open_consultation;

Result<identity::Grant> grant_for(const Tenant& tenant, const OutsideAct& act, Timestamp now)
{
    using identity::Authoriser;
    return std::visit(
        Overloaded{
            [&](const ParticipantViews& each) { return Authoriser::participant_grant(tenant, each.token_hash, now); },
            [&](const ParticipantSays& each) { return Authoriser::participant_grant(tenant, each.token_hash, now); },
            [&](const PublicResponds& each) { return Authoriser::public_grant(tenant, each.submission.consultation, now); },
        },
        act);
}

Hash said_hash(std::string_view nonce, ElementId part, const std::vector<std::string_view>& words)
{
    Sha256 hash;
    const auto add = [&](std::string_view text) {
        // With its size in front, so that words cannot move from one field to the next unseen.
        const std::string size = std::to_string(text.size()) + ':';
        hash.update(as_bytes(size)).update(as_bytes(text));
    };
    add(nonce);
    hash.update(part.bytes);
    for (const auto text : words) add(text);
    return hash.finish();
}

static bool is_blank(const std::string& text)
{
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

static Result<void> check_long(const std::string& text, const char* field)
{
    if (text.size() > OutsideLimits::words_bytes_max)
        return refuse(Errc::too_large, "This is longer than 8,000 characters. Shorten it, or send it in two parts.", field);
    return check_optional_words(text, field);
}

static Result<void> check_line(const std::string& text, const char* field)
{
    if (text.size() > OutsideLimits::line_bytes_max) return refuse(Errc::too_large, "Enter 200 characters at most.", field);
    return check_optional_words(text, field);
}

/// What the part is called; of the whole an empty text.
static Result<std::string> title_within(const Content* shown, ElementId part)
{
    if (!part) return std::string();
    if (!shown || part_of(*shown, part) == Content{})
        return refuse(Errc::not_found, "This part is not among those you were shown. Load the page again.", "part");
    auto title = title_of(*shown, part);
    return title.empty() ? "A part without a heading" : title;
}

static Result<std::vector<Event>> decide_one(const Tenant& tenant, const ParticipantViews& act, Timestamp now)
{
    ASSENT_TRY(const auto live, live_invitation(tenant, act.token_hash, now));
    const auto& [plan, invitation] = live;
    const auto& viewings = invitation->viewings;
    // Once the first hundred are kept the last of them is old, and each page would be an event: what counts is kept already.
    if (viewings.size() >= SocialisationLimits::viewings_max) return std::vector<Event>{};
    const bool lately = !viewings.empty() && now.micros - viewings.back().at.micros < OutsideLimits::view_again_seconds * 1'000'000;
    if (lately && viewings.back().parts == act.parts) return std::vector<Event>{};
    return std::vector<Event>{ParticipantViewed{plan->id, invitation->id, invitation->version, act.parts}};
}

static Result<void> check_may_say(const Invitation& invitation, const ParticipantSays& act)
{
    if (!is_blank(act.words) && !invitation.may_comment)
        return refuse(Errc::forbidden, "This link is for reading. Ask whoever sent it to you for one to comment with.", "words");
    if (!is_blank(act.proposed_wording) && !invitation.may_propose)
        return refuse(Errc::forbidden, "This link is not for proposing words. Send your proposal as a comment.", "proposed");
    if (is_blank(act.words) && is_blank(act.proposed_wording))
        return refuse(Errc::invalid, invitation.may_comment ? "Enter what you want to say." : "Enter the words you propose.",
                      invitation.may_comment ? "words" : "proposed");
    ASSENT_CHECK(check_long(act.words, "words"));
    return check_long(act.proposed_wording, "proposed");
}

static Result<std::vector<Event>> decide_one(const Tenant& tenant, const ParticipantSays& act, Timestamp now)
{
    ASSENT_TRY(const auto live, live_invitation(tenant, act.token_hash, now));
    const auto& [plan, invitation] = live;
    if (!act.item) return refuse(Errc::malformed, "The form could not be read. Load the page again.");
    if (find_feedback(*plan, act.item)) return std::vector<Event>{};
    ASSENT_CHECK(check_may_say(*invitation, act));
    const auto said = std::count_if(plan->feedback.begin(), plan->feedback.end(), [&](const FeedbackItem& each) { return each.invitation == invitation->id; });
    if (static_cast<std::size_t>(said) >= OutsideLimits::items_max)
        return refuse(Errc::too_large, "As much has been said through this link as it takes. Ask whoever sent it to you for another.");
    ASSENT_TRY(const auto title, title_within(act.shown.get(), act.part));
    FeedbackItem item;
    item.id = act.item;
    item.number = static_cast<std::uint32_t>(plan->feedback.size()) + 1;
    item.received = local_date(now);
    item.channel = "Invitation";
    item.name = invitation->name;
    item.organisation = invitation->organisation;
    item.stakeholder_type = invitation->stakeholder_type;
    item.version = invitation->version;
    item.about.element = act.part;
    item.about.title = act.part ? title : "The whole plan";
    // Nobody looks at an item without words; a proposal alone says itself.
    item.verbatim = is_blank(act.words) ? "Proposes these words: " + act.proposed_wording : act.words;
    item.proposed_wording = act.proposed_wording;
    item.invitation = invitation->id;
    item.logged_at = now;
    item.late = is_late(plan->feedback_window, item.received);
    if (item.late && plan->feedback_window.late == LateRule::refused)
        return refuse(Errc::not_allowed, "The last day for feedback on this plan was " + plan->feedback_window.closes.text() + ".");
    return std::vector<Event>{FeedbackLogged{plan->id, std::move(item)}};
}

static Result<std::vector<Event>> decide_one(const Tenant& tenant, const PublicResponds& act, Timestamp now)
{
    Submission submission = act.submission;
    ASSENT_TRY(const auto found, open_consultation(tenant, submission.consultation, now));
    const auto& [plan, consultation] = found;
    if (!submission.id) return refuse(Errc::malformed, "The form could not be read. Load the page again.");
    if (find_submission(*plan, submission.id)) return std::vector<Event>{};
    if (is_blank(submission.text)) return refuse(Errc::invalid, "Enter what you want to say.", "words");
    ASSENT_CHECK(check_long(submission.text, "words"));
    ASSENT_CHECK(check_line(submission.name, "name"));
    ASSENT_CHECK(check_line(submission.organisation, "organisation"));
    ASSENT_CHECK(check_line(submission.contact, "contact"));
    ASSENT_CHECK(check_line(submission.stakeholder_type, "who"));
    ASSENT_TRY(submission.title, title_within(act.shown.get(), submission.part));
    const auto waiting = std::count_if(plan->submissions.begin(), plan->submissions.end(), [](const Submission& each) { return each.state == SubmissionState::waiting; });
    if (static_cast<std::size_t>(waiting) >= ConsultationLimits::waiting_max)
        return refuse(Errc::unavailable, "More responses are waiting to be read than can be kept. Your words are below: try again in a few days, or write to " +
                                             tenant.name + " before " + consultation->closes.text() + ".");
    submission.at = now;
    submission.state = SubmissionState::waiting;
    submission.why.clear();
    submission.item = {};
    submission.moderated_by = {};
    submission.moderated_at = {};
    return std::vector<Event>{SubmissionReceived{plan->id, std::move(submission)}};
}

Result<std::vector<Event>> decide(const identity::Grant& grant, const Tenant& tenant, const OutsideAct& act, Timestamp now)
{
    ASSENT_ASSERT(grant.tenant() == tenant.id && !grant.principal());
    return std::visit([&](const auto& one) { return decide_one(tenant, one, now); }, act);
}

}  // namespace assent::commands
