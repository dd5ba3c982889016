import { Argument, Command, CommanderError } from "commander";
import type { CommandContext } from "./command-context.ts";
import { completionShells } from "./completion/completion-scripts.ts";
import { hubVersion } from "./hub-manifest.ts";
import type { CommandIo } from "./terminal/command-io.ts";
import { createTextStyles } from "./terminal/text-styles.ts";

// Each command is imported when it runs, so that `--help` loads nothing else.

/** All commands and options of `casement`, for commander. */
export function createProgram(io: CommandIo): Command {
  const program = new Command("casement")
    .description("Connects Microsoft 365 to your own automations.")
    .version(hubVersion(), "-v, --version")
    .option("-c, --config <file>", "configuration file (default: ./casement.yaml)")
    .option("--json", "print the result as JSON")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => io.print(text.trimEnd()),
      writeErr: (text) => io.warn(text.trimEnd()),
      getOutHelpWidth: () => Math.min(io.columns, 120),
    })
    .addHelpText("after", "\nExit codes: 0 success, 1 failure, 2 wrong usage or invalid configuration.")
    .showHelpAfterError("(run casement --help for usage)")
    .exitOverride();

  const contextOf = (): CommandContext => {
    const { config, json = false } = program.opts<{ config?: string; json?: boolean }>();
    return { io, style: createTextStyles(io.color), json, config };
  };

  program
    .command("init")
    .description("set up an account: asks what you want, explains the app registration, writes casement.yaml")
    .option("--account <name>", "account name, the first part of every address, such as home")
    .option("--account-type <type>", "work, personal, or the ID or domain of your organization")
    .option("--plugins <ids>", "plugin IDs separated by commas, or all")
    .option("--enable-update", "allow changes")
    .option("--no-enable-update", "read only")
    .option("--registration <who>", "cloud-shell, portal, or administrator (writes a request); for a work account without --client-id")
    .option("--client-id <id>", "application (client) ID of your app registration, or the line that Azure Cloud Shell printed")
    .option("--secret-file <file>", "file with the value of the client secret, if the app registration has one")
    .option("--secret-expires <date>", "expiration date of the secret, such as 2027-06-30")
    .option("-y, --yes", "ask no questions; use the suggested value of every option that is not set")
    .action(async (options) => (await import("./commands/init.ts")).runInit(contextOf(), options));
  program
    .command("start")
    .description("run the hub until you press Ctrl-C")
    .action(async () => (await import("./commands/start.ts")).runStart(contextOf()));
  program
    .command("worker")
    .description("run a part of the accounts of a cluster until you press Ctrl-C; any number, on any machines")
    .action(async () => (await import("./commands/worker.ts")).runWorkerCommand(contextOf()));
  program
    .command("front")
    .description("serve the accounts of a cluster until you press Ctrl-C: dashboard, HTTP, MCP, CalDAV, MQTT; any number, on any machines")
    .action(async () => (await import("./commands/front.ts")).runFrontCommand(contextOf()));
  program
    .command("demo")
    .description("run the hub on an emulated Microsoft 365 with sample data")
    .option("--once", "print the sensors once and exit")
    .option("--mqtt [url]", "publish to the MQTT broker at this URL; without a URL, start a broker")
    .option("--plugin <package...>", "run these plugins (package names or paths) instead of the sample configuration")
    .option("--consent <regime>", "meet an organization's consent policy: microsoft-managed, verified-low, none, or legacy")
    .option("--emulate <file...>", "files that export areas of Microsoft Graph for the emulator; use with --plugin")
    .action(async (options) => (await import("./commands/demo.ts")).runDemo(contextOf(), options));
  program
    .command("login")
    .description("sign in to an account (default: a work account with a browser on this machine, otherwise with a code)")
    .argument("<account>")
    .option("--callback", "sign in with a browser on this machine")
    .option("--code", "sign in with a code, in a browser on any machine")
    .option("--paste", "sign in with any browser, and paste the address of its last page")
    .option("--requested-set <set>", "what to request: all, read (no changes), or self (what you can approve without an administrator)")
    .action(async (account, options) => (await import("./commands/login.ts")).runLogin(contextOf(), account, options));
  program
    .command("logout")
    .description("sign out of an account and delete its tokens and data")
    .argument("<account>")
    .option("--keep-data", "keep the data")
    .action(async (account, options) => (await import("./commands/logout.ts")).runLogout(contextOf(), account, options));
  const accounts = program.command("accounts").description("list, add and remove accounts, also while the hub runs");
  accounts
    .command("list", { isDefault: true })
    .description("list the accounts with their sign-in state and problems")
    .action(async () => (await import("./commands/accounts.ts")).runAccounts(contextOf()));
  accounts
    .command("add")
    .description("add an account to casement.yaml or to the cluster; a running hub has it at once")
    .argument("<name>", "the first part of every address, such as home")
    .requiredOption("--client-id <id>", "application (client) ID of your app registration")
    .option("--account-type <type>", "work, personal, or the ID or domain of your organization", "work")
    .option("--plugins <ids>", "plugin IDs separated by commas", "calendar,email,todo")
    .option("--enable-update", "allow changes")
    .option("--secret-file <file>", "file with the value of the client secret, if the app registration has one")
    .option("--secret-expires <date>", "expiration date of the secret, such as 2027-06-30")
    .action(async (name, options) => (await import("./commands/change-accounts.ts")).runAccountsAdd(contextOf(), name, options));
  accounts
    .command("remove")
    .description("remove an account with its sign-in, its data and its access; this cannot be undone")
    .argument("<account>")
    .action(async (account) => (await import("./commands/change-accounts.ts")).runAccountsRemove(contextOf(), account));
  accounts
    .command("import")
    .description("add the accounts of a table to a cluster, and print a link with which each person signs in")
    .argument("<file>", "CSV; its first line names the columns: name, and keys of an account such as timeZone")
    .requiredOption("--template <file>", "YAML with what the accounts have in common: one account without a name")
    .option("--links <file>", "write the links to this file instead of printing them")
    .action(async (file, options) => (await import("./commands/import-accounts.ts")).runAccountsImport(contextOf(), file, options));
  accounts
    .command("retry")
    .description("open an account of a cluster again that had ended its worker")
    .argument("<account>")
    .action(async (account) => (await import("./commands/change-accounts.ts")).runAccountsRetry(contextOf(), account));
  const keys = program.command("keys").description("show and replace the keys of a cluster");
  keys
    .command("list", { isDefault: true })
    .description("show how much each cluster key encrypts")
    .action(async () => (await import("./commands/cluster-keys.ts")).runKeys(contextOf(), false));
  keys
    .command("rotate")
    .description("encrypt everything with the first cluster key; accounts keep running")
    .action(async () => (await import("./commands/cluster-keys.ts")).runKeys(contextOf(), true));
  program
    .command("scopes")
    .description("show which permissions are requested, by which plugin and why")
    .option("--account <name>", "show only this account")
    .option("--format <format>", "table, json, markdown, manifest, az, admin-consent-url, or request (a letter to an administrator)")
    .option("--redirect-uri <url>", "where Microsoft redirects the administrator afterward; use with admin-consent-url")
    .option("--out <file>", "with --format request: write it to a file that ends in .html, .md or .txt")
    .action(async (options) => (await import("./commands/scopes.ts")).runScopes(contextOf(), options));
  program
    .command("sensors")
    .description("list all sensors, or show one with its attributes")
    .argument("[id]", "account/plugin/sensor")
    .option("-w, --watch", "keep running and show changes")
    .action(async (id, options) => (await import("./commands/sensors.ts")).runSensors(contextOf(), id, options));
  program
    .command("services")
    .description("list the available services, or show the input of one")
    .argument("[service]", "plugin/service")
    .action(async (service) => (await import("./commands/services.ts")).runServices(contextOf(), service));
  program
    .command("call")
    .description("call a service")
    .argument("<account>")
    .argument("<service>", "plugin/service")
    .argument("[input...]", "key=value, a JSON object, @file, or - for standard input")
    .addHelpText(
      "after",
      "\nRepeat a key for a list. Use dots for nested keys:\n  casement call home calendar/create-event subject=Dinner location.displayName=Home categories=Family categories=Food",
    )
    .action(async (account, service, input) => (await import("./commands/call.ts")).runCall(contextOf(), account, service, input));
  program
    .command("events")
    .description("show the event log")
    .option("-f, --follow", "keep running and show new events")
    .option("--after <id>", "show only events after this one")
    .action(async (options) => (await import("./commands/events.ts")).runEvents(contextOf(), options));
  const access = program.command("access").description("list, add and end the access of browsers, displays and programs to this hub");
  access
    .command("list", { isDefault: true })
    .description("list who has access, and when it was last used")
    .action(async () => (await import("./commands/access.ts")).runAccessList(contextOf()));
  access
    .command("add")
    .description("add access, and print its secret once")
    .argument("<kind>", "browser, wall, program, mcp, caldav or ics")
    .argument("[target]", "for caldav an account, for ics an account or a sensor; omit for the others")
    .argument("[name]", "how the access is listed, and by which it is revoked")
    .option("--read-only", "allow no changes")
    .option("--busy-only", "show when somebody is busy, and nothing else; for ics")
    .option(
      "--may <access>",
      "what a program may do: read (default) or change; or an AI agent: read, add or change (default); for program and mcp",
    )
    .option("--account <name...>", "accounts that an AI agent may use; for mcp")
    .option("--tool <pattern...>", "tools that an AI agent may call, such as 'calendar_*'; for mcp")
    .option("--recipient <address...>", "addresses, and domains such as @example.com, that mail and invitations may go to; for mcp")
    .option("--may-tick <sensor...>", "lists whose items a display may complete and reopen; for wall")
    .option("--calls-per-hour <number>", "most calls in an hour; for mcp")
    .option("--messages-per-hour <number>", "most calls in an hour that reach other people; for mcp")
    .option("--profile <file>", "write a profile for iPhone, iPad and Mac, which contains the secret; for caldav and ics")
    .addHelpText(
      "after",
      '\nExamples:\n  casement access add wall "Kitchen tablet" --may-tick home/todo/groceries\n  casement access add program "Node-RED" --may change\n  casement access add mcp "Claude" --may add --recipient @example.com\n  casement access add caldav home "Phone"\n  casement access add ics home/calendar/family --busy-only',
    )
    .action(async (kind, target, name, options) =>
      (await import("./commands/access.ts")).runAccessAdd(contextOf(), kind, [target, name], options),
    );
  access
    .command("revoke")
    .description("end an access by its name")
    .argument("<name>")
    .action(async (name) => (await import("./commands/access.ts")).runAccessRevoke(contextOf(), name));
  program
    .command("audit")
    .description("show what AI agents called in the last 30 days, without its contents")
    .option("--limit <number>", "at most this many, newest first", "50")
    .action(async (options) => (await import("./commands/audit.ts")).runAudit(contextOf(), options));
  program
    .command("caldav")
    .description("show the addresses for calendar programs")
    .action(async () => (await import("./commands/caldav.ts")).runCaldav(contextOf()));
  const notifications = program.command("notifications").description("show and test how Microsoft tells the hub about changes");
  notifications
    .command("status", { isDefault: true })
    .description("show whether notifications arrive, and which sensors are live")
    .action(async () => (await import("./commands/notifications.ts")).runNotificationsStatus(contextOf()));
  notifications
    .command("test")
    .description("send a notification to the hub's own address and show how long it takes")
    .action(async () => (await import("./commands/notifications.ts")).runNotificationsTest(contextOf()));
  notifications
    .command("pair")
    .argument("<address>", "https address of a relay")
    .description("receive notifications through a relay: sets it in casement.yaml")
    .action(async (address) => (await import("./commands/notifications.ts")).runNotificationsPair(contextOf(), address));
  const webhooks = program.command("webhooks").description("list and test the webhooks of the running hub");
  webhooks
    .command("list", { isDefault: true })
    .description("list the webhooks, what waits and what failed")
    .action(async () => (await import("./commands/webhooks.ts")).runWebhooksList(contextOf()));
  webhooks
    .command("test")
    .description("send a test message now; a webhook that was switched off is on again if it is delivered")
    .argument("<webhook>", "its name in casement.yaml")
    .action(async (name) => (await import("./commands/webhooks.ts")).runWebhooksTest(contextOf(), name));
  const autostart = program.command("autostart").description("start the hub with the machine, as a service of systemd");
  autostart
    .command("install")
    .description("write the unit file, and start the hub now and with the machine")
    .option("--system", "the service of the machine, instead of that of this user; needs root")
    .option("--run-as <user>", "with --system: the user that runs the hub (default: the owner of the folder)")
    .option("--print", "only print the unit file")
    .action(async (options) => (await import("./commands/autostart.ts")).runAutostartInstall(contextOf(), options));
  autostart
    .command("status")
    .description("show whether the service is installed and runs")
    .option("--system", "the service of the machine, instead of that of this user; needs root")
    .action(async (options) => (await import("./commands/autostart.ts")).runAutostartStatus(contextOf(), options));
  autostart
    .command("uninstall")
    .description("stop the hub and remove the unit file; configuration and data stay")
    .option("--system", "the service of the machine, instead of that of this user; needs root")
    .action(async (options) => (await import("./commands/autostart.ts")).runAutostartUninstall(contextOf(), options));
  program
    .command("backup")
    .description("write the configuration and the encrypted data to a file, also while the hub runs")
    .argument("<file>")
    .option("--with-key", "add the encryption key, sealed with a passphrase")
    .option("--passphrase-file <file>", "file with the passphrase (default: ask)")
    .action(async (file, options) => (await import("./commands/backup.ts")).runBackup(contextOf(), file, options));
  program
    .command("restore")
    .description("restore a backup into this folder, while the hub does not run")
    .argument("<file>")
    .option("--replace", "move aside what is there")
    .option("--passphrase-file <file>", "file with the passphrase (default: ask)")
    .action(async (file, options) => (await import("./commands/backup.ts")).runRestore(contextOf(), file, options));
  program
    .command("doctor")
    .description("find problems and explain how to fix them; changes nothing")
    .option("--offline", "skip checks that use the network")
    .action(async (options) => (await import("./commands/doctor.ts")).runDoctor(contextOf(), options));
  program
    .command("migrate")
    .description("convert the configuration of the O365 or MS365 integrations for Home Assistant to casement.yaml")
    .argument(
      "<configuration>",
      "folder of Home Assistant, .storage/core.config_entries, configuration.yaml, or the file that contains o365:",
    )
    .option("--out <file>", "write the result to this file, and secrets to files next to it (default: print the result)")
    .option("--account-type <type>", "type of all accounts: work, personal, or the ID or domain of the organization")
    .action(async (file, options) => (await import("./commands/migrate.ts")).runMigrate(contextOf(), file, options));
  program
    .command("mcp")
    .description("connect an AI agent: serve the Model Context Protocol on standard input and output")
    .option("--read-only", "offer only tools that read")
    .action(async (options) => (await import("./commands/mcp.ts")).runMcp(contextOf(), options));
  program
    .command("plugins")
    .description("list the plugins and whether they are installed and loaded")
    .action(async () => (await import("./commands/plugins.ts")).runPlugins(contextOf()));
  program
    .command("completion")
    .description("print a script that lets a shell complete commands, accounts, sensors and services")
    .addArgument(new Argument("<shell>").choices(completionShells))
    .addHelpText(
      "after",
      "\n  bash: casement completion bash >> ~/.bashrc\n  zsh:  casement completion zsh >> ~/.zshrc\n  fish: casement completion fish > ~/.config/fish/completions/casement.fish",
    )
    .action(async (shell) => (await import("./commands/completion.ts")).runCompletion(contextOf(), shell));
  program
    .command("complete", { hidden: true })
    .argument("<shell>")
    .argument("[words...]")
    .action(async (shell, words) => (await import("./commands/completion.ts")).runComplete(contextOf(), program, shell, words));
  return program;
}

/** Whether an error is a usage error or a request for help. Commander has already printed it. */
export const isCommanderError = (error: unknown): error is CommanderError => error instanceof CommanderError;
