#pragma once
// The index of one organisation: SQLite's FTS5 in a private temporary database, which is gone when it is closed. It is a view, made
// from the state and made anew whenever that is easier. Used by one thread at a time, never the organisation's strand.
//
// Drafts and published versions are two tables, so that whoever may find only what is published is not asked of each hit
// whether they may: their search runs over another table, and in it over what names them.

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "server/identity/sight.hpp"
#include "server/search/feed.hpp"
#include "shared/base/result.hpp"
#include "shared/protocol/message.hpp"

namespace assent::search {

class Index
{
public:
    /// Throws std::runtime_error if SQLite cannot make it.
    Index();
    ~Index();
    Index(const Index&) = delete;
    Index& operator=(const Index&) = delete;

    /// Takes the changes in, one transaction for all.
    /// Errors  storage_failed: the index is not to be used any more.
    Result<void> apply(std::span<const Change> changes);

    /// Replaces what is known of a plan's published version; nothing: there is none.
    /// Errors  as apply.
    Result<void> publish(const Publication& plan, const Content* content);

    /// The best of what there is within `sight`, for each kind at most `question.limit`.
    /// Errors  too_large, malformed, invalid: as parse_query and parse_filter. storage_failed.
    Result<SearchResults> find(const Search& question, const identity::Sight& sight);

    /// Everything in it, as text in the order of keys: two indexes that know the same give the same. For tests.
    std::string dump() const;
    /// What its pages take, in bytes.
    std::uint64_t size() const;

private:
    struct Engine;
    std::unique_ptr<Engine> engine_;
};

}  // namespace assent::search
