// Outside participants: who was let in by a link, to what and until when, and what they were shown (REQUIREMENTS R3, R22, N8). The secret of a link is
// made here and shown once; the server is only ever sent its hash.
#include <algorithm>

#include "client/app/platform.hpp"
#include "client/views/outside.hpp"
#include "client/views/record_parts.hpp"
#include "shared/base/sha256.hpp"

namespace assent::views {

namespace {

using ui::Tone;

constexpr std::size_t secret_bytes = 20;  // 160 bits

Form& invite_form(ViewContext& context)
{
    return context.form("invite/" + context.plan->id.text());
}

Form& end_form(ViewContext& context)
{
    return context.form("end_invitation/" + context.plan->id.text());
}

struct Standing
{
    const char* words;
    Tone tone;
};

Standing standing_of(const Invitation& invitation, Date today)
{
    if (invitation.revoked) return {"Ended", Tone::secondary};
    if (invitation.until < today) return {"Past its last day", Tone::secondary};
    return invitation.viewing_count > 0 ? Standing{"Seen", Tone::green} : Standing{"Not seen yet", Tone::amber};
}

std::string may_words(const Invitation& invitation)
{
    if (invitation.may_comment && invitation.may_propose) return "read, comment, propose words";
    if (invitation.may_comment) return "read and comment";
    return invitation.may_propose ? "read and propose words" : "read";
}

std::string shown_words(const Plan& plan, const Invitation& invitation)
{
    const auto version = version_words(plan, invitation.version);
    if (!invitation.provider.empty()) return "Intentions that name " + invitation.provider + ", " + version;
    if (invitation.parts.empty()) return "All of " + version;
    return counted(invitation.parts.size(), "part", "parts") + " of " + version;
}

std::string viewings_words(const Invitation& invitation)
{
    if (invitation.viewings.empty()) return "never";
    std::string words = local_text(invitation.viewings.front().at);
    if (invitation.viewings.size() > 1) words += ", last " + local_text(invitation.viewings.back().at);
    return words;
}

std::vector<ui::Option> part_choices(ViewContext& context, VersionId version)
{
    std::vector<ui::Option> options;
    const auto* text = context.version_text(version);
    if (!text) return options;
    const auto add = [&](const auto& all) {
        for (const auto& each : all) {
            auto title = title_of(text->content, each.id);
            if (!title.empty() && options.size() < SocialisationLimits::parts_max) options.push_back({each.id.text(), std::move(title)});
        }
    };
    add(text->content.sections);
    add(text->content.intentions);
    add(text->content.tables);
    return options;
}

/// Names of providers in the version, each once.
std::vector<ui::Option> provider_choices(ViewContext& context, VersionId version)
{
    std::vector<std::string> names;
    if (const auto* text = context.version_text(version))
        for (const auto& intention : text->content.intentions) names.insert(names.end(), intention.providers.begin(), intention.providers.end());
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::vector<ui::Option> options = {{"", "Choose a provider"}};
    for (auto& name : names) options.push_back({name, name});
    return options;
}

void submit_invitation(ViewContext& context, Form& form)
{
    form.forget_errors();
    Invitation invitation;
    const auto version = VersionId::parse(form["version"]);
    if (!version) form.fail("version", "Choose the version to show.");
    const auto until = date_in(form, "until", true);
    need_words(form, "name", "Enter whom you invite.");
    if (form["extent"] == "provider") {
        invitation.provider = form["provider"];
        if (invitation.provider.empty()) form.fail("parts", "Choose the provider.");
    }
    if (form["extent"] == "parts") {
        for (const auto& part : form.list("parts"))
            if (const auto id = ElementId::parse(part)) invitation.parts.push_back(*id);
        if (invitation.parts.empty()) form.fail("parts", "Choose at least one part, or the whole version.");
    }
    if (form.has_errors()) return;
    std::array<std::uint8_t, secret_bytes> random{};
    app::random_bytes(random);
    const std::string secret = to_hex(random);
    invitation.id = context.new_id<InvitationId>();
    invitation.name = trimmed(form["name"]);
    invitation.organisation = trimmed(form["organisation"]);
    invitation.stakeholder_type = trimmed(form["stakeholder"]);
    invitation.version = *version;
    invitation.until = *until;
    invitation.may_comment = form["may"] == "comment" || form["may"] == "propose";
    invitation.may_propose = form["may"] == "propose";
    invitation.token_hash = sha256(as_bytes(secret));
    // In memory only: whoever reloads the page before it is copied ends the invitation and makes another.
    context.look("invitation_link") = app::origin() + "/p/" + context.route.slug + '/' + secret;
    context.submit(form, InviteParticipant{context.plan->id, std::move(invitation)});
}

void extent_fields(ViewContext& context, Form& form)
{
    const auto version = VersionId::parse(form["version"]).value_or(VersionId{});
    ui::radio_group("What they are shown", {{"whole", "The whole version"}, {"parts", "Chosen parts"}, {"provider", "The intentions that name a provider"}}, form["extent"],
                    {.error = form.error_of("parts")});
    if (form["extent"] == "provider") ui::select("Provider", provider_choices(context, version), form["provider"], {.required = true});
    if (form["extent"] != "parts") return;
    const auto parts = part_choices(context, version);
    if (parts.empty()) ui::skeleton(3);
    else ui::scroll_area("Parts of the version", 220, [&] { ui::checkbox_group("Parts", parts, form.list("parts")); });
}

void invite_dialog(ViewContext& context)
{
    Form& form = invite_form(context);
    if (form.open) {
        const auto* latest = latest_version(*context.plan);
        form.propose("version", latest ? latest->id.text() : "");
        form.propose("extent", "whole");
        form.propose("may", "comment");
        form.propose("until", Date{context.today.days + 28}.iso());
    }
    ui::dialog("Invite by link", form.open, {.width = 640, .description = "Somebody without an account is shown a version, and nothing else, for a time."}, [&] {
        if (context.plan->versions.empty()) {
            ui::callout(Tone::amber, "People are shown a version, never the draft. Cut a version first.");
            return;
        }
        ui::columns({.min_width = 220}, {[&] { ui::text_field("Whom you invite", form["name"], {.error = form.error_of("name"), .required = true, .spellcheck = false}); },
                                         [&] { ui::text_field("Organisation", form["organisation"], {.error = form.error_of("organisation"), .spellcheck = false}); }});
        ui::columns({.min_width = 220}, {[&] { ui::text_field("Stakeholder type", form["stakeholder"], {.help = "Provider, local authority, patient group …", .error = form.error_of("stakeholder_type")}); },
                                         [&] { ui::date_field("Last day of the link", form["until"], {.error = form.error_of("until"), .required = true}); }});
        ui::select("Version", version_choices(*context.plan), form["version"], {.error = form.error_of("version"), .required = true});
        extent_fields(context, form);
        ui::radio_group("What they may do", {{"read", "Read"}, {"comment", "Read and comment"}, {"propose", "Read, comment and propose words"}}, form["may"]);
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (ui::primary_button("Make the link", form.waiting_reason())) submit_invitation(context, form);
        });
    });
    if (context.accepted(form)) context.look("invitation_made") = "yes";
}

