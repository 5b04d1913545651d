// What surrounds every screen: the top bar, the side bar, refusals that no form has told of, and the pages without a
// connection.
#include <algorithm>

#include "client/app/application.hpp"
#include "client/app/request.hpp"
#include "client/views/fields.hpp"
#include "client/views/plan_name.hpp"
#include "client/views/view.hpp"

namespace assent::app {

using views::ViewContext;

const Plan* Application::plan_of_chrome() const { return core_ ? core_->copy().plan(last_plan_) : nullptr; }

static ui::Tone tone_of(sync::SavedWord::Kind kind)
{
    switch (kind) {
    case sync::SavedWord::Kind::offline: return ui::Tone::amber;
    case sync::SavedWord::Kind::not_sent: return ui::Tone::red;
    default: return ui::Tone::secondary;
    }
}

ui::PageChrome Application::chrome()
{
    const auto& copy = core_->copy();
    const std::string& slug = route_.slug;
    ui::PageChrome chrome;
    chrome.product = "Assent";
    chrome.product_href = path_of(slug, Screen::home);
    chrome.switcher_label = "Organisation";
    chrome.switcher_value = slug;
    for (const auto& each : copy.organisations) chrome.switcher_options.push_back({each.slug, each.name});
    if (chrome.switcher_options.empty()) chrome.switcher_options.push_back({slug, copy.welcomed ? copy.tenant.name : slug});
    chrome.search_label = "Search plans, intentions, feedback, people";
    chrome.search_hint = "Ctrl K";
    const auto saved = sync::saved_word(copy);
    chrome.status = saved.text;
    chrome.status_tone = tone_of(saved.kind);
    if (is_of_plan(route_.screen)) chrome.present = copy.others_in(route_.plan);
    const auto* me = copy.me();
    chrome.me = me ? me->name : "";

    const std::string theme = app::theme();
    const auto scale = ui::preferences().text_scale;
    const auto theme_item = [&](const char* label, const char* value) {
        return ui::MenuItem{.label = label, .key = std::string("theme:") + value, .checked = theme == value};
    };
    const auto scale_item = [&](const char* label, const char* value, float size) {
        return ui::MenuItem{.label = label, .key = std::string("text:") + value, .checked = scale > size - 0.06F && scale < size + 0.06F};
    };
    chrome.me_menu = {
        theme_item("Theme of this device", ""),
        theme_item("Light theme", "light"),
        theme_item("Dark theme", "dark"),
        theme_item("High contrast", "contrast"),
        scale_item("Text 100 %", "1", 1),
        scale_item("Text 125 %", "1.25", 1.25F),
        scale_item("Text 150 %", "1.5", 1.5F),
        scale_item("Text 200 %", "2", 2),
        {.label = "Wide spacing", .key = "spacing", .checked = ui::preferences().wide_spacing},
        {.label = "Sign out", .key = "sign-out"},
        {.label = "Sign out everywhere", .key = "sign-out-everywhere", .note = "On all your devices"},
    };

    const auto item = [&](const char* label, Screen screen, bool current) {
        return ui::NavItem{.label = label, .href = path_of(slug, screen, is_of_plan(screen) ? last_plan_ : PlanId{}), .current = current};
    };
    ui::NavItem home = item("Home", Screen::home, route_.screen == Screen::home);
    if (!waiting_.empty()) {
        home.badge = std::to_string(waiting_.size());
        home.badge_meaning = waiting_.size() == 1 ? "thing waits for you" : "things wait for you";
    }
    chrome.navigation.push_back({"", {home}});
    if (const auto* plan = plan_of_chrome()) {
        const auto in = [&](std::initializer_list<Screen> screens) {
            return route_.plan == plan->id && std::find(screens.begin(), screens.end(), route_.screen) != screens.end();
        };
        ui::NavItem feedback = item("Feedback log", Screen::feedback, in({Screen::feedback}));
        const auto unanswered = std::count_if(plan->feedback.begin(), plan->feedback.end(), is_unanswered);
        if (unanswered) {
            feedback.badge = std::to_string(unanswered);
            feedback.badge_meaning = "unanswered";
        }
        chrome.navigation.push_back({views::plan_name(*plan),
                                     {item("Plan", Screen::plan, in({Screen::plan})),
                                      item("Socialisation", Screen::socialisation, in({Screen::socialisation})), feedback,
                                      item("Consultation", Screen::consultation, in({Screen::consultation})),
                                      item("Sign-off", Screen::sign_off, in({Screen::sign_off})),
                                      item("Versions and history", Screen::versions,
                                           in({Screen::versions, Screen::compare, Screen::history}))}});
    }
    chrome.navigation.push_back({"Organisation",
                                 {item("All plans", Screen::plans, route_.screen == Screen::plans || route_.screen == Screen::import_document),
                                  item("Forums and committees", Screen::forums, route_.screen == Screen::forums),
                                  item("Interests", Screen::interests, route_.screen == Screen::interests),
                                  item("Settings", Screen::settings, route_.screen == Screen::settings)}});
    return chrome;
}

void Application::sign_out(std::string_view path)
{
    request("POST", path, [](int status, const std::string&) {
        if (status != 0) return leave_to("/sign-in");
        announce("The server could not be reached, so you are still signed in. Try again.");
    });
}

void Application::obey_menu(const std::string& key)
{
    static constexpr std::string_view theme_mark = "theme:";
    static constexpr std::string_view text_mark = "text:";
    if (key.compare(0, theme_mark.size(), theme_mark) == 0) set_theme(key.substr(theme_mark.size()));
    if (key.compare(0, text_mark.size(), text_mark) == 0) set_text_scale(std::strtof(key.c_str() + text_mark.size(), nullptr));
    if (key == "spacing") set_wide_spacing(!ui::preferences().wide_spacing);
    if (key == "sign-out") sign_out("/api/sign-out");
    if (key == "sign-out-everywhere") sign_out("/api/sign-out-everywhere");
}

/// Refusals of commands that no form waits for and no field shows.
void Application::refusals()
{
    const auto& copy = core_->copy();
    std::optional<Key> dismissed;
    for (const auto& pending : copy.pending) {
        if (pending.state != sync::CommandState::refused || drafts_.awaits(pending.key)) continue;
        const bool in_field = std::any_of(copy.kept.begin(), copy.kept.end(),
                                          [&](const sync::KeptWords& kept) { return kept.key == pending.key && kept.field.plan == route_.plan; });
        if (in_field) continue;
        const ui::Scope scope(pending.key.text());
        ui::callout_box("refusal", ui::Tone::red, [&] {
            ui::text("Not done: " + pending.error.message, {.tone = ui::Tone::red});
            if (ui::button("Dismiss", {.small = true})) dismissed = pending.key;
        });
    }
    if (dismissed) dismiss(*dismissed);
}

void Application::page(const views::ScreenBody& body)
{
    const auto* plan = context_ ? context_->plan : nullptr;
    std::string title = body.title;
    if (plan && title != plan->title) title += " · " + plan->title;
    title += " – Assent";
    if (title != title_) {
        title_ = title;
        set_title(title_);
    }
    ui::PageBody frame;
    frame.head = body.head;
    frame.content = [&] {
        refusals();
        body.content();
    };
    frame.inspector = body.inspector;
    frame.inspector_name = body.inspector_name;
    const std::string scroll_key = std::to_string(static_cast<int>(route_.screen)) + route_.plan.text() + std::string(route_.get("tab"));
    frame.scroll_key = scroll_key;
    const auto result = ui::page(chrome(), frame);
    if (result.switched && *result.switched != route_.slug) leave_to(path_of(*result.switched, Screen::home));
    if (result.me) obey_menu(*result.me);
    if (result.search_opened) views::open_search(*this);
    if (result.inspector_closed && !body.closed_path.empty()) replace(body.closed_path);
}

void Application::draw()
{
    kept_.clear();
    shortcuts_before_ = std::exchange(shortcuts_, {});
    if (!core_) return draw_lost();
    const auto& copy = core_->copy();
    if (copy.connection == sync::Connection::signed_out) return draw_signed_out();
    if (!copy.welcomed) return draw_waiting();

    const Timestamp now{now_ms() * 1000};
    static const Person nobody;
    const Person* me = copy.me();
    const Route route = route_;  // a copy: the address may change while the screen is drawn
    ViewContext context{.host = *this, .copy = copy, .route = route, .tenant = copy.tenant, .me = me ? *me : nobody, .now = now, .today = local_date(now)};
    std::vector<workflow::Step> steps;
    if (is_of_plan(route.screen)) {
        context.plan = copy.plan(route.plan);
        context.content = copy.text(route.plan);
        if (context.plan) context.definition = copy.definition_of(*context.plan);
        if (context.plan && context.definition) steps = workflow::steps_for(copy.tenant, *context.plan, *context.definition, copy.person);
        context.steps = &steps;
    }
    if (waiting_as_of_ != copy.changes) {
        waiting_ = views::waiting_for_me(copy, route.slug, context.today);
        waiting_as_of_ = copy.changes;
    }
    context_ = &context;
    draw_screen(context);
    if (context.plan) views::next_steps_dialog(context);
    if (shortcut("ctrl+k")) views::open_search(*this);
    views::search_dialog(context, copy.plan(last_plan_));
    finish_frame();
}

void Application::draw_screen(ViewContext& context)
{
    if (is_of_plan(context.route.screen) && !context.plan) {
        return context.page({.title = "Not found", .head = [] { ui::page_head({.title = "Not found"}); }, .content = [&] {
            ui::text("There is no such plan here, or it is not yours to see.");
            ui::link("All plans", context.href(Screen::plans));
        }});
    }
    switch (context.route.screen) {
    case Screen::home: return views::show_home(context);
    case Screen::plans: return views::show_plans(context);
    case Screen::forums: return views::show_forums(context);
    case Screen::interests: return views::show_interests(context);
    case Screen::import_document: return views::show_import(context);
    case Screen::settings: return views::show_settings(context);
    case Screen::plan: return views::show_plan(context);
    case Screen::versions: return views::show_versions(context);
    case Screen::compare: return views::show_compare(context);
    case Screen::socialisation: return views::show_socialisation(context);
    case Screen::feedback: return views::show_feedback(context);
    case Screen::consultation: return views::show_consultation(context);
    case Screen::sign_off: return views::show_sign_off(context);
    case Screen::history: return views::show_history(context);
    case Screen::choose:
    case Screen::unknown: break;
    }
    context.page({.title = "Not found", .head = [] { ui::page_head({.title = "Not found"}); }, .content = [&] {
        ui::text("There is nothing at this address.");
        ui::link("Home", context.href(Screen::home));
    }});
}

/// An address of no organisation. Choosing one is a page of the server.
void Application::draw_lost()
{
    if (title_ != "Not found – Assent") set_title(title_ = "Not found – Assent");
    ui::plain_page("Assent", 480, [&] {
        ui::heading(1, "Not found");
        ui::text("There is nothing at this address.");
        ui::link("Choose an organisation", "/organisations", {.native = true});
    });
}

void Application::draw_waiting()
{
    const auto& copy = core_->copy();
    if (copy.connection == sync::Connection::refused) {
        ui::plain_page("Assent", 480, [&] {
            ui::heading(1, "Not connected");
            ui::text(copy.refusal);
            ui::link("Choose an organisation", "/organisations", {.native = true});
        });
        return;
    }
    ui::PageBody body;
    body.head = [&] { ui::page_head({.title = "Assent"}); };
    body.content = [&] {
        if (copy.connection == sync::Connection::waiting)
            ui::callout(ui::Tone::amber, !copy.refusal.empty() ? copy.refusal : "The server cannot be reached. It is tried again by itself; what you have typed here before is kept on this device.");
        ui::skeleton(6);
    };
    const auto result = ui::page(chrome(), body);
    if (result.me) obey_menu(*result.me);
}

void Application::draw_signed_out()
{
    const auto unsent = core_->copy().unsent_count() + drafts_.unsaved_fields();
    if (title_ != "Signed out – Assent") set_title(title_ = "Signed out – Assent");
    ui::plain_page("Assent", 480, [&] {
        ui::heading(1, "You are signed out");
        ui::text("Your session has ended. Sign in again to go on where you were.");
        if (unsent)
            ui::callout(ui::Tone::amber, std::to_string(unsent) + (unsent == 1 ? " change is" : " changes are") +
                                             " kept on this device and will be sent when you are back.");
        ui::link("Sign in", "/sign-in?next=" + percent_encode(print(route_)), {.native = true, .as_button = true, .primary = true});
    });
}

}  // namespace assent::app
