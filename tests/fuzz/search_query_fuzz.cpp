// Any bytes as what somebody typed into the search: what is made of it is words in quotes and nothing else, which the index takes
// without an error; what is highlighted lies inside the text.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "server/search/excerpt.hpp"
#include "server/search/index.hpp"
#include "shared/base/assertion.hpp"
#include "shared/text/utf8.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace assent;
    using namespace assent::search;
    static const Tokenizer tokenizer;
    static Index index;
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto query = parse_query(tokenizer, text);
    if (!query) return 0;
    ASSENT_ASSERT(query->terms.size() <= terms_max);
    for (const auto& term : query->terms) {
        ASSENT_ASSERT(!term.forms.empty());
        for (const auto& form : term.forms) ASSENT_ASSERT(!form.words.empty());
    }
    const auto facet = static_cast<SearchFacet>(1 + data[0] % 7);
    const bool has_words = parse_filter(tokenizer, {facet, std::string(text)}).has_value();
    const identity::Sight all{identity::Sight::Extent::everything, {}};
    ASSENT_ASSERT(index.find({1, std::string(text), {}, 3}, all).has_value());
    ASSENT_ASSERT(index.find({1, std::string(text), {{facet, std::string(text)}}, 3}, all).has_value() == has_words);
    for (const auto& excerpt : {whole_of(tokenizer, text, query->terms), excerpt_of(tokenizer, text, query->terms)}) {
        const auto scalars = text::scalar_count(excerpt.text.data(), excerpt.text.size());
        for (const auto& mark : excerpt.marks) ASSENT_ASSERT(mark.count > 0 && mark.position + mark.count <= scalars);
    }
    return 0;
}
