#pragma once
// The fixed vocabulary of conditions. Each is decided from Facts alone and says in plain words what is missing, with the
// items listed; the same words refuse the command on the server and stand beside the greyed-out button in the browser.
//
//   has_version          a version has been cut
//   version_cut          a version has been cut and nothing was edited since
//   feedback_answered    every feedback item has a disposition and a response
//   feedback_closed      every feedback item is closed
//   forums_visited       every forum of the engagement plan has had an event
//   events_held          at least `min` socialisation events were held (about the latest version, with `latest`)
//   approved_by          the committee's last closed decision on the latest version's content approves it, conditions or
//                        not, and was quorate; with a committee in each member: every member's has
//   sent_back_by         the committee's last closed decision on the latest version's content sent it back; with a
//                        committee in each member: at least one member's has
//   conditions_closed    no approval of the latest version has an open condition
//   decisions_closed     no decision on the plan is open
//   doubts_settled       nothing the import was unsure of is left open
//   intentions_complete  no intention lacks a text, provider or timescale
//   parts_agreed         no section or table is marked draft or subject to review
//   significance_assessed    every intention has an assessment of its present text
//   consultations_concluded  no intention that needs a formal consultation lacks a concluded one or a waiver
//   feedback_considered      every member of the committee who is to decide has opened the feedback report on the latest
//                            version; with a committee in each member: every member's have
//   reason_given         the person says why; asked for when they take the step

#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

#include "shared/workflow/definition.hpp"
#include "shared/workflow/facts.hpp"

namespace assent::workflow {

struct Verdict
{
    bool met{};
    std::string sentence;            ///< "3 feedback items are unanswered: F-031, F-027 and F-018."
    std::vector<std::string> items;  ///< what is missing, one thing each; empty if met

    bool operator==(const Verdict&) const = default;
};
BOOST_DESCRIBE_STRUCT(Verdict, (), (met, sentence, items))

/// Whether the guard holds, and the sentence for it either way.
Verdict evaluate(const Guard& guard, const Definition& definition, const Facts& facts);

/// The condition in words, as a clause: "the Governing Body has approved the latest version".
std::string in_words(const Guard& guard, const Definition& definition);

/// The opposite, also as a clause: "the Governing Body has not approved the latest version".
std::string opposite_in_words(const Guard& guard, const Definition& definition);

/// Whether `kind` occurs anywhere in the guard.
bool mentions(const Guard& guard, GuardKind kind);

/// "A, B and C".
std::string joined(const std::vector<std::string>& words, std::string_view last_joint = " and ");

}  // namespace assent::workflow
