// Files of an event or a consultation: minutes, slides, what was sent out and what came in.
#include <algorithm>

#include "client/views/outside.hpp"
#include "client/views/record_parts.hpp"
#include "client/views/uploads.hpp"

namespace assent::views {

static std::string size_words(std::uint64_t bytes)
{
    if (bytes < 1024) return std::to_string(bytes) + " bytes";
    if (bytes < 1024 * 1024) return std::to_string((bytes + 512) / 1024) + " KB";
    return std::to_string((bytes + 512 * 1024) / (1024 * 1024)) + " MB";
}

void show_attachments(ViewContext& context, AttachFile to, const std::vector<Attachment>& files)
{
    const std::string key = "attach/" + (to.occasion ? to.occasion.text() : to.consultation.text());
    Form& form = context.form(key);
    if (files.empty()) ui::secondary("None has been attached.");
    ui::list("files", {.ruled = true}, [&] {
        for (const auto& file : files)
            ui::list_item(file.hash.hex(), [&] {
                ui::link(file.name, "/file/" + context.route.slug + '/' + context.plan->id.text() + '/' + file.hash.hex(), {.native = true});
                ui::small(size_words(file.bytes) + ", " + context.name_or_you(file.added_by) + ", " + local_text(file.added_at));
            });
    });
    auto& refused = context.look(key);
    const std::string url = "/api/attachment?organisation=" + app::percent_encode(context.route.slug);
    const auto general = form.general_error();
    const auto upload = ui::file_field("Attach a file", {.url = url,
                                                         .accept = ".pdf,.docx,.xlsx,.odt,.png,.jpg,.jpeg,.txt,.csv",
                                                         .help = "PDF, Word, Excel, OpenDocument text, PNG, JPEG, text or CSV, up to 20 MB.",
                                                         .error = refused.empty() ? std::string_view(general) : std::string_view(refused),
                                                         .bytes_max = SocialisationLimits::attachment_bytes_max,
                                                         .disabled_reason = context.why_not(Right::record_socialisation)});
    if (upload.just_finished) {
        refused.clear();
        const auto found = upload_found(upload);
        if (const auto hash = found ? upload_hash(*found) : std::nullopt) {
            form.forget_errors();
            to.upload = *hash;
            context.submit(form, to);
        } else {
            refused = upload_refusal(upload);
            ui::announce_alert(refused);
        }
    }
    if (context.accepted(form)) ui::toast("The file is attached", ui::Tone::green);
}

}  // namespace assent::views
