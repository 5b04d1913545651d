// People without an account against the real program over real sockets: a link, a consultation, files; and that nothing of another organisation,
// of what has ended or of what never was can be told apart.
#include <gtest/gtest.h>

#include "tests/support/organisation_client.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace assent {
namespace {

using namespace support;

const PlanId plan_id = PlanId::derived("plan");
const ElementId intro = ElementId::derived("intro"), hidden = ElementId::derived("hidden");
const VersionId version_id = VersionId::derived("version");
const OccasionId occasion_id = OccasionId::derived("occasion");
const ConsultationId consultation_id = ConsultationId::derived("consultation");
const std::string secret(40, 'a');

/// Value of the hidden field "token" of the page's first form.
std::string token_of(const std::string& html)
{
    const std::string before = "name=\"token\" value=\"";
    const auto at = html.find(before);
    if (at == std::string::npos) return {};
    return html.substr(at + before.size(), html.find('"', at + before.size()) - at - before.size());
}

/// All that tells answers apart, except when they were given.
std::vector<std::pair<std::string, std::string>> without_date(HttpReply reply)
{
    std::erase_if(reply.headers, [](const auto& header) { return header.first == "Date"; });
    return reply.headers;
}

class OutsideTest : public testing::Test
{
protected:
    OutsideTest()
    {
        const std::vector<Role> all = {Role::document_owner, Role::author, Role::engagement_lead, Role::administrator};
        for (const char* slug : {"north", "south"}) {
            create_tenant(folder_.path(), slug, "workflows/ccg-plan.toml");
            add_user(folder_.path(), std::string(slug) + "@example.org", slug, slug, all);
        }
        add_user(folder_.path(), "reader@example.org", "Reader", "north", {Role::reader});
        start({"--form-seconds", "0", "--log-level", "info"});
    }

    void start(const std::vector<std::string>& more)
    {
        server_ = std::make_unique<ServerProcess>(folder_.path(), more);
        cookies_ = sign_in(server_->port(), "north@example.org");
        north_ = std::make_unique<OrganisationClient>(server_->port(), "north", cookies_);
    }

    void must(const Command& command)
    {
        const Key key = Key::derived("key " + std::to_string(++keys_));
        north_->say({Submit{key, command}});
        const auto answer = north_->answer_to(key);
        ASSERT_TRUE(answer.has_value());
        if (const auto* refused = std::get_if<Refused>(&answer->body)) FAIL() << refused->message;
    }

    void make_plan()
    {
        must(CreatePlan{plan_id, "Winter plan", "2026/27", {}});
        must(EditContent{plan_id, {AddSection{{intro, "1", 1, "Introduction", "Words for everybody.", PartStatus::agreed, 0}, {}}}});
        must(EditContent{plan_id, {AddSection{{hidden, "2", 1, "Finance", "Words for few.", PartStatus::agreed, 0}, {}}}});
        must(CutVersion{plan_id, version_id, "0.1", {"First"}});
    }

    void invite(const std::string& with_secret = secret, Date until = {})
    {
        Invitation invitation;
        invitation.id = InvitationId::derived(with_secret);
        invitation.name = "Contract lead";
        invitation.version = version_id;
        invitation.parts = {intro};
        invitation.may_comment = invitation.may_propose = true;
        invitation.until = until ? until : Date{today().days + 7};
        invitation.token_hash = sha256(as_bytes(with_secret));
        must(InviteParticipant{plan_id, invitation});
    }

    void consult()
    {
        Consultation consultation;
        consultation.id = consultation_id;
        consultation.kind = Involvement::user_engagement;
        consultation.title = "Evening clinics";
        consultation.proposal = "To close them.";
        consultation.version = version_id;
        consultation.opens = today();
        consultation.closes = Date{today().days + 14};
        consultation.public_page = true;
        must(SetConsultation{plan_id, consultation});
        must(MoveConsultation{plan_id, consultation_id, ConsultationState::open, ""});
    }

    /// The server's day.
    Date today()
    {
        if (!today_) {
            OrganisationClient another(server_->port(), "north", cookies_);
            today_ = local_date(another.hear_one<Welcome>()->now);
        }
        return today_;
    }

    Plan plan()
    {
        OrganisationClient another(server_->port(), "north", cookies_);
        const auto welcome = another.hear_one<Welcome>();
        return *find_plan(welcome->tenant, plan_id);
    }

    HttpReply get(const std::string& path) { return HttpClient(server_->port()).get(path); }
    HttpReply post(const std::string& path, const std::vector<std::pair<std::string, std::string>>& fields) { return HttpClient(server_->port()).post_form(path, fields); }

