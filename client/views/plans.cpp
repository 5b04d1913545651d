// All plans of the organisation.
#include "client/views/plan_list.hpp"

namespace assent::views {

void show_plans(ViewContext& context)
{
    ScreenBody body;
    body.title = "All plans";
    body.head = [&] { ui::page_head({.title = "All plans", .subtitle = context.tenant.name, .actions = [&] { plan_list_actions(context); }}); };
    body.content = [&] { plan_table(context, false); };
    context.page(body);
    plan_list_dialogs(context);
}

}  // namespace assent::views
