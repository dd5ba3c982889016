import { readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { type ScopeReport, scopesJson } from "@casement/core";
import { addAccount, type NewAccount } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { resolveConfigLocation } from "../hub/config-location.ts";
import { pluginSources, readConfig } from "../hub/read-config.ts";
import {
  accountTypeIntroduction,
  formatPermissions,
  formatRegistration,
  pluginsIntroductionOf,
  redirectUrisOf,
  secretIntroduction,
  updatesIntroduction,
} from "../init/init-texts.ts";
import {
  parseAccountName,
  parseAccountType,
  parseClientId,
  parseExpiryDate,
  parsePluginIds,
  parseSecretValue,
} from "../init/parse-replies.ts";
import { loadPluginChoices, permissionsOfChoices } from "../init/plugin-choices.ts";
import { type InitQuestion, parseYesNo, resolveQuestion } from "../init/resolve-question.ts";
import { UsageError } from "../usage-error.ts";
import { runLogin } from "./login.ts";

export interface InitOptions {
  readonly account?: string;
  readonly accountType?: string;
  readonly plugins?: string;
  readonly enableUpdate?: boolean;
  readonly clientId?: string;
  readonly secretFile?: string;
  readonly secretExpires?: string;
  readonly yes?: boolean;
}

/** Asks for the settings of an account and adds it to the configuration. Writes only at the end, so that Ctrl-C leaves nothing behind. */
export async function runInit(context: CommandContext, options: InitOptions): Promise<void> {
  const { io, style, json } = context;
  const { file, run } = await resolveConfigLocation(context.config, io);
  const shown = relative(io.cwd, file) || file;
  const existing = await readConfig(file, io, true);
  const names = existing.options.accounts.map(({ name }) => name);
  if (names.length > 0 && !json) io.warn(`${shown} already contains ${names.join(", ")}. Another account will be added.`);

  const { account, report } = await askForAccount(context, options, names, existing.http.publicUrl);
  await addAccount(account, { file, plugins: pluginSources, env: io.env });

  if (json) {
    const { name, clientId: id, accountType: type, enableUpdate, plugins } = account;
    const redirectUris = redirectUrisOf({ publicUrl: existing.http.publicUrl });
    io.print(
      JSON.stringify(
        { file, account: { name, clientId: id, accountType: type, enableUpdate, plugins }, redirectUris, scopes: scopesJson(report) },
        undefined,
        2,
      ),
    );
    return;
  }
  io.print(`${style.green("✓")} Added the account ${style.bold(account.name)} to ${shown}.`);
  if (run)
    io.print(`The hub at ${run.address} still uses the previous configuration. Restart it. Then run: casement login ${account.name}`);
  else if (options.yes === true || !(await askToSignIn(context)))
    io.print(`Next, run: casement login ${account.name}\nThen run:  casement start\nTo check the setup, run: casement doctor`);
  else await runLogin(context, account.name, {});
}

async function askForAccount(
  context: CommandContext,
  options: InitOptions,
  names: readonly string[],
  publicUrl: string | undefined,
): Promise<{ account: NewAccount; report: ScopeReport }> {
  const { io, style, json } = context;
  const yes = options.yes === true;
  const printStep = (text: string) => {
    if (!yes && !json) io.warn(`\n${text}`);
  };
  const resolveOne = <T>(question: InitQuestion<T>): Promise<T> => resolveQuestion(context, yes, question);
  const secret = await readSecretFile(context, options);

  const freeName = ["home", "work", "personal", ...Array.from({ length: names.length + 1 }, (_, i) => `account-${i + 1}`)].find(
    (name) => !names.includes(name),
  );
  const name = await resolveOne({
    option: "--account",
    given: options.account,
    prompt: "Account name (the first part of every address):",
    ...(freeName !== undefined && { suggestion: freeName }),
    parse: parseAccountName(names),
  });
  const type = await resolveOne({
    option: "--account-type",
    given: options.accountType,
    introduction: accountTypeIntroduction,
    prompt: "Account type:",
    suggestion: "work",
    parse: parseAccountType,
  });
  const choices = await loadPluginChoices(type);
  const plugins = await resolveOne({
    option: "--plugins",
    given: options.plugins,
    introduction: pluginsIntroductionOf(choices),
    prompt: "Numbers or names, separated by commas:",
    suggestion: "all",
    parse: parsePluginIds(choices),
  });
  const enableUpdate = await resolveOne({
    option: "--enable-update or --no-enable-update",
    given: options.enableUpdate === undefined ? undefined : options.enableUpdate ? "y" : "n",
    introduction: updatesIntroduction,
    prompt: "Allow changes? (y/n)",
    suggestion: "n",
    parse: parseYesNo,
  });
  const report = await permissionsOfChoices(name, type, enableUpdate, plugins);
  printStep(formatPermissions(report, style));
  // With --client-id, the app is already registered, and --secret-file tells whether it has a secret.
  const withSecret =
    secret !== undefined ||
    (await resolveOne({
      option: "--secret-file",
      given: options.clientId === undefined ? undefined : "n",
      introduction: secretIntroduction,
      prompt: "Use a client secret? (y/n)",
      suggestion: "n",
      parse: parseYesNo,
    }));
  if (options.clientId === undefined) printStep(formatRegistration({ accountType: type, withSecret, publicUrl }, report, style));
  const id = await resolveOne({
    option: "--client-id",
    given: options.clientId,
    introduction: "",
    prompt: "Application (client) ID:",
    parse: parseClientId(type),
  });
  const clientSecret =
    secret ??
    (withSecret
      ? await resolveOne({
          option: "--secret-file",
          given: undefined,
          prompt: "Value of the secret (hidden):",
          hidden: true,
          parse: parseSecretValue,
        })
      : undefined);
  const clientSecretExpires = withSecret
    ? await resolveOne({
        option: "--secret-expires",
        given: options.secretExpires,
        prompt: "Expiration date, such as 2027-06-30 (empty: no warning):",
        suggestion: "",
        parse: parseExpiryDate,
      })
    : undefined;
  return {
    account: { name, clientId: id, accountType: type, enableUpdate, plugins, clientSecret, clientSecretExpires },
    report,
  };
}

async function readSecretFile({ io }: CommandContext, { secretFile, secretExpires }: InitOptions): Promise<string | undefined> {
  if (secretFile === undefined) {
    if (secretExpires !== undefined) throw new UsageError("--secret-expires requires --secret-file.");
    return undefined;
  }
  const text = await readFile(resolve(io.cwd, secretFile), "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `--secret-file ${secretFile} ${error.code === "ENOENT" ? "does not exist" : `could not be read (${error.code})`}.`,
    );
  });
  try {
    return parseSecretValue(text.trim());
  } catch (error) {
    throw new UsageError(`--secret-file ${secretFile}: ${(error as Error).message}`);
  }
}

async function askToSignIn({ io }: CommandContext): Promise<boolean> {
  const reply = await io.ask("Sign in now? (y/n) [y] ");
  return reply !== undefined && !/^n/i.test(reply.trim());
}
