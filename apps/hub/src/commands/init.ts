import { readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { type ScopeReport, scopesJson } from "@casement/core";
import { addAccount, type NewAccount } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { pluginSources, readConfig } from "../hub/config.ts";
import { placeToStart } from "../hub/place.ts";
import { choicesFor, permissionsFor } from "../init/choices.ts";
import { answerTo, type Question, yesOrNo } from "../init/questions.ts";
import { accountName, accountType, clientId, expiryDate, pluginIds, secretValue } from "../init/readers.ts";
import { choicesLead, permissionsText, redirectAddresses, registrationText, secretLead, typeLead, updateLead } from "../init/texts.ts";
import { UsageError } from "../usage-error.ts";
import { login } from "./login.ts";

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

/** Asks for what an account needs and writes it into the config; at the end alone, so that Ctrl-C leaves nothing behind. */
export async function init(context: CommandContext, options: InitOptions): Promise<void> {
  const { io, paint, json } = context;
  const { file, run } = await placeToStart(context.config, io);
  const shown = relative(io.cwd, file) || file;
  const existing = await readConfig(file, io, true);
  const names = existing.options.accounts.map(({ name }) => name);
  if (names.length > 0 && !json) io.warn(`${shown} has ${names.join(", ")} already; another account is added to it.`);

  const { account, report } = await ask(context, options, names, existing.http.publicUrl);
  await addAccount(account, { file, plugins: pluginSources, env: io.env });

  if (json) {
    const { name, clientId: id, accountType: type, enableUpdate, plugins } = account;
    const redirectUris = redirectAddresses({ publicUrl: existing.http.publicUrl });
    io.print(
      JSON.stringify(
        { file, account: { name, clientId: id, accountType: type, enableUpdate, plugins }, redirectUris, scopes: scopesJson(report) },
        undefined,
        2,
      ),
    );
    return;
  }
  io.print(`${paint.green("✓")} ${shown} is written, with the account ${paint.bold(account.name)}.`);
  if (run)
    io.print(`The hub at ${run.address} runs on the old configuration: stop it and start it again. Then: casement login ${account.name}`);
  else if (options.yes === true || !(await wantsSignIn(context)))
    io.print(`Next:  casement login ${account.name}   then  casement start   (casement doctor looks for mistakes)`);
  else await login(context, account.name, {});
}

async function ask(
  context: CommandContext,
  options: InitOptions,
  names: readonly string[],
  publicUrl: string | undefined,
): Promise<{ account: NewAccount; report: ScopeReport }> {
  const { io, paint, json } = context;
  const yes = options.yes === true;
  const say = (text: string) => {
    if (!yes && !json) io.warn(`\n${text}`);
  };
  const answer = <T>(question: Question<T>): Promise<T> => answerTo(context, yes, question);
  const secret = await secretOf(context, options);

  const free = ["home", "work", "personal", ...Array.from({ length: names.length + 1 }, (_, i) => `account-${i + 1}`)].find(
    (name) => !names.includes(name),
  );
  const name = await answer({
    flag: "--account",
    given: options.account,
    ask: "A name for the account, which begins every address:",
    ...(free !== undefined && { suggestion: free }),
    read: accountName(names),
  });
  const type = await answer({
    flag: "--account-type",
    given: options.accountType,
    lead: typeLead,
    ask: "Account:",
    suggestion: "work",
    read: accountType,
  });
  const choices = await choicesFor(type);
  const plugins = await answer({
    flag: "--plugins",
    given: options.plugins,
    lead: choicesLead(choices),
    ask: "Numbers or names, with commas:",
    suggestion: "all",
    read: pluginIds(choices),
  });
  const enableUpdate = await answer({
    flag: "--enable-update or --no-enable-update",
    given: options.enableUpdate === undefined ? undefined : options.enableUpdate ? "y" : "n",
    lead: updateLead,
    ask: "Changes too, y or n?",
    suggestion: "n",
    read: yesOrNo,
  });
  const report = await permissionsFor(name, type, enableUpdate, plugins);
  say(permissionsText(report, paint));
  // Who gives the client id by a flag has registered the app, and says by --secret-file whether it has a secret.
  const withSecret =
    secret !== undefined ||
    (await answer({
      flag: "--secret-file",
      given: options.clientId === undefined ? undefined : "n",
      lead: secretLead,
      ask: "A client secret, y or n?",
      suggestion: "n",
      read: yesOrNo,
    }));
  if (options.clientId === undefined) say(registrationText({ accountType: type, withSecret, publicUrl }, report, paint));
  const id = await answer({
    flag: "--client-id",
    given: options.clientId,
    lead: "",
    ask: "Application (client) ID:",
    read: clientId(type),
  });
  const clientSecret =
    secret ??
    (withSecret
      ? await answer({ flag: "--secret-file", given: undefined, ask: "Value of the secret (not shown):", hidden: true, read: secretValue })
      : undefined);
  const clientSecretExpires = withSecret
    ? await answer({
        flag: "--secret-expires",
        given: options.secretExpires,
        ask: "It expires on (like 2027-06-30; empty: do not warn):",
        suggestion: "",
        read: expiryDate,
      })
    : undefined;
  return {
    account: { name, clientId: id, accountType: type, enableUpdate, plugins, clientSecret, clientSecretExpires },
    report,
  };
}

async function secretOf({ io }: CommandContext, { secretFile, secretExpires }: InitOptions): Promise<string | undefined> {
  if (secretFile === undefined) {
    if (secretExpires !== undefined) throw new UsageError("--secret-expires needs --secret-file beside it.");
    return undefined;
  }
  const text = await readFile(resolve(io.cwd, secretFile), "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--secret-file ${secretFile} ${error.code === "ENOENT" ? "does not exist" : `cannot be read (${error.code})`}.`);
  });
  try {
    return secretValue(text.trim());
  } catch (error) {
    throw new UsageError(`--secret-file ${secretFile}: ${(error as Error).message}`);
  }
}

async function wantsSignIn({ io }: CommandContext): Promise<boolean> {
  const answer = await io.ask("Sign in now, y or n? [y] ");
  return answer !== undefined && !/^n/i.test(answer.trim());
}
