import { Command, CommanderError } from "commander";
import type { CommandContext } from "./command-context.ts";
import { hubVersion } from "./hub-version.ts";
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
      getOutHelpWidth: () => io.columns,
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
    .option("--client-id <id>", "application (client) ID of your app registration")
    .option("--secret-file <file>", "file with the value of the client secret, if the app registration has one")
    .option("--secret-expires <date>", "expiration date of the secret, such as 2027-06-30")
    .option("-y, --yes", "ask no questions; use the suggested value of every option that is not set")
    .action(async (options) => (await import("./commands/init.ts")).runInit(contextOf(), options));
  program
    .command("start")
    .description("run the hub until you press Ctrl-C")
    .action(async () => (await import("./commands/start.ts")).runStart(contextOf()));
  program
    .command("demo")
    .description("run the hub on an emulated Microsoft 365 with sample data")
    .option("--once", "print the sensors once and exit")
    .option("--mqtt [url]", "publish to the MQTT broker at this URL; without a URL, start a broker")
    .option("--plugin <package...>", "run these plugins (package names or paths) instead of the sample configuration")
    .option("--emulate <file...>", "files that export areas of Microsoft Graph for the emulator; use with --plugin")
    .action(async (options) => (await import("./commands/demo.ts")).runDemo(contextOf(), options));
  program
    .command("login")
    .description("sign in to an account (default: with a device code)")
    .argument("<account>")
    .option("--callback", "sign in with a browser on this machine")
    .option("--paste", "sign in with any browser, and paste the address of its last page")
    .option("--without-updates", "request only read permissions, also at later sign-ins")
    .action(async (account, options) => (await import("./commands/login.ts")).runLogin(contextOf(), account, options));
  program
    .command("logout")
    .description("sign out of an account and delete its tokens and data")
    .argument("<account>")
    .option("--keep-data", "keep the data")
    .action(async (account, options) => (await import("./commands/logout.ts")).runLogout(contextOf(), account, options));
  program
    .command("accounts")
    .description("list the accounts with their sign-in state and problems")
    .action(async () => (await import("./commands/accounts.ts")).runAccounts(contextOf()));
  program
    .command("scopes")
    .description("show which permissions are requested, by which plugin and why")
    .option("--account <name>", "show only this account")
    .option("--format <format>", "table, json, markdown, manifest, az, or admin-consent-url")
    .option("--redirect-uri <url>", "where Microsoft redirects the administrator afterward; use with admin-consent-url")
    .action(async (options) => (await import("./commands/scopes.ts")).runScopes(contextOf(), options));
  program
    .command("sensors")
    .description("list all sensors, or show one with its attributes")
    .argument("[id]", "account/plugin/sensor")
    .option("-w, --watch", "keep running and show changes")
    .action(async (id, options) => (await import("./commands/sensors.ts")).runSensors(contextOf(), id, options));
  program
    .command("services")
    .description("list the available services")
    .action(async () => (await import("./commands/services.ts")).runServices(contextOf()));
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
  program
    .command("doctor")
    .description("find problems and explain how to fix them; changes nothing")
    .option("--offline", "skip checks that use the network")
    .action(async (options) => (await import("./commands/doctor.ts")).runDoctor(contextOf(), options));
  program
    .command("migrate")
    .description("convert the configuration of the O365 integration for Home Assistant to casement.yaml")
    .argument("<configuration>", "configuration.yaml, or the file that contains o365:")
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
  return program;
}

/** Whether an error is a usage error or a request for help. Commander has already printed it. */
export const isCommanderError = (error: unknown): error is CommanderError => error instanceof CommanderError;
