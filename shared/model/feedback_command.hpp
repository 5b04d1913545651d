#pragma once
// Commands about the feedback log, discussion and reading. Part of the variant in command.hpp.

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/model/discussion.hpp"
#include "shared/model/feedback.hpp"

namespace assent {

/// Somebody has taken new items up.
struct ReviewFeedback
{
    PlanId plan;
    std::vector<FeedbackId> items;
    bool operator==(const ReviewFeedback&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReviewFeedback, (), (plan, items))

/// AssignFeedback for several items at once.
struct AssignItems
{
    PlanId plan;
    std::vector<FeedbackId> items;
    PersonId owner;
    Date due;
    std::string theme;  ///< empty: each keeps its own
    bool operator==(const AssignItems&) const = default;
};
BOOST_DESCRIBE_STRUCT(AssignItems, (), (plan, items, owner, due, theme))

/// The same answer to several items, such as to a campaign's letters.
struct AnswerItems
{
    PlanId plan;
    std::vector<FeedbackId> items;
    Disposition disposition{};
    std::string response;
    bool operator==(const AnswerItems&) const = default;
};
BOOST_DESCRIBE_STRUCT(AnswerItems, (), (plan, items, disposition, response))

struct CloseItems
{
    PlanId plan;
    std::vector<FeedbackId> items;
    bool operator==(const CloseItems&) const = default;
};
BOOST_DESCRIBE_STRUCT(CloseItems, (), (plan, items))

/// Ties an item to the change it led to.
struct LinkChange
{
    PlanId plan;
    FeedbackId item;
    CausedChange change;  ///< who linked it and when is the server's to say
    bool operator==(const LinkChange&) const = default;
};
BOOST_DESCRIBE_STRUCT(LinkChange, (), (plan, item, change))

struct UnlinkChange
{
    PlanId plan;
    FeedbackId item;
    ChangeId change;
    bool operator==(const UnlinkChange&) const = default;
};
BOOST_DESCRIBE_STRUCT(UnlinkChange, (), (plan, item, change))

/// Says the same as another item, which is answered for both. Both stay in the log.
struct MergeFeedback
{
    PlanId plan;
    FeedbackId item;
    FeedbackId into;
    bool operator==(const MergeFeedback&) const = default;
};
BOOST_DESCRIBE_STRUCT(MergeFeedback, (), (plan, item, into))

/// Takes a merge back.
struct SeparateFeedback
{
    PlanId plan;
    FeedbackId item;
    bool operator==(const SeparateFeedback&) const = default;
};
BOOST_DESCRIBE_STRUCT(SeparateFeedback, (), (plan, item))

/// What the person who said it thinks of the answer.
struct RecordVerdict
{
    PlanId plan;
    FeedbackId item;
    SubmitterVerdict verdict{};
    std::string note;
    bool operator==(const RecordVerdict&) const = default;
};
BOOST_DESCRIBE_STRUCT(RecordVerdict, (), (plan, item, verdict, note))

/// Says what an item is about: from the tray, or since its words are gone.
struct PlaceFeedback
{
    PlanId plan;
    FeedbackId item;
    About about;
    bool operator==(const PlaceFeedback&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlaceFeedback, (), (plan, item, about))

struct PublishFeedback
{
    PlanId plan;
    std::vector<FeedbackId> items;
    bool published{};
    std::string public_text;  ///< of a single item: the words as published; empty: as said
    bool operator==(const PublishFeedback&) const = default;
};
BOOST_DESCRIBE_STRUCT(PublishFeedback, (), (plan, items, published, public_text))

struct SetFeedbackWindow
{
    PlanId plan;
    FeedbackWindow window;
    bool operator==(const SetFeedbackWindow&) const = default;
};
BOOST_DESCRIBE_STRUCT(SetFeedbackWindow, (), (plan, window))

/// Takes over the items of a file that was uploaded, read and looked at before; `upload` is what the server called it then.
struct ImportFeedback
{
    PlanId plan;
    Hash upload;
    bool operator==(const ImportFeedback&) const = default;
};
BOOST_DESCRIBE_STRUCT(ImportFeedback, (), (plan, upload))

/// Author and time are the server's to say.
struct AddRemark
{
    PlanId plan;
    Remark remark;
    bool operator==(const AddRemark&) const = default;
};
BOOST_DESCRIBE_STRUCT(AddRemark, (), (plan, remark))

struct SetWatch
{
    PlanId plan;
    Subject about;
    bool watching{};
    bool operator==(const SetWatch&) const = default;
};
BOOST_DESCRIBE_STRUCT(SetWatch, (), (plan, about, watching))

struct MarkRead
{
    PlanId plan;
    ReadMatter matter{};
    std::uint64_t sequence{};  ///< the last event that was on screen
    VersionId version;
    bool operator==(const MarkRead&) const = default;
};
BOOST_DESCRIBE_STRUCT(MarkRead, (), (plan, matter, sequence, version))

/// Makes or changes a saved view.
struct SaveView
{
    SavedView view;
    bool operator==(const SaveView&) const = default;
};
BOOST_DESCRIBE_STRUCT(SaveView, (), (view))

struct DropView
{
    SavedViewId view;
    bool operator==(const DropView&) const = default;
};
BOOST_DESCRIBE_STRUCT(DropView, (), (view))

}  // namespace assent
