// What a plan says, how its text changes, its versions and its steps.
#include "server/demo/story.hpp"
#include "shared/base/assertion.hpp"
#include "shared/model/timescale.hpp"

namespace assent::demo {

static std::vector<IntentionTimescale> timescales_of(const std::vector<std::string>& written, int year)
{
    std::vector<IntentionTimescale> timescales;
    for (const auto& text : written) {
        const auto read = parse_timescales(text, year);
        timescales.push_back({text, {}, {}});
        if (read.size() == 1) {
            timescales.back().from = read.front().from;
            timescales.back().to = read.front().to;
        }
    }
    return timescales;
}

static PartStatus status_of(const Entry& entry)
{
    return named<PartStatus>(entry, entry.text("status", "agreed"));
}

static Intention intention_of(const PlanScript& script, const Entry& entry, const std::string& area)
{
    const auto year = parse_financial_year(script.file.need("period"));
    if (!year) script.file.fail("the period is no financial year");
    Intention intention;
    intention.reference = entry.need("ref");
    intention.id = script.id<ElementId>("intention/" + intention.reference);
    intention.programme_area = area;
    intention.service_area = entry.need("service");
    intention.text = entry.need("text");
    intention.providers = entry.texts("providers");
    intention.timescales = timescales_of(entry.texts("when"), *year);
    intention.routes = entry.texts("routes");
    intention.place = entry.text("place");
    intention.lead = entry.text("lead");
    intention.conditions = entry.text("conditions");
    intention.status = status_of(entry);
    return intention;
}

/// Appends what one person enters in one sitting: it comes after what is there already.
template<class Add, class Element>
static void add_elements(const PlanScript& script, const Entry& entry, const std::string& at_key, const std::string& by_key,
                         std::vector<Element> elements, std::vector<Element> Content::*list)
{
    if (elements.empty()) return;
    script.add(entry, entry.moment(at_key), entry.need(by_key), [plan = script.plan, elements, list](const Tenant& tenant) {
        const auto* found = find_plan(tenant, plan);
        ASSENT_ASSERT(found != nullptr);
        const auto& existing = found->content.*list;
        ElementId after = existing.empty() ? ElementId{} : existing.back().id;
        EditContent command{plan, {}};
        for (const auto& element : elements) {
            command.edits.push_back(Add{element, after});
            after = element.id;
        }
        return command;
    });
}

static void add_sections(const PlanScript& script)
{
    int count = 0;
    for (const auto& group : script.file.entries("narrative")) {
        std::vector<Section> sections;
        for (const auto& entry : group.entries("section"))
            sections.push_back({script.id<ElementId>("section/" + std::to_string(++count)), entry.text("number"),
                                static_cast<std::uint8_t>(entry.number("level", 1)), entry.need("heading"), entry.text("text"),
                                status_of(entry), 0});
        add_elements<AddSection>(script, group, "at", "by", std::move(sections), &Content::sections);
    }
}

static void add_intentions(const PlanScript& script)
{
    for (const auto& area : script.file.entries("area")) {
        std::vector<Intention> intentions;
        for (const auto& entry : area.entries("intention")) intentions.push_back(intention_of(script, entry, area.need("name")));
        add_elements<AddIntention>(script, area, "at", "by", std::move(intentions), &Content::intentions);
    }
}

static void add_tables(const PlanScript& script)
{
    int count = 0;
    for (const auto& entry : script.file.entries("table")) {
        MoneyTable table{script.id<ElementId>("table/" + std::to_string(++count)), entry.need("title"), entry.text("unit"),
                         entry.texts("columns"), {}, status_of(entry), {}, {}};
        for (auto& row : entry.rows("rows")) table.rows.push_back({std::move(row)});
        add_elements<AddTable>(script, entry, "at", "by", std::vector{std::move(table)}, &Content::tables);
    }
}

static void add_milestones(const PlanScript& script)
{
    int count = 0;
    for (const auto& group : script.file.entries("timetable")) {
        std::vector<PlanMilestone> milestones;
        for (const auto& entry : group.entries("line"))
            milestones.push_back({script.id<ElementId>("milestone/" + std::to_string(++count)), entry.date("date"),
                                  entry.need("event"), entry.text("who"), 0});
        add_elements<AddMilestone>(script, group, "at", "by", std::move(milestones), &Content::milestones);
    }
}

/// The digest of what stands there is taken when the edit's turn comes, as an editor's screen would.
static void add_edits(const PlanScript& script)
{
    for (const auto& entry : script.file.entries("edit")) {
        const std::string what = entry.need("what");
        const auto place = entry.place();
        if (entry.has("values")) {
            const auto field = named<ListField>(entry, entry.need("field"));
            script.add(entry, entry.moment("at"), entry.need("by"),
                       [plan = script.plan, what, field, values = entry.texts("values")](const Tenant& tenant) {
                           const auto* found = find_plan(tenant, plan);
                           const ElementId element = element_named(*found, what);
                           const auto now = list_of(found->content, element, field).value_or(std::vector<std::string>{});
                           return EditContent{plan, {SetList{element, field, digest_of(now), values}}};
                       });
            continue;
        }
        const auto field = named<TextField>(entry, entry.need("field"));
        script.add(entry, entry.moment("at"), entry.need("by"),
                   [plan = script.plan, what, field, value = entry.need("value")](const Tenant& tenant) {
                       const auto* found = find_plan(tenant, plan);
                       const ElementId element = element_named(*found, what);
                       const auto now = text_of(found->content, element, field).value_or("");
                       return EditContent{plan, {SetText{element, field, digest_of(now), value}}};
                   });
    }
}

void add_content_steps(const PlanScript& script)
{
    add_sections(script);
    add_intentions(script);
    add_tables(script);
    add_milestones(script);
    add_edits(script);
}

void add_version_steps(const PlanScript& script)
{
    for (const auto& entry : script.file.entries("version")) {
        const std::string number = entry.need("number");
        const CutVersion cut{script.plan, script.id<VersionId>("version/" + number), number, entry.texts("changes")};
        script.add(entry, entry.moment("at"), entry.need("by"), [cut](const Tenant&) { return cut; });
    }
    for (const auto& entry : script.file.entries("step"))
        script.add(entry, entry.moment("at"), entry.need("by"),
                   [plan = script.plan, transition = entry.need("take"), reason = entry.text("reason")](const Tenant& tenant) {
                       return TakeTransition{plan, transition, find_plan(tenant, plan)->state, reason};
                   });
}

}  // namespace assent::demo
