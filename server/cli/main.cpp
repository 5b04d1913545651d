// assent: one program, its subcommands in files of their own.
#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>

#include "server/cli/subcommands.hpp"

int main(int argc, char** argv)
{
    int status = 0;
    CLI::App app("Assent takes a public plan from first draft to a decision nobody can dispute.", "assent");
    app.set_version_flag("--version", ASSENT_VERSION);
    app.require_subcommand(1);
    assent::add_serve(app, status);
    assent::add_demo(app, status);
    assent::add_tenant(app, status);
    assent::add_user(app, status);
    assent::add_inspect(app, status);
    assent::add_import(app, status);
    assent::add_export(app, status);
    assent::add_workflow(app, status);
    assent::add_audit(app, status);
    assent::add_backup(app, status);
    assent::add_restore(app, status);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "assent: %s\n", error.what());
        return 1;
    }
    return status;
}
