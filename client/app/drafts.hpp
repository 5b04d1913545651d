#pragma once
// What people have typed and not submitted, kept in the browser's storage: the texts of forms, and of fields of a plan.
// Under "draft/<organisation>/<person>/form/<name>" and ".../field/<plan>/<element>/<field>".

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "client/views/host.hpp"

namespace assent::views {

class Drafts
{
public:
    /// Forgets everything in memory and says under which prefix this person's drafts are to be listed.
    std::string begin(std::string_view slug, const PersonId& person);
    /// One kept value, in answer to listing.
    void restore(std::string_view key, std::span<const std::uint8_t> value);

    Form& form(std::string_view name);
    std::map<sync::FieldRef, FieldDraft>& fields() { return fields_; }
    void keep_field(const sync::FieldRef& field, const std::optional<std::string>& text);
    /// Whether a form waits for this command's answer, and so will tell of it.
    bool awaits(const Key& key) const;
    /// Writes the forms that changed since the last call.
    void write();
    std::size_t unsaved_fields() const;

private:
    struct Kept
    {
        Form form;
        std::string stored;  ///< what the storage holds
        bool touched{};
    };
    static std::string text_of(const Form& form);
    static void read(Form& form, std::string_view text);

    std::string prefix_;
    std::map<std::string, Kept, std::less<>> forms_;
    std::map<sync::FieldRef, FieldDraft> fields_;
};

}  // namespace assent::views
