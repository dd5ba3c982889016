import { Command, CommanderError } from "commander";
import type { CommandContext } from "./command-context.ts";
import { hubVersion } from "./hub-version.ts";
import type { CommandIo } from "./terminal/command-io.ts";
import { createTextStyles } from "./terminal/text-styles.ts";

// Every command is imported when it runs: `--help` must not wait for what it does not need.

/** The command line as commander knows it. */
export function createProgram(io: CommandIo): Command {
  const program = new Command("casement")
    .description("Brings Microsoft 365 into your own automations.")
    .version(hubVersion(), "-v, --version")
    .option("-c, --config <file>", "config file (default: ./casement.yaml)")
    .option("--json", "print JSON")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => io.print(text.trimEnd()),
      writeErr: (text) => io.warn(text.trimEnd()),
      getOutHelpWidth: () => io.columns,
    })
    .addHelpText("after", "\nExit codes: 0 done, 1 failed, 2 wrong usage or config.")
    .showHelpAfterError("(casement --help shows how)")
    .exitOverride();

  const contextOf = (): CommandContext => {
    const { config, json = false } = program.opts<{ config?: string; json?: boolean }>();
    return { io, style: createTextStyles(io.color), json, config };
  };

  program
    .command("init")
    .description("set an account up: asks what it shall do, shows how to register the app, writes casement.yaml")
    .option("--account <name>", "begins every address, like home")
    .option("--account-type <type>", "work, personal, or the id or domain of your organisation")
    .option("--plugins <ids>", "separated by commas, or all")
    .option("--enable-update", "may change things too")
    .option("--no-enable-update", "only reads")
    .option("--client-id <id>", "application (client) id of your app registration")
    .option("--secret-file <file>", "holds the value of the client secret, where the registration has one")
    .option("--secret-expires <date>", "when the secret ends, like 2027-06-30")
    .option("-y, --yes", "ask nothing: what is not given is as suggested")
    .action(async (options) => (await import("./commands/init.ts")).runInit(contextOf(), options));
  program
    .command("start")
    .description("run the hub until Ctrl-C")
    .action(async () => (await import("./commands/start.ts")).runStart(contextOf()));
  program
    .command("demo")
    .description("run the hub on an emulated Microsoft 365 with a household of sample data")
    .option("--once", "print the sensors once and end")
    .option("--mqtt [url]", "publish on an MQTT broker: that at the address, or one of the demo's own")
    .option("--plugin <package...>", "run plugins of your own, packages or paths, in place of the calendar")
    .option("--emulate <file>", "a file that exports parts of Graph for the emulator, for --plugin")
    .action(async (options) => (await import("./commands/demo.ts")).runDemo(contextOf(), options));
  program
    .command("login")
    .description("sign an account in (device code unless told otherwise)")
    .argument("<account>")
    .option("--callback", "by a browser on this machine that comes back here")
    .option("--paste", "by pasting the address where the browser ended")
    .option("--without-updates", "ask for read permissions only, and remember it")
    .action(async (account, options) => (await import("./commands/login.ts")).runLogin(contextOf(), account, options));
  program
    .command("logout")
    .description("forget an account's tokens and data")
    .argument("<account>")
    .option("--keep-data", "keep what was read")
    .action(async (account, options) => (await import("./commands/logout.ts")).runLogout(contextOf(), account, options));
  program
    .command("accounts")
    .description("show the accounts, their sign-in and what is wrong")
    .action(async () => (await import("./commands/accounts.ts")).runAccounts(contextOf()));
  program
    .command("scopes")
    .description("show who asks for which permission and why")
    .option("--account <name>", "one account only")
    .option("--format <format>", "table, json, markdown, manifest, az or admin-consent-url")
    .option("--redirect-uri <url>", "where Microsoft sends the administrator back to (admin-consent-url)")
    .action(async (options) => (await import("./commands/scopes.ts")).runScopes(contextOf(), options));
  program
    .command("sensors")
    .description("show all sensors, or one with its attributes")
    .argument("[id]", "account/plugin/sensor")
    .option("-w, --watch", "stay and show what changes")
    .action(async (id, options) => (await import("./commands/sensors.ts")).runSensors(contextOf(), id, options));
  program
    .command("services")
    .description("show what can be done")
    .action(async () => (await import("./commands/services.ts")).runServices(contextOf()));
  program
    .command("call")
    .description("do something: run a service")
    .argument("<account>")
    .argument("<service>", "plugin/service")
    .argument("[input...]", "key=value, a JSON object, @file or - for standard input")
    .addHelpText(
      "after",
      "\nLists by repeating a key, nested keys by dots:\n  casement call home calendar/create-event subject=Dinner location.displayName=Home categories=Family categories=Food",
    )
    .action(async (account, service, input) => (await import("./commands/call.ts")).runCall(contextOf(), account, service, input));
  program
    .command("events")
    .description("show the event log")
    .option("-f, --follow", "stay and show what comes")
    .option("--after <id>", "only what came after this event")
    .action(async (options) => (await import("./commands/events.ts")).runEvents(contextOf(), options));
  program
    .command("doctor")
    .description("look for what is wrong, and say what to do; changes nothing")
    .option("--offline", "ask nobody outside this machine")
    .action(async (options) => (await import("./commands/doctor.ts")).runDoctor(contextOf(), options));
  program
    .command("migrate")
    .description("make a casement.yaml of Home Assistant's configuration of the O365 integration")
    .argument("<configuration>", "configuration.yaml, or the file in which o365: stands")
    .option("--out <file>", "write it there, and the secrets beside it; print it unless given")
    .option("--account-type <type>", "of all accounts: work, personal, or the id or domain of the organisation")
    .action(async (file, options) => (await import("./commands/migrate.ts")).runMigrate(contextOf(), file, options));
  program
    .command("mcp")
    .description("connect an AI agent: the Model Context Protocol on standard input and output")
    .option("--read-only", "offer only what reads")
    .action(async (options) => (await import("./commands/mcp.ts")).runMcp(contextOf(), options));
  program
    .command("plugins")
    .description("show the plugins that this hub knows")
    .action(async () => (await import("./commands/plugins.ts")).runPlugins(contextOf()));
  return program;
}

/** Help and usage errors, which commander has printed already. */
export const isCommanderError = (error: unknown): error is CommanderError => error instanceof CommanderError;
