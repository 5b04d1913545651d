#include "shared/model/person.hpp"

#include <algorithm>

namespace assent {

struct RightHolders
{
    Right right;
    const char* act;
    std::vector<Role> roles;
};

static const std::vector<RightHolders>& right_holders()
{
    using enum Role;
    static const std::vector<RightHolders> table = {
        {Right::read, "read this organisation's plans",
         {reader, author, contributor, document_owner, finance_reviewer, engagement_lead, committee_secretary, approver,
          provider_contact, administrator}},
        {Right::edit_content, "change the plan", {author, contributor, document_owner, finance_reviewer}},
        {Right::cut_version, "cut a version", {author, document_owner}},
        {Right::record_socialisation, "record socialisation", {author, document_owner, engagement_lead, committee_secretary}},
        {Right::log_feedback, "log feedback",
         {author, contributor, document_owner, finance_reviewer, engagement_lead, committee_secretary, approver,
          provider_contact}},
        {Right::answer_feedback, "answer feedback",
         {author, contributor, document_owner, finance_reviewer, engagement_lead}},
        {Right::run_sign_off, "run a committee's decision", {committee_secretary}},
        {Right::vote, "vote", {approver}},
        {Right::move_plan, "take the plan to its next step",
         {author, contributor, document_owner, finance_reviewer, engagement_lead, committee_secretary, approver,
          administrator}},
        {Right::create_plan, "start or import a plan", {author, document_owner, administrator}},
        {Right::administer, "change people, forums and committees", {administrator, committee_secretary}},
    };
    return table;
}

Result<void> may(const Person& person, Right right)
{
    for (const auto& entry : right_holders()) {
        if (entry.right != right) continue;
        const bool has = person.active && std::any_of(person.roles.begin(), person.roles.end(), [&](Role role) {
                             return std::find(entry.roles.begin(), entry.roles.end(), role) != entry.roles.end();
                         });
        if (has) return {};
        std::string who;
        for (std::size_t i = 0; i < entry.roles.size(); ++i)
            who += (i == 0 ? "" : i + 1 == entry.roles.size() ? " or " : ", ") + words_of(entry.roles[i]);
        return refuse(Errc::forbidden, "Your role does not let you " + std::string(entry.act) + ". Ask a person who is " +
                                           who + ".");
    }
    return refuse(Errc::forbidden, "Your role does not let you do this.");
}

std::string name_of(Role role)
{
    switch (role) {
    case Role::reader: return "reader";
    case Role::author: return "author";
    case Role::contributor: return "contributor";
    case Role::document_owner: return "document_owner";
    case Role::finance_reviewer: return "finance_reviewer";
    case Role::engagement_lead: return "engagement_lead";
    case Role::committee_secretary: return "committee_secretary";
    case Role::approver: return "approver";
    case Role::provider_contact: return "provider_contact";
    case Role::administrator: return "administrator";
    }
    return {};
}

std::string words_of(Role role)
{
    std::string words = name_of(role);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::optional<Role> role_named(std::string_view name)
{
    for (int i = 0; i <= static_cast<int>(Role::administrator); ++i)
        if (name_of(static_cast<Role>(i)) == name) return static_cast<Role>(i);
    return std::nullopt;
}

std::string initials_of(const std::string& name)
{
    std::string letters;
    bool at_start = true;
    for (const char c : name) {
        if (at_start && c != ' ' && static_cast<unsigned char>(c) < 0x80) letters += c;
        at_start = c == ' ';
    }
    if (letters.size() > 2) letters = {letters.front(), letters.back()};
    return letters;
}

}  // namespace assent
