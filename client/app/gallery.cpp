// Every widget on one page: what the browser tests of client/ui and client/web drive. A program of its own; the product
// does not contain it.
#include <algorithm>
#include <string>
#include <vector>

#include "client/app/platform.hpp"
#include "client/ui/text_splice.hpp"
#include "client/ui/widgets.hpp"

namespace assent::app {
namespace {

using namespace ui;

struct Thing {
    std::string reference, title, summary;
    std::vector<std::string> chips;
    int amount;
    std::string state;
    Tone tone;
};

std::vector<Thing> make_things(std::size_t count)
{
    const char* titles[] = {"Evening clinics", "Falls prevention", "Direct access scans", "Crisis line", "Personal budgets"};
    const char* summaries[] = {"Pilot in two places, then procure", "One assessment shared by all teams, and a follow-up call after a month", "",
                               "Answered within one minute at any hour", "Named officer in each place"};
    const char* states[] = {"Changed", "New", "Continued", "Significant", "Incomplete"};
    const Tone tones[] = {Tone::amber, Tone::green, Tone::secondary, Tone::purple, Tone::red};
    std::vector<Thing> things;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t kind = (i * 7 + i / 5) % 5;
        const std::string number = std::to_string(i + 1);
        things.push_back({"R-" + std::string(number.size() < 4 ? 4 - number.size() : 0, '0') + number, std::string(titles[kind]) + " " + number, summaries[(kind + i) % 5],
                          i % 3 == 0 ? std::vector<std::string>{"North", "South", "All practices"} : std::vector<std::string>{"North"}, static_cast<int>((i * 37) % 900),
                          states[kind], tones[kind]});
    }
    return things;
}

class Gallery final : public Program {
public:
    void on_start(std::string_view path) override
    {
        on_route(path);
        stored_list("gallery/");
    }

    void on_route(std::string_view path) override
    {
        path_ = std::string(path);
        set_title(title() + " \xC2\xB7 Gallery");
    }

    void on_stored(std::string_view key, Bytes value) override { stored_ += std::string(key) + "=" + std::string(value.begin(), value.end()) + ";"; }
    void on_open() override { events_ += "open;"; }
    void on_message(Bytes message) override { events_ += "message " + std::string(message.begin(), message.end()) + ";"; }
    void on_close(std::uint16_t code, std::string_view) override { events_ += "close " + std::to_string(code) + ";"; }

    bool on_shortcut(std::string_view shortcut) override
    {
        if (shortcut == "ctrl+k") return finding_ = true;
        if (shortcut != "ctrl+shift+e") return false;
        events_ += "shortcut;";
        return true;
    }

    void draw() override
    {
        PageChrome chrome;
        chrome.product = "Gallery";
        chrome.product_href = "/";
        chrome.switcher_label = "Organisation";
        chrome.switcher_value = organisation_;
        chrome.switcher_options = {{"north", "North partnership"}, {"south", "South partnership"}};
        chrome.search_label = "Search plans and people";
        chrome.search_hint = "Ctrl K";
        chrome.status = "Saved 10:42";
        chrome.present = {"Rosa Ortega", "Sam Malik", "Jo Tran"};
        chrome.me = "Priya Kaur";
        chrome.me_menu = {{.label = "Light", .key = "light", .checked = theme() == "light"}, {.label = "Dark", .key = "dark", .checked = theme() == "dark"},
                          {.label = "As the system", .key = "", .href = "/?theme=system"}, {.label = "Sign out", .key = "out", .disabled_reason = "There is nobody to sign out in the gallery."}};
        chrome.navigation = {{.items = {{"Home", "/", "4", "waiting", path_ == "/"}}},
                             {"Widgets", {{"Text and marks", "/text", {}, {}, path_ == "/text"}, {"Controls", "/controls", {}, {}, is("/controls")},
                                          {"Fields", "/fields", "3", "with errors", path_ == "/fields"}, {"Table", "/table", {}, {}, is("/table")},
                                          {"Layers", "/layers", {}, {}, path_ == "/layers"}, {"Charts", "/charts", {}, {}, path_ == "/charts"}}},
                             {"Limits", {{"Two thousand rows", "/many", {}, {}, is("/many")}}}};
        PageBody body;
        body.head = [&] { head(); };
        body.content = [&] { content(); };
        body.scroll_key = path_;
        if (is("/table") && selected_) {
            body.inspector_name = things_[*selected_].title;
            body.inspector = [&] { inspector(); };
        }
        const PageResult result = page(chrome, body);
        if (result.switched) organisation_ = *result.switched;
        if (result.me) set_theme(*result.me);
        finding_ = finding_ || result.search_opened;
        find(chrome);
        if (result.inspector_closed) selected_.reset();
    }

private:
    /// The search: the pages, and one thing that is no link.
    void find(const PageChrome& chrome)
    {
        std::vector<FinderGroup> groups{{"Pages", {}}, {"Acts", {}}};
        for (const auto& group : chrome.navigation)
            for (const auto& item : group.items)
                if (item.label.find(sought_) != std::string::npos) groups[0].items.push_back({.key = item.href, .href = item.href, .title = {{item.label.substr(0, 2), Span::Kind::marked}, {item.label.substr(2)}}});
        groups[1].items.push_back({.key = "say", .title = {{"Say what is sought"}}, .detail = {{"It is told in the corner"}}, .note = "an act"});
        dialog("Search", finding_, {.width = 600}, [&] {
            const auto found = finder("Search plans and people", sought_, groups, {.placeholder = "Words"}, [&] { small(std::to_string(groups[0].items.size()) + " pages"); });
            if (!found.chosen) return;
            finding_ = false;
            if (found.chosen->href.empty())
                toast("Sought " + sought_);
            else if (!found.followed)
                navigate(found.chosen->href);
        });
    }