    const std::string link_ = "/p/north/" + secret;
    const std::string page_ = "/consult/north/" + consultation_id.text();
    TemporaryFolder folder_;
    std::unique_ptr<ServerProcess> server_;
    std::string cookies_;
    std::unique_ptr<OrganisationClient> north_;
    Date today_;
    int keys_{};
};

TEST_F(OutsideTest, a_link_shows_its_parts_and_takes_what_is_said_about_them)
{
    make_plan();
    invite();
    const auto page = get(link_);
    ASSERT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("Words for everybody."), std::string::npos);
    EXPECT_EQ(page.body.find("Words for few."), std::string::npos);
    EXPECT_EQ(page.header("Referrer-Policy"), "same-origin");
    EXPECT_EQ(page.header("Cache-Control"), "no-store");
    const std::vector<std::pair<std::string, std::string>> said = {{"token", token_of(page.body)}, {"part", intro.text()}, {"words", "Too early.\r\nReally."}, {"proposed", "Later."}};
    const auto sent = post(link_, said);
    ASSERT_EQ(sent.status, 200) << sent.body;
    EXPECT_EQ(post(link_, said).body, sent.body) << "sent again it is the same";
    const auto record = plan();
    ASSERT_EQ(record.feedback.size(), 1u);
    EXPECT_EQ(record.feedback[0].verbatim, "Too early.\nReally.");
    EXPECT_EQ(record.feedback[0].proposed_wording, "Later.");
    EXPECT_EQ(record.invitations[0].viewing_count, 1u);
    EXPECT_EQ(record.invitations[0].viewings[0].parts, std::vector{intro});
    const auto elsewhere = post(link_, {{"token", token_of(page.body)}, {"part", hidden.text()}, {"words", "Seen through the wall"}});
    EXPECT_EQ(elsewhere.status, 422);
    EXPECT_NE(elsewhere.body.find("Seen through the wall"), std::string::npos) << "what was typed comes back";
}

TEST_F(OutsideTest, links_that_do_not_work_are_answered_with_the_same_bytes)
{
    make_plan();
    invite();
    const std::string ended(40, 'b');
    invite(ended);
    must(RevokeInvitation{plan_id, InvitationId::derived(ended), "Sent to the wrong address"});
    const auto none = get("/p/north/" + std::string(40, 'c'));
    EXPECT_EQ(none.status, 404);
    for (const std::string& path : {"/p/north/" + ended, "/p/south/" + secret, "/p/nowhere/" + secret, "/p/north/" + std::string("short"), std::string("/p/north"), "/p/north/" + secret + "/more"}) {
        const auto other = get(path);
        EXPECT_EQ(other.status, none.status) << path;
        EXPECT_EQ(other.body, none.body) << path;
        EXPECT_EQ(without_date(other), without_date(none)) << path;
        const auto posted = post(path, {{"words", "Words"}});
        EXPECT_EQ(posted.body, none.body) << path;
    }
}

TEST_F(OutsideTest, the_log_never_has_the_secret_of_a_link)
{
    make_plan();
    invite();
    EXPECT_EQ(get(link_).status, 200);
    EXPECT_EQ(post(link_, {{"words", "Words"}}).status, 422);
    EXPECT_NE(HttpClient(server_->port()).request("PUT", link_, "", {}).status, 200);
    EXPECT_EQ(server_->stop(), 0);
    EXPECT_NE(server_->log().find("/p/north/..."), std::string::npos);
    EXPECT_EQ(server_->log().find(secret), std::string::npos);
}

TEST_F(OutsideTest, a_public_response_waits_for_somebody_to_read_it)
{
    make_plan();
    consult();
    EXPECT_NE(get("/consult").body.find(page_), std::string::npos);
    const auto page = get(page_);
    ASSERT_EQ(page.status, 200);
    const auto sent = post(page_, {{"token", token_of(page.body)}, {"part", ""}, {"words", "Keep them."}, {"name", "Ada"}, {"contact", "ada@example.org"}, {"who", "Carer"}, {"publish", "yes"}});
    ASSERT_EQ(sent.status, 200) << sent.body;
    const auto record = plan();
    ASSERT_EQ(record.submissions.size(), 1u);
    EXPECT_EQ(record.submissions[0].text, "Keep them.");
    EXPECT_TRUE(record.submissions[0].may_publish);
    EXPECT_TRUE(record.feedback.empty());
    EXPECT_EQ(get(page_).body.find("Keep them."), std::string::npos) << "the public does not see it";
    must(ModerateSubmission{plan_id, record.submissions[0].id, true, "", FeedbackId::derived("taken"), "", ""});
    EXPECT_EQ(plan().feedback.at(0).verbatim, "Keep them.");
}

TEST_F(OutsideTest, a_consultation_that_is_not_there_or_anothers_has_one_answer)
{
    make_plan();
    const auto none = get("/consult/north/" + ConsultationId::derived("none").text());
    EXPECT_EQ(none.status, 404);
    consult();
    for (const std::string& path : {"/consult/south/" + consultation_id.text(), "/consult/nowhere/" + consultation_id.text(), std::string("/consult/north/1"), page_ + "/more"}) {
        EXPECT_EQ(get(path).body, none.body) << path;
        EXPECT_EQ(post(path, {{"words", "Words"}}).body, none.body) << path;
    }
}

