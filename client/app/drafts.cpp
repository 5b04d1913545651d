#include "client/app/drafts.hpp"

#include <algorithm>
#include <charconv>

#include "client/app/platform.hpp"

namespace assent::views {

std::string Drafts::begin(std::string_view slug, const PersonId& person)
{
    forms_.clear();
    fields_.clear();
    prefix_ = "draft/" + std::string(slug) + "/" + person.text() + "/";
    return prefix_;
}

static std::string_view words(std::span<const std::uint8_t> value)
{
    return {reinterpret_cast<const char*>(value.data()), value.size()};
}

void Drafts::restore(std::string_view key, std::span<const std::uint8_t> value)
{
    if (prefix_.empty() || key.substr(0, prefix_.size()) != prefix_) return;
    key.remove_prefix(prefix_.size());
    static constexpr std::string_view form_mark = "form/";
    static constexpr std::string_view field_mark = "field/";
    if (key.substr(0, form_mark.size()) == form_mark) {
        auto& kept = forms_[std::string(key.substr(form_mark.size()))];
        if (kept.form.has_words()) return;  // typed anew already
        kept.stored = std::string(words(value));
        read(kept.form, kept.stored);
    } else if (key.substr(0, field_mark.size()) == field_mark) {
        const auto field = sync::FieldRef::parse(key.substr(field_mark.size()));
        if (field && !fields_[*field].dirty) fields_[*field].offered = std::string(words(value));
    }
}

Form& Drafts::form(std::string_view name)
{
    auto found = forms_.find(name);
    if (found == forms_.end()) found = forms_.emplace(std::string(name), Kept{}).first;
    found->second.touched = true;
    return found->second.form;
}

void Drafts::keep_field(const sync::FieldRef& field, const std::optional<std::string>& text)
{
    const std::string key = prefix_ + "field/" + field.text();
    if (text)
        app::stored_put(key, std::span{reinterpret_cast<const std::uint8_t*>(text->data()), text->size()});
    else
        app::stored_delete(key);
}

bool Drafts::awaits(const Key& key) const
{
    return std::any_of(forms_.begin(), forms_.end(), [&](const auto& each) { return each.second.form.sent == key; });
}

std::size_t Drafts::unsaved_fields() const
{
    return static_cast<std::size_t>(std::count_if(fields_.begin(), fields_.end(), [](const auto& each) { return each.second.dirty; }));
}

void Drafts::write()
{
    for (auto& [name, kept] : forms_) {
        if (!kept.touched) continue;
        kept.touched = false;
        std::string text = kept.form.has_words() ? text_of(kept.form) : std::string{};
        if (text == kept.stored) continue;
        kept.stored = std::move(text);
        const std::string key = prefix_ + "form/" + name;
        if (kept.stored.empty())
            app::stored_delete(key);
        else
            app::stored_put(key, std::span{reinterpret_cast<const std::uint8_t*>(kept.stored.data()), kept.stored.size()});
    }
}

// Each word as its length, a colon and its bytes; a text field is "t", name, value; a list is "l", name, count, values.

static void put(std::string& out, std::string_view word) { out += std::to_string(word.size()) + ":" + std::string(word); }

static bool take(std::string_view& text, std::string& word)
{
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    const auto digits = static_cast<std::size_t>(end - text.data());
    if (error != std::errc{} || digits >= text.size() || text[digits] != ':' || size > text.size() - digits - 1) return false;
    word = std::string(text.substr(digits + 1, size));
    text.remove_prefix(digits + 1 + size);
    return true;
}

std::string Drafts::text_of(const Form& form)
{
    std::string out;
    for (const auto& [name, text] : form.texts_) {
        if (text.empty()) continue;
        put(out, "t");
        put(out, name);
        put(out, text);
    }
    for (const auto& [name, values] : form.lists_) {
        if (values.empty()) continue;
        put(out, "l");
        put(out, name);
        put(out, std::to_string(values.size()));
        for (const auto& value : values) put(out, value);
    }
    return out;
}

void Drafts::read(Form& form, std::string_view text)
{
    std::string kind;
    std::string name;
    std::string word;
    while (take(text, kind) && take(text, name) && take(text, word)) {
        if (kind == "t") {
            form.texts_[name] = word;
            continue;
        }
        std::size_t count = 0;
        std::from_chars(word.data(), word.data() + word.size(), count);
        auto& values = form.lists_[name];
        while (count-- > 0 && take(text, word)) values.push_back(word);
    }
}

}  // namespace assent::views