    [[nodiscard]] bool is(std::string_view path) const { return path_.substr(0, path_.find('?')) == path; }

    [[nodiscard]] std::string title() const
    {
        if (is("/text")) return "Text and marks";
        if (is("/controls")) return "Controls";
        if (is("/fields")) return "Fields";
        if (is("/table")) return "Table";
        if (is("/layers")) return "Layers";
        if (is("/charts")) return "Charts";
        if (is("/many")) return "Two thousand rows";
        return "Commissioning intentions";
    }

    void head()
    {
        if (is("/")) {
            page_head({.title = title(), .pill = "Socialisation", .subtitle = "Draft after version 0.8", .actions = [&] {
                           button("Compare");
                           menu_button("Export", {{.label = "As a document"}, {.label = "As a table", .note = "One row for each intention"}});
                           if (primary_button("Cut version 0.9")) ++cuts_;
                       }});
            workflow_steps("Stages",
                           {{"Draft", Step::State::done}, {"Socialisation", Step::State::current}, {"Feedback", Step::State::todo}, {"Sign-off", Step::State::todo}, {"Published", Step::State::todo}},
                           "Before feedback can close: 2 forums not yet visited, 3 items unanswered");
            tabs("Parts of the plan", {{"Narrative", "narrative"}, {"Intentions", "intentions", "57"}, {"Tables", "tables", "9"}, {"Assumptions", "assumptions", "6"}}, tab_);
            return;
        }
        page_head({.title = title()});
    }

    void content()
    {
        if (is("/text")) return texts();
        if (is("/controls")) return controls();
        if (is("/fields")) return fields();
        if (is("/table")) return register_of_things(things_, true);
        if (is("/layers")) return layers();
        if (is("/charts")) return charts();
        if (is("/many")) return register_of_things(many_, false);
        home();
    }

    void home()
    {
        text("Versions cut: " + std::to_string(cuts_) + ". Tab: " + tab_ + ".");
        columns({.weights = {3, 2}, .min_width = 280}, {
            [&] {
                card("quorum", {.title = "Quorum", .note = "voting is open"}, [&] {
                    list("rules", {.ruled = true}, [&] {
                        list_item("six", [&] { rule("Six voting members", "7 present"); });
                        list_item("chair", [&] { rule("Chair or vice-chair", "Chair"); });
                        list_item("lay", [&] { rule("Two lay members", "2"); });
                    });
                    callout(Tone::amber, "If one more lay member leaves or is recused the item is no longer quorate. A deputy may then be named.");
                });
            },
            [&] {
                card("vote", {.title = "Your vote", .accent = true}, [&] {
                    secondary("You are voting on version 1.0 as shown to you at 14:20. Since you last read it: 4 paragraphs, 2 figures.");
                    if (button("Approve", {.kind = ButtonKind::primary, .fill = true})) ++votes_;
                    columns({.min_width = 120, .gap = 8}, {[&] { button("Approve with a condition", {.fill = true}); }, [&] { button("Send back", {.fill = true}); }});
                    columns({.min_width = 120, .gap = 8}, {[&] { button("Abstain", {.fill = true}); }, [&] { button("Declare an interest", {.fill = true}); }});
                    small("Votes: " + std::to_string(votes_) + ". Your password is asked for before the vote counts.");
                });
                card("organisations", {.title = "The three organisations"}, [&] {
                    list("three", {.ruled = true}, [&] {
                        list_item("b", [&] { standing("North", "Approved 26 Nov", Tone::green, "quorate 8 of 10"); });
                        list_item("l", [&] { standing("South", "Deciding now", Tone::blue, "5 of 7 voted"); });
                        list_item("m", [&] { standing("East", "9 December", Tone::secondary, "papers out 2 Dec"); });
                    });
                });
            },
        });
    }

