#include "server/exchange/print/response_html.hpp"

#include <algorithm>

#include "server/exchange/print/marked_html.hpp"
#include "server/exchange/print/plan_tables.hpp"
#include "server/exchange/print/printed_html.hpp"
#include "server/site/html.hpp"
#include "shared/document/compare.hpp"

namespace assent::exchange::print {

using identity::Openness;
using site::escape;
using site::quoted;

namespace {

constexpr const char* kinds_of_people[] = {"Patient", "Carer", "Member of the public", "Clinician or other health worker", "Provider of services",
                                           "Council", "Voluntary or community organisation", "Somebody else"};

std::string id_of(const char* name, ElementId part)
{
    return std::string(name) + '-' + part.text();
}

/// Whether what is wrong is about this field of this part's form.
bool is_wrong(const ResponseForms& forms, ElementId part, const char* name)
{
    return forms.again && forms.again->part == part && forms.wrong.field == name;
}

/// Attributes and the message of a field; `hint` is a sentence below the label or empty.
struct FieldParts
{
    std::string attributes;
    std::string before;
};

FieldParts parts_of(const ResponseForms& forms, ElementId part, const char* name, const std::string& hint)
{
    FieldParts parts;
    const std::string id = id_of(name, part);
    std::string described;
    if (!hint.empty()) {
        parts.before += "<p class=\"hint\" id=" + quoted(id + "-hint") + ">" + hint + "</p>\n";
        described = id + "-hint";
    }
    if (is_wrong(forms, part, name)) {
        parts.before += "<p class=\"error\" id=" + quoted(id + "-error") + ">" + escape(forms.wrong.message) + "</p>\n";
        described = id + "-error" + (described.empty() ? "" : ' ' + described);
        parts.attributes += " aria-invalid=\"true\"";
    }
    if (!described.empty()) parts.attributes += " aria-describedby=" + quoted(described);
    parts.attributes += " id=" + quoted(id) + " name=" + quoted(name);
    return parts;
}

std::string label(const char* name, ElementId part, const std::string& words)
{
    return "<label for=" + quoted(id_of(name, part)) + ">" + words + "</label>\n";
}

std::string area(const ResponseForms& forms, ElementId part, const char* name, const std::string& words, const std::string& hint, const std::string& value)
{
    const auto parts = parts_of(forms, part, name, hint);
    // A browser drops one line feed behind the tag.
    return label(name, part, words) + parts.before + "<textarea rows=\"6\" maxlength=\"8000\"" + parts.attributes + ">\n" + escape(value) + "</textarea>\n";
}

std::string line(const ResponseForms& forms, ElementId part, const char* name, const std::string& words, const std::string& hint, const std::string& value,
                 const char* autocomplete)
{
    const auto parts = parts_of(forms, part, name, hint);
    return label(name, part, words) + parts.before + "<input maxlength=\"200\" autocomplete=" + quoted(autocomplete) + parts.attributes + " value=" + quoted(value) + ">\n";
}

std::string choice_of_people(const ResponseForms& forms, ElementId part, const std::string& value)
{
    const auto parts = parts_of(forms, part, field::who, "");
    std::string html = label(field::who, part, "You answer as (optional)") + parts.before + "<select" + parts.attributes + ">\n<option value=\"\">Rather not say</option>\n";
    for (const auto* kind : kinds_of_people)
        html += "<option" + std::string(value == kind ? " selected" : "") + ">" + escape(kind) + "</option>\n";
    return html + "</select>\n";
}

std::string about_you(const ResponseForms& forms, ElementId part, const FilledForm& filled)
{
    std::string html = choice_of_people(forms, part, filled.who);
    html += line(forms, part, field::name, "Your name (optional)", "", filled.name, "name");
    html += line(forms, part, field::organisation, "Your organisation, if you answer for one (optional)", "", filled.organisation, "organization");
    html += line(forms, part, field::contact, "How to reach you (optional)", "Used only to ask you about your response or to tell you what came of it.", filled.contact, "email");
    const std::string id = id_of(field::publish, part);
    html += "<div class=\"check\"><input type=\"checkbox\" value=\"yes\" id=" + quoted(id) + " name=" + quoted(field::publish) + (filled.may_publish ? " checked" : "") +
            "><label for=" + quoted(id) + ">My words may be published, without my name</label></div>\n";
    html += "<div class=\"decoy\" aria-hidden=\"true\"><label for=" + quoted(id_of(field::decoy, part)) + ">Leave this empty</label><input tabindex=\"-1\" autocomplete=\"off\" id=" +
            quoted(id_of(field::decoy, part)) + " name=" + quoted(field::decoy) + "></div>\n";
    return html;
}

/// The form about one part, closed until somebody wants it.
std::string form(const ResponseForms& forms, ElementId part, const std::string& title)
{
    if (!forms.comment && !forms.propose) return {};
    const bool again = forms.again && forms.again->part == part;
    const FilledForm filled = again ? *forms.again : FilledForm{};
    std::string html = "<details class=\"respond\" id=" + quoted(id_of("respond", part)) + (again ? " open" : "") + ">\n<summary>" +
                       (part ? "Respond to " + escape(title) : std::string("Respond to the whole")) + "</summary>\n<form method=\"post\" action=" + quoted(forms.action) +
                       ">\n<input type=\"hidden\" name=" + quoted(field::token) + " value=" + quoted(forms.token) + ">\n<input type=\"hidden\" name=" + quoted(field::part) + " value=" +
                       quoted(part ? part.text() : "") + ">\n";
    if (forms.comment)
        html += area(forms, part, field::words, "What you want to say", "Please leave out anything by which a patient could be known: names, NHS numbers, dates of birth.", filled.words);
    if (forms.propose) html += area(forms, part, field::proposed, forms.comment ? "Words you propose instead (optional)" : "Words you propose instead", "", filled.proposed_wording);
    if (forms.asks_who) html += about_you(forms, part, filled);
    return html + "<button type=\"submit\" class=\"primary\">Send this response</button>\n</form>\n</details>\n";
}

bool is_shown(const Content& shown, ElementId part)
{
    return find_section(shown, part) || find_intention(shown, part) || find_table(shown, part) || find_milestone(shown, part);
}

/// What was typed about a part that is not shown has no form to come back in, and comes back here.
std::string problem(const ResponseForms& forms, const Content& shown)
{
    if (!forms.again) return {};
    const auto& again = *forms.again;
    const auto& wrong = forms.wrong;
    if (again.part && !is_shown(shown, again.part)) {
        std::string words;
        for (const auto* typed : {&again.words, &again.proposed_wording})
            if (!typed->empty()) words += "<blockquote>" + escape(*typed) + "</blockquote>";
        return "<div class=\"problem\" role=\"alert\"><h2>Your response was not sent</h2><p>" + escape(wrong.message) + "</p>" +
               (words.empty() ? "" : "<p>You wrote:</p>" + words) + "</div>\n";
    }
    const std::string target = wrong.field.empty() || wrong.field == field::part || wrong.field == field::token ? id_of("respond", again.part)
                                                                                                               : id_of(wrong.field.c_str(), again.part);
    return "<div class=\"problem\" role=\"alert\"><h2>Your response was not sent</h2><p><a href=" + quoted('#' + target) + ">" + escape(wrong.message) + "</a></p></div>\n";
}

std::string heading(const std::string& anchor, const std::string& title, PartStatus status)
{
    const auto mark = status == PartStatus::agreed ? std::string() : site::pill(words_of(status), "warn");
    return "<h3 id=" + quoted(anchor) + ">" + escape(title) + (mark.empty() ? "" : ' ' + mark) + "</h3>\n";
}

std::string joined(const std::vector<std::string>& values)
{
    std::string text;
    for (const auto& value : values) text += (text.empty() ? "" : ", ") + value;
    return text;
}

std::string intention(const Intention& intention)
{
    std::vector<std::string> times;
    for (const auto& timescale : intention.timescales) times.push_back(timescale.as_written);
    std::string facts;
    const auto fact = [&](const char* term, const std::string& value) {
        if (!value.empty()) facts += "<div><dt>" + std::string(term) + "</dt><dd>" + escape(value) + "</dd></div>\n";
    };
    fact("Programme area", intention.programme_area);
    fact("Place", intention.place);
    fact("Providers", joined(intention.providers));
    fact("When", joined(times));
    fact("Contracting route", joined(routes_in_words(intention.routes)));
    fact("Conditions", intention.conditions);
    return marked_html(intention.text) + (facts.empty() ? "" : "<dl class=\"facts\">\n" + facts + "</dl>\n");
}

std::string titled(const Content& content, ElementId part)
{
    const auto title = title_of(content, part);
    return title.empty() ? "Without a heading" : title;
}

std::string parts(const Content& shown, const ResponseForms& forms)
{
    std::string html;
    const auto open = [&](const char* kind, ElementId id, PartStatus status) {
        html += "<section class=\"part\">\n" + heading(anchor_of(kind, id), titled(shown, id), status);
    };
    const auto close = [&](ElementId id) { html += form(forms, id, titled(shown, id)) + "</section>\n"; };
    for (const auto& each : shown.sections) {
        open("s", each.id, each.status);
        html += marked_html(each.text);
        close(each.id);
    }
    for (const auto& each : shown.intentions) {
        open("i", each.id, each.status);
        html += intention(each);
        close(each.id);
    }
    for (const auto& each : shown.tables) {
        open("t", each.id, each.status);
        html += html_of(money_table(each));
        close(each.id);
    }
    if (!shown.milestones.empty()) html += "<section class=\"part\">\n<h3>Timetable</h3>\n" + html_of(timetable(shown.milestones)) + "</section>\n";
    if (html.empty()) html = "<p>This version has nothing to show here.</p>\n";
    return html;
}

std::string contents(const Content& shown)
{
    std::string html;
    const auto add = [&](const char* kind, const auto& all) {
        for (const auto& each : all)
            html += "<li><a href=" + quoted('#' + anchor_of(kind, each.id)) + ">" + escape(titled(shown, each.id)) + "</a></li>\n";
    };
    add("s", shown.sections);
    add("i", shown.intentions);
    add("t", shown.tables);
    if (html.empty()) return {};
    return "<nav class=\"card contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">Parts</h2>\n<ol>\n" + html + "</ol>\n</nav>\n";
}

std::string subject_line(const ResponseSubject& subject)
{
    return "<p class=\"organisation\">" + escape(subject.organisation) + "</p>\n";
}

std::string version_line(const ResponseSubject& subject)
{
    std::string line = "Version " + subject.version;
    if (subject.version_date) line += " of " + subject.version_date.text();
    if (!subject.period.empty()) line += ", for " + subject.period;
    return escape(line);
}

std::string how_it_is_used(const std::string& organisation)
{
    const std::string name = escape(organisation);
    return "<section class=\"card prose\">\n<h2>How your response is used</h2>\n<ul>\n"
           "<li>Somebody of " + name + " reads each response before it goes any further. What you say then joins the record of this plan, is considered, and is answered there.</li>\n"
           "<li>You need not give a name. Without one you are recorded as a member of the public.</li>\n"
           "<li>Your words are published only if you agree to that below, and never with your name. Anything by which a person could be known is taken out first.</li>\n"
           "<li>How to reach you is never published and is not copied out of the record.</li>\n"
           "<li>Please tell us nothing about anybody's health by which they could be known. If you do, it is taken out where others read it.</li>\n"
           "</ul>\n<p>" + name + " is responsible for what it holds about you (UK GDPR) and holds it to carry out its public task of involving people in its plans, for as long as it keeps the record of the plan. "
           "You may ask it what it holds about you, and to correct it or take it out, by the reference that you are given when you have sent your response.</p>\n</section>\n";
}

}  // namespace

std::string participant_html(const ResponseSubject& subject, const Invitation& invitation, const Content& shown, const ResponseForms& forms)
{
    const bool all = invitation.provider.empty() && invitation.parts.empty();
    std::string main = problem(forms, shown) + "<article>\n<header class=\"card cover\">\n" + subject_line(subject) + "<h1>" + escape(subject.plan_title) + "</h1>\n<p>" + version_line(subject) + "</p>\n<p>For " +
                       escape(invitation.name + (invitation.organisation.empty() ? "" : ", " + invitation.organisation)) + ". This link is yours alone and works until " +
                       invitation.until.text() + ". That you were shown this, and when, is kept with the plan.</p>\n";
    if (!invitation.provider.empty()) main += "<p>You are shown the intentions that name " + escape(invitation.provider) + ".</p>\n";
    else if (!all) main += "<p>You are shown chosen parts of the plan.</p>\n";
    if (forms.comment || forms.propose)
        main += "<p>What you say goes into the plan's feedback log under your name, as you wrote it, and is answered there.</p>\n";
    else
        main += "<p>This link is for reading.</p>\n";
    main += "</header>\n" + contents(shown);
    if (!shown.intentions.empty() || !shown.sections.empty()) main += form(forms, ElementId{}, "");
    main += "<h2>The plan</h2>\n" + parts(shown, forms) + "</article>\n";
    return site::page({(forms.again ? "Error: " : "") + subject.plan_title + ", " + subject.organisation, "", site::Chrome::bare}, main);
}

std::string consultation_html(const ResponseSubject& subject, const Consultation& consultation, Openness openness, const Content& shown, const ResponseForms& forms)
{
    std::string main = problem(forms, shown) + "<article>\n<header class=\"card cover\">\n" + subject_line(subject) + "<h1>" + escape(consultation.title) + "</h1>\n";
    const std::string days = consultation.opens.text() + " to " + consultation.closes.text();
    switch (openness) {
    case Openness::open: main += site::pill("Open", "good") + "\n<p>You can respond from " + days + ".</p>\n"; break;
    case Openness::not_yet: main += site::pill("Not open yet", "plain") + "\n<p>You will be able to respond from " + days + ".</p>\n"; break;
    case Openness::over: main += site::pill("Closed", "plain") + "\n<p>Responses were taken from " + days + ". Thank you to everybody who sent one.</p>\n"; break;
    }
    main += "<p>About " + escape(subject.plan_title) + ". " + version_line(subject) + ".</p>\n</header>\n";
    // What is not out yet is not shown before its day.
    if (openness != Openness::not_yet)
        main += "<section class=\"prose\">\n<h2>What is proposed</h2>\n" + marked_html(consultation.proposal) + "</section>\n";
    if (openness == Openness::over && consultation.reported) {
        main += "<section class=\"prose\">\n<h2>What came of it</h2>\n" + marked_html(consultation.report);
        main += "<p>The board received this on " + consultation.reported.text() + ".</p>\n" + marked_html(consultation.board_outcome) + "</section>\n";
    }
    if (openness != Openness::not_yet) {
        ResponseForms usable = forms;
        if (openness != Openness::open) usable.comment = usable.propose = false;
        if (openness == Openness::open) main += how_it_is_used(subject.organisation) + form(usable, ElementId{}, "");
        main += contents(shown) + "<h2>The plan, part by part</h2>\n" + parts(shown, usable);
    }
    main += "</article>\n";
    return site::page({(forms.again ? "Error: " : "") + consultation.title + ", " + subject.organisation, "", site::Chrome::site}, main);
}

std::string received_html(const ResponseSubject& subject, const std::string& reference, bool is_public, const std::string& back)
{
    std::string main = "<div class=\"card narrow\">\n<h1>Thank you. Your response has arrived</h1>\n<p>Your reference is <strong>" + escape(reference) + "</strong>. Keep it if you may want to ask about your response.</p>\n<p>";
    main += is_public ? escape(subject.organisation) + " reads each response before it joins the record of " + escape(subject.plan_title) + "." : "It is in the feedback log of " + escape(subject.plan_title) + " and will be answered there.";
    main += "</p>\n<p><a href=" + quoted(back) + ">Respond to another part</a></p>\n</div>\n";
    return site::page({"Your response has arrived", "centred", is_public ? site::Chrome::site : site::Chrome::bare}, main);
}

std::string consultations_html(const std::vector<ConsultationLine>& lines)
{
    std::string main = "<h1>Consultations</h1>\n<p class=\"lead\">What the organisations named here ask everybody about. No account is needed to respond.</p>\n";
    if (lines.empty()) main += "<p>There is no consultation at present.</p>\n";
    const auto group = [&](Openness openness, const char* title) {
        std::string items;
        for (const auto& each : lines)
            if (each.openness == openness)
                items += "<li><a href=" + quoted(each.href) + ">" + escape(each.title) + "</a> <span class=\"about\">" +
                         escape(each.organisation + ", " + each.opens.text() + " to " + each.closes.text()) + "</span></li>\n";
        if (!items.empty()) main += "<section class=\"card\">\n<h2>" + std::string(title) + "</h2>\n<ul class=\"plans\">\n" + items + "</ul>\n</section>\n";
    };
    group(Openness::open, "Open now");
    group(Openness::not_yet, "To open");
    group(Openness::over, "Closed");
    return site::page({"Consultations", "", site::Chrome::site}, main);
}

}  // namespace assent::exchange::print
