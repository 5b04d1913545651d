#include "server/routes/read_word_back.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include <nlohmann/json.hpp>

#include "server/commands/feedback_checks.hpp"
#include "server/exchange/docx/element_marks.hpp"
#include "server/exchange/docx/read_word.hpp"
#include "server/exchange/docx/returned_document.hpp"
#include "server/exchange/text_tools.hpp"
#include "server/routes/upload_choices.hpp"
#include "shared/document/canonical.hpp"

namespace assent::routes {

using exchange::docx::WordStamp;

static constexpr std::size_t lines_shown = 300;
static constexpr std::size_t words_bytes_shown = 300;

WordBackChoices word_back_choices(const net::Fields& query)
{
    const auto text = [&](std::string_view name) { return std::string(exchange::trim(query.get_or_empty(name))); };
    // "organisation" is whose plan it is.
    return {text("version"), text("from"), text("received")};
}

std::size_t WordBack::count(WordBackFate fate) const
{
    return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [&](const WordBackLine& line) { return line.fate == fate; }));
}

std::vector<FeedbackItem> WordBack::ready() const
{
    std::vector<FeedbackItem> items;
    for (const auto& line : lines)
        if (line.fate == WordBackFate::placed || line.fate == WordBackFate::tray) items.push_back(line.item);
    return items;
}

static Result<void> check_plan(const std::optional<WordStamp>& stamp, const WordBackPlace& place)
{
    if (!stamp || stamp->plan == place.plan.id) return {};
    const auto other = place.titles.find(stamp->plan);
    if (other == place.titles.end())
        return refuse(Errc::invalid, "The file was made from a plan that is not in this organisation. Choose a file that was exported from \"" + place.plan.title + "\".", "file");
    return refuse(Errc::invalid, "The file was made from another plan, \"" + other->second + "\". Bring it back in the feedback log of that plan.", "file");
}

/// What the file was made from.
struct Sent
{
    const Version* version{};  ///< null: the working text
    bool chosen{};
};

static Result<Sent> sent_from(const std::optional<WordStamp>& stamp, const std::string& choice, const Plan& plan)
{
    if (stamp && !stamp->version) return Sent{};
    if (stamp)
        if (const auto* version = find_version(plan, stamp->version)) return Sent{version, false};
    if (choice.empty())
        return refuse(Errc::invalid,
                      stamp ? "The file was made from a version that this plan does not have. Choose the version that was sent out."
                            : "The file does not say which plan and version it was made from: it was not exported from here, or lost its properties. "
                              "If it is this plan, choose the version that was sent out.",
                      "version");
    ASSENT_TRY(const auto* version, chosen_version(plan, choice));
    return Sent{version, true};
}

namespace {

/// Gives each item what the file does not say, and its fate.
class Fates
{
public:
    Fates(const WordBackPlace& place, const WordBackChoices& choices, Date undated) : place_(place), choices_(choices), undated_(undated)
    {
        for (const auto& item : place.plan.feedback) known_.insert(item.id);
    }

    WordBackLine line(FeedbackItem item, std::string context, std::string reason)
    {
        item.name = exchange::collapse(item.name);
        if (item.name.empty()) item.name = "Not named in the file";
        if (!item.received) item.received = undated_;
        item.organisation = choices_.organisation;
        item.where_in_document = std::move(context);
        WordBackLine line{std::move(item), WordBackFate::placed, {}};
        auto& about = line.item.about;
        if (!reason.empty()) {
            line.fate = WordBackFate::tray;
            line.why = std::move(reason);
            about.detached = true;
        } else if (title_of(place_.plan.content, about.element).empty()) {
            line.fate = WordBackFate::tray;
            line.why = "\"" + about.title + "\" is no longer in the plan.";
        }
        if (known_.contains(line.item.id)) {
            line.fate = WordBackFate::known;
            line.why = "It is in the log already.";
        } else if (const auto fit = commands::check_said(line.item); !fit) {
            line.fate = WordBackFate::left_out;
            line.why = fit.error().message;
        }
        return line;
    }

private:
    const WordBackPlace& place_;
    const WordBackChoices& choices_;
    Date undated_;
    std::set<FeedbackId> known_;
};

}  // namespace