    static void rule(std::string_view label, std::string_view value)
    {
        row([&] {
            text(label);
            push_right();
            text(value, {.tone = Tone::green});
        });
    }

    static void standing(std::string_view name, std::string_view state, Tone tone, std::string_view note)
    {
        row([&] {
            text(name);
            pill(state, tone);
            push_right();
            secondary(note);
        });
    }

    static void texts()
    {
        card("headings", {.title = "Headings and paragraphs"}, [&] {
            heading(3, "A heading of the third level");
            reading("We will bring every level of the pathway together, from people at risk to those with complications, with all practices and both hospitals. "
                    "Foot care with a specialist opens in every locality.");
            text("Interface text, \xC2\xA3 1,240.50, \xE2\x80\x9Cquoted\xE2\x80\x9D, \xCE\x95\xCE\xBB\xCE\xBB\xCE\xB7\xCE\xBD\xCE\xB9\xCE\xBA\xCE\xAC, \xD0\xA3\xD0\xBA\xD1\x80\xD0\xB0\xD1\x97\xD0\xBD\xD0\xB0, "
                 "\xE6\x97\xA5\xE6\x9C\xAC, \xF0\x9F\x99\x82.");
            small("Small print and labels.");
            rich_text("compared", {{"The clinic opens on "}, {"four", Span::Kind::deleted}, {"five", Span::Kind::inserted}, {" evenings, and "},
                                   {"structured education moves to weekends", Span::Kind::marked}, {". See "}, {"the log", Span::Kind::link, Tone::blue, "/table"}, {"."}});
        });
        card("marks", {.title = "Pills, chips and people"}, [&] {
            row([&] {
                pill("Draft");
                pill("Deciding", Tone::blue);
                pill("Accepted", Tone::green);
                pill("Unanswered", Tone::red);
                pill("Changed", Tone::amber);
                pill("Significant", Tone::purple);
            });
            row([&] {
                chip("North");
                chip("South");
                chip("All practices");
            });
            row([&] {
                avatar("Rosa Ortega");
                text("Rosa Ortega", {.weight = Weight::medium});
                push_right();
                avatars({"Sam Malik", "Jo Tran", "Priya Kaur"});
            });
            divider();
            fact("Led by", "Rosa Ortega");
            fact("Due", "2 December 2026", Tone::red);
            field_value("Route", "Service development");
        });
        callout(Tone::blue, "The plan was imported an hour ago.", "For your information");
        callout(Tone::green, "Everything has been answered.");
        callout(Tone::red, "The file could not be read. Choose another one.");
        card("states", {.title = "States of a list"}, [&] {
            empty_state({.title = "No feedback yet", .text = "What forums say about a version is kept here.", .action = "Add feedback"});
            skeleton(3);
            progress("Importing", 0.6F, "34 of 57 paragraphs");
            load_error("The list could not be loaded.");
        });
    }

    void controls()
    {
        card("buttons", {.title = "Buttons and links"}, [&] {
            row([&] {
                if (button("Secondary")) count("secondary");
                if (button("Primary", {.kind = ButtonKind::primary})) count("primary");
                if (button("Quiet", {.kind = ButtonKind::quiet})) count("quiet");
                if (button("Danger", {.kind = ButtonKind::danger})) count("danger");
                if (button("Not allowed", {.disabled_reason = "Two forums have not been visited."})) count("not allowed");
                if (icon_button(Icon::refresh, "Refresh")) count("refresh");
                if (button("Follow", {.pressed = followed_})) {
                    followed_ = !followed_;
                    count("follow");
                }
            });
            row([&] {
                link("Go to the table", "/table");
                link("Link as a button", "/table", {.as_button = true});
                link("Download", "/index.html", {.native = true});
            });
            if (const auto chosen = menu_button("Actions", {{.label = "Rename", .key = "rename"}, {.label = "Move", .key = "move", .disabled_reason = "Only the author may move it."}, {.label = "Delete", .key = "delete", .danger = true}}))
                count(*chosen);
            text("Pressed: " + pressed_);
        });
        card("choices", {.title = "Choices"}, [&] {
            row([&] {
                select("Programme area", {{"", "all"}, {"planned", "Planned care"}, {"urgent", "Urgent care"}}, area_, {.label_inside = true});
                select("Quarter", {{"1", "Q1"}, {"2", "Q2"}}, quarter_, {.width = 120});
            });
            checkbox("Only what is open", open_only_);
            checkbox("Show withdrawn", withdrawn_, "Nothing has been withdrawn.");
            radio_group("Disposition", {{"accepted", "Accepted"}, {"part", "Accepted in part"}, {"no", "Not accepted"}}, disposition_, {.help = "What the organisation says."});
            checkbox_group("Places", {{"n", "North"}, {"s", "South"}}, places_);
            text("Chosen: " + area_ + "/" + quarter_ + "/" + (open_only_ ? "open" : "all") + "/" + disposition_ + "/" + std::to_string(places_.size()));
        });
        card("taken", {.title = "Things to take away"}, [&] {
            row([&] {
                for (std::size_t i = 0; i < providers_.size(); ++i)
                    if (removable_chip(providers_[i], "Remove " + providers_[i])) {
                        providers_.erase(providers_.begin() + static_cast<std::ptrdiff_t>(i));
                        break;
                    }
            });
        });
    }

