#include "server/exchange/docx/returned_document.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "server/exchange/docx/element_finder.hpp"
#include "server/exchange/text_tools.hpp"

namespace assent::exchange::docx {
namespace {

constexpr std::size_t quote_bytes_max = 300;
constexpr std::size_t around_bytes = 60;  // of the words beside an insertion

Date day_of(const std::string& date)
{
    return Date::parse(std::string_view(date).substr(0, 10)).value_or(Date{});
}

std::string in_quotes(const std::string& words)
{
    return "\"" + words + "\"";
}

/// Neighbouring words that one person deleted and inserted.
struct Proposal
{
    std::string deleted;
    std::string inserted;
    std::uint32_t by{};
    bool to_paragraph_end{};
    std::string before;  ///< unchanged words before it, for an insertion
    std::string after;
};

class Reader
{
public:
    Reader(const WordDocument& document, const Content& sent, VersionId version)
        : document_(document), sent_(sent), version_(version), finder_(sent), own_(own_redline_author(document))
    {
        for (const WordComment& comment : document.comments)
            comments_[comment.id] = &comment;
    }

    ReturnedDocument read()
    {
        for (const WordBlock& block : document_.blocks) {
            if (const auto* paragraph = std::get_if<WordParagraph>(&block)) {
                read_paragraph(*paragraph, finder_.meet(*paragraph));
                if (const auto words = words_of(*paragraph, WordReading::rejected);
                    paragraph->heading != 0 && !words.empty())
                    last_heading_ = collapse(words);
            } else if (const auto* table = std::get_if<WordTable>(&block)) {
                flush();
                finder_.meet(*table);
                for (const WordRow& row : table->rows)
                    read_row(row);
            }
        }
        flush();
        // Comments whose words are gone from the document.
        for (const WordComment& comment : document_.comments)
            if (comments_.contains(comment.id)) add_comment(comment, {}, {});
        if (!stamp_of(document_))
            result_.remarks.emplace_back(
                "The document does not say which version it was made from; its places were found by its own words.");
        if (dropped_ > 0)
            result_.remarks.push_back("The document has more than " + std::to_string(returned_items_max) +
                                      " comments and changes; " + std::to_string(dropped_) + " were left out.");
        return std::move(result_);
    }

private:
    /// Changes that the document was sent out with are no feedback.
    bool is_own(std::uint32_t by) const
    {
        return own_ && by < document_.authors.size() && document_.authors[by] == *own_;
    }

    void read_row(const WordRow& row)
    {
        const FoundElement found = finder_.meet(row);
        if (row.change != WordChange::none && !is_own(row.by)) {
            std::string words;
            for (const WordCell& cell : row.cells) {
                std::string of_cell;
                for (const WordParagraph& paragraph : cell.paragraphs) {
                    for (const WordRun& run : paragraph.runs)
                        of_cell += run.text;
                    read_comments(paragraph, found);
                }
                words += (words.empty() ? "" : " | ") + collapse(of_cell);
            }
            const bool inserted = row.change == WordChange::inserted;
            add_change(inserted ? Proposal{"", words, row.by, false, "", ""}
                                : Proposal{words, "", row.by, false, "", ""},
                       found, inserted ? "row" : "rows");
            return;
        }
        for (const WordCell& cell : row.cells) {
            for (const WordParagraph& paragraph : cell.paragraphs)
                read_paragraph(paragraph, found);
            flush();
        }
    }

    void read_paragraph(const WordParagraph& paragraph, const FoundElement& found)
    {
        read_changes(paragraph, found);
        read_comments(paragraph, found);
    }

    void read_changes(const WordParagraph& paragraph, const FoundElement& found)
    {
        std::string before;
        Proposal open;
        bool is_open = false;
        std::string gap;  // unchanged words since the last change
        const auto close = [&](std::string after) {
            if (!std::exchange(is_open, false)) return;
            open.after = std::move(after);
            hold(std::exchange(open, {}), found);
        };
        bool first = true;
        for (const WordRun& run : paragraph.runs) {
            const bool changed = run.change != WordChange::none && !is_own(run.by);
            if (!changed) {
                if (run.change == WordChange::deleted) continue;
                gap += run.text;
                if (!trim(run.text).empty()) {
                    close(run.text);
                    before += run.text;
                }
                first = first && trim(run.text).empty();
                continue;
            }
            if (is_open && !same_person(open.by, run.by)) close({});
            if (!is_open) {
                // A change at a paragraph's beginning may go on one that took the paragraph's end before it.
                if (first && held_ && held_->to_paragraph_end && same_person(held_->by, run.by) &&
                    held_found_.element == found.element) {
                    open = *std::exchange(held_, std::nullopt);
                    (run.change == WordChange::inserted ? open.inserted : open.deleted) += "\n";
                } else {
                    open = {};
                    open.by = run.by;
                    open.before = before;
                }
                is_open = true;
            } else if (!gap.empty()) {
                open.deleted += gap;
                open.inserted += gap;
            }
            gap.clear();
            first = false;
            (run.change == WordChange::inserted ? open.inserted : open.deleted) += run.text;
            if (run.change == WordChange::deleted) before += run.text;
        }
        if (is_open) {
            open.to_paragraph_end = paragraph.change != WordChange::none && !is_own(paragraph.by);
            close({});
        } else if (!first) {
            flush();
        }
    }

    bool same_person(std::uint32_t a, std::uint32_t b) const
    {
        return a == b || (a < document_.authors.size() && b < document_.authors.size() &&
                          document_.authors[a].name == document_.authors[b].name);
    }

