// No byte of an organisation's data reaches another (RELIABILITY P6), shown against the real server over real sockets.
//
// The matrix has a row for every kind of command and message, found at compile time from the variants of the protocol: a
// kind without a row here does not compile. Each row is sent with the other organisation's identifiers and with ones that
// do not exist, by somebody with every role and by a reader; the answers must be the same byte for byte, apart from the
// key, and neither log may grow. The other organisation's texts carry a marker that no byte received may contain.
#include <algorithm>
#include <fstream>
#include <sstream>
#include <type_traits>

#include <gtest/gtest.h>

#include "shared/protocol/message.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace assent {
namespace {

using namespace support;

/// Every identifier that a message can carry.
struct Ids
{
    PlanId plan;
    ElementId element;
    VersionId version;
    ForumId forum;
    OccasionId occasion;
    FeedbackId feedback;
    CommitteeId committee;
    DecisionId decision;
    ConditionId condition;
    SuggestionId suggestion;
    PersonId person;
    Hash workflow;
    Hash upload;
    Hash content;
    Key key;
};

Ids ids_of(const std::string& whose)
{
    return {PlanId::derived(whose), ElementId::derived(whose), VersionId::derived(whose), ForumId::derived(whose),
            OccasionId::derived(whose), FeedbackId::derived(whose), CommitteeId::derived(whose), DecisionId::derived(whose),
            ConditionId::derived(whose), SuggestionId::derived(whose), PersonId::derived(whose), sha256(as_bytes(whose + "workflow")),
            sha256(as_bytes(whose + "upload")), sha256(as_bytes(whose + "content")), Key::derived(whose)};
}

template<class T>
struct Kind
{};

// ---- a row for each command ----

const Date a_day = Date::of(2026, 11, 25);

Command row(Kind<CreatePlan>, const Ids& ids) { return CreatePlan{ids.plan, "Plan", "2026/27", ids.workflow}; }
Command row(Kind<ImportPlan>, const Ids& ids) { return ImportPlan{ids.plan, "Plan", "2026/27", {}, ids.upload}; }
Command row(Kind<EditContent>, const Ids& ids) { return EditContent{ids.plan, {RemoveElement{ids.element}}}; }
Command row(Kind<SettleDoubts>, const Ids& ids) { return SettleDoubts{ids.plan, {ids.element}, "Settled"}; }
Command row(Kind<CutVersion>, const Ids& ids) { return CutVersion{ids.plan, ids.version, "not a number", {"Changed"}}; }
// A new thing's identifier is the client's to choose: this one and AddPerson are refused for something else, after the
// identifier was looked up.
Command row(Kind<AddForum>, const Ids& ids) { return AddForum{{ids.forum, "", "", "", ""}}; }
Command row(Kind<PlanForum>, const Ids& ids) { return PlanForum{ids.plan, {ids.forum, a_day, "Owner"}}; }
Command row(Kind<RecordOccasion>, const Ids& ids)
{
    Occasion occasion;
    occasion.id = ids.occasion;
    occasion.forum = ids.forum;
    occasion.version = ids.version;
    occasion.date = a_day;
    occasion.presenter = "Owner";
    return RecordOccasion{ids.plan, occasion};
}
Command row(Kind<RecordOutcome>, const Ids& ids) { return RecordOutcome{ids.plan, ids.occasion, OccasionOutcome::noted, "", ""}; }
Command row(Kind<LogFeedback>, const Ids& ids)
{
    FeedbackItem item;
    item.id = ids.feedback;
    item.version = ids.version;
    item.occasion = ids.occasion;
    item.about.element = ids.element;
    item.owner = ids.person;
    item.received = a_day;
    item.name = "Somebody";
    item.verbatim = "Something";
    return LogFeedback{ids.plan, item};
}
Command row(Kind<AssignFeedback>, const Ids& ids) { return AssignFeedback{ids.plan, ids.feedback, ids.person, a_day, ""}; }
Command row(Kind<AnswerFeedback>, const Ids& ids) { return AnswerFeedback{ids.plan, ids.feedback, Disposition::noted, "Yes", ""}; }
Command row(Kind<CloseFeedback>, const Ids& ids) { return CloseFeedback{ids.plan, ids.feedback}; }
Command row(Kind<ReopenFeedback>, const Ids& ids) { return ReopenFeedback{ids.plan, ids.feedback, "Why"}; }
Command row(Kind<TakeTransition>, const Ids& ids) { return TakeTransition{ids.plan, "publish", "review", "Why"}; }
Command row(Kind<SetCommittee>, const Ids& ids)
{
    Committee committee;
    committee.id = ids.committee;
    committee.key = "finance_committee";
    committee.name = "Committee";
    committee.seats = {{"chair", ids.person, true, {ids.person}}};
    return SetCommittee{committee};
}
Command row(Kind<OpenDecision>, const Ids& ids)
{
    return OpenDecision{ids.plan, ids.decision, ids.committee, ids.version, ids.content, a_day};
}
Command row(Kind<RecordAttendance>, const Ids& ids) { return RecordAttendance{ids.plan, ids.decision, ids.person, true, {}}; }
Command row(Kind<DeclareInterest>, const Ids& ids)
{
    return DeclareInterest{ids.plan, ids.decision, ids.person, InterestKind::financial, "Shares"};
}
Command row(Kind<RuleOnInterest>, const Ids& ids)
{
    return RuleOnInterest{ids.plan, ids.decision, ids.person, Ruling::leave_for_the_item, "Why"};
}
Command row(Kind<CastVote>, const Ids& ids)
{
    return CastVote{ids.plan, ids.decision, ids.person, VoteChoice::approve, "", ids.content};
}
Command row(Kind<CloseDecision>, const Ids& ids) { return CloseDecision{ids.plan, ids.decision, ""}; }
Command row(Kind<MeetCondition>, const Ids& ids) { return MeetCondition{ids.plan, ids.decision, ids.condition, "How"}; }
Command row(Kind<AddPerson>, const Ids& ids)
{
    return AddPerson{{ids.person, "Somebody", "somebody@example.org", "", "", {}, true}};
}
Command row(Kind<SetRoles>, const Ids& ids) { return SetRoles{ids.person, {Role::reader}, true}; }

Command row(Kind<MakeSuggestions>, const Ids& ids)
{
    Suggestion suggestion;
    suggestion.id = ids.suggestion;
    suggestion.element = ids.element;
    suggestion.field = TextField::text;
    suggestion.words = "Other words";
    return MakeSuggestions{ids.plan, {suggestion}};
}
Command row(Kind<SettleSuggestions>, const Ids& ids) { return SettleSuggestions{ids.plan, {ids.suggestion}, true}; }
Command row(Kind<WithdrawSuggestion>, const Ids& ids) { return WithdrawSuggestion{ids.plan, ids.suggestion}; }

Command row(Kind<ReviewFeedback>, const Ids& ids) { return ReviewFeedback{ids.plan, {ids.feedback}}; }
Command row(Kind<AssignItems>, const Ids& ids) { return AssignItems{ids.plan, {ids.feedback}, ids.person, a_day, ""}; }
Command row(Kind<AnswerItems>, const Ids& ids) { return AnswerItems{ids.plan, {ids.feedback}, Disposition::noted, "Yes"}; }
Command row(Kind<CloseItems>, const Ids& ids) { return CloseItems{ids.plan, {ids.feedback}}; }
Command row(Kind<LinkChange>, const Ids& ids)
{
    CausedChange change;
    change.id = ChangeId{ids.element.bytes};
    change.element = ids.element;
    change.sequence = 1;
    return LinkChange{ids.plan, ids.feedback, change};
}
Command row(Kind<UnlinkChange>, const Ids& ids) { return UnlinkChange{ids.plan, ids.feedback, ChangeId{ids.element.bytes}}; }
Command row(Kind<MergeFeedback>, const Ids& ids) { return MergeFeedback{ids.plan, ids.feedback, ids.feedback}; }
Command row(Kind<SeparateFeedback>, const Ids& ids) { return SeparateFeedback{ids.plan, ids.feedback}; }
Command row(Kind<RecordVerdict>, const Ids& ids) { return RecordVerdict{ids.plan, ids.feedback, SubmitterVerdict::content, ""}; }
Command row(Kind<PlaceFeedback>, const Ids& ids) { return PlaceFeedback{ids.plan, ids.feedback, {ids.element, "", ""}}; }
Command row(Kind<PublishFeedback>, const Ids& ids) { return PublishFeedback{ids.plan, {ids.feedback}, true, ""}; }
// The last day before the first: in one's own plan it is refused for that.
Command row(Kind<SetFeedbackWindow>, const Ids& ids)
{
    return SetFeedbackWindow{ids.plan, {a_day, Date{a_day.days - 1}, LateRule::refused}};
}
Command row(Kind<ImportFeedback>, const Ids& ids) { return ImportFeedback{ids.plan, ids.upload}; }
Command row(Kind<AddRemark>, const Ids& ids)
{
    return AddRemark{ids.plan, {RemarkId{ids.element.bytes}, {ids.feedback, {}}, "Words", {ids.person}, {}, {}}};
}
Command row(Kind<SetWatch>, const Ids& ids) { return SetWatch{ids.plan, {ids.feedback, {}}, true}; }
// Of a version that is there it is refused for having read nothing.
Command row(Kind<MarkRead>, const Ids& ids) { return MarkRead{ids.plan, ReadMatter::feedback_report, 0, ids.version}; }
// As AddForum: refused for something else than the identifier, which the client chooses.
Command row(Kind<SaveView>, const Ids& ids) { return SaveView{{SavedViewId{ids.element.bytes}, "", "feedback", "", false, {}}}; }
Command row(Kind<DropView>, const Ids& ids) { return DropView{SavedViewId{ids.element.bytes}}; }
Command row(Kind<AmendForum>, const Ids& ids) { return AmendForum{{ids.forum, "A forum", "", "", ""}}; }
Command row(Kind<UnplanForum>, const Ids& ids) { return UnplanForum{ids.plan, ids.forum}; }
Command row(Kind<PrepareBriefing>, const Ids& ids)
{
    return PrepareBriefing{ids.plan, {BriefingId{ids.element.bytes}, 0, ids.version, {"A message"}, {ids.element}, {}, {}}};
}
Command row(Kind<AttachFile>, const Ids& ids) { return AttachFile{ids.plan, ids.occasion, {}, ids.upload}; }
Command row(Kind<InviteParticipant>, const Ids& ids)
{
    Invitation invitation;
    invitation.id = InvitationId{ids.element.bytes};
    invitation.name = "Somebody";
    invitation.version = ids.version;
    invitation.parts = {ids.element};
    invitation.until = a_day;
    invitation.token_hash = ids.content;
    return InviteParticipant{ids.plan, invitation};
}
Command row(Kind<RevokeInvitation>, const Ids& ids) { return RevokeInvitation{ids.plan, InvitationId{ids.element.bytes}, "Why"}; }
Command row(Kind<AssessSignificance>, const Ids& ids)
{
    Assessment assessment;
    assessment.intention = ids.element;
    return AssessSignificance{ids.plan, assessment};
}
Command row(Kind<WaiveConsultation>, const Ids& ids) { return WaiveConsultation{ids.plan, ids.element, ids.person, "Why"}; }
Command row(Kind<SetConsultation>, const Ids& ids)
{
    Consultation consultation;
    consultation.id = ConsultationId{ids.element.bytes};
    consultation.kind = Involvement::formal_consultation;
    consultation.title = "A consultation";
    consultation.proposal = "A proposal";
    consultation.intentions = {ids.element};
    consultation.version = ids.version;
    consultation.opens = a_day;
    consultation.closes = a_day;
    return SetConsultation{ids.plan, consultation};
}
Command row(Kind<MoveConsultation>, const Ids& ids)
{
    return MoveConsultation{ids.plan, ConsultationId{ids.element.bytes}, ConsultationState::open, ""};
}
Command row(Kind<RecordConsultee>, const Ids& ids)
{
    return RecordConsultee{ids.plan, ConsultationId{ids.element.bytes}, {ConsulteeId{ids.element.bytes}, "A committee", "", true, {}, {}, ""}};
}
Command row(Kind<ReportConsultation>, const Ids& ids)
{
    return ReportConsultation{ids.plan, ConsultationId{ids.element.bytes}, "What was said", "A report", a_day, "Noted"};
}
Command row(Kind<ModerateSubmission>, const Ids& ids)
{
    return ModerateSubmission{ids.plan, SubmissionId{ids.element.bytes}, true, "", ids.feedback, "", ""};
}

InterestEntry an_interest(const Ids& ids)
{
    InterestEntry entry;
    entry.id = InterestId{ids.element.bytes};
    entry.person = ids.person;
    entry.what = "Shares";
    entry.organisation = "A provider";
    entry.from = a_day;
    return entry;
}
Command row(Kind<EnterInterest>, const Ids& ids) { return EnterInterest{an_interest(ids)}; }
Command row(Kind<AmendInterest>, const Ids& ids) { return AmendInterest{an_interest(ids)}; }
Command row(Kind<EndInterest>, const Ids& ids) { return EndInterest{InterestId{ids.element.bytes}, a_day}; }
Command row(Kind<ConfirmInterests>, const Ids& ids) { return ConfirmInterests{ids.person}; }
Command row(Kind<SetDecisionMaker>, const Ids& ids) { return SetDecisionMaker{ids.person, true}; }
Command row(Kind<RecordGift>, const Ids& ids)
{
    return RecordGift{{GiftId{ids.element.bytes}, ids.person, "A supplier", "A lunch", 2'500, true, a_day}};
}
Command row(Kind<RecordBreach>, const Ids& ids)
{
    return RecordBreach{{BreachId{ids.element.bytes}, ids.person, "A vote", a_day, "Struck out"}};
}

// ---- and for each other message ----

[[maybe_unused]] ClientMessage row(Kind<Hello>, const Ids&) { return {Hello{protocol_version}}; }  // carries no identifier
ClientMessage row(Kind<Submit>, const Ids& ids) { return {Submit{Key::derived("submit"), CloseFeedback{ids.plan, ids.feedback}}}; }
ClientMessage row(Kind<AskKey>, const Ids& ids) { return {AskKey{ids.key}}; }
ClientMessage row(Kind<OpenPlan>, const Ids& ids) { return {OpenPlan{ids.plan}}; }
ClientMessage row(Kind<ClosePlan>, const Ids& ids) { return {ClosePlan{ids.plan}}; }
ClientMessage row(Kind<GetVersion>, const Ids& ids) { return {GetVersion{ids.plan, ids.version}}; }
ClientMessage row(Kind<GetHistory>, const Ids& ids) { return {GetHistory{ids.plan, 0, 50}}; }
ClientMessage row(Kind<Editing>, const Ids& ids) { return {Editing{ids.plan, ids.element, "text"}}; }
// Counts within the connection; the other organisation's numbers mean nothing here.
ClientMessage row(Kind<NextPart>, const Ids&) { return {NextPart{1}}; }

// Before any plan began: one's own plan answers at its own time.
ClientMessage row(Kind<GetPlanAt>, const Ids& ids) { return {GetPlanAt{ids.plan, 1}}; }

// Carries no identifier, and is answered in its own time; this one is refused at once. What a search finds is asked below.
ClientMessage row(Kind<Search>, const Ids&) { return {Search{1, std::string(SearchLimits::text_bytes_max + 1, 'x'), {}, 1}}; }

template<class Variant>
using Kinds = boost::mp11::mp_transform<Kind, boost::mp11::mp_rename<typename VariantOf<Variant>::Type, boost::mp11::mp_list>>;

/// All bytes that one side received, searched for the other's marker.
struct Tap
{
    std::string bytes;
    std::size_t count{};
    bool found{};

    void take(std::string_view more, const std::string& marker)
    {
        count += more.size();
        bytes += more;
        found = found || bytes.find(marker) != std::string::npos;
        if (bytes.size() > marker.size()) bytes.erase(0, bytes.size() - marker.size());
    }
};

class Member
{
public:
    Member(std::uint16_t port, const std::string& slug, const std::string& email, std::string foreign_marker)
        : marker_(std::move(foreign_marker)), cookies_(sign_in(port, email))
    {
        WsClient::Options options;
        options.path = "/ws?organisation=" + slug;
        options.cookies = cookies_;
        socket_ = std::make_unique<WsClient>(port, options);
        if (!socket_->accepted()) throw std::runtime_error("The WebSocket was refused.");
        say({Hello{protocol_version}});
        const auto first = hear();
        welcome_ = std::get<Welcome>(first.body);
    }

    const Welcome& welcome() const { return welcome_; }
    const std::string& cookies() const { return cookies_; }
    Tap tap;

    void say(const ClientMessage& message) { socket_->send(encode(message)); }

    Bytes hear_bytes()
    {
        auto bytes = socket_->receive();
        if (!bytes) throw std::runtime_error("The server closed: " + socket_->close_reason());
        tap.take(as_text(*bytes), marker_);
        return *bytes;
    }
    ServerMessage hear() { return *decode_server_message(hear_bytes()); }

    /// Everything the server says to `message`, up to the answer to a question that is asked after it: frames in a row,
    /// with `key` blanked.
    std::vector<Bytes> answers_to(const ClientMessage& message, const Key& key)
    {
        say(message);
        say({GetVersion{PlanId::derived("end"), VersionId::derived("end " + std::to_string(++questions_))}});
        // What answers the closing question is the last Failed frame; a GetVersion of the matrix has one of its own.
        const std::size_t ends = std::holds_alternative<GetVersion>(message.body) ? 2 : 1;
        std::vector<Bytes> frames;
        for (std::size_t seen = 0; seen < ends;) {
            frames.push_back(hear_bytes());
            const auto decoded = decode_server_message(frames.back());
            // What others did meanwhile is no answer.
            if (std::holds_alternative<Published>(decoded->body)) frames.pop_back();
            if (const auto* part = std::get_if<Part>(&decoded->body)) say({NextPart{part->transfer}});
            const auto* failed = std::get_if<Failed>(&decoded->body);
            seen += failed && failed->question == "GetVersion";
        }
        frames.pop_back();
        if (!key) return frames;
        for (auto& frame : frames)
            for (auto at = frame.begin(); (at = std::search(at, frame.end(), key.bytes.begin(), key.bytes.end())) != frame.end();)
                std::fill_n(at, key.bytes.size(), std::uint8_t{0});
        return frames;
    }

    /// The receipt, for commands that must succeed.
    Accepted must(const Command& command)
    {
        const Key key = Key::derived(cookies_ + std::to_string(++questions_));
        last_key = key;
        say({Submit{key, command}});
        for (;;) {
            const auto message = hear();
            if (const auto* accepted = std::get_if<Accepted>(&message.body); accepted && accepted->key == key) return *accepted;
            if (const auto* refused = std::get_if<Refused>(&message.body); refused && refused->key == key)
                throw std::runtime_error("Refused: " + refused->message);
        }
    }

    Key last_key;

private:
    std::string marker_;
    std::string cookies_;
    std::unique_ptr<WsClient> socket_;
    Welcome welcome_;
    int questions_{};
};

/// Fills an organisation with one of everything; every text carries `marker`.
Ids fill(Member& member, const std::string& marker)
{
    Ids ids = ids_of(marker);
    ids.person = member.welcome().person;
    ids.workflow = member.welcome().tenant.workflows[0].hash;
    member.must(CreatePlan{ids.plan, "Plan " + marker, "2026/27", ids.workflow});
    member.must(EditContent{ids.plan, {AddSection{{ids.element, "1", 1, marker, "Words " + marker, {}, 0}, {}}}});
    Suggestion suggestion;
    suggestion.id = ids.suggestion;
    suggestion.element = ids.element;
    suggestion.field = TextField::text;
    suggestion.words = marker;
    suggestion.note = marker;
    member.must(MakeSuggestions{ids.plan, {suggestion}});
    member.must(CutVersion{ids.plan, ids.version, "0.1", {"First " + marker}});
    member.must(AddForum{{ids.forum, "Forum " + marker, marker, marker, marker}});
    member.must(PlanForum{ids.plan, {ids.forum, a_day, marker}});
    member.must(TakeTransition{ids.plan, "start_socialisation", "draft", ""});
    Occasion occasion;
    occasion.id = ids.occasion;
    occasion.forum = ids.forum;
    occasion.version = ids.version;
    occasion.date = a_day;
    occasion.presenter = marker;
    member.must(RecordOccasion{ids.plan, occasion});
    FeedbackItem item;
    item.id = ids.feedback;
    item.version = ids.version;
    item.received = a_day;
    item.name = marker;
    item.verbatim = marker;
    member.must(LogFeedback{ids.plan, item});
    member.must(AnswerFeedback{ids.plan, ids.feedback, Disposition::noted, marker, marker});
    member.must(CloseFeedback{ids.plan, ids.feedback});
    member.must(TakeTransition{ids.plan, "consider_feedback", "socialisation", ""});
    member.must(TakeTransition{ids.plan, "send_for_review", "feedback", ""});
    Committee committee;
    committee.id = ids.committee;
    committee.key = "finance_committee";
    committee.name = "Committee " + marker;
    committee.seats = {{"chair", ids.person, true, {}}};
    committee.quorum = {1, {}};
    member.must(SetCommittee{committee});
    // The version's hash comes back with the plan's registers; ask by name.
    member.say({GetVersion{ids.plan, ids.version}});
    for (;;) {
        const auto message = member.hear();
        if (const auto* text = std::get_if<VersionText>(&message.body)) {
            ids.content = text->content_hash;
            break;
        }
    }
    member.must(OpenDecision{ids.plan, ids.decision, ids.committee, ids.version, ids.content, a_day});
    member.must(RecordAttendance{ids.plan, ids.decision, ids.person, true, {}});
    ids.key = member.last_key;
    return ids;
}

class IsolationTest : public testing::Test
{
protected:
    static constexpr const char* north_marker = "NORTHMARKER7f3a";
    static constexpr const char* south_marker = "SOUTHMARKER91c2";

    static void SetUpTestSuite()
    {
        folder_ = std::make_unique<TemporaryFolder>();
        const auto data = *folder_ / "data";
        // A workflow of its own, so that its hash is one the other organisation does not have.
        std::ifstream shipped("workflows/ccg-plan.toml");
        std::ofstream(*folder_ / "north-plan.toml") << shipped.rdbuf() << "\n# North's own\n";
        create_tenant(data, "north", *folder_ / "north-plan.toml");
        create_tenant(data, "south", "workflows/ccg-plan.toml");
        const std::vector<Role> all = {Role::author, Role::document_owner, Role::engagement_lead, Role::committee_secretary,
                                       Role::approver, Role::administrator};
        add_user(data, "nora@example.org", std::string("Nora ") + north_marker, "north", all);
        add_user(data, "sam@example.org", std::string("Sam ") + south_marker, "south", all);
        add_user(data, "rita@example.org", std::string("Rita ") + south_marker, "south", {Role::reader});
        // Every question is a message; the default rate would only make the test wait.
        server_ = std::make_unique<ServerProcess>(
            data, std::vector<std::string>{"--log-level", "debug", "--messages-per-second", "2000"});
        // South is listening while North does everything, and hears none of it.
        south_ = std::make_unique<Member>(server_->port(), "south", "sam@example.org", north_marker);
        reader_ = std::make_unique<Member>(server_->port(), "south", "rita@example.org", north_marker);
        north_ = std::make_unique<Member>(server_->port(), "north", "nora@example.org", south_marker);
        north_ids_ = fill(*north_, north_marker);
        south_ids_ = fill(*south_, south_marker);
    }
    static void TearDownTestSuite()
    {
        north_.reset();
        south_.reset();
        reader_.reset();
        server_.reset();
        folder_.reset();
    }

    static std::uint64_t log_size(Member& member)
    {
        // A command that changes a register, to see where the log stands: it is the one that was written last.
        return member.must(AddForum{{ForumId::derived("probe " + std::to_string(++probes_)), "Probe " + std::to_string(probes_), "", "", ""}})
            .tree_size;
    }

    /// The rest of the identifiers are the member's own.
    static Ids with_own_plan(Ids foreign)
    {
        foreign.plan = south_ids_.plan;
        return foreign;
    }
    static Ids with_own_decision(Ids foreign)
    {
        foreign = with_own_plan(foreign);
        foreign.decision = south_ids_.decision;
        foreign.version = south_ids_.version;
        return foreign;
    }

    struct Answer
    {
        std::vector<Bytes> frames;
        bool accepted{};
    };

    static Answer ask(Member& member, const Command& command)
    {
        const Key key = Key::derived("matrix " + std::to_string(++probes_));
        Answer answer{member.answers_to({Submit{key, command}}, key), false};
        for (const auto& frame : answer.frames)
            answer.accepted = answer.accepted || std::holds_alternative<Accepted>(decode_server_message(frame)->body);
        return answer;
    }

    static inline std::unique_ptr<TemporaryFolder> folder_;
    static inline std::unique_ptr<ServerProcess> server_;
    static inline std::unique_ptr<Member> north_, south_, reader_;
    static inline Ids north_ids_, south_ids_;
    static inline int probes_{};
    static inline std::size_t cells_{};
};

TEST_F(IsolationTest, every_command_with_anothers_identifiers_is_answered_as_if_there_were_none)
{
    const auto north_before = log_size(*north_);
    const auto south_before = log_size(*south_);
    boost::mp11::mp_for_each<Kinds<Command>>([&](auto kind) {
        for (Member* member : {south_.get(), reader_.get()})
            for (const auto shape : {+[](Ids ids) { return ids; }, &IsolationTest::with_own_plan, &IsolationTest::with_own_decision}) {
                const Command theirs = row(kind, shape(north_ids_));
                const Command nobodys = row(kind, shape(ids_of("nobody " + std::to_string(++probes_))));
                const auto one = ask(*member, theirs);
                const auto other = ask(*member, nobodys);
                ++cells_;
                EXPECT_FALSE(one.accepted || other.accepted) << "command " << theirs.index();
                EXPECT_FALSE(one.frames.empty()) << "no answer: command " << theirs.index();
                EXPECT_EQ(one.frames, other.frames) << "command " << theirs.index();
            }
    });
    EXPECT_EQ(log_size(*south_), south_before + 1) << "something was written";
    EXPECT_EQ(log_size(*north_), north_before + 1) << "the other organisation's log grew";
}

TEST_F(IsolationTest, every_message_with_anothers_identifiers_is_answered_as_if_there_were_none)
{
    boost::mp11::mp_for_each<Kinds<decltype(ClientMessage::body)>>([&](auto kind) {
        if constexpr (!std::is_same_v<decltype(kind), Kind<Hello>>) {
            for (Member* member : {south_.get(), reader_.get()})
                for (const auto shape : {+[](Ids ids) { return ids; }, &IsolationTest::with_own_plan}) {
                    if (std::is_same_v<decltype(kind), Kind<OpenPlan>> && shape(north_ids_).plan == south_ids_.plan) continue;
                    const Ids nobodys = ids_of("nobody " + std::to_string(++probes_));
                    ++cells_;
                    EXPECT_EQ(member->answers_to(row(kind, shape(north_ids_)), north_ids_.key),
                              member->answers_to(row(kind, shape(nobodys)), nobodys.key))
                        << row(kind, north_ids_).body.index();
                }
        }
    });
}

/// What a client sees of a reply, without its date.
std::string visible(const HttpReply& reply)
{
    std::string text = std::to_string(reply.status) + '\n';
    for (const auto& [name, value] : reply.headers)
        if (name != "Date") text += name + ": " + value + '\n';
    return text + '\n' + reply.body;
}

TEST_F(IsolationTest, anothers_websocket_exports_and_uploads_are_as_if_there_were_none)
{
    HttpClient http(server_->port());
    const auto cookies = south_->cookies();
    const auto equals = cookies.find('=');
    http.cookies[cookies.substr(0, equals)] = cookies.substr(equals + 1);
    const auto same = [&](const std::string& one, const std::string& other, int status, const auto& ask) {
        const HttpReply a = ask(one), b = ask(other);
        south_->tap.take(visible(a), north_marker);
        EXPECT_EQ(a.status, status) << one;
        EXPECT_EQ(visible(a), visible(b)) << one;
        ++cells_;
    };
    same("/ws?organisation=north", "/ws?organisation=nowhere", 404, [&](const std::string& path) {
        WsClient::Options options;
        options.path = path;
        options.cookies = cookies;
        return WsClient(server_->port(), options).handshake();
    });
    for (const std::string format : {"", ".html", ".docx", ".docx?version=0.1", ".docx?from=0.1", ".csv", ".feedback.csv", ".xlsx", ".feedback.xlsx", ".providers.xlsx", ".coverage.csv", ".json", ".exe"}) {
        const auto get = [&](const std::string& path) { return http.get(path); };
        const std::string theirs = north_ids_.plan.text() + format;
        const std::string nobodys = PlanId::derived("nobody").text() + format;
        same("/export/north/" + theirs, "/export/nowhere/" + theirs, 404, get);
        same("/export/north/" + theirs, "/export/north/" + nobodys, 404, get);
        same("/export/south/" + theirs, "/export/south/" + nobodys, 404, get);
        same("/published/north/" + theirs, "/published/nowhere/" + nobodys, 404, get);
    }
    for (const std::string end : {"", ".csv"}) {
        const auto get = [&](const std::string& path) { return http.get(path); };
        same("/published/north/register-of-interests" + end, "/published/nowhere/register-of-interests" + end, 404, get);
    }
    same("/api/upload?organisation=north", "/api/upload?organisation=nowhere", 404,
         [&](const std::string& path) { return http.post(path, "application/octet-stream", "# A plan\n"); });
    // A log that was kept elsewhere, and a Word file that came back: of another organisation, and of another's plan in one's own.
    HttpClient north_http(server_->port());
    const auto north_cookies = north_->cookies();
    north_http.cookies[north_cookies.substr(0, north_cookies.find('='))] = north_cookies.substr(north_cookies.find('=') + 1);
    const auto their_file = north_http.get("/export/north/" + north_ids_.plan.text() + ".docx?version=0.1").body;
    ASSERT_EQ(their_file.substr(0, 2), "PK");
    const auto own_file = http.get("/export/south/" + south_ids_.plan.text() + ".docx?version=0.1").body;
    const std::string log = "Received,Name,Comment\n25/11/2026,Somebody,Something\n";
    for (const auto& [route, file] : {std::pair{std::string("/api/upload-log"), log}, {std::string("/api/upload-word"), own_file}}) {
        const auto post = [&, body = file](const std::string& path) { return http.post(path, "application/octet-stream", body); };
        const std::string plan = "&plan=" + south_ids_.plan.text();
        same(route + "?organisation=north" + plan, route + "?organisation=nowhere" + plan, 404, post);
        same(route + "?organisation=north&plan=" + north_ids_.plan.text(), route + "?organisation=north&plan=" + PlanId::derived("nobody").text(), 404, post);
        same(route + "?organisation=south&plan=" + north_ids_.plan.text(), route + "?organisation=south&plan=" + PlanId::derived("nobody").text(), 404, post);
        EXPECT_EQ(post(route + "?organisation=south" + plan).status, 200) << "one's own is read";
    }
    // The other's file is one of a plan that is not here; what it holds and whose it is stays untold.
    const auto foreign = http.post("/api/upload-word?organisation=south&plan=" + south_ids_.plan.text(), "application/octet-stream", their_file);
    south_->tap.take(visible(foreign), north_marker);
    EXPECT_EQ(foreign.status, 422);
    EXPECT_NE(foreign.body.find("a plan that is not in this organisation"), std::string::npos) << foreign.body;
    ++cells_;
    // Files may be larger than forms.
    EXPECT_EQ(http.post("/api/upload-log?organisation=south&plan=" + south_ids_.plan.text(), "application/octet-stream",
                        log + "26/11/2026,Somebody," + std::string(200'000, 'x') + "\n").status, 200);
    EXPECT_EQ(http.post("/api/upload-word?organisation=south&plan=" + south_ids_.plan.text(), "application/octet-stream",
                        std::string(200'000, 'x')).status, 422);
    // The control: the same questions about one's own are answered.
    EXPECT_EQ(http.get("/export/south/" + south_ids_.plan.text() + ".json").status, 200);
    EXPECT_NE(http.get("/export/south/" + south_ids_.plan.text() + ".json").body.find(south_marker), std::string::npos);
    for (const std::string page : {"/api/me", "/organisations", "/published"}) south_->tap.take(http.get(page).body, north_marker);
}

TEST_F(IsolationTest, without_a_session_nothing_is_answered)
{
    HttpClient http(server_->port());
    WsClient::Options options;
    options.path = "/ws?organisation=south";
    EXPECT_EQ(WsClient(server_->port(), options).handshake().status, 401);
    EXPECT_EQ(http.get("/export/south/" + south_ids_.plan.text() + ".json").status, 303);
    EXPECT_EQ(http.get("/api/me").status, 401);
    for (const std::string route : {"/api/upload", "/api/upload-log", "/api/upload-word", "/api/attachment"})
        EXPECT_EQ(http.post(route + "?organisation=south&plan=" + south_ids_.plan.text(), "application/octet-stream", "x").status, 401) << route;
}

TEST_F(IsolationTest, the_past_of_ones_own_plan_is_answered)
{
    const auto heard = [&](auto question, auto take) {
        south_->say({question});
        while (!take(south_->hear())) {}
    };
    History history;
    heard(GetHistory{south_ids_.plan, 0, 100}, [&](const ServerMessage& message) {
        const auto* answer = std::get_if<History>(&message.body);
        if (answer) history = *answer;
        return answer != nullptr;
    });
    ASSERT_GT(history.lines.size(), 2u);
    PlanAt latest;
    heard(GetPlanAt{south_ids_.plan, history.lines.front().sequence}, [&](const ServerMessage& message) {
        const auto* answer = std::get_if<PlanAt>(&message.body);
        if (answer) latest = *answer;
        return answer != nullptr;
    });
    ASSERT_EQ(latest.content.sections.size(), 1u);
    EXPECT_NE(latest.content.sections[0].text.find(south_marker), std::string::npos);
    heard(GetPlanAt{south_ids_.plan, history.lines.back().sequence}, [&](const ServerMessage& message) {
        const auto* answer = std::get_if<PlanAt>(&message.body);
        if (answer) EXPECT_TRUE(answer->content.sections.empty()) << "as it began";
        return answer != nullptr;
    });
}

TEST_F(IsolationTest, a_search_finds_what_is_ones_own_and_nothing_of_the_other_organisation)
{
    std::uint32_t number = 100;
    const auto found = [&](const std::string& text) {
        for (;;) {
            south_->say({Search{++number, text, {}, 50}});
            for (;;) {
                const auto message = south_->hear();
                if (const auto* results = std::get_if<SearchResults>(&message.body); results && results->number == number) {
                    if (results->preparing) break;
                    return results->hits.size();
                }
                if (std::holds_alternative<Failed>(message.body)) break;
            }
        }
    };
    // What has just been written is looked up a moment later.
    std::size_t own = 0;
    for (int tries = 0; tries < 1000 && own <= 3; ++tries) own = found(south_marker);
    EXPECT_GT(own, 3u);
    EXPECT_EQ(found(north_marker), 0u);
}

TEST_F(IsolationTest, no_byte_of_one_organisation_reached_the_other)
{
    // Runs last: what the tests above received went through the taps.
    for (Member* member : {south_.get(), reader_.get(), north_.get()}) {
        member->answers_to({Hello{protocol_version}}, {});
        EXPECT_GT(member->tap.count, 10'000u);
        EXPECT_FALSE(member->tap.found);
    }
    const auto searched = south_->tap.count + reader_->tap.count + north_->tap.count;
    const bool found = south_->tap.found || reader_->tap.found || north_->tap.found;
    for (auto* member : {&south_, &reader_, &north_}) member->reset();
    EXPECT_EQ(server_->stop(), 0);
    EXPECT_GT(server_->log().size(), 1000u);
    for (const char* marker : {north_marker, south_marker}) EXPECT_EQ(server_->log().find(marker), std::string::npos) << marker;
    std::printf("{\"test\":\"isolation\",\"cells\":%zu,\"bytes_searched\":%zu,\"log_bytes_searched\":%zu,"
                "\"markers_found\":%d}\n",
                cells_, searched, server_->log().size(), found);
}

}  // namespace
}  // namespace assent