void link_dialog(ViewContext& context)
{
    auto& link = context.look("invitation_link");
    auto& made = context.look("invitation_made");
    bool open = made == "yes" && !link.empty();
    if (!open) return;
    ui::dialog("The link", open, {.width = 640, .description = "Copy it now: it is shown this once and kept nowhere. Send it to the person you invited and to nobody else."}, [&] {
        std::string shown = link;
        ui::text_field("Link", shown, {.read_only = true, .spellcheck = false});
        ui::dialog_buttons([&] {
            if (ui::button("Copy the link")) {
                ui::copy_to_clipboard(link);
                ui::toast("The link is copied", Tone::green);
            }
            if (ui::primary_button("Done")) open = false;
        });
    });
    if (!open) {
        link.clear();
        made.clear();
    }
}

void ending_dialog(ViewContext& context)
{
    Form& form = end_form(context);
    ui::dialog("End the invitation", form.open, {.description = "The link stops working at once. What was said through it stays in the log."}, [&] {
        ui::text_area("Why it is ended", form["reason"], {.error = form.error_of("reason"), .required = true, .rows = 2});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::button("End it", {.kind = ui::ButtonKind::danger, .disabled_reason = form.waiting_reason()})) return;
            form.forget_errors();
            const auto id = InvitationId::parse(form["invitation"]);
            if (id && need_words(form, "reason", "Enter why it is ended.")) context.submit(form, RevokeInvitation{context.plan->id, *id, trimmed(form["reason"])});
        });
    });
    if (context.accepted(form)) ui::toast("The invitation is ended", Tone::green);
}

}  // namespace

void show_invitations(ViewContext& context)
{
    const Plan& plan = *context.plan;
    const auto reason = context.why_not(Right::record_socialisation);
    if (plan.invitations.empty()) {
        if (ui::empty_state({.title = "Nobody has been invited by link",
                             .text = "A council, a provider or a patient group can read a version, or their parts of it, and comment without an account.",
                             .action = "Invite somebody",
                             .disabled_reason = reason}))
            invite_form(context).open = true;
        return;
    }
    ui::row([&] {
        ui::push_right();
        if (ui::button("Invite somebody", {.disabled_reason = reason, .opens_dialog = true})) invite_form(context).open = true;
    });
    static const std::vector<ui::Column> columns = {{.title = "Invited", .min_width = 180, .weight = 1}, {.title = "Shown", .min_width = 190, .weight = 1},
                                                    {.title = "May", .min_width = 130},          {.title = "Until", .min_width = 90},
                                                    {.title = "Standing", .min_width = 130},     {.title = "When it was shown", .min_width = 190, .weight = 1},
                                                    {.title = "Said", .min_width = 60, .align = ui::Align::end}, {.title = "End", .min_width = 80, .title_hidden = true}};
    ui::table("Invited by link", {.columns = columns, .row_count = plan.invitations.size(), .openable = false}, [&](std::size_t i, ui::Row& row) {
        const auto& each = plan.invitations[plan.invitations.size() - 1 - i];
        const auto standing = standing_of(each, context.today);
        row.key(each.id.text());
        row.name(each.name, each.organisation);
        row.text(shown_words(plan, each));
        row.text(may_words(each), {.tone = Tone::secondary});
        row.text(brief(each.until, context.today));
        row.pill(standing.words, standing.tone, each.revoked ? each.revoked_why : "");
        row.text(viewings_words(each), {.tone = Tone::secondary});
        row.number(std::to_string(std::count_if(plan.feedback.begin(), plan.feedback.end(), [&](const FeedbackItem& item) { return item.invitation == each.id; })));
        row.cell([&] {
            const auto why_not = each.revoked ? std::string_view("This invitation has been ended already.") : reason;
            if (ui::button("End", {.disabled_reason = why_not, .name = context.keep("End the invitation of " + each.name), .small = true, .opens_dialog = true})) {
                Form& form = end_form(context);
                form.clear();
                form["invitation"] = each.id.text();
                form.open = true;
            }
        });
    });
}

void invitation_dialogs(ViewContext& context)
{
    invite_dialog(context);
    link_dialog(context);
    ending_dialog(context);
}

}  // namespace assent::views
