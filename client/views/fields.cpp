#include "client/views/fields.hpp"

#include <algorithm>
#include <charconv>

#include "client/views/host.hpp"
#include "client/views/suggestions.hpp"

namespace assent::views {

namespace {

constexpr double pause_ms = 800;

constexpr TextField text_fields[] = {
    TextField::heading, TextField::number, TextField::text,  TextField::programme_area, TextField::service_area,
    TextField::place,   TextField::lead,   TextField::conditions, TextField::title,     TextField::unit,
    TextField::event,   TextField::who,    TextField::status, TextField::date,          TextField::reference,
};

bool parse_number(std::string_view text, std::uint32_t& number)
{
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    return result.ec == std::errc{} && result.ptr == text.data() + text.size();
}

/// The edit that gives a field a value, made over `base`.
std::optional<Edit> edit_of(const sync::FieldRef& field, const std::string& base, const std::string& value)
{
    for (const auto each : text_fields)
        if (sync::field_name(each) == field.field) return SetText{field.element, each, digest_of(base), value};
    static constexpr std::string_view cell = "cell/";
    const std::string_view name = field.field;
    if (name.substr(0, cell.size()) != cell) return std::nullopt;
    const auto slash = name.find('/', cell.size());
    if (slash == std::string_view::npos) return std::nullopt;
    const auto row = ElementId::parse(name.substr(cell.size(), slash - cell.size()));
    std::uint32_t column = 0;
    if (!row || !parse_number(name.substr(slash + 1), column)) return std::nullopt;
    return SetCell{field.element, *row, column, digest_of(base), value};
}

std::vector<std::string> lines_of(const std::string& words)
{
    std::vector<std::string> values;
    for (std::size_t at = 0; at < words.size();) {
        const auto end = std::min(words.find('\n', at), words.size());
        values.push_back(words.substr(at, end - at));
        at = end + 1;
    }
    return values;
}

void submit_draft(Host& host, const sync::FieldRef& field, FieldDraft& draft)
{
    draft.dirty = false;
    host.keep_field(field, std::nullopt);
    if (draft.text == draft.base) return;
    if (auto edit = edit_of(field, draft.base, draft.text)) {
        draft.sent = host.submit(EditContent{field.plan, {std::move(*edit)}});
        draft.base = draft.text;
    }
}

/// Below a field whose last edit was refused: the words, and what to do with them.
void kept_words(ViewContext& context, const sync::FieldRef& field, const std::string& shown)
{
    const auto* kept = context.copy.kept_words(field);
    if (!kept) return;
    const auto words = *kept;  // acting on it takes it away
    ui::callout_box("kept", ui::Tone::amber, [&] {
        ui::text("Your words are kept", {.weight = ui::Weight::medium, .tone = ui::Tone::amber});
        ui::text(words.reason);
        ui::field_value("You wrote", words.words.empty() ? "(nothing)" : words.words);
        ui::row([&] {
            if (ui::button("Use mine", {.small = true})) {
                context.dismiss(words.key);
                if (auto edit = edit_of(field, shown, words.words)) context.submit(EditContent{field.plan, {std::move(*edit)}});
            }
            if (ui::button("Discard mine", {.small = true})) context.dismiss(words.key);
        });
    });
}

/// Below a field in which something was typed before the tab was closed.
void offered_words(ViewContext& context, const sync::FieldRef& field, FieldDraft& draft, const std::string& shown)
{
    if (!draft.offered) return;
    if (*draft.offered == shown) {
        draft.offered.reset();
        context.host.keep_field(field, std::nullopt);
        return;
    }
    ui::callout_box("offered", ui::Tone::blue, [&] {
        ui::text("You typed this before and did not finish", {.weight = ui::Weight::medium, .tone = ui::Tone::blue});
        ui::text(*draft.offered);
        bool use = false;
        bool discard = false;
        ui::row([&] {
            use = ui::button("Use it", {.small = true});
            discard = ui::button("Discard it", {.small = true});
        });
        if (use) {
            draft.base = shown;
            draft.text = *draft.offered;
            submit_draft(context.host, field, draft);
        }
        if (use || discard) {
            draft.offered.reset();
            context.host.keep_field(field, std::nullopt);
        }
    });
}

/// "Sending" where it takes long, or "Kept on this device" without a connection.
std::string pending_words(const ViewContext& context, const sync::FieldRef& field)
{
    if (!context.copy.is_pending(field)) return {};
    return context.copy.connection == sync::Connection::live ? "" : "Kept on this device until there is a connection.";
}

void editable(ViewContext& context, const sync::FieldRef& field, const std::string& shown, std::string_view label,
              const FieldLook& look)
{
    auto& host = context.host;
    auto& draft = host.fields()[field];
    draft.drawn = true;
    const PersonId other = context.copy.editor_of(field);
    if (!draft.dirty) draft.text = shown;
    std::string help(look.help);
    if (other) help = context.name_of(other) + " is editing this now.";
    else if (const auto pending = pending_words(context, field); !pending.empty()) help = pending;

    ui::FieldOptions options;
    options.label_hidden = look.label_hidden;
    options.help = help;
    options.placeholder = look.placeholder;
    options.read_only = static_cast<bool>(other) && !draft.dirty;
    options.rows = look.rows;
    options.width = look.width;
    options.language = "en-GB";
    options.length_max = look.many_lines ? 30'000 : 1'000;
    const std::string before = draft.text;
    const bool changed = look.date         ? ui::date_field(label, draft.text, options)
                         : look.many_lines ? ui::text_area(label, draft.text, options)
                                           : ui::text_field(label, draft.text, options);
    const bool focused = ui::last_focused();
    if (changed && draft.text != before) {
        if (!draft.dirty) draft.base = shown;
        draft.dirty = true;
        draft.changed_ms = host.steady_ms();
        host.keep_field(field, draft.text);
    }
    if (focused != draft.focused) {
        draft.focused = focused;
        if (focused)
            host.edit_field(field);
        else
            host.edit_field(std::nullopt);
    }
    if (draft.dirty && (!focused || host.steady_ms() - draft.changed_ms >= pause_ms)) submit_draft(host, field, draft);
    if (draft.dirty) host.wake_in(static_cast<std::uint32_t>(pause_ms));
    kept_words(context, field, shown);
    offered_words(context, field, draft, shown);
}

std::optional<ListField> list_named(const std::string& name)
{
    for (const auto each : {ListField::providers, ListField::routes, ListField::timescales})
        if (sync::field_name(each) == name) return each;
    return std::nullopt;
}

}  // namespace

std::optional<std::string> value_of(const Content& content, const sync::FieldRef& field)
{
    if (const auto name = list_named(field.field)) {
        const auto values = list_of(content, field.element, *name);
        if (!values) return std::nullopt;
        std::string lines;
        for (const auto& value : *values) lines += (lines.empty() ? "" : "\n") + value;
        return lines;
    }
    const auto edit = edit_of(field, {}, {});
    if (!edit) return std::nullopt;
    if (const auto* text = std::get_if<SetText>(&*edit)) return text_of(content, text->element, text->field);
    const auto& set = std::get<SetCell>(*edit);
    const auto* cell = find_cell(content, set.table, set.row, set.column);
    return cell ? std::optional(*cell) : std::nullopt;
}

std::optional<Edit> edit_giving(const Content& content, const sync::FieldRef& field, const std::string& value)
{
    if (const auto name = list_named(field.field)) {
        const auto values = list_of(content, field.element, *name);
        if (!values) return std::nullopt;
        return SetList{field.element, *name, digest_of(*values), lines_of(value)};
    }
    const auto now = value_of(content, field);
    return now ? edit_of(field, *now, value) : std::nullopt;
}

std::string_view why_not_edit(const ViewContext& context) { return context.why_not(Activity::edit_content); }

const char* words_of(PartStatus status)
{
    switch (status) {
    case PartStatus::agreed: return "Agreed";
    case PartStatus::draft: return "Draft";
    case PartStatus::subject_to_review: return "Subject to review";
    }
    return "";
}

ui::Tone tone_of(PartStatus status)
{
    switch (status) {
    case PartStatus::agreed: return ui::Tone::green;
    case PartStatus::draft: return ui::Tone::secondary;
    case PartStatus::subject_to_review: return ui::Tone::amber;
    }
    return ui::Tone::secondary;
}

std::vector<ui::Option> status_options()
{
    return {{"agreed", "Agreed"}, {"draft", "Draft"}, {"subject_to_review", "Subject to review"}};
}

void content_text(ViewContext& context, ElementId element, TextField field, std::string_view label, const FieldLook& look)
{
    if (!context.content || !context.plan) return;
    const auto shown = text_of(*context.content, element, field);
    if (!shown) return;
    if (!why_not_edit(context).empty()) {
        if (look.many_lines) {
            const sync::FieldRef ref{context.plan->id, element, sync::field_name(field)};
            const ui::Scope scope(ref.text());
            if (!look.label_hidden) ui::small(label);
            if (shown->empty()) ui::reading("Nothing is written here.", ui::Tone::secondary);
            else read_long_text(context, ref, *shown, look.reading_modes ? reading_modes(context, ref, ReadingMode::marked) : ReadingMode::original);
            kept_long_words(context, ref, *shown);
            beside_long_text(context, ref, *shown);
        } else {
            const auto date = look.date ? Date::parse(*shown) : std::nullopt;
            ui::field_value(label, date ? date->text() : shown->empty() ? "not given" : *shown,
                            shown->empty() ? ui::Tone::secondary : ui::Tone::ink);
        }
        return;
    }
    const sync::FieldRef ref{context.plan->id, element, sync::field_name(field)};
    const ui::Scope scope(ref.text());
    ui::stack(6, [&] {
        if (!is_long(field)) return editable(context, ref, *shown, label, look);
        const auto mode = look.reading_modes ? reading_modes(context, ref, ReadingMode::original) : ReadingMode::original;
        if (mode == ReadingMode::original) {
            long_text(context, ref, *shown, label, look);
        } else {
            ui::small(label);
            read_long_text(context, ref, *shown, mode);
        }
        beside_long_text(context, ref, *shown);
    });
}

void content_choice(ViewContext& context, ElementId element, TextField field, std::string_view label,
                    std::vector<ui::Option> options)
{
    if (!context.content || !context.plan) return;
    const auto shown = text_of(*context.content, element, field);
    if (!shown) return;
    const auto known = std::find_if(options.begin(), options.end(), [&](const ui::Option& o) { return o.value == *shown; });
    if (!why_not_edit(context).empty()) {
        ui::field_value(label, shown->empty() ? "not given" : known != options.end() ? known->label : *shown,
                        shown->empty() ? ui::Tone::secondary : ui::Tone::ink);
        return;
    }
    if (known == options.end()) options.insert(options.begin(), {*shown, shown->empty() ? "Not given" : *shown});
    const sync::FieldRef ref{context.plan->id, element, sync::field_name(field)};
    const ui::Scope scope(ref.text());
    ui::stack(6, [&] {
        std::string value = *shown;
        if (ui::select(label, options, value) && value != *shown)
            context.submit(EditContent{context.plan->id, {SetText{element, field, digest_of(*shown), value}}});
        kept_words(context, ref, *shown);
    });
}

namespace {

/// The field in which a value is added; answers it once it is complete.
std::optional<std::string> added_value(Form& form, const std::vector<std::string>& present, const ListLook& look, bool& cancelled)
{
    std::vector<ui::Option> options{{"", "Choose"}};
    for (const auto& each : look.suggestions)
        if (std::find(present.begin(), present.end(), each.value) == present.end()) options.push_back(each);
    const std::string one(look.one);
    std::string chosen;
    if (options.size() > 1 && ui::select("Choose a " + one, options, chosen) && !chosen.empty()) return chosen;
    bool add = false;
    if (!look.only_suggestions) {
        ui::text_field("New " + one, form["value"], {.error = form.error_of("value"), .language = "en-GB", .submit_on_enter = true});
        add = ui::submitted();
    }
    ui::row([&] {
        if (!look.only_suggestions && ui::button("Add", {.kind = ui::ButtonKind::primary, .small = true})) add = true;
        cancelled = ui::button("Cancel", {.small = true});
    });
    if (!add) return std::nullopt;
    std::string value = form["value"];
    while (!value.empty() && value.back() == ' ') value.pop_back();
    form.forget_errors();
    if (!value.empty() && std::find(present.begin(), present.end(), value) == present.end()) return value;
    form.fail("value", value.empty() ? "Write the " + one + " first." : "This one is there already.");
    return std::nullopt;
}

}  // namespace

void content_list(ViewContext& context, ElementId element, ListField field, std::string_view label, const ListLook& look)
{
    if (!context.content || !context.plan) return;
    const auto shown = list_of(*context.content, element, field);
    if (!shown) return;
    const bool may_edit = why_not_edit(context).empty();
    const sync::FieldRef ref{context.plan->id, element, sync::field_name(field)};
    const ui::Scope scope(ref.text());
    const auto set = [&](std::vector<std::string> values) {
        context.submit(EditContent{context.plan->id, {SetList{element, field, digest_of(*shown), std::move(values)}}});
    };
    const std::string group_name(label);
    ui::group(group_name, [&] {
        ui::stack(6, [&] {
            ui::small(label);
            if (!shown->empty() || may_edit)
                ui::row({.gap = 6}, [&] {
                    for (std::size_t i = 0; i < shown->size(); ++i) {
                        const ui::Scope chip(static_cast<std::int64_t>(i));
                        const std::string value = look.shown ? look.shown((*shown)[i]) : (*shown)[i];
                        if (!may_edit) {
                            ui::chip(value);
                        } else if (ui::removable_chip(value, "Remove " + value)) {
                            auto values = *shown;
                            values.erase(values.begin() + static_cast<std::ptrdiff_t>(i));
                            set(std::move(values));
                        }
                    }
                    if (may_edit) {
                        auto& adding = context.look("adding/" + ref.text());
                        if (adding.empty() && ui::button("Add " + std::string(look.one), {.kind = ui::ButtonKind::quiet, .small = true}))
                            adding = "yes";
                    }
                });
            if (shown->empty() && !may_edit) ui::secondary("none named");
            auto& adding = context.look("adding/" + ref.text());
            if (may_edit && !adding.empty()) {
                auto& form = context.form("add/" + ref.text());
                bool cancelled = false;
                const auto value = added_value(form, *shown, look, cancelled);
                if (value) {
                    auto values = *shown;
                    values.push_back(*value);
                    set(std::move(values));
                }
                if (value || cancelled) {
                    form.clear();
                    adding.clear();
                }
            }
            if (const auto* kept = context.copy.kept_words(ref)) {
                const auto words = *kept;
                ui::callout_box("kept", ui::Tone::amber, [&] {
                    ui::text("Your words are kept", {.weight = ui::Weight::medium, .tone = ui::Tone::amber});
                    ui::text(words.reason);
                    ui::field_value("Your list", words.words);
                    ui::row([&] {
                        if (ui::button("Use mine", {.small = true})) {
                            context.dismiss(words.key);
                            set(lines_of(words.words));
                        }
                        if (ui::button("Discard mine", {.small = true})) context.dismiss(words.key);
                    });
                });
            }
        });
    });
}

void content_cell(ViewContext& context, const MoneyTable& table, std::uint32_t row, std::uint32_t column, std::string_view label)
{
    const std::string& shown = table.rows[row].cells[column];
    const sync::FieldRef ref{context.plan->id, table.id, sync::cell_name(table.rows[row].id, column)};
    const ui::Scope scope(ref.field);
    editable(context, ref, shown, label, {.label_hidden = true});
}

void submit_drafts(Host& host, bool all)
{
    for (auto& [field, draft] : host.fields()) {
        const bool gone = !draft.drawn;
        if (gone && draft.focused) {
            draft.focused = false;
            host.edit_field(std::nullopt);
        }
        if (draft.dirty && (all || gone || host.steady_ms() - draft.changed_ms >= pause_ms)) submit_draft(host, field, draft);
        draft.drawn = false;
    }
    std::erase_if(host.fields(), [](const auto& each) { return !each.second.dirty && !each.second.focused && !each.second.offered; });
}

}  // namespace assent::views
