// Consultations as cases: set up, opened, closed, reported to the board and concluded; and public responses to them.
#include <algorithm>
#include <set>

#include "server/commands/handle.hpp"

namespace assent::commands {

static bool has_mandatory(const Consultation& consultation)
{
    return std::any_of(consultation.consultees.begin(), consultation.consultees.end(), [](const Consultee& each) { return each.mandatory; });
}

static Result<void> check_consultee(const Consultee& consultee)
{
    if (!consultee.id) return refuse(Errc::malformed, "The consultee has no identifier.", "consultees");
    ASSENT_CHECK(check_words(consultee.name, "consultees", "the consultee's name"));
    ASSENT_CHECK(check_optional_words(consultee.kind, "consultees"));
    ASSENT_CHECK(check_optional_words(consultee.response, "response"));
    if (consultee.notified && consultee.responded && consultee.responded < consultee.notified)
        return refuse(Errc::invalid, "The response is older than the notice. Check the days.", "responded");
    return {};
}

static Result<void> check_consultation(const Plan& plan, const Consultation& consultation)
{
    if (!consultation.id) return refuse(Errc::malformed, "The consultation has no identifier.", "consultation");
    if (consultation.kind == Involvement::none) return refuse(Errc::invalid, "Choose engagement of users or formal consultation.", "kind");
    ASSENT_CHECK(check_words(consultation.title, "title", "what the consultation is called"));
    ASSENT_CHECK(check_words(consultation.proposal, "proposal", "what is proposed"));
    if (!find_version(plan, consultation.version))
        return refuse(Errc::not_found, "Choose the version that is consulted on. If there is none yet, cut one first.", "version");
    if (!consultation.opens || !consultation.closes || consultation.closes <= consultation.opens)
        return refuse(Errc::invalid, "Enter the first day and a later last day.", "closes");
    if (consultation.intentions.size() > SocialisationLimits::parts_max)
        return refuse(Errc::too_large, "Name 500 intentions at most, or choose the whole version.", "intentions");
    if (consultation.consultees.size() > ConsultationLimits::consultees_max)
        return refuse(Errc::too_large, "A consultation has 200 consultees at most.", "consultees");
    std::set<ConsulteeId> named;
    for (const auto& consultee : consultation.consultees) {
        ASSENT_CHECK(check_consultee(consultee));
        if (!named.insert(consultee.id).second) return refuse(Errc::invalid, "A consultee is named twice.", "consultees");
    }
    return {};
}

/// What may no longer change once people have been asked.
static Result<void> check_kept(const Consultation& known, const Consultation& anew)
{
    if (known.state == ConsultationState::planned) return {};
    if (known.state != ConsultationState::open)
        return refuse(Errc::not_allowed, "The consultation is closed. It can no longer be changed.", "consultation");
    if (anew.version != known.version || anew.opens != known.opens || anew.kind != known.kind || anew.proposal != known.proposal)
        return refuse(Errc::not_allowed, "People have been asked about this proposal already. Its version, first day and words stay.", "version");
    for (const auto& consultee : known.consultees) {
        const bool kept = std::any_of(anew.consultees.begin(), anew.consultees.end(),
                                      [&](const Consultee& each) { return each.id == consultee.id && each.mandatory >= consultee.mandatory; });
        if (consultee.mandatory && !kept) return refuse(Errc::not_allowed, consultee.name + " must be consulted and stays.", "consultees");
    }
    return {};
}

Result<Decided> handle_one(const Situation& situation, const SetConsultation& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(check_under_way(situation, *plan));
    Consultation consultation = command.consultation;
    ASSENT_CHECK(check_consultation(*plan, consultation));
    const auto* known = find_consultation(*plan, consultation.id);
    if (!known && plan->consultations.size() >= ConsultationLimits::consultations_max)
        return refuse(Errc::too_large, "A plan has 50 consultations at most.", "consultation");
    if (known) ASSENT_CHECK(check_kept(*known, consultation));
    // The rest has commands of its own.
    const Consultation untouched = known ? *known : Consultation{};
    consultation.state = untouched.state;
    consultation.materials = untouched.materials;
    consultation.analysis = untouched.analysis;
    consultation.report = untouched.report;
    consultation.reported = untouched.reported;
    consultation.board_outcome = untouched.board_outcome;
    consultation.set_up_by = known ? known->set_up_by : situation.person.id;
    consultation.set_up_at = known ? known->set_up_at : situation.now;
    if (known && consultation == *known) return refuse(Errc::conflict, "Nothing about the consultation has changed.", "consultation");
    return Decided{{ConsultationSet{command.plan, std::move(consultation)}}, {}};
}

static Result<const Consultation*> consultation_in(const Situation& situation, PlanId plan_id, ConsultationId id)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, plan_id));
    if (const auto* found = find_consultation(*plan, id)) return found;
    return refuse(Errc::not_found, "There is no such consultation here.", "consultation");
}

static Result<void> check_opens(const Consultation& consultation, Date today)
{
    if (consultation.kind == Involvement::formal_consultation && !has_mandatory(consultation))
        return refuse(Errc::not_allowed, "A formal consultation must ask the overview and scrutiny committee. Add it as a mandatory consultee.", "consultees");
    if (consultation.consultees.empty() && !consultation.public_page)
        return refuse(Errc::not_allowed, "Nobody is asked yet. Add consultees, or publish the consultation page.", "consultees");
    if (consultation.closes < today) return refuse(Errc::not_allowed, "The last day has passed. Enter a later one.", "closes");
    return {};
}

