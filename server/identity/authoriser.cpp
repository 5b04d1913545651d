#include "server/identity/authoriser.hpp"

#include "server/identity/outside_authority.hpp"
#include "shared/base/overloaded.hpp"

namespace assent::identity {

Result<Grant> Authoriser::grant(const Tenant& tenant, PersonId person, Right right)
{
    const auto* who = find_person(tenant, person);
    if (!who || !who->active) return refuse(Errc::forbidden, "You do not belong to this organisation.");
    ASSENT_CHECK(may(*who, right));
    return Grant(tenant.id, person, name_of(right), tenant.sequence);
}

Grant Authoriser::operator_grant(TenantId tenant, std::uint64_t state_version)
{
    return Grant(tenant, PersonId{}, "operator", state_version);
}

Result<Grant> Authoriser::participant_grant(const Tenant& tenant, const Hash& token_hash, Timestamp now)
{
    ASSENT_TRY(const auto live, live_invitation(tenant, token_hash, now));
    return Grant(tenant.id, PersonId{}, "invitation:" + live.invitation->id.text(), tenant.sequence);
}

Result<Grant> Authoriser::public_grant(const Tenant& tenant, ConsultationId consultation, Timestamp now)
{
    ASSENT_TRY(const auto found, open_consultation(tenant, consultation, now));
    return Grant(tenant.id, PersonId{}, "consultation:" + found.consultation->id.text(), tenant.sequence);
}

Right right_for(const Command& command)
{
    return std::visit(
        Overloaded{
            [](const CreatePlan&) { return Right::create_plan; },
            [](const ImportPlan&) { return Right::create_plan; },
            [](const EditContent&) { return Right::edit_content; },
            [](const SettleDoubts&) { return Right::edit_content; },
            [](const CutVersion&) { return Right::cut_version; },
            [](const AddForum&) { return Right::record_socialisation; },
            [](const PlanForum&) { return Right::record_socialisation; },
            [](const RecordOccasion&) { return Right::record_socialisation; },
            [](const RecordOutcome&) { return Right::record_socialisation; },
            [](const LogFeedback&) { return Right::log_feedback; },
            [](const AssignFeedback&) { return Right::answer_feedback; },
            [](const AnswerFeedback&) { return Right::answer_feedback; },
            [](const CloseFeedback&) { return Right::answer_feedback; },
            [](const ReopenFeedback&) { return Right::answer_feedback; },
            [](const TakeTransition&) { return Right::move_plan; },
            [](const SetCommittee&) { return Right::administer; },
            [](const OpenDecision&) { return Right::run_sign_off; },
            [](const RecordAttendance&) { return Right::run_sign_off; },
            // Everybody declares for themselves; the handler asks for more where it is for another.
            [](const DeclareInterest&) { return Right::read; },
            [](const RuleOnInterest&) { return Right::run_sign_off; },
            [](const CastVote&) { return Right::vote; },
            [](const CloseDecision&) { return Right::run_sign_off; },
            [](const MeetCondition&) { return Right::run_sign_off; },
            [](const AddPerson&) { return Right::administer; },
            [](const SetRoles&) { return Right::administer; },
            [](const MakeSuggestions&) { return Right::log_feedback; },
            [](const SettleSuggestions&) { return Right::edit_content; },
            [](const WithdrawSuggestion&) { return Right::log_feedback; },
            [](const ReviewFeedback&) { return Right::answer_feedback; },
            [](const AssignItems&) { return Right::answer_feedback; },
            [](const AnswerItems&) { return Right::answer_feedback; },
            [](const CloseItems&) { return Right::answer_feedback; },
            [](const LinkChange&) { return Right::answer_feedback; },
            [](const UnlinkChange&) { return Right::answer_feedback; },
            [](const MergeFeedback&) { return Right::answer_feedback; },
            [](const SeparateFeedback&) { return Right::answer_feedback; },
            [](const RecordVerdict&) { return Right::answer_feedback; },
            [](const PlaceFeedback&) { return Right::answer_feedback; },
            [](const PublishFeedback&) { return Right::answer_feedback; },
            [](const SetFeedbackWindow&) { return Right::record_socialisation; },
            [](const ImportFeedback&) { return Right::log_feedback; },
            [](const AddRemark&) { return Right::read; },
            [](const SetWatch&) { return Right::read; },
            [](const MarkRead&) { return Right::read; },
            [](const SaveView&) { return Right::read; },
            [](const DropView&) { return Right::read; },
            [](const AmendForum&) { return Right::record_socialisation; },
            [](const UnplanForum&) { return Right::record_socialisation; },
            [](const PrepareBriefing&) { return Right::record_socialisation; },
            [](const AttachFile&) { return Right::record_socialisation; },
            [](const InviteParticipant&) { return Right::record_socialisation; },
            [](const RevokeInvitation&) { return Right::record_socialisation; },
            [](const AssessSignificance&) { return Right::edit_content; },
            [](const WaiveConsultation&) { return Right::record_socialisation; },
            [](const SetConsultation&) { return Right::record_socialisation; },
            [](const MoveConsultation&) { return Right::record_socialisation; },
            [](const RecordConsultee&) { return Right::record_socialisation; },
            [](const ReportConsultation&) { return Right::record_socialisation; },
            [](const ModerateSubmission&) { return Right::answer_feedback; },
            // Everybody enters what is their own; the handlers ask for more where it is another's.
            [](const EnterInterest&) { return Right::read; },
            [](const AmendInterest&) { return Right::read; },
            [](const EndInterest&) { return Right::read; },
            [](const ConfirmInterests&) { return Right::read; },
            [](const SetDecisionMaker&) { return Right::administer; },
            [](const RecordGift&) { return Right::read; },
            [](const RecordBreach&) { return Right::administer; },
        },
        command);
}

const char* name_of(Right right)
{
    switch (right) {
    case Right::read: return "read";
    case Right::edit_content: return "edit_content";
    case Right::cut_version: return "cut_version";
    case Right::record_socialisation: return "record_socialisation";
    case Right::log_feedback: return "log_feedback";
    case Right::answer_feedback: return "answer_feedback";
    case Right::run_sign_off: return "run_sign_off";
    case Right::vote: return "vote";
    case Right::move_plan: return "move_plan";
    case Right::create_plan: return "create_plan";
    case Right::administer: return "administer";
    }
    return "unknown";
}

}  // namespace assent::identity