    void fields()
    {
        card("fields", {.title = "Fields"}, [&] {
            columns({.min_width = 220}, {[&] { text_field("Title", title_, {.required = true}); }, [&] { date_field("Due", due_); }});
            text_field("Cost", cost_, {.help = "In thousands of pounds.", .error = cost_.empty() ? "Give the cost, or 0 if there is none." : "", .input_mode = "decimal"});
            text_field("Reference", reference_, {.disabled_reason = "The reference is given by the system."});
            text_area("Response", response_, {.placeholder = "What you will do, and why"});
            small("Title is " + title_ + ", due " + due_ + ".");
            if (const Upload sent = file_field("Document", {.url = "/upload", .accept = ".docx,.txt"}); sent.state == Upload::State::done) text("The server said " + sent.answer);
        });
        card("shared", {.title = "A text that several people edit"}, [&] {
            const SharedTextResult result = shared_text_area("Narrative", shared_, {}, {.carets = {{"Jo Tran", std::min<std::size_t>(12, scalar_count(shared_)), std::min<std::size_t>(12, scalar_count(shared_))}}});
            for (const TextEdit& edit : result.edits) {
                shared_ = apply_splice(shared_, edit);
                ++edits_;
            }
            undo_ += result.undo;
            small("Edits: " + std::to_string(edits_) + ", undone: " + std::to_string(undo_));
            if (button("Somebody else writes")) shared_ = "Others: " + shared_;
        });
    }

    void register_of_things(std::vector<Thing>& things, bool open_here)
    {
        static const std::vector<Column> columns{{.title = "Ref", .min_width = 86, .sortable = true}, {.title = "Intention", .min_width = 200, .weight = 3, .sortable = true},
                                                 {.title = "Providers", .min_width = 130, .weight = 1}, {.title = "Cost, \xC2\xA3 k", .min_width = 90, .align = Align::end, .sortable = true},
                                                 {.title = "State", .min_width = 120}};
        row([&] {
            select("State", {{"", "all"}, {"New", "New"}}, state_, {.label_inside = true});
            push_right();
            secondary(std::to_string(things.size()) + " of " + std::to_string(things.size()));
        });
        const TableResult result = table("Intentions", {.columns = columns, .row_count = things.size(), .selected = selected_, .sorted_by = sorted_by_, .sort = sort_}, [&](std::size_t i, Row& row) {
            const Thing& thing = things[i];
            row.key(thing.reference);
            row.text(thing.reference, {.tone = Tone::secondary});
            row.name(thing.title, thing.summary);
            row.chips(thing.chips);
            row.number(std::to_string(thing.amount));
            row.pill(thing.state, thing.tone);
        });
        if (result.opened && open_here) selected_ = *result.opened;
        if (result.sort_by) {
            sort_ = sorted_by_ == result.sort_by && sort_ == Sort::ascending ? Sort::descending : Sort::ascending;
            sorted_by_ = result.sort_by;
            std::stable_sort(things.begin(), things.end(), [&](const Thing& a, const Thing& b) {
                const bool less = *sorted_by_ == 3 ? a.amount < b.amount : *sorted_by_ == 1 ? a.title < b.title : a.reference < b.reference;
                const bool more = *sorted_by_ == 3 ? b.amount < a.amount : *sorted_by_ == 1 ? b.title < a.title : b.reference < a.reference;
                return sort_ == Sort::ascending ? less : more;
            });
        }
        if (open_here) table("Nothing", {.columns = columns, .row_count = 0, .empty_text = "No intentions match."}, [](std::size_t, Row&) {});
    }

