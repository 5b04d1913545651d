#pragma once
// What a screen is given and what it may do. A screen is a function `void show_<screen>(ViewContext&)`, called in every
// frame that draws it; it reads the optimistic copy, calls context.page() once, and submits commands. It owns nothing but
// how things look: text that people type lives in a Form, which survives frames, a change of screen, a lost connection
// and a closed tab.
//
//   void show_feedback(ViewContext& context)
//   {
//       context.page({.title = "Feedback log",
//                     .head = [&] { ui::page_head({.title = "Feedback log", .actions = [&] {
//                         if (ui::primary_button("Add feedback", context.why_not(Activity::log_feedback)))
//                             context.form("log").open = true; }}); },
//                     .content = [&] { ... }});
//       dialog(context);
//   }
//
// The idiom of a dialog: its Form says whether it is open and holds what was typed; pressing its button submits, and the
// dialog stays until the server's answer, so that a refusal is read where the act was.
//
//   Form& form = context.form("log/" + context.plan->id.text());
//   ui::dialog("Add feedback", form.open, {}, [&] {
//       ui::text_area("What was said", form["verbatim"], {.error = form.error_of("verbatim"), .required = true});
//       form_error(form);                                     // a refusal that is about no field, or what is sent now
//       ui::dialog_buttons([&] {
//           if (ui::button("Cancel")) form.open = false;      // what was typed is kept
//           if (ui::primary_button("Add", form.waiting_reason())) {
//               item.verbatim = form["verbatim"];
//               context.submit(form, LogFeedback{context.plan->id, item});
//           }
//       });
//   });
//   if (context.accepted(form)) ui::toast("Feedback added");  // true once; the form is emptied and closed
//
// Several bodies are called later in the same frame: capture `context` by reference and everything local to show_*() by
// value if page() could outlive it (it does not: page() draws before it returns).

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/routes.hpp"
#include "client/sync/copy.hpp"
#include "client/ui/widgets.hpp"
#include "shared/base/result.hpp"
#include "shared/model/command.hpp"
#include "shared/workflow/definition.hpp"
#include "shared/workflow/plan_facts.hpp"

namespace assent::views {

using app::Route;
using app::Screen;
using workflow::Activity;

/// What is typed into a dialog or a card of fields, by name. Kept in the browser's storage until it is accepted or
/// discarded.
class Form
{
public:
    bool open{};  ///< of a dialog; not kept over a reload

    /// The text of a field, to hand to a widget; empty at first.
    std::string& operator[](std::string_view field);
    /// Several values (checkbox_group, chips).
    std::vector<std::string>& list(std::string_view field);
    /// Sets a field that nobody has typed in yet, e.g. today's date; a draft that was kept wins.
    void propose(std::string_view field, std::string_view value);
    bool has_words() const;
    /// Forgets all that was typed, and what the server said; `open` stays.
    void clear();

    /// A problem found here or by the server. `field` empty: of the whole.
    void fail(std::string field, std::string message);
    void forget_errors() { errors_.clear(); }
    bool has_errors() const { return !errors_.empty(); }
    /// Sentence for the field's `error`; empty if it is in order.
    std::string_view error_of(std::string_view field) const;
    /// Sentences about no field that was asked for with error_of() in this frame, so that none is lost.
    std::string general_error() const;

    bool waiting() const { return static_cast<bool>(sent); }
    /// For disabled_reason of the button while the answer is awaited; empty otherwise.
    std::string_view waiting_reason() const { return waiting() ? "This is being sent." : ""; }

    Key sent;  ///< the command whose answer is awaited; zero: none

private:
    friend class Drafts;
    struct Problem
    {
        std::string field, message;
        mutable bool shown{};
    };
    std::map<std::string, std::string, std::less<>> texts_;
    std::map<std::string, std::vector<std::string>, std::less<>> lists_;
    std::map<std::string, std::string, std::less<>> proposed_;
    std::vector<Problem> errors_;
};

/// What a screen draws within the frame of the page (ui/page.hpp).
struct ScreenBody
{
    std::string title;              ///< of the browser's tab: "Feedback log"; the plan's title is added
    ui::Body head{};                ///< ui::page_head() first; plan screens: plan_steps() after it
    ui::Body content;               ///< scrolls
    ui::Body inspector{};           ///< for the selected thing; empty: none
    std::string inspector_name{};
    std::string closed_path{};      ///< where closing the inspector leads; replaces the address
};

/// Given anew in each frame; references live until its end.
struct ViewContext
{
    class Host& host;                     ///< the application behind the functions below (host.hpp)
    const sync::Copy& copy;
    const Route& route;
    const Tenant& tenant;                 ///< copy.tenant
    const Person& me;
    Timestamp now;                        ///< this device's clock
    Date today;                           ///< British local date

    // Of a plan's screens; null on the organisation's.
    const Plan* plan{};                   ///< its registers: versions, feedback, decisions ...
    const Content* content{};             ///< the text with this person's unconfirmed edits; null until it has come
    const workflow::Definition* definition{};
    const std::vector<workflow::Step>* steps{};  ///< every step out of the state, allowed or not

