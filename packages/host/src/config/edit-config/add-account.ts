import { randomUUID } from "node:crypto";
import { access, chmod, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { CasementError } from "@casement/core";
import { writeAtomic } from "../../store/atomic-file.ts";
import { dataFolderOf } from "../data-folder.ts";
import type { EnvironmentVariables } from "../environment.ts";
import { loadConfig } from "../load-config.ts";
import type { PluginSources } from "../plugin-catalog.ts";
import { addAccountText } from "./account-text.ts";

/** An account as the user enters it. */
export interface NewAccount {
  readonly name: string;
  readonly clientId: string;
  readonly accountType: string;
  readonly enableUpdate: boolean;
  /** Plugin ids. Each plugin gets an empty block. */
  readonly plugins: readonly string[];
  /** Written to a separate file (mode 0600) to which the config refers. */
  readonly clientSecret?: string | undefined;
  /** ISO date. */
  readonly clientSecretExpires?: string | undefined;
}

export interface AddedAccount {
  readonly name: string;
  /** Absolute path of the config. */
  readonly file: string;
}

/**
 * Adds an account to the config file, or creates the file. Keeps comments and everything else. Validates the result before it replaces the
 * file, so a mistake leaves the file unchanged.
 * @throws CasementError `input-invalid` with one issue per mistake, by input key; `config-invalid` when the rest of the file has mistakes
 */
export async function addAccount(
  account: NewAccount,
  { file, plugins, env }: { file: string; plugins: PluginSources; env?: EnvironmentVariables },
): Promise<AddedAccount> {
  const { name, clientSecret, clientSecretExpires, plugins: ids, ...plain } = account;
  const folder = dirname(file);
  const before = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const secretFile = join(await dataFolderOf(file, env), "secrets", `${/^[a-z][a-z0-9-]*$/.test(name) ? name : "account"}-client-secret`);
  const candidate = join(folder, `.${basename(file)}.${randomUUID().slice(0, 8)}`);
  const text = addAccountText(before, {
    name,
    ...plain,
    ...(clientSecret !== undefined && { clientSecret: { file: `./${relative(folder, secretFile)}` } }),
    ...(clientSecretExpires !== undefined && { clientSecretExpires }),
    plugins: Object.fromEntries(ids.map((id) => [id, {}])),
  });
  // An existing file belongs to another account, or to a removed account of the same name.
  const newSecret = clientSecret !== undefined && !(await fileExists(secretFile));
  try {
    if (clientSecret !== undefined) {
      if (!newSecret && (await readFile(secretFile, "utf8")).trim() !== clientSecret)
        throw invalidInput([{ path: "name", message: "belongs to a stored client secret; choose another name" }]);
      if (newSecret) await writeAtomic(secretFile, `${clientSecret}\n`);
    }
    await writeAtomic(candidate, text);
    await checkCandidate(candidate, plugins, env);
    await copyMode(file, candidate);
    await rename(candidate, file);
    return { name, file };
  } catch (error) {
    await rm(candidate, { force: true });
    if (newSecret) await rm(secretFile, { force: true });
    throw error;
  }
}

/** @throws CasementError */
async function checkCandidate(candidate: string, plugins: PluginSources, env: EnvironmentVariables | undefined): Promise<void> {
  const { config, problems } = await loadConfig({ file: candidate, plugins, ...(env && { env }) });
  if (config) return;
  const errors = problems.filter(({ severity }) => severity === "error");
  const last = Math.max(...errors.map(({ path }) => Number(/^accounts\.(\d+)/.exec(path)?.[1] ?? -1)));
  const ours = errors.filter(({ path }) => last >= 0 && path.startsWith(`accounts.${last}`));
  if (ours.length === errors.length)
    throw invalidInput(
      ours.map(({ path, message }) => ({
        path: path
          .split(".")
          .slice(2)
          .join(".")
          .replace(/\.file$/, ""),
        message,
      })),
    );
  const texts = errors.map(({ line, path, message }) => `line ${line} ${path}: ${message}`);
  throw new CasementError("config-invalid", `The config file has mistakes, so it was not changed: ${texts.join("; ")}`);
}

function invalidInput(issues: readonly { path: string; message: string }[]): CasementError {
  const texts = issues.map(({ path, message }) => `${path} ${message}`);
  return new CasementError("input-invalid", `The account was not added: ${texts.join("; ")}.`, { details: { issues } });
}

const fileExists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Keeps the file's permissions. */
async function copyMode(file: string, candidate: string): Promise<void> {
  const before = await stat(file).catch(() => undefined);
  if (before) await chmod(candidate, before.mode & 0o777);
}
