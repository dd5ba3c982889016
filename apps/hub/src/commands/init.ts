import { readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { type ScopeReport, scopesJson } from "@casement/core";
import type { NewAccount } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { addNewAccount } from "../hub/add-new-account.ts";
import { resolveConfigLocation } from "../hub/config-location.ts";
import { readConfig } from "../hub/read-config.ts";
import { askForRegistration } from "../init/ask-for-registration.ts";
import {
  accountTypeIntroduction,
  formatPermissions,
  pluginsIntroductionOf,
  redirectUrisOf,
  updatesIntroduction,
} from "../init/init-texts.ts";
import { parseAccountName, parseAccountType, parseExpiryDate, parsePluginIds, parseSecretValue } from "../init/parse-replies.ts";
import { loadPluginChoices, permissionsOfChoices, suggestedPlugins } from "../init/plugin-choices.ts";
import { type InitQuestion, parseYesNo, resolveQuestion } from "../init/resolve-question.ts";
import { UsageError } from "../usage-error.ts";
import { runLogin } from "./login.ts";

export interface InitOptions {
  readonly account?: string;
  readonly accountType?: string;
  readonly plugins?: string;
  readonly enableUpdate?: boolean;
  readonly registration?: string;
  readonly clientId?: string;
  readonly secretFile?: string;
  readonly secretExpires?: string;
  readonly yes?: boolean;
}

/** Asks for the settings of an account and adds it to the configuration. Writes only at the end, so that Ctrl-C leaves nothing behind. */
export async function runInit(context: CommandContext, options: InitOptions): Promise<void> {
  const { io, style, json } = context;
  const location = await resolveConfigLocation(context.config, io);
  const { file, run, isCluster } = location;
  const shown = isCluster ? "the cluster" : relative(io.cwd, file) || file;
  const existing = await readConfig(file, io, true);
  const names = existing.options.accounts.map(({ name }) => name);
  if (names.length > 0 && !json) io.warn(`${shown} already contains ${names.join(", ")}. Another account will be added.`);

  const asked = await askForAccount(context, options, names, { file, publicUrl: existing.http.publicUrl });
  if ("requestFile" in asked) {
    if (json) io.print(JSON.stringify({ request: asked.requestFile }, undefined, 2));
    return;
  }
  const { account, report } = asked;
  await addNewAccount(location, account, io);

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
  if (run) io.print(`The hub at ${run.address} has it.`);
  const start = run || isCluster ? "" : `\nThen run:  casement start${configOption(context)}`;
  if (options.yes === true || !(await askToSignIn(context)))
    io.print(
      `Next, run: casement login ${account.name}${configOption(context)}${start}\nTo check the setup, run: casement doctor${configOption(context)}`,
    );
  else await runLogin(context, account.name, {});
}

interface AskedAccount {
  readonly account: NewAccount;
  readonly report: ScopeReport;
}

async function askForAccount(
  context: CommandContext,
  options: InitOptions,
  names: readonly string[],
  { file, publicUrl }: { readonly file: string; readonly publicUrl: string | undefined },
): Promise<AskedAccount | { readonly requestFile: string }> {
  const { io, style, json } = context;
  const yes = options.yes === true;
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
    suggestion: suggestedPlugins(choices),
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
  if (!yes && !json) io.warn(`\n${formatPermissions(report, style)}`);
  const updates = enableUpdate ? "--enable-update" : "--no-enable-update";
  const resume = `casement init${configOption(context)} --account ${name} --account-type ${type} --plugins ${plugins.join(",")} ${updates} --client-id LINE`;
  const asked = await askForRegistration(context, { accountType: type, report, publicUrl, file, options, secret, resume });
  if ("requestFile" in asked) return asked;
  const clientSecretExpires =
    asked.clientSecret === undefined
      ? undefined
      : await resolveOne({
          option: "--secret-expires",
          given: options.secretExpires,
          prompt: "Expiration date, such as 2027-06-30 (empty: no warning):",
          suggestion: "",
          parse: parseExpiryDate,
        });
  return { account: { name, ...asked, enableUpdate, plugins, clientSecretExpires }, report };
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

/** The option with which a command that is shown finds the same configuration. */
function configOption({ config }: CommandContext): string {
  if (config === undefined) return "";
  return ` --config ${/^[\w./:@-]+$/.test(config) ? config : `"${config}"`}`;
}

async function askToSignIn({ io }: CommandContext): Promise<boolean> {
  const reply = await io.ask("Sign in now? (y/n) [y] ");
  return reply !== undefined && !/^n/i.test(reply.trim());
}