static Result<void> check_concludes(const Plan& plan, const Consultation& consultation)
{
    if (!consultation.reported)
        return refuse(Errc::not_allowed, "The board has to receive the report first: the outcome, what was said and how it was considered.", "reported");
    const auto waiting = std::count_if(plan.submissions.begin(), plan.submissions.end(), [&](const Submission& each) {
        return each.consultation == consultation.id && each.state == SubmissionState::waiting;
    });
    if (waiting > 0)
        return refuse(Errc::not_allowed, std::to_string(waiting) + (waiting == 1 ? " response waits" : " responses wait") + " in the tray. Take in or set aside each first.",
                      "submissions");
    return {};
}

Result<Decided> handle_one(const Situation& situation, const MoveConsultation& command)
{
    ASSENT_TRY(const auto* consultation, consultation_in(situation, command.plan, command.consultation));
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(check_under_way(situation, *plan));
    using enum ConsultationState;
    const auto from = consultation->state;
    const bool in_order = (from == planned && command.to == open) || (from == open && command.to == closed) ||
                          (from == closed && command.to == concluded) || (from == closed && command.to == open);
    if (!in_order)
        return refuse(Errc::conflict, "The consultation is " + words_of(from) + " and cannot become " + words_of(command.to) + ".", "to");
    const Date today = local_date(situation.now);
    if (command.to == open) ASSENT_CHECK(check_opens(*consultation, today));
    const bool early = command.to == closed && today <= consultation->closes;
    if (early || (from == closed && command.to == open))
        ASSENT_CHECK(check_words(command.note, "note", early ? "why it closes before its last day" : "why it is opened again"));
    if (command.to == concluded) ASSENT_CHECK(check_concludes(*plan, *consultation));
    ASSENT_CHECK(check_optional_words(command.note, "note"));
    return Decided{{ConsultationMoved{command.plan, command.consultation, command.to, command.note}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const RecordConsultee& command)
{
    ASSENT_TRY(const auto* consultation, consultation_in(situation, command.plan, command.consultation));
    if (consultation->state == ConsultationState::concluded)
        return refuse(Errc::not_allowed, "The consultation is concluded. Nothing is added to it any more.", "consultation");
    ASSENT_CHECK(check_consultee(command.consultee));
    const auto& all = consultation->consultees;
    const auto known = std::find_if(all.begin(), all.end(), [&](const Consultee& each) { return each.id == command.consultee.id; });
    if (known == all.end() && all.size() >= ConsultationLimits::consultees_max)
        return refuse(Errc::too_large, "A consultation has 200 consultees at most.", "consultees");
    if (known != all.end() && known->mandatory && !command.consultee.mandatory && consultation->state != ConsultationState::planned)
        return refuse(Errc::not_allowed, known->name + " must be consulted.", "mandatory");
    return Decided{{ConsulteeRecorded{command.plan, command.consultation, command.consultee}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const ReportConsultation& command)
{
    ASSENT_TRY(const auto* consultation, consultation_in(situation, command.plan, command.consultation));
    if (consultation->state != ConsultationState::closed)
        return refuse(Errc::not_allowed, "Close the consultation before it is reported on.", "consultation");
    ASSENT_CHECK(check_words(command.analysis, "analysis", "what was said and how it was considered"));
    ASSENT_CHECK(check_words(command.report, "report", "what is put to the board"));
    if (command.reported) {
        ASSENT_CHECK(check_words(command.board_outcome, "board_outcome", "what the board decided, as minuted"));
    } else {
        ASSENT_CHECK(check_optional_words(command.board_outcome, "board_outcome"));
    }
    return Decided{{ConsultationReported{command.plan, command.consultation, command.analysis, command.report, command.reported, command.board_outcome}}, {}};
}

/// A response as an item of the feedback log: the words as they were sent, under the name that was given.
static FeedbackItem item_of(const Situation& situation, const Plan& plan, const Submission& submission, const ModerateSubmission& command)
{
    FeedbackItem item;
    item.id = command.item;
    item.number = static_cast<std::uint32_t>(plan.feedback.size()) + 1;
    item.received = local_date(submission.at);
    item.channel = "Consultation page";
    item.name = submission.name.empty() ? "A member of the public" : submission.name;
    item.organisation = submission.organisation;
    item.stakeholder_type = submission.stakeholder_type.empty() ? "Public" : submission.stakeholder_type;
    if (const auto* consultation = find_consultation(plan, submission.consultation)) item.version = consultation->version;
    item.about = {submission.part, submission.part ? submission.title : "The whole plan", ""};
    item.verbatim = submission.text;
    item.theme = command.theme;
    item.public_text = command.public_text;
    item.submission = submission.id;
    item.late = is_late(plan.feedback_window, item.received);
    item.logged_by = situation.person.id;
    item.logged_at = situation.now;
    return item;
}

Result<Decided> handle_one(const Situation& situation, const ModerateSubmission& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    const auto* submission = find_submission(*plan, command.submission);
    if (!submission) return refuse(Errc::not_found, "There is no such response.", "submission");
    if (submission->state != SubmissionState::waiting)
        return refuse(Errc::conflict, "This response has been dealt with already.", "submission");
    SubmissionModerated moderated{command.plan, command.submission, command.taken_in, command.why, {}};
    if (!command.taken_in) {
        ASSENT_CHECK(check_words(command.why, "why", "why it is set aside"));
        return Decided{{std::move(moderated)}, {}};
    }
    if (!command.item) return refuse(Errc::malformed, "The new item has no identifier.", "item");
    if (find_feedback(*plan, command.item)) return refuse(Errc::conflict, "This item is in the log already.", "item");
    for (const auto* text : {&command.why, &command.public_text, &command.theme}) ASSENT_CHECK(check_optional_words(*text, "public_text"));
    moderated.item = command.item;
    return Decided{{FeedbackLogged{command.plan, item_of(situation, *plan, *submission, command)}, std::move(moderated)}, {}};
}

}  // namespace assent::commands
