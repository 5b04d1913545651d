#include "server/routes/upload_choices.hpp"

namespace assent::routes {

Result<Date> chosen_day(const std::string& text)
{
    const auto day = Date::parse(text);
    if (!day) return refuse(Errc::invalid, "The day is no day. Choose it in the calendar.", "received");
    return *day;
}

Result<const Version*> chosen_version(const Plan& plan, const std::string& text)
{
    const auto id = VersionId::parse(text);
    const auto* version = id ? find_version(plan, *id) : nullptr;
    if (!version) return refuse(Errc::invalid, "There is no such version. Choose one from the list.", "version");
    return version;
}

}  // namespace assent::routes