    void hold(Proposal proposal, const FoundElement& found)
    {
        flush();
        held_ = std::move(proposal);
        held_found_ = found;
    }

    void flush()
    {
        if (!held_) return;
        const Proposal proposal = *std::exchange(held_, std::nullopt);
        if (trim(proposal.deleted).empty() && trim(proposal.inserted).empty()) return;
        add_change(proposal, held_found_, "");
    }

    void add_change(const Proposal& proposal, const FoundElement& found, std::string_view what)
    {
        FeedbackItem item;
        item.type = FeedbackType::editorial;
        const std::string old_words(trim(proposal.deleted));
        const std::string new_words(trim(proposal.inserted));
        item.proposed_wording = new_words;
        if (!old_words.empty() && !new_words.empty())
            item.verbatim = "Proposed change: " + in_quotes(old_words) + " -> " + in_quotes(new_words);
        else if (!new_words.empty())
            item.verbatim = (what.empty() ? "Proposed addition: " : "Proposed new row: ") + in_quotes(new_words);
        else
            item.verbatim =
                (what.empty() ? "Proposed deletion: " : "Proposed deletion of a row: ") + in_quotes(old_words);
        std::string quote = old_words;
        if (quote.empty() && what.empty()) {
            const auto from = proposal.before.size() - std::min(proposal.before.size(), around_bytes);
            quote = collapse(
                proposal.before.substr(at_character(proposal.before, from)) + " " +
                proposal.after.substr(0, at_character(proposal.after, std::min(proposal.after.size(), around_bytes))));
        }
        const WordAuthor author =
            proposal.by < document_.authors.size() ? document_.authors[proposal.by] : WordAuthor{};
        add(std::move(item), author.name, author.date, quote, found);
    }

    static std::size_t at_character(std::string_view text, std::size_t at)
    {
        while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
            --at;
        return at;
    }

    /// A comment's words run from its begin to its end, which may stand in a later paragraph.
    void read_comments(const WordParagraph& paragraph, const FoundElement& found)
    {
        std::size_t run = 0;
        const auto words_until = [&](std::size_t end) {
            for (; run < end && run < paragraph.runs.size(); ++run)
                if (stays(paragraph.runs[run].change, WordReading::rejected))
                    for (auto& [id, open] : open_comments_)
                        open.first += paragraph.runs[run].text;
        };
        for (const WordMark& mark : paragraph.marks) {
            words_until(mark.run);
            if (mark.kind == WordMark::Kind::comment_begin) open_comments_.try_emplace(mark.name, std::string(), found);
            if (mark.kind != WordMark::Kind::comment_end) continue;
            const auto open = open_comments_.find(mark.name);
            const auto comment = comments_.find(mark.name);
            if (comment != comments_.end()) {
                const WordComment* said = comment->second;
                comments_.erase(comment);
                add_comment(*said, open == open_comments_.end() ? std::string() : open->second.first,
                            open == open_comments_.end() ? found : open->second.second);
            }
            if (open != open_comments_.end()) open_comments_.erase(open);
        }
        words_until(paragraph.runs.size());
        for (auto& [id, open] : open_comments_)
            open.first += " ";
    }

    void add_comment(const WordComment& comment, const std::string& quote, const FoundElement& found)
    {
        FeedbackItem item;
        item.type = FeedbackType::comment;
        item.verbatim = std::string(trim(comment.text));
        if (item.verbatim.empty()) return;
        add(std::move(item), comment.author, comment.date, quote, found);
    }

    void add(FeedbackItem item, const std::string& name, const std::string& date, const std::string& quote,
             FoundElement found)
    {
        if (result_.items.size() + result_.detached.size() >= returned_items_max) {
            ++dropped_;
            return;
        }
        item.name = name;
        item.received = day_of(date);
        item.channel = "Word document";
        item.version = version_;
        item.about.quote = excerpt(collapse(quote), quote_bytes_max);
        if (found.by == FoundBy::nothing) found = finder_.by_quote(collapse(quote));
        item.about.element = found.element;
        item.about.title = found.by == FoundBy::nothing ? "" : title_of(sent_, found.element);
        std::string seed =
            name + "\n" + date + "\n" + item.verbatim + "\n" + item.about.quote + "\n" + found.element.text();
        seed += "\n" + std::to_string(++times_said_[seed]);
        item.id = FeedbackId::derived(seed);
        if (found.by != FoundBy::nothing) {
            result_.items.push_back(std::move(item));
            return;
        }
        result_.detached.push_back(
            {std::move(item),
             last_heading_.empty() ? "Before the first heading" : "Under the heading " + in_quotes(last_heading_),
             "The words it is about stand in no part of this version, or in several."});
    }

    const WordDocument& document_;
    const Content& sent_;
    VersionId version_;
    ElementFinder finder_;
    std::optional<WordAuthor> own_;
    std::map<std::string, const WordComment*> comments_;  ///< not met yet
    std::map<std::string, std::pair<std::string, FoundElement>> open_comments_;
    std::optional<Proposal> held_;  ///< the last change, which the next paragraph may go on
    FoundElement held_found_;
    std::map<std::string, unsigned> times_said_;
    std::string last_heading_;
    std::size_t dropped_{};
    ReturnedDocument result_;
};

}  // namespace

ReturnedDocument read_returned(const WordDocument& document, const Content& sent, VersionId version)
{
    return Reader(document, sent, version).read();
}

}  // namespace assent::exchange::docx