/// Of what ImportFeedback would write, so that a file read anew after the log has grown is another upload.
static Hash hash_of(std::string_view bytes, const Plan& plan, const WordBack& back)
{
    Sha256 hash;
    hash.update(as_bytes(bytes));
    std::string what = plan.id.text();
    for (const auto& item : back.ready())
        what += '\n' + item.id.text() + item.version.text() + item.received.iso() + std::to_string(item.organisation.size()) + item.organisation;
    hash.update(as_bytes(what));
    return hash.finish();
}

Result<WordBack> read_word_back(std::string_view bytes, const WordBackChoices& choices, const WordBackPlace& place)
{
    const Plan& plan = place.plan;
    if (plan.versions.empty()) return refuse(Errc::not_allowed, "Feedback is about a version. Cut one first.", "version");
    Date undated = place.today;
    if (!choices.received.empty()) {
        ASSENT_TRY(undated, chosen_day(choices.received));
    }
    ASSENT_TRY(const auto document, exchange::docx::read_word(as_bytes(bytes)));
    const auto stamp = exchange::docx::stamp_of(document);
    ASSENT_CHECK(check_plan(stamp, place));
    ASSENT_TRY(const auto sent, sent_from(stamp, choices.version, plan));

    WordBack back;
    back.version_chosen = sent.chosen;
    Content content;
    if (sent.version) {
        back.version = "version " + sent.version->number;
        ASSENT_TRY(content, place.content_of(*sent.version));
    } else {
        back.version = "the working text";
        content = plan.content;
        back.remarks.push_back("The file was made from the working text. What is in it goes to version " + plan.versions.back().number + ", the latest.");
        if (stamp->content != content_hash({plan.title, plan.period, plan.content}))
            back.remarks.emplace_back("The plan was edited since then: what is about parts that have gone waits in the tray.");
    }
    auto returned = exchange::docx::read_returned(document, content, sent.version ? sent.version->id : plan.versions.back().id);
    for (auto& remark : returned.remarks) back.remarks.push_back(std::move(remark));
    Fates fates(place, choices, undated);
    for (auto& item : returned.items) back.lines.push_back(fates.line(std::move(item), {}, {}));
    for (auto& detached : returned.detached) back.lines.push_back(fates.line(std::move(detached.item), std::move(detached.context), std::move(detached.reason)));
    if (back.lines.empty())
        back.remarks.emplace_back("The file has no comments and no tracked changes. If people wrote in it, ask them for the file in which the changes are not accepted yet.");
    back.hash = hash_of(bytes, plan, back);
    return back;
}

static const char* name_of(WordBackFate fate)
{
    switch (fate) {
    case WordBackFate::placed: return "placed";
    case WordBackFate::tray: return "tray";
    case WordBackFate::known: return "known";
    case WordBackFate::left_out: return "left_out";
    }
    return "";
}

std::string to_json(const WordBack& back)
{
    using Json = nlohmann::ordered_json;
    const auto cut = [](const std::string& words) { return exchange::excerpt(words, words_bytes_shown); };
    Json json;
    json["upload"] = back.hash.hex();
    json["version"] = back.version;
    json["version_chosen"] = back.version_chosen;
    json["counts"] = {{"ready", back.count(WordBackFate::placed) + back.count(WordBackFate::tray)},
                      {"tray", back.count(WordBackFate::tray)},
                      {"known", back.count(WordBackFate::known)},
                      {"left_out", back.count(WordBackFate::left_out)},
                      {"not_shown", back.lines.size() - std::min(back.lines.size(), lines_shown)}};
    json["items"] = Json::array();
    for (std::size_t i = 0; i < std::min(back.lines.size(), lines_shown); ++i) {
        const auto& line = back.lines[i];
        const auto& item = line.item;
        json["items"].push_back({{"kind", item.type == FeedbackType::editorial ? "change" : "comment"},
                                 {"name", cut(item.name)},
                                 {"received", item.received.iso()},
                                 {"said", cut(item.verbatim)},
                                 {"about", cut(item.about.title)},
                                 {"quote", cut(item.about.quote)},
                                 {"where", cut(item.where_in_document)},
                                 {"fate", name_of(line.fate)},
                                 {"why", line.why}});
    }
    json["remarks"] = back.remarks;
    // Words are somebody's bytes; should some not be UTF-8 all the same, they are shown and not thrown over.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace assent::routes
