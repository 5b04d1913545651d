#include "client/views/discussion.hpp"

#include <algorithm>

#include "client/views/letters.hpp"
#include "client/views/plan_name.hpp"
#include "client/views/record_parts.hpp"

namespace assent::views {

namespace {

using ui::Tone;

constexpr std::size_t remarks_shown = 30;

/// People whose names stand behind an "@" in the text.
std::vector<PersonId> mentioned_in(const Tenant& tenant, const std::string& text)
{
    std::vector<PersonId> people;
    for (const auto& person : tenant.people)
        if (person.active && text.find("@" + person.name) != std::string::npos && people.size() < DiscussionLimits::mentions_max) people.push_back(person.id);
    return people;
}

/// What is typed behind the last "@", if it may become a name.
std::optional<std::string> begun_mention(const std::string& text)
{
    static constexpr std::size_t name_max = 40;
    const auto at = text.rfind('@');
    if (at == std::string::npos || text.size() - at > name_max || text.find('\n', at) != std::string::npos) return std::nullopt;
    if (at > 0 && text[at - 1] != ' ' && text[at - 1] != '\n') return std::nullopt;  // an e-mail address
    return text.substr(at + 1);
}

/// Buttons for the people whose names begin as the text ends.
void offer_people(ViewContext& context, Form& form)
{
    static constexpr std::size_t offered_max = 6;
    const auto begun = begun_mention(form["text"]);
    if (!begun) return;
    std::vector<const Person*> fitting;
    for (const auto& person : context.tenant.people) {
        if (!person.active || person.id == context.me.id) continue;
        if (begun->compare(0, person.name.size(), person.name) == 0) return;  // it is whole
        const auto name = lower(person.name);
        const auto wanted = lower(*begun);
        if (name.compare(0, wanted.size(), wanted) == 0 || name.find(" " + wanted) != std::string::npos) fitting.push_back(&person);
    }
    if (fitting.empty()) return;
    ui::group("People to mention", [&] {
        ui::row([&] {
            for (std::size_t i = 0; i < std::min(fitting.size(), offered_max); ++i) {
                if (!ui::button("@" + fitting[i]->name, {.small = true})) continue;
                auto& text = form["text"];
                text.erase(text.rfind('@'));
                text += "@" + fitting[i]->name + " ";
                context.look("focus_remark") = "yes";
            }
        });
    });
}

std::vector<ui::Span> spans_of(const ViewContext& context, const Remark& remark)
{
    std::vector<ui::Span> spans;
    std::size_t at = 0;
    while (at < remark.text.size()) {
        std::size_t next = remark.text.size(), length = 0;
        for (const auto person : remark.mentions) {
            const std::string name = "@" + context.name_of(person);
            const auto found = remark.text.find(name, at);
            if (found < next) {
                next = found;
                length = name.size();
            }
        }
        if (next > at) spans.push_back({remark.text.substr(at, next - at)});
        if (length > 0) spans.push_back({remark.text.substr(next, length), ui::Span::Kind::strong, Tone::blue});
        at = next + length;
    }
    return spans;
}

void show_remark(ViewContext& context, const Remark& remark)
{
    ui::row([&] {
        const auto name = context.name_of(remark.author);
        ui::avatar(name, 20);
        ui::text(context.name_or_you(remark.author), {.weight = ui::Weight::medium});
        ui::small(local_text(remark.at));
    });
    ui::rich_text("remark", spans_of(context, remark), ui::TextSize::interface);
}

void say(ViewContext& context, const Subject& about, Form& form)
{
    auto& focus = context.look("focus_remark");
    if (!focus.empty()) {
        ui::focus_next();
        focus.clear();
    }
    ui::text_area("Say something to colleagues", form["text"], {.help = "Write @ and a name to mention somebody. Nobody outside the organisation reads it.", .error = form.error_of("text"), .rows = 2});
    offer_people(context, form);
    form_error(form);
    if (!ui::button("Say it", {.disabled_reason = form.waiting_reason(), .small = true})) return;
    form.forget_errors();
    if (!need_words(form, "text", "Write what you want to say.")) return;
    Remark remark;
    remark.id = context.new_id<RemarkId>();
    remark.about = about;
    remark.text = trimmed(form["text"]);
    remark.mentions = mentioned_in(context.tenant, remark.text);
    context.submit(form, AddRemark{context.plan->id, std::move(remark)});
}

// ---- what is new to somebody -----------------------------------------------------------------------------------------

struct News
{
    const Plan* plan;
    const Remark* remark;
    bool mentioned;
};

/// Remarks since this person last read the plan that mention them or are about what they watch.
std::vector<News> news_of(const Tenant& tenant, PersonId person)
{
    std::vector<News> news;
    for (const auto& plan : tenant.plans) {
        const auto* mark = find_read_mark(plan, person, ReadMatter::plan);
        for (const auto& remark : plan.remarks) {
            if (remark.author == person || (mark && remark.sequence <= mark->sequence)) continue;
            const bool mentioned = std::find(remark.mentions.begin(), remark.mentions.end(), person) != remark.mentions.end();
            if (mentioned || is_watching(plan, person, remark.about)) news.push_back({&plan, &remark, mentioned});
        }
    }
    std::stable_sort(news.begin(), news.end(), [](const News& a, const News& b) { return a.remark->sequence > b.remark->sequence; });
    return news;
}

std::string place_of(const ViewContext& context, const Plan& plan, const Subject& about)
{
    if (about.item) return context.href(Screen::feedback, plan.id, {{"item", about.item.text()}, {"state", "all"}});
    return context.href(Screen::plan, plan.id, {{"item", about.element ? about.element.text() : ""}});
}

std::string subject_words(const Plan& plan, const Subject& about)
{
    if (const auto* item = find_feedback(plan, about.item)) return reference_of(*item);
    const auto title = about.element ? title_of(plan.content, about.element) : "";
    return title.empty() ? plan_name(plan) : title;
}

}  // namespace

void watch_button(ViewContext& context, const Subject& about)
{
    const std::string key = about.item ? about.item.text() : about.element.text();
    Form& form = context.form("watch/" + key);
    const bool watching = is_watching(*context.plan, context.me.id, about);
    if (context.accepted(form)) ui::announce(watching ? "You watch this" : "You no longer watch this");
    if (ui::button("Watch", {.disabled_reason = form.waiting_reason(), .description = "What is said about it is then listed on your Home.", .small = true, .pressed = watching}))
        context.submit(form, SetWatch{context.plan->id, about, !watching});
}

void show_thread(ViewContext& context, const Subject& about)
{
    const std::string key = about.item ? about.item.text() : about.element.text();
    const ui::Scope scope("thread/" + key);
    Form& form = context.form("remark/" + key);
    if (context.accepted(form)) ui::announce("Said");
    std::vector<const Remark*> thread;
    for (const auto& remark : context.plan->remarks)
        if (remark.about == about) thread.push_back(&remark);
    ui::row([&] {
        ui::heading(3, "Discussion", {ui::TextSize::interface, ui::Weight::semibold});
        if (!thread.empty()) ui::pill(std::to_string(thread.size()));
        ui::push_right();
        watch_button(context, about);
    });
    const std::size_t first = thread.size() > remarks_shown ? thread.size() - remarks_shown : 0;
    if (first > 0) ui::small("The last " + std::to_string(remarks_shown) + " of " + std::to_string(thread.size()) + ".");
    if (!thread.empty())
        ui::list("remarks", {.ruled = true, .gap = 8}, [&] {
            for (std::size_t i = first; i < thread.size(); ++i)
                ui::list_item(thread[i]->id.text(), [&] { ui::stack(4, [&] { show_remark(context, *thread[i]); }); });
        });
    say(context, about, form);
}

void mark_read_button(ViewContext& context, const Plan& plan)
{
    Form& form = context.form("read/" + plan.id.text());
    if (context.accepted(form)) ui::toast("What changes from now on is new to you", Tone::green);
    if (ui::button("Mark as read", {.disabled_reason = form.waiting_reason(), .name = context.keep("Mark as read: " + plan_name(plan)), .small = true}))
        context.submit(form, MarkRead{plan.id, ReadMatter::plan, context.tenant.sequence, {}});
    form_error(form);
}

void mentions_card(ViewContext& context)
{
    static constexpr std::size_t shown_max = 12;
    const auto news = news_of(context.tenant, context.me.id);
    if (news.empty()) return;
    ui::card("mentions", {.title = "Mentions and watched", .note = context.keep(std::to_string(news.size()))}, [&] {
        ui::list("mentions", {.ruled = true}, [&] {
            for (std::size_t i = 0; i < std::min(news.size(), shown_max); ++i) {
                const News& each = news[i];
                const Remark& remark = *each.remark;
                ui::list_item(remark.id.text(), [&] {
                    ui::stack(2, [&] {
                        ui::row([&] {
                            ui::link(context.name_of(remark.author) + " on " + subject_words(*each.plan, remark.about), place_of(context, *each.plan, remark.about),
                                     {.style = {.weight = ui::Weight::medium, .tone = Tone::blue}});
                            ui::pill(each.mentioned ? "Mentions you" : "Watched", each.mentioned ? Tone::blue : Tone::secondary);
                        });
                        ui::secondary("“" + shortened(remark.text, 140) + "”");
                    });
                });
            }
        });
        std::vector<const Plan*> plans;
        for (const auto& each : news)
            if (std::find(plans.begin(), plans.end(), each.plan) == plans.end()) plans.push_back(each.plan);
        for (const auto* plan : plans)
            ui::row([&] {
                const ui::Scope scope(plan->id.text());
                if (find_read_mark(*plan, context.me.id, ReadMatter::plan))
                    ui::link("What changed since you read it###since", context.href(Screen::compare, plan->id, {{"from", "read"}, {"to", "draft"}}),
                             {.description = context.keep(plan_name(*plan))});
                mark_read_button(context, *plan);
            });
    });
}

}  // namespace assent::views
