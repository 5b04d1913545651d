#pragma once
// The program's subcommands. Each adds itself to the command line and puts its exit status into `status` when it ran:
// 0 done, 1 the answer is no or the input is at fault. `status` outlives the parse.

namespace CLI {
class App;
}

namespace assent {

/// assent workflow check FILE...; assent workflow graph FILE
void add_workflow(CLI::App& app, int& status);

/// assent inspect FILE [--json]
void add_inspect(CLI::App& app, int& status);

/// assent serve --data DIR --client DIR [--listen ADDR:PORT]
void add_serve(CLI::App& app, int& status);

/// assent demo --data DIR
void add_demo(CLI::App& app, int& status);

/// assent export PLAN --data DIR --tenant SLUG --format html|pdf|docx|csv|xlsx|json [-o FILE]
void add_export(CLI::App& app, int& status);

/// assent tenant create SLUG --name NAME
void add_tenant(CLI::App& app, int& status);

/// assent user add EMAIL --name NAME --tenant SLUG --role ROLE
void add_user(CLI::App& app, int& status);

/// assent import FILE --data DIR --tenant SLUG [--title TITLE]
void add_import(CLI::App& app, int& status);

/// assent audit verify --data DIR [--tenant SLUG] [--expect SIZE:ROOT] [--witness DIR] | --bundle FILE | --proof FILE --public-key HEX
/// assent audit export|prove|rotate-key --data DIR --tenant SLUG ...
void add_audit(CLI::App& app, int& status);

/// assent backup --data DIR OUT
void add_backup(CLI::App& app, int& status);

/// assent restore IN --data DIR
void add_restore(CLI::App& app, int& status);

}  // namespace assent
