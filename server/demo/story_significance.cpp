// Whether intentions are significant, and the consultations that follow.
#include <algorithm>

#include "server/demo/story.hpp"

namespace assent::demo {

/// A test that the file leaves out has no impact.
static TestAnswer answer_of(const Entry& entry, SignificanceTest test, const char* key)
{
    if (!entry.has(key)) return {test, Impact::none, ""};
    const Entry answer = entry.entry(key);
    return {test, named<Impact>(answer, answer.need("impact")), answer.need("reason")};
}

static void add_assessments(const PlanScript& script)
{
    for (const auto& entry : script.file.entries("assessment")) {
        Assessment made;
        made.tests = {answer_of(entry, SignificanceTest::access, "access"),
                      answer_of(entry, SignificanceTest::wider_community, "community"),
                      answer_of(entry, SignificanceTest::patients_or_users, "users"),
                      answer_of(entry, SignificanceTest::service_delivery, "delivery")};
        made.similar_procurement = entry.flag("similar_procurement");
        made.involvement = least_involvement(made.tests, made.similar_procurement);
        for (const auto& about : entry.texts("about"))
            script.add(entry, entry.moment("at"), entry.need("by"),
                       [plan = script.plan, made, about](const Tenant& tenant) {
                           AssessSignificance command{plan, made};
                           command.assessment.intention = element_named(*find_plan(tenant, plan), about);
                           return command;
                       });
    }
    for (const auto& entry : script.file.entries("waiver"))
        script.add(entry, entry.moment("at"), entry.need("by"),
                   [plan = script.plan, about = entry.need("about"), decided_by = person_of(entry.need("decided_by")),
                    reason = entry.need("reason")](const Tenant& tenant) {
                       return WaiveConsultation{plan, element_named(*find_plan(tenant, plan), about), decided_by,
                                                reason};
                   });
}

static Consultation consultation_of(const PlanScript& script, const Entry& entry)
{
    Consultation made;
    made.id = script.id<ConsultationId>("consultation/" + entry.need("key"));
    made.kind = named<Involvement>(entry, entry.need("kind"));
    made.title = entry.need("title");
    made.proposal = entry.need("proposal");
    made.version = script.id<VersionId>("version/" + entry.need("version"));
    made.opens = entry.date("opens");
    made.closes = entry.date("closes");
    for (const auto& each : entry.entries("consultees")) {
        const std::string name = each.need("name");
        made.consultees.push_back({script.id<ConsulteeId>("consultee/" + name), name, each.text("kind"),
                                   each.flag("mandatory"), each.date("notified"), each.date("responded"),
                                   each.text("response")});
    }
    return made;
}

static void add_consultation(const PlanScript& script, const Entry& entry)
{
    const auto made = consultation_of(script, entry);
    const auto by = entry.need("by");
    script.add(entry, entry.moment("at"), by,
               [plan = script.plan, made, about = entry.texts("about")](const Tenant& tenant) {
                   SetConsultation command{plan, made};
                   for (const auto& name : about)
                       command.consultation.intentions.push_back(element_named(*find_plan(tenant, plan), name));
                   return command;
               });
    const auto move = [&](const char* key, ConsultationState to) {
        if (!entry.has(key)) return;
        script.add(entry, entry.moment(key), by,
                   [command = MoveConsultation{script.plan, made.id, to, ""}](const Tenant&) { return command; });
    };
    move("opened", ConsultationState::open);
    move("closed", ConsultationState::closed);
    if (entry.has("report")) {
        const Entry report = entry.entry("report");
        script.add(report, report.moment("at"), by,
                   [command = ReportConsultation{script.plan, made.id, report.need("analysis"), report.need("words"),
                                                 report.date("received"), report.text("outcome")}](const Tenant&) {
                       return command;
                   });
    }
    move("concluded", ConsultationState::concluded);
}

void add_significance_steps(const PlanScript& script)
{
    add_assessments(script);
    for (const auto& entry : script.file.entries("consultation"))
        add_consultation(script, entry);
}

} // namespace assent::demo
