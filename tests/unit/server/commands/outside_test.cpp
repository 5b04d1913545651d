#include "server/commands/outside.hpp"

#include <gtest/gtest.h>

#include "tests/support/test_organisation.hpp"

namespace assent {
namespace {

using namespace support;
using commands::ParticipantSays;
using commands::ParticipantViews;
using commands::PublicResponds;

const Hash link_hash = sha256(as_bytes("a secret"));
const InvitationId invitation_id = InvitationId::derived("invitation");
const ConsultationId consultation_id = ConsultationId::derived("consultation");

/// The organisation with feedback under way, somebody invited, and a consultation open to everybody.
class OutsideTest : public testing::Test
{
protected:
    OutsideTest() { organisation.reach_feedback(); }

    void invite(bool may_comment = true, bool may_propose = true)
    {
        Invitation invitation;
        invitation.id = invitation_id;
        invitation.name = "A trust's contract lead";
        invitation.organisation = "Some Hospital";
        invitation.stakeholder_type = "Provider";
        invitation.version = first_version;
        invitation.may_comment = may_comment;
        invitation.may_propose = may_propose;
        invitation.until = Date{local_date(organisation.clock.now()).days + 7};
        invitation.token_hash = link_hash;
        organisation.must(engagement, InviteParticipant{plan_id, invitation});
    }

    void consult(bool public_page = true)
    {
        const Date today = local_date(organisation.clock.now());
        Consultation consultation;
        consultation.id = consultation_id;
        consultation.kind = Involvement::user_engagement;
        consultation.title = "Evening clinics";
        consultation.proposal = "To close them.";
        consultation.version = first_version;
        consultation.opens = today;
        consultation.closes = Date{today.days + 14};
        consultation.public_page = public_page;
        consultation.consultees = {{ConsulteeId::derived("lsc"), "A local committee", "", false, {}, {}, ""}};
        organisation.must(engagement, SetConsultation{plan_id, consultation});
    }
    void open() { organisation.must(engagement, MoveConsultation{plan_id, consultation_id, ConsultationState::open, ""}); }

