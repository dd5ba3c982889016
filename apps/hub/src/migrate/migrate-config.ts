import { Document, isMap, isScalar, isSeq } from "yaml";
import { SecretReference } from "./home-assistant-yaml.ts";
import { escapeVariables, type MigratedAccount, migrateAccount, replaceSecrets } from "./migrate-account.ts";
import type { EntityReplacement, MigrationNote } from "./migration-log.ts";
import type { PredecessorConfig } from "./read-predecessor-config.ts";

export interface MigratedConfig {
  /** casement.yaml. */
  readonly text: string;
  readonly accounts: readonly string[];
  readonly notes: readonly MigrationNote[];
  readonly replacements: readonly EntityReplacement[];
  /** Files that the text names, beside it. The value is undefined where it is not known. */
  readonly secretFiles: readonly { readonly name: string; readonly value: string | undefined }[];
  /** Environment variables that the text names, with their values where they are known. */
  readonly variables: readonly { readonly name: string; readonly value: string | undefined }[];
}

const headerComment = ` Casement's configuration, made of the O365 integration's by  casement migrate.
 What could not be taken over was said then. Look at the permissions with  casement scopes , then sign in with  casement login .`;

/** A configuration with the same meaning. `inline`: values of secrets other than client secrets may stand in the text. */
export function migrateConfig(
  { accounts, unsupportedTags }: PredecessorConfig,
  options: { inline: boolean; accountType: string | undefined },
): MigratedConfig {
  const names = new Set<string>();
  const notes: MigrationNote[] = [];
  const variables = new Map<string, string | undefined>();
  const secretFiles: { name: string; value: string | undefined }[] = [];
  const stand = ({ variable, value }: SecretReference): string => {
    if (options.inline && value !== undefined) return escapeVariables(value);
    variables.set(variable, value);
    return `\${${variable}}`;
  };
  const done = accounts.map((found): MigratedAccount => {
    const { client_secret: secret, ...rest } = found.keys;
    const keys = replaceSecrets(rest, stand) as Record<string, unknown>;
    const name = uniqueName(String(keys.account_name ?? "home"), names);
    const secretFile = secret === undefined ? undefined : `${name}-client-secret`;
    if (secretFile !== undefined)
      secretFiles.push({
        name: secretFile,
        value: secret instanceof SecretReference ? secret.value : secret === null ? undefined : String(secret),
      });
    const calendars = replaceSecrets(found.calendars, stand);
    const tasks = replaceSecrets(found.tasks, stand);
    return migrateAccount({ ...found, keys, calendars, tasks }, { name, secretFile, accountType: options.accountType });
  });
  for (const what of unsupportedTags)
    notes.push({ kind: "left", account: undefined, key: what, text: "cannot be followed; write what it stands for by hand" });
  notes.push({
    kind: "do",
    account: undefined,
    key: "tokens",
    text: "of the O365 integration cannot be taken over: each account signs in once, with  casement login <account>",
  });
  return {
    text: toYaml(done.map(({ block }) => block)),
    accounts: done.map(({ name }) => name),
    notes: [...done.flatMap((account) => account.notes), ...notes],
    replacements: done.flatMap(({ replacements }) => replacements),
    secretFiles,
    variables: [...variables].map(([name, value]) => ({ name, value })),
  };
}

/** A name given twice had the second account replace the first. */
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

function toYaml(accounts: readonly Record<string, unknown>[]): string {
  const document = new Document({ accounts });
  document.commentBefore = headerComment;
  const list = document.get("accounts");
  for (const account of isSeq(list) ? list.items : []) {
    const plugins = isMap(account) ? account.get("plugins") : undefined;
    const chat = isMap(plugins) ? plugins.items.find(({ key }) => isScalar(key) && key.value === "chat")?.key : undefined;
    if (isScalar(chat)) chat.commentBefore = " { poll: 30s } would read as often as before; Microsoft's terms allow once a day.";
  }
  return document.toString({ lineWidth: 0 });
}
