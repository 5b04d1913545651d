#pragma once
// Pages for people without an account: what a link shows, a consultation, and the forms to answer them part by part. Plain HTML without
// script; what was typed is on the page again when something is wrong with it (docs/outside.md).

#include <optional>
#include <string>
#include <vector>

#include "server/identity/outside_authority.hpp"
#include "shared/base/result.hpp"
#include "shared/model/tenant.hpp"

namespace assent::exchange::print {

/// A form as it was sent.
struct FilledForm
{
    ElementId part;  ///< zero: about the whole
    std::string words;
    std::string proposed_wording;
    std::string name;
    std::string organisation;
    std::string contact;
    std::string who;  ///< kind of stakeholder
    bool may_publish{};
};

/// What the forms of a page have in common.
struct ResponseForms
{
    std::string action;  ///< path they are posted to
    std::string token;   ///< form_tokens.hpp
    bool comment{};
    bool propose{};
    bool asks_who{};     ///< name, contact and consent: of the public
    std::optional<FilledForm> again;
    Error wrong;         ///< with `again`: its field is one of the form's, or empty
};

/// Names of the form's fields; what a program fills in and a person does not see is `decoy`.
namespace field {
inline constexpr const char* token = "token";
inline constexpr const char* part = "part";
inline constexpr const char* words = "words";
inline constexpr const char* proposed = "proposed";
inline constexpr const char* name = "name";
inline constexpr const char* organisation = "organisation";
inline constexpr const char* contact = "contact";
inline constexpr const char* who = "who";
inline constexpr const char* publish = "publish";
inline constexpr const char* decoy = "homepage";
}  // namespace field

/// Whom a page is from and what it is about.
struct ResponseSubject
{
    std::string organisation;
    std::string plan_title;
    std::string period;
    std::string version;
    Date version_date;
};

/// What an invitation shows; without forms where it is for reading.
std::string participant_html(const ResponseSubject& subject, const Invitation& invitation, const Content& shown, const ResponseForms& forms);

/// A consultation: proposal, days, what happens to responses, the version; forms while it is open.
std::string consultation_html(const ResponseSubject& subject, const Consultation& consultation, identity::Openness openness,
                              const Content& shown, const ResponseForms& forms);

/// After a response was taken in. `back` leads to the page it was given on.
std::string received_html(const ResponseSubject& subject, const std::string& reference, bool is_public, const std::string& back);

struct ConsultationLine
{
    std::string organisation;
    std::string title;
    Date opens;
    Date closes;
    identity::Openness openness{};
    std::string href;
};

/// Consultations that anybody may answer, those that are open first.
std::string consultations_html(const std::vector<ConsultationLine>& lines);

}  // namespace assent::exchange::print