    void inspector()
    {
        Thing& thing = things_[*selected_];
        const Scope scope(thing.reference);
        secondary(thing.reference + " \xC2\xB7 led by Rosa Ortega");
        text_area("Text", thing.summary, {});
        row({.gap = 6}, [&] {
            for (const std::string& one : thing.chips) chip(one);
        });
        card("f", {.padding = 12, .gap = 6}, [&] {
            row([&] {
                text("F-031", {.weight = Weight::medium});
                secondary("Patient reference group, 14 Oct");
            });
            text("\xE2\x80\x9C" "Evening courses only help if there is a bus home.\xE2\x80\x9D");
            row([&] {
                pill("Unanswered", Tone::red);
                secondary("Owner Jo Tran, due 2 Dec");
            });
        });
    }

    void layers()
    {
        card("layers", {.title = "Layers"}, [&] {
            row([&] {
                if (button("Open dialog", {.opens_dialog = true})) dialog_ = true;
                if (button("Withdraw", {.kind = ButtonKind::danger, .opens_dialog = true})) confirm_ = true;
                if (button("Toast")) toast("The version was cut.");
                if (button("Copy")) copy_to_clipboard("copied words");
                if (button("Keep")) {
                    const std::string value = "kept";
                    stored_put("gallery/one", {reinterpret_cast<const std::uint8_t*>(value.data()), value.size()});
                }
                if (button("Connect")) connect("/ws");
                if (button("Send")) {
                    const std::string value = "hello";
                    static_cast<void>(send({reinterpret_cast<const std::uint8_t*>(value.data()), value.size()}));
                }
            });
            text("Added: " + added_ + ". Withdrawn: " + (gone_ ? "yes" : "no") + ". Stored: " + stored_ + " Events: " + events_);
        });
        dialog("Add feedback", dialog_, {.description = "Who said what, about which version."}, [&] {
            text_field("Who", who_, {.required = true});
            text_area("What was said", said_);
            dialog_buttons([&] {
                if (button("Cancel")) dialog_ = false;
                if (button("Add", {.kind = ButtonKind::primary, .disabled_reason = who_.empty() ? "Say who it was." : ""})) {
                    added_ = who_;
                    dialog_ = false;
                    announce("Feedback added");
                }
            });
        });
        if (confirm("withdraw", confirm_, {.title = "Withdraw the plan?", .text = "Everybody can still read it, and nobody can change it.", .confirm_label = "Withdraw the plan", .danger = true}))
            gone_ = true;
    }

    static void charts()
    {
        const std::vector<Segment> segments{{"Accepted", 47, Tone::green}, {"In part", 16, Tone::green, true}, {"Noted", 27, Tone::secondary}, {"Not accepted", 23, Tone::blue}, {"Unanswered", 11, Tone::red}};
        grid("stats", 4, {.min_width = 200}, [&](std::size_t i) {
            if (i == 0) stat({"Unanswered", "11", "4 overdue", Tone::red});
            if (i == 1) stat({"Changed the plan", "63", "51 %"});
            if (i == 2) stat({"Forums heard", "9 of 11", "2 to visit", Tone::ink, "/table"});
            if (i == 3) share_bar("By disposition", segments);
        });
        card("bars", {.title = "By source"}, [&] { bar_list("Items by source", segments, "Items"); });
        scroll_area("Long list", 120, [&] {
            for (int i = 0; i < 20; ++i) text("Line " + std::to_string(i + 1));
        });
    }

    void count(const std::string& what)
    {
        ++presses_;
        pressed_ = what + " " + std::to_string(presses_);
    }

    bool finding_{};
    std::string path_, sought_, organisation_{"north"}, tab_{"intentions"}, pressed_{"nothing"}, area_, quarter_{"1"}, disposition_, state_;
    std::string title_{"Evening clinics"}, due_{"2026-12-02"}, cost_, reference_{"R-0001"}, response_, shared_{"We will bring every level of the pathway together."};
    std::string who_, said_, added_{"nothing"}, stored_, events_;
    std::vector<std::string> places_, providers_{"North hospital", "South hospital"};
    bool followed_{}, open_only_{}, withdrawn_{}, dialog_{}, confirm_{}, gone_{};
    int presses_{}, cuts_{}, votes_{}, edits_{}, undo_{};
    std::optional<std::size_t> selected_, sorted_by_;
    Sort sort_{Sort::none};
    std::vector<Thing> things_ = make_things(40);
    std::vector<Thing> many_ = make_things(2000);
};

}  // namespace
}  // namespace assent::app

int main()
{
    static assent::app::Gallery gallery;
    assent::app::run(gallery);
    return 0;
}
