#pragma once
// Events about the feedback log, discussion and reading. Part of the variant in event.hpp; folded in feedback_fold.cpp.

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/model/discussion.hpp"
#include "shared/model/feedback.hpp"

namespace assent {

struct FeedbackReviewed
{
    PlanId plan;
    std::vector<FeedbackId> items;
    bool operator==(const FeedbackReviewed&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeedbackReviewed, (), (plan, items))

struct ChangeLinked
{
    PlanId plan;
    FeedbackId item;
    CausedChange change;
    bool operator==(const ChangeLinked&) const = default;
};
BOOST_DESCRIBE_STRUCT(ChangeLinked, (), (plan, item, change))

struct ChangeUnlinked
{
    PlanId plan;
    FeedbackId item;
    ChangeId change;
    bool operator==(const ChangeUnlinked&) const = default;
};
BOOST_DESCRIBE_STRUCT(ChangeUnlinked, (), (plan, item, change))

struct FeedbackMerged
{
    PlanId plan;
    FeedbackId item;
    FeedbackId into;
    bool operator==(const FeedbackMerged&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeedbackMerged, (), (plan, item, into))

struct FeedbackSeparated
{
    PlanId plan;
    FeedbackId item;
    bool operator==(const FeedbackSeparated&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeedbackSeparated, (), (plan, item))

struct VerdictRecorded
{
    PlanId plan;
    FeedbackId item;
    SubmitterVerdict verdict{};
    std::string note;
    bool operator==(const VerdictRecorded&) const = default;
};
BOOST_DESCRIBE_STRUCT(VerdictRecorded, (), (plan, item, verdict, note))

struct FeedbackPlaced
{
    PlanId plan;
    FeedbackId item;
    About about;
    bool operator==(const FeedbackPlaced&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeedbackPlaced, (), (plan, item, about))

struct FeedbackPublished
{
    PlanId plan;
    std::vector<FeedbackId> items;
    bool published{};
    std::string public_text;
    bool operator==(const FeedbackPublished&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeedbackPublished, (), (plan, items, published, public_text))

struct FeedbackWindowSet
{
    PlanId plan;
    FeedbackWindow window;
    bool operator==(const FeedbackWindowSet&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeedbackWindowSet, (), (plan, window))

/// All of a file in one event: whole or not at all.
struct FeedbackImported
{
    PlanId plan;
    Hash upload;
    std::string file_name;
    std::vector<FeedbackItem> items;
    bool operator==(const FeedbackImported&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeedbackImported, (), (plan, upload, file_name, items))

struct RemarkAdded
{
    PlanId plan;
    Remark remark;
    bool operator==(const RemarkAdded&) const = default;
};
BOOST_DESCRIBE_STRUCT(RemarkAdded, (), (plan, remark))

struct WatchSet
{
    PlanId plan;
    Subject about;
    bool watching{};
    bool operator==(const WatchSet&) const = default;
};
BOOST_DESCRIBE_STRUCT(WatchSet, (), (plan, about, watching))

struct ReadMarked
{
    PlanId plan;
    ReadMatter matter{};
    std::uint64_t sequence{};
    VersionId version;
    bool operator==(const ReadMarked&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReadMarked, (), (plan, matter, sequence, version))

struct ViewSaved
{
    SavedView view;
    bool operator==(const ViewSaved&) const = default;
};
BOOST_DESCRIBE_STRUCT(ViewSaved, (), (view))

struct ViewDropped
{
    SavedViewId view;
    bool operator==(const ViewDropped&) const = default;
};
BOOST_DESCRIBE_STRUCT(ViewDropped, (), (view))

}  // namespace assent
