#pragma once
// Whether a change is significant, and what follows from it (REQUIREMENTS R27-R30): four tests for each intention; engagement of
// users or formal consultation; the consultation as a case, with whom must be asked, days, responses and report.

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/sha256.hpp"
#include "shared/base/time.hpp"
#include "shared/model/ids.hpp"
#include "shared/model/socialisation.hpp"

namespace assent {

enum class SignificanceTest : std::uint8_t { access, wider_community, patients_or_users, service_delivery };
BOOST_DESCRIBE_ENUM(SignificanceTest, access, wider_community, patients_or_users, service_delivery)

enum class Impact : std::uint8_t { not_assessed, none, some, substantial };
BOOST_DESCRIBE_ENUM(Impact, not_assessed, none, some, substantial)

struct TestAnswer
{
    SignificanceTest test{};
    Impact impact{};
    std::string reason;
    bool operator==(const TestAnswer&) const = default;
};
BOOST_DESCRIBE_STRUCT(TestAnswer, (), (test, impact, reason))

enum class Involvement : std::uint8_t { none, user_engagement, formal_consultation };
BOOST_DESCRIBE_ENUM(Involvement, none, user_engagement, formal_consultation)

/// The latest assessment of one intention; earlier ones are in the log.
struct Assessment
{
    ElementId intention;
    std::vector<TestAnswer> tests;  ///< the four, in their order
    bool similar_procurement{};     ///< the provider changes by procurement and the service stays broadly similar
    Involvement involvement{};      ///< at least what least_involvement() says
    Hash text_digest;               ///< material_digest() of the intention's text then: another one is asked about again
    PersonId by;
    Timestamp at;
    std::string waived_why;         ///< of a formal consultation: not held, for this reason
    PersonId waived_by;             ///< zero: not waived
    PersonId waiver_decided_by;     ///< who takes responsibility for it
    Timestamp waived_at;

    bool operator==(const Assessment&) const = default;
};
BOOST_DESCRIBE_STRUCT(Assessment, (),
                      (intention, tests, similar_procurement, involvement, text_digest, by, at, waived_why, waived_by,
                       waiver_decided_by, waived_at))

/// What is kept of an intention's text beside it, so that what lacks an assessment is known where the text has not been loaded.
struct IntentionMark
{
    ElementId id;
    std::string reference;
    Hash words;  ///< material_digest() of its text (significance.hpp)
    bool operator==(const IntentionMark&) const = default;
};
BOOST_DESCRIBE_STRUCT(IntentionMark, (), (id, reference, words))

/// One "substantial" makes a change significant: formal consultation. A similar service under another provider: engagement of its users.
Involvement least_involvement(const std::vector<TestAnswer>& tests, bool similar_procurement);

enum class ConsultationState : std::uint8_t { planned, open, closed, concluded };
BOOST_DESCRIBE_ENUM(ConsultationState, planned, open, closed, concluded)

struct Consultee
{
    ConsulteeId id;
    std::string name;
    std::string kind;  ///< "Overview and scrutiny committee"
    bool mandatory{};
    Date notified;
    Date responded;
    std::string response;

    bool operator==(const Consultee&) const = default;
};
BOOST_DESCRIBE_STRUCT(Consultee, (), (id, name, kind, mandatory, notified, responded, response))

/// A formal consultation, or the engagement of users or the public about a version.
struct Consultation
{
    ConsultationId id;
    Involvement kind{};                 ///< never none
    std::string title;
    std::string proposal;
    std::vector<ElementId> intentions;  ///< that it is about; empty: the whole version
    VersionId version;
    Date opens;
    Date closes;                        ///< the last day on which responses are taken
    bool public_page{};                 ///< anybody may read and respond on a page without sign-in
    std::vector<Consultee> consultees;
    ConsultationState state{};
    std::vector<Attachment> materials;
    std::string analysis;               ///< what was said, and how it was considered
    std::string report;                 ///< what is put to the board
    Date reported;                      ///< the day on which the board received it; none: not yet
    std::string board_outcome;          ///< as minuted
    PersonId set_up_by;
    Timestamp set_up_at;

    bool operator==(const Consultation&) const = default;
};
BOOST_DESCRIBE_STRUCT(Consultation, (),
                      (id, kind, title, proposal, intentions, version, opens, closes, public_page, consultees, state,
                       materials, analysis, report, reported, board_outcome, set_up_by, set_up_at))

enum class SubmissionState : std::uint8_t { waiting, taken_in, set_aside };
BOOST_DESCRIBE_ENUM(SubmissionState, waiting, taken_in, set_aside)

/// What a member of the public sent. It waits for a person of the organisation; nobody else sees it until then.
struct Submission
{
    SubmissionId id;
    ConsultationId consultation;
    ElementId part;     ///< zero: about the whole
    std::string title;  ///< of the part
    std::string name;   ///< may be empty
    std::string organisation;
    std::string contact;  ///< may be empty; never published or exported
    std::string stakeholder_type;
    std::string text;
    bool may_publish{};   ///< consent to publication of the words without the name
    Timestamp at;
    SubmissionState state{};
    std::string why;      ///< set aside
    FeedbackId item;      ///< taken in as
    PersonId moderated_by;
    Timestamp moderated_at;

    bool operator==(const Submission&) const = default;
};
BOOST_DESCRIBE_STRUCT(Submission, (),
                      (id, consultation, part, title, name, organisation, contact, stakeholder_type, text, may_publish, at,
                       state, why, item, moderated_by, moderated_at))

struct ConsultationLimits
{
    static constexpr std::size_t consultees_max = 200;
    static constexpr std::size_t consultations_max = 50;     ///< in a plan
    static constexpr std::size_t waiting_max = 2'000;        ///< submissions in a plan's tray
    static constexpr std::size_t submission_bytes_max = 8 * 1024;
};

std::string words_of(SignificanceTest test);
std::string words_of(Impact impact);
std::string words_of(Involvement involvement);
std::string words_of(ConsultationState state);
std::string words_of(SubmissionState state);

}  // namespace assent
