#include <gtest/gtest.h>

#include "tests/support/test_organisation.hpp"

namespace assent {
namespace {

using namespace support;

const BriefingId briefing_id = BriefingId::derived("briefing");
const InvitationId invitation_id = InvitationId::derived("invitation");

Invitation some_invitation()
{
    Invitation made;
    made.id = invitation_id;
    made.name = "A trust's contract lead";
    made.provider = "Some Hospital";
    made.version = first_version;
    made.may_comment = true;
    made.until = Date::of(2027, 1, 31);
    made.token_hash = sha256(as_bytes("secret"));
    return made;
}

TEST(SocialisationTest, a_forum_is_amended_by_whoever_keeps_the_register)
{
    TestOrganisation organisation;
    organisation.reach_feedback();
    Forum forum = organisation.core.tenant().forums[0];
    forum.members = {"A patient", "A carer"};
    forum.meetings = {Date::of(2026, 12, 1), Date::of(2027, 1, 5)};
    EXPECT_EQ(organisation.code(reader, AmendForum{forum}), Errc::forbidden);
    organisation.must(engagement, AmendForum{forum});
    EXPECT_EQ(organisation.core.tenant().forums[0], forum);
    EXPECT_EQ(organisation.code(engagement, AmendForum{forum}), Errc::conflict);
    std::swap(forum.meetings[0], forum.meetings[1]);
    EXPECT_EQ(organisation.code(engagement, AmendForum{forum}), Errc::invalid);
}

TEST(SocialisationTest, an_event_uses_a_briefing_on_the_version_that_was_shown)
{
    TestOrganisation organisation;
    organisation.reach_feedback();
    EXPECT_EQ(organisation.code(engagement, PrepareBriefing{plan_id, {briefing_id, 0, first_version, {}, {}, {}, {}}}), Errc::invalid);
    organisation.must(engagement, PrepareBriefing{plan_id, {briefing_id, 9, first_version, {"Care nearer home"}, {}, {}, {}}});
    EXPECT_EQ(organisation.plan().briefings[0].number, 1u);
    EXPECT_EQ(organisation.plan().briefings[0].prepared_by, engagement);
    auto occasion = TestOrganisation::some_occasion();
    occasion.id = OccasionId::derived("second");
    occasion.briefing = BriefingId::derived("none");
    EXPECT_EQ(organisation.code(engagement, RecordOccasion{plan_id, occasion}), Errc::not_found);
    occasion.briefing = briefing_id;
    organisation.must(engagement, RecordOccasion{plan_id, occasion});
    organisation.must(owner, organisation.edit("First words.", "Second words."));
    organisation.must(owner, CutVersion{plan_id, VersionId::derived("next"), "0.2", {"More"}});
    occasion.id = OccasionId::derived("third");
    occasion.version = VersionId::derived("next");
    EXPECT_EQ(organisation.code(engagement, RecordOccasion{plan_id, occasion}), Errc::invalid);
}

TEST(SocialisationTest, a_file_is_attached_once_and_kept_beside_the_log_under_its_hash)
{
    TestOrganisation organisation;
    organisation.reach_feedback();
    const Hash upload = sha256(as_bytes("upload"));
    const auto occasion = organisation.plan().occasions[0].id;
    EXPECT_EQ(organisation.code(engagement, AttachFile{plan_id, occasion, {}, upload}), Errc::not_found);
    const Bytes bytes = {'%', 'P', 'D', 'F'};
    organisation.run(rooms::FileArrived{upload, {"minutes.pdf", "application/pdf", bytes}});
    EXPECT_EQ(organisation.code(engagement, AttachFile{plan_id, {}, {}, upload}), Errc::malformed);
    organisation.must(engagement, AttachFile{plan_id, occasion, {}, upload});
    ASSERT_EQ(organisation.plan().occasions[0].attachments.size(), 1u);
    EXPECT_EQ(organisation.plan().occasions[0].attachments[0].hash, sha256(bytes));
    EXPECT_EQ(*organisation.store().blob(sha256(bytes)), bytes);
    EXPECT_EQ(organisation.code(engagement, AttachFile{plan_id, occasion, {}, upload}), Errc::conflict);
}

TEST(SocialisationTest, a_participant_is_invited_to_one_version_for_a_time)
{
    TestOrganisation organisation;
    organisation.reach_feedback();
    auto made = some_invitation();
    made.until = Date::of(2026, 1, 1);
    EXPECT_EQ(organisation.code(engagement, InviteParticipant{plan_id, made}), Errc::invalid);
    made.until = Date::of(2029, 1, 1);
    EXPECT_EQ(organisation.code(engagement, InviteParticipant{plan_id, made}), Errc::invalid);
    made = some_invitation();
    made.parts = {intro};
    EXPECT_EQ(organisation.code(engagement, InviteParticipant{plan_id, made}), Errc::invalid) << "a provider's intentions, or parts";
    made = some_invitation();
    made.viewing_count = 7;
    organisation.must(engagement, InviteParticipant{plan_id, made});
    EXPECT_EQ(organisation.plan().invitations[0].viewing_count, 0u);
    EXPECT_EQ(organisation.plan().invitations[0].invited_by, engagement);
    EXPECT_EQ(organisation.code(engagement, InviteParticipant{plan_id, made}), Errc::conflict);
    organisation.must(engagement, RevokeInvitation{plan_id, invitation_id, "Left the trust"});
    EXPECT_TRUE(organisation.plan().invitations[0].revoked);
    EXPECT_EQ(organisation.code(engagement, RevokeInvitation{plan_id, invitation_id, "Again"}), Errc::conflict);
}

TEST(SocialisationTest, a_forum_leaves_the_engagement_plan)
{
    TestOrganisation organisation;
    organisation.reach_feedback();
    organisation.must(engagement, UnplanForum{plan_id, forum_id});
    EXPECT_TRUE(organisation.plan().planned_forums.empty());
    EXPECT_EQ(organisation.code(engagement, UnplanForum{plan_id, forum_id}), Errc::not_found);
}

}  // namespace
}  // namespace assent