TEST_F(OutsideTest, programs_are_told_what_is_wrong_with_their_form)
{
    make_plan();
    consult();
    const auto token = token_of(get(page_).body);
    EXPECT_EQ(post(page_, {{"words", "No token"}}).status, 422);
    EXPECT_EQ(post(page_, {{"token", token + "0"}, {"words", "Forged"}}).status, 422);
    EXPECT_EQ(post(page_, {{"token", token}, {"words", "Filled in"}, {"homepage", "http://example.org"}}).status, 422);
    EXPECT_EQ(post(page_, {{"token", token}, {"part", "not an identifier"}, {"words", "Words"}}).status, 400);
    EXPECT_EQ(post(page_, {{"token", token}, {"words", "Caf\xe9"}}).status, 400) << "not UTF-8";
    EXPECT_EQ(post(page_, {{"token", token}, {"words", std::string(9000, 'a')}}).status, 413);
    EXPECT_EQ(HttpClient(server_->port()).post(page_, "application/x-www-form-urlencoded", "words=a", {{"Origin", "https://evil.example"}}).status, 403);
    EXPECT_EQ(HttpClient(server_->port()).post(page_, "application/x-www-form-urlencoded", std::string(70'000, 'a')).status, 413);
    EXPECT_TRUE(plan().submissions.empty());
}

TEST_F(OutsideTest, a_flood_from_one_address_is_slowed_down_and_keeps_what_was_typed)
{
    make_plan();
    consult();
    const auto token = token_of(get(page_).body);
    HttpReply last;
    for (int i = 0; i < 60 && last.status != 429; ++i) last = post(page_, {{"token", token}, {"words", "Response " + std::to_string(i)}});
    EXPECT_EQ(last.status, 429);
    EXPECT_NE(last.body.find("send it again in"), std::string::npos);
    EXPECT_NE(last.body.find("Response "), std::string::npos);
    EXPECT_EQ(get(page_).status, 200) << "reading goes on";
}

TEST_F(OutsideTest, a_form_sent_sooner_than_anybody_writes_is_not_taken)
{
    make_plan();
    consult();
    north_.reset();
    server_->stop();
    start({"--form-seconds", "600"});
    const auto sent = post(page_, {{"token", token_of(get(page_).body)}, {"words", "At once"}});
    EXPECT_EQ(sent.status, 429);
    EXPECT_NE(sent.body.find("At once"), std::string::npos);
}

TEST_F(OutsideTest, a_file_is_given_to_people_of_the_organisation_to_save_and_to_nobody_else)
{
    make_plan();
    must(AddForum{{ForumId::derived("forum"), "Forum", "", "", ""}});
    must(PlanForum{plan_id, {ForumId::derived("forum"), Date{today().days + 7}, "Owner"}});
    must(TakeTransition{plan_id, "start_socialisation", "draft", ""});
    Occasion occasion;
    occasion.id = occasion_id;
    occasion.forum = ForumId::derived("forum");
    occasion.version = version_id;
    occasion.date = today();
    occasion.presenter = "Owner";
    must(RecordOccasion{plan_id, occasion});
    const std::string bytes = "%PDF-1.7\nminutes";
    const auto upload = [&](const std::string& cookies, const std::string& name, const std::string& body) {
        ExtraHeaders headers = {{"X-File-Name", name}};
        if (!cookies.empty()) headers.emplace_back("Cookie", cookies);
        return HttpClient(server_->port()).post("/api/attachment?organisation=north", "application/octet-stream", body, headers);
    };
    EXPECT_EQ(upload("", "a.pdf", bytes).status, 401);
    EXPECT_EQ(upload(sign_in(server_->port(), "south@example.org"), "a.pdf", bytes).status, 404);
    EXPECT_EQ(upload(sign_in(server_->port(), "reader@example.org"), "a.pdf", bytes).status, 403);
    EXPECT_EQ(upload(cookies_, "a.html", "<script>alert(1)</script>").status, 422);
    ASSERT_EQ(upload(cookies_, "Minutes%20of%20May.pdf", bytes).status, 200);
    const Hash hash = sha256(as_bytes(bytes));
    must(AttachFile{plan_id, occasion_id, {}, hash});
    const std::string path = "/file/north/" + plan_id.text() + '/' + hash.hex();
    const auto given = HttpClient(server_->port()).get(path, {{"Cookie", cookies_}});
    ASSERT_EQ(given.status, 200);
    EXPECT_EQ(given.body, bytes);
    EXPECT_EQ(given.header("Content-Length"), std::to_string(bytes.size()));
    EXPECT_EQ(given.header("Content-Disposition"), "attachment; filename=\"Minutes of May.pdf\"; filename*=UTF-8''Minutes%20of%20May.pdf");
    EXPECT_EQ(given.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(given.header("Content-Security-Policy").find("sandbox"), 0u);
    EXPECT_EQ(get(path).status, 303) << "to sign in";
    const std::string south = sign_in(server_->port(), "south@example.org");
    const auto missing = HttpClient(server_->port()).get("/file/north/" + plan_id.text() + '/' + sha256(as_bytes("none")).hex(), {{"Cookie", cookies_}});
    EXPECT_EQ(missing.status, 404);
    for (const std::string& other : {path, "/file/south/" + plan_id.text() + '/' + hash.hex()})
        EXPECT_EQ(HttpClient(server_->port()).get(other, {{"Cookie", south}}).body, missing.body) << other;
}

}  // namespace
}  // namespace assent
