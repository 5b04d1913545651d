// Home: what waits for me, and the plans and where they stand.
#include <algorithm>

#include "client/views/discussion.hpp"
#include "client/views/host.hpp"
#include "client/views/plan_list.hpp"
#include "client/views/waiting.hpp"

namespace assent::views {

static void waiting_card(ViewContext& context)
{
    const auto waiting = waiting_for_me(context.copy, context.route.slug, context.today);
    const std::string count = waiting.empty() ? "" : std::to_string(waiting.size());
    ui::card("waiting", {.title = "Waiting for you", .note = count}, [&] {
        if (waiting.empty()) {
            ui::secondary("Nothing waits for you. Feedback to answer, votes to cast and doubts to settle are listed here.");
            return;
        }
        ui::list("waiting", {.ruled = true}, [&] {
            for (std::size_t i = 0; i < waiting.size(); ++i) {
                const auto& each = waiting[i];
                ui::list_item(std::to_string(i) + each.href, [&] {
                    ui::inset(0, 2, 0, 2, [&] {
                        ui::stack(2, [&] {
                            ui::row({.gap = 10}, [&] {
                                ui::link(each.title, each.href, {.style = {.weight = ui::Weight::medium, .tone = ui::Tone::blue}});
                                if (!each.pill.empty()) ui::pill(each.pill, each.tone);
                            });
                            ui::secondary(each.detail);
                        });
                    });
                });
            }
        });
    });
}

void show_home(ViewContext& context)
{
    ScreenBody body;
    body.title = "Home";
    body.head = [&] {
        ui::page_head({.title = "Home", .subtitle = context.keep(context.tenant.name + ", " + context.today.text()), .actions = [&] { plan_list_actions(context); }});
    };
    body.content = [&] {
        if (ui::viewport().inspector_over) {
            waiting_card(context);
            mentions_card(context);
            plan_table(context, true);
        } else {
            ui::columns({.weights = {5, 7}, .min_width = 340, .gap = 20},
                        {[&] {
                             ui::stack(16, [&] {
                                 waiting_card(context);
                                 mentions_card(context);
                             });
                         },
                         [&] { plan_table(context, true); }});
        }
    };
    context.page(body);
    plan_list_dialogs(context);
}

}  // namespace assent::views