    static std::shared_ptr<const Content> shown()
    {
        Content content;
        content.sections = {{intro, "1", 1, "Introduction", "First words.", PartStatus::agreed, 0}};
        return std::make_shared<const Content>(std::move(content));
    }
    static ParticipantSays saying(const std::string& words, const std::string& proposed = {})
    {
        return {link_hash, FeedbackId::derived(words + proposed), intro, words, proposed, shown()};
    }
    static PublicResponds responding(const std::string& words)
    {
        PublicResponds act;
        act.submission.id = SubmissionId::derived(words);
        act.submission.consultation = consultation_id;
        act.submission.text = words;
        act.shown = shown();
        return act;
    }
    Errc code(commands::OutsideAct act)
    {
        const auto answer = organisation.act(std::move(act));
        return !answer ? Errc::unavailable : *answer ? Errc::none : answer->error().code;
    }
    void days_pass(std::int64_t days) { organisation.clock.advance_micros(days * 86'400'000'000); }
    const Invitation& invitation() const { return organisation.plan().invitations[0]; }

    TestOrganisation organisation;
};

TEST_F(OutsideTest, what_a_participant_says_is_in_the_log_under_the_name_they_were_invited_by)
{
    invite();
    ASSERT_EQ(code(saying("The clinic closes too early.", "Open until nine.")), Errc::none);
    const auto& item = organisation.plan().feedback.back();
    EXPECT_EQ(item.number, organisation.plan().feedback.size());
    EXPECT_EQ(item.channel, "Invitation");
    EXPECT_EQ(item.name, "A trust's contract lead");
    EXPECT_EQ(item.organisation, "Some Hospital");
    EXPECT_EQ(item.stakeholder_type, "Provider");
    EXPECT_EQ(item.invitation, invitation_id);
    EXPECT_EQ(item.version, first_version);
    EXPECT_EQ(item.about.element, intro);
    EXPECT_EQ(item.about.title, "1 Introduction");
    EXPECT_EQ(item.verbatim, "The clinic closes too early.");
    EXPECT_EQ(item.proposed_wording, "Open until nine.");
    EXPECT_FALSE(item.logged_by);
    EXPECT_EQ(item.state, FeedbackState::open);
}

TEST_F(OutsideTest, the_log_names_what_let_them_in_and_nobody_as_who_acted)
{
    invite();
    ASSERT_EQ(code(saying("Words")), Errc::none);
    store::StoredEvent last;
    static_cast<void>(organisation.store().replay(1, [&](const store::StoredEvent& event) { last = event; }));
    EXPECT_EQ(last.actor, PersonId{});
    EXPECT_EQ(last.authority, "invitation:" + invitation_id.text());
}

TEST_F(OutsideTest, the_same_form_sent_twice_is_one_item)
{
    invite();
    const auto size = organisation.plan().feedback.size();
    EXPECT_EQ(code(saying("Words")), Errc::none);
    EXPECT_EQ(code(saying("Words")), Errc::none);
    EXPECT_EQ(organisation.plan().feedback.size(), size + 1);
}

TEST_F(OutsideTest, a_link_that_was_ended_or_has_run_out_says_what_an_unknown_one_says)
{
    const auto unknown = organisation.act(ParticipantViews{sha256(as_bytes("none")), {}});
    ASSERT_TRUE(unknown && !*unknown);
    invite();
    EXPECT_EQ(code(ParticipantViews{link_hash, {}}), Errc::none);
    days_pass(8);
    const auto late = organisation.act(saying("Late"));
    ASSERT_TRUE(late && !*late);
    EXPECT_EQ(late->error(), unknown->error());
}

TEST_F(OutsideTest, an_invitation_is_ended_at_once)
{
    invite();
    EXPECT_EQ(code(saying("Before")), Errc::none);
    organisation.must(engagement, RevokeInvitation{plan_id, invitation_id, "Sent to the wrong address"});
    EXPECT_EQ(code(saying("After")), Errc::not_found);
    EXPECT_EQ(code(ParticipantViews{link_hash, {}}), Errc::not_found);
    EXPECT_EQ(code(saying("Before")), Errc::not_found) << "even what is there already";
}

TEST_F(OutsideTest, a_link_lets_do_what_it_says_and_nothing_else)
{
    invite(false, false);
    EXPECT_EQ(code(saying("Words")), Errc::forbidden);
    EXPECT_EQ(code(saying("", "Other words")), Errc::forbidden);
}

TEST_F(OutsideTest, whoever_may_only_comment_proposes_nothing)
{
    invite(true, false);
    EXPECT_EQ(code(saying("Words", "Other words")), Errc::forbidden);
    EXPECT_EQ(code(saying("Words")), Errc::none);
    EXPECT_EQ(code(saying(" \n")), Errc::invalid);
}

TEST_F(OutsideTest, a_part_that_was_not_shown_cannot_be_spoken_about)
{
    invite();
    auto act = saying("Words");
    act.part = ElementId::derived("hidden");
    EXPECT_EQ(code(act), Errc::not_found);
    act = saying("Words");
    act.shown = nullptr;
    EXPECT_EQ(code(act), Errc::not_found);
    act = saying("About all");
    act.part = {};
    EXPECT_EQ(code(act), Errc::none);
    EXPECT_EQ(organisation.plan().feedback.back().about.title, "The whole plan");
}

TEST_F(OutsideTest, what_is_too_long_or_cannot_be_shown_is_refused_at_its_field)
{
    invite();
    const auto long_one = organisation.act(saying(std::string(commands::OutsideLimits::words_bytes_max + 1, 'a')));
    ASSERT_TRUE(long_one && !*long_one);
    EXPECT_EQ(long_one->error().code, Errc::too_large);
    EXPECT_EQ(long_one->error().field, "words");
    const auto odd = organisation.act(saying("Words", std::string("a\x01")));
    ASSERT_TRUE(odd && !*odd);
    EXPECT_EQ(odd->error().field, "proposed");
}

TEST_F(OutsideTest, that_somebody_was_shown_it_is_recorded_once_an_hour)
{
    invite();
    EXPECT_EQ(code(ParticipantViews{link_hash, {intro}}), Errc::none);
    EXPECT_EQ(code(ParticipantViews{link_hash, {intro}}), Errc::none);
    ASSERT_EQ(invitation().viewings.size(), 1u);
    EXPECT_EQ(invitation().viewings[0].parts, std::vector{intro});
    EXPECT_EQ(invitation().viewings[0].version, first_version);
    organisation.clock.advance_micros(3'600'000'000);
    EXPECT_EQ(code(ParticipantViews{link_hash, {intro}}), Errc::none);
    EXPECT_EQ(invitation().viewing_count, 2u);
}

TEST_F(OutsideTest, the_answer_waits_until_it_is_durable)
{
    invite();
    organisation.hold_appends = true;
    EXPECT_EQ(organisation.act(saying("Words")), std::nullopt);
    EXPECT_EQ(organisation.act(saying("Words")), std::nullopt) << "nor is the second told before the first is safe";
    organisation.finish_append();
    ASSERT_EQ(organisation.outside.size(), 2u);
    for (const auto& [ticket, result] : organisation.outside) EXPECT_TRUE(result.has_value());
}

TEST_F(OutsideTest, a_store_that_fails_leaves_the_outcome_unknown_and_says_so)
{
    invite();
    organisation.hold_appends = true;
    EXPECT_EQ(organisation.act(saying("Words")), std::nullopt);
    organisation.fail_append();
    ASSERT_EQ(organisation.outside.size(), 1u);
    EXPECT_EQ(organisation.outside.begin()->second.error().code, Errc::storage_failed);
}

TEST_F(OutsideTest, a_public_response_waits_in_the_tray)
{
    consult();
    open();
    auto act = responding("Please keep them.");
    act.submission.part = intro;
    act.submission.state = SubmissionState::taken_in;
    act.submission.item = item_id;
    ASSERT_EQ(code(act), Errc::none);
    ASSERT_EQ(organisation.plan().submissions.size(), 1u);
    const auto& submission = organisation.plan().submissions[0];
    EXPECT_EQ(submission.state, SubmissionState::waiting);
    EXPECT_FALSE(submission.item);
    EXPECT_EQ(submission.title, "1 Introduction");
    EXPECT_EQ(submission.text, "Please keep them.");
    EXPECT_EQ(code(act), Errc::none);
    EXPECT_EQ(organisation.plan().submissions.size(), 1u);
}

TEST_F(OutsideTest, responses_are_taken_while_the_consultation_is_open_and_public)
{
    EXPECT_EQ(code(responding("Nothing there")), Errc::not_found);
    consult();
    EXPECT_EQ(code(responding("Too soon")), Errc::not_allowed);
    open();
    EXPECT_EQ(code(responding("In time")), Errc::none);
    days_pass(15);
    EXPECT_EQ(code(responding("Past its last day")), Errc::not_allowed);
}

TEST_F(OutsideTest, a_consultation_without_a_public_page_takes_nothing_from_the_public)
{
    consult(false);
    open();
    EXPECT_EQ(code(responding("Words")), Errc::not_found);
}

TEST_F(OutsideTest, a_full_tray_says_so_and_takes_more_once_somebody_has_read)
{
    consult();
    open();
    for (std::size_t i = 0; i < ConsultationLimits::waiting_max; ++i) ASSERT_EQ(code(responding("Response " + std::to_string(i))), Errc::none);
    EXPECT_EQ(code(responding("One more")), Errc::unavailable);
    organisation.must(owner, ModerateSubmission{plan_id, organisation.plan().submissions[0].id, false, "Nothing in it", {}, "", ""});
    EXPECT_EQ(code(responding("One more")), Errc::none);
}

TEST(SaidHashTest, words_that_move_from_one_field_to_the_next_are_other_words)
{
    const auto a = commands::said_hash("n", intro, {"ab", "c"});
    EXPECT_EQ(a, commands::said_hash("n", intro, {"ab", "c"}));
    EXPECT_NE(a, commands::said_hash("n", intro, {"a", "bc"}));
    EXPECT_NE(a, commands::said_hash("m", intro, {"ab", "c"}));
    EXPECT_NE(a, commands::said_hash("n", {}, {"ab", "c"}));
}

}  // namespace
}  // namespace assent