    // ---- acting ----------------------------------------------------------------------------------------------------
    /// Gives the command a key, keeps it on this device and sends it. What becomes of it: copy.state_of(key).
    Key submit(Command command);
    /// The same for a form, which then waits for the answer: see accepted().
    void submit(Form& form, Command command);
    /// True once when the form's command has been accepted: the form is then empty and closed. A refusal is put into the
    /// form's errors instead, and everything typed stays.
    bool accepted(Form& form);
    /// Forgets a refused command and the words kept with it.
    void dismiss(const Key& key);
    template<class I>
    I new_id()
    {
        return I{random()};
    }

    // ---- asking ----------------------------------------------------------------------------------------------------
    /// Whether this person may do it in this plan now; for organisation-wide rights see may().
    Result<void> may_do(Activity activity) const;
    /// The sentence for disabled_reason; empty if they may. Lives until the end of the frame.
    std::string_view why_not(Activity activity) const;
    std::string_view why_not(Right right) const;
    /// Keeps a sentence until the end of the frame, for options that take a string_view.
    std::string_view keep(std::string text) const;
    /// A version's frozen text; asks the server the first time, null until it is here. On failure see `failure`.
    const VersionText* version_text(VersionId version, std::string* failure = nullptr);
    /// What the plan said right after an event of its history; asks the server, null until it is here.
    const PlanAt* plan_at(std::uint64_t sequence, std::string* failure = nullptr);
    /// The plan's history; the first page is asked for when first called, more with more_history().
    const sync::HistoryPages& history();
    void more_history();
    std::string name_of(PersonId person) const { return assent::name_of(tenant, person); }
    /// "Priya Kaur (you)" where it is this person.
    std::string name_or_you(PersonId person) const;

    // ---- going -----------------------------------------------------------------------------------------------------
    /// Path of a screen of this organisation, and of this plan where the screen is a plan's.
    std::string href(Screen screen, app::Query query = {}) const;
    std::string href(Screen screen, PlanId plan, app::Query query = {}) const;
    /// Address of what the server writes out of this plan, for native links: exported(".docx?version=0.2"), exported(".html?report=coverage").
    std::string exported(std::string_view form) const;
    /// This address with one parameter changed (an empty value removes it).
    std::string href_with(std::string_view name, std::string_view value) const;
    /// Goes there and adds to the history of the browser.
    void navigate(std::string path);
    /// Changes a parameter in place: filters, sorting, tabs.
    void set_query(std::string_view name, std::string_view value);
    /// Value of a parameter of the address.
    std::string query(std::string_view name) const { return std::string(route.get(name)); }

    // ---- keeping ---------------------------------------------------------------------------------------------------
    /// The form of that name, the same one in every frame. The name says what it is for, with identifiers: "answer/<id>".
    Form& form(std::string_view name);
    /// True once for each press of a shortcut ("alt+down"), which is the program's only while the screen on show asks
    /// for it in its frames. Not taken from fields, whose key it may be.
    bool shortcut(std::string_view keys);
    /// Small things of how a screen looks that should survive frames but not a reload: "show_closed" -> "yes".
    std::string& look(std::string_view name);

    // ---- drawing ---------------------------------------------------------------------------------------------------
    /// The whole screen within the frame of the page. Once in each frame.
    void page(const ScreenBody& body);

    std::array<std::uint8_t, 16> random();
};

/// The workflow bar by phase, with what the next step still needs in words. In heads of plan screens.
void plan_steps(ViewContext& context);
/// "Next steps", for the actions of a head. The dialog it opens lists every step with all that it needs; the shell draws
/// it on every screen of a plan.
void next_steps_button(ViewContext& context);
void next_steps_dialog(ViewContext& context);
/// Pill tone of a plan's state by its phase.
ui::Tone tone_of(workflow::Phase phase);
/// "Draft after version 0.8", "Version 1.0", "No version yet": the line beside a plan's title.
std::string version_line(const Plan& plan);
/// A refusal about no field, or "Sending"; nothing if there is neither. Last in a form, before its buttons.
void form_error(const Form& form);
/// A pill for a command of this person that is not confirmed yet; nothing for others.
void pending_mark(const ViewContext& context, const Key& key);

// One for each screen; each in the file of its name.
void show_choose(ViewContext& context);
void show_home(ViewContext& context);
void show_plans(ViewContext& context);
void show_forums(ViewContext& context);
void show_interests(ViewContext& context);
void show_import(ViewContext& context);
void show_settings(ViewContext& context);
void show_plan(ViewContext& context);
void show_versions(ViewContext& context);
void show_compare(ViewContext& context);
void show_socialisation(ViewContext& context);
void show_feedback(ViewContext& context);
void show_consultation(ViewContext& context);
void show_sign_off(ViewContext& context);
void show_history(ViewContext& context);

}  // namespace assent::views
