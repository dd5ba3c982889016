import { Document, isMap, isScalar, isSeq } from "yaml";
import { SecretReference } from "./home-assistant-yaml.ts";
import { escapeVariables, type MigratedAccount, migrateAccount, replaceSecrets } from "./migrate-account.ts";
import type { EntityReplacement, MigrationNote } from "./migration-log.ts";
import type { PredecessorAccount, PredecessorConfig } from "./predecessor-account.ts";

export interface RequiredVariable {
  readonly name: string;
  readonly value: string | undefined;
  /** Whether Home Assistant reads the same variable (`!env_var`). Otherwise it replaces a `!secret`. */
  readonly isVariable: boolean;
}

export interface MigratedConfig {
  /** Text of casement.yaml. */
  readonly text: string;
  readonly accounts: readonly string[];
  readonly notes: readonly MigrationNote[];
  readonly replacements: readonly EntityReplacement[];
  /** Secret files beside casement.yaml that it refers to. The value is undefined if it is unknown. */
  readonly secretFiles: readonly { readonly name: string; readonly value: string | undefined }[];
  /** Environment variables that the text refers to. The value is undefined if it is unknown. */
  readonly variables: readonly RequiredVariable[];
}

/** Converts the configuration of a predecessor. `inline`: write the values of secrets other than client secrets into the text. */
export function migrateConfig(
  { accounts, unsupportedTags, integration, notes: found }: PredecessorConfig,
  options: { inline: boolean; accountType: string | undefined },
): MigratedConfig {
  const names = new Set<string>();
  const nameOf = new Map<PredecessorAccount, string>();
  const notes: MigrationNote[] = [...found];
  const variables = new Map<string, RequiredVariable>();
  const secretFiles: { name: string; value: string | undefined }[] = [];
  const replaceSecret = ({ variable, value, isVariable }: SecretReference): string => {
    if (options.inline && value !== undefined) return escapeVariables(value);
    variables.set(variable, { name: variable, value, isVariable });
    return `\${${variable}}`;
  };
  const migrated = accounts.map((old): MigratedAccount => {
    const { client_secret: secret, ...rest } = old.keys;
    const keys = replaceSecrets(rest, replaceSecret) as Record<string, unknown>;
    const name = uniqueName(String(keys.account_name ?? "home"), names);
    nameOf.set(old, name);
    const secretFile = secret === undefined ? undefined : `${name}-client-secret`;
    if (secretFile !== undefined)
      secretFiles.push({
        name: secretFile,
        value: secret instanceof SecretReference ? secret.value : secret === null ? undefined : String(secret),
      });
    const calendars = replaceSecrets(old.calendars, replaceSecret);
    const tasks = replaceSecrets(old.tasks, replaceSecret);
    const signIn = old.signInOwner && nameOf.get(old.signInOwner);
    return migrateAccount(
      { ...old, keys, calendars, tasks },
      { name, ...(secretFile !== undefined && { secretFile }), signIn, accountType: options.accountType },
    );
  });
  for (const tag of unsupportedTags)
    notes.push({ kind: "left", account: undefined, key: tag, text: "is not supported; replace it with its value" });
  notes.push({
    kind: "do",
    account: undefined,
    key: "tokens",
    text: `cannot be migrated from ${integration}; sign in to each account once with casement login <account>`,
  });
  return {
    text: toYaml(
      migrated.map(({ block }) => block),
      integration,
    ),
    accounts: migrated.map(({ name }) => name),
    notes: [...migrated.flatMap((account) => account.notes), ...notes],
    replacements: migrated.flatMap(({ replacements }) => replacements),
    secretFiles,
    variables: [...variables.values()],
  };
}

/** In the predecessor, an account replaced an earlier one with the same name. */
function uniqueName(old: string, taken: Set<string>): string {
  const slug = old
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  const base = slug.slice(0, 29) || "home";
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}-${count}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

function toYaml(accounts: readonly Record<string, unknown>[], integration: string): string {
  const document = new Document({ accounts });
  document.commentBefore = ` Created by casement migrate from the configuration of ${integration}.
 Check the permissions with casement scopes. Then sign in with casement login.`;
  const list = document.get("accounts");
  for (const account of isSeq(list) ? list.items : []) {
    const plugins = isMap(account) ? account.get("plugins") : undefined;
    const chat = isMap(plugins) ? plugins.items.find(({ key }) => isScalar(key) && key.value === "chat")?.key : undefined;
    if (isScalar(chat)) chat.commentBefore = " To read as often as before: { poll: 30s }. Microsoft's terms allow one read a day.";
  }
  return document.toString({ lineWidth: 0 });
}
