#include <algorithm>

#include "client/views/view.hpp"

namespace assent::views {

std::string& Form::operator[](std::string_view field)
{
    const auto found = texts_.find(field);
    return found != texts_.end() ? found->second : texts_[std::string(field)];
}

std::vector<std::string>& Form::list(std::string_view field)
{
    const auto found = lists_.find(field);
    return found != lists_.end() ? found->second : lists_[std::string(field)];
}

void Form::propose(std::string_view field, std::string_view value)
{
    const auto proposed = proposed_.find(field);
    if (proposed != proposed_.end()) return;
    proposed_.emplace(std::string(field), std::string(value));
    auto& text = (*this)[field];
    if (text.empty()) text = std::string(value);
}

bool Form::has_words() const
{
    for (const auto& [name, text] : texts_) {
        const auto proposed = proposed_.find(name);
        if (!text.empty() && (proposed == proposed_.end() || proposed->second != text)) return true;
    }
    return std::any_of(lists_.begin(), lists_.end(), [](const auto& each) { return !each.second.empty(); });
}

void Form::clear()
{
    texts_.clear();
    lists_.clear();
    proposed_.clear();
    errors_.clear();
    sent = {};
}

void Form::fail(std::string field, std::string message) { errors_.push_back({std::move(field), std::move(message)}); }

std::string_view Form::error_of(std::string_view field) const
{
    for (const auto& problem : errors_)
        if (problem.field == field) {
            problem.shown = true;
            return problem.message;
        }
    return {};
}

std::string Form::general_error() const
{
    std::string text;
    for (const auto& problem : errors_)
        if (!problem.shown) text += (text.empty() ? "" : "\n") + problem.message;
    return text;
}

}  // namespace assent::views
