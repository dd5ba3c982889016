import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { CasementError, scopesJson } from "@casement/core";
import { type CommandContext, printResult } from "../command-context.ts";
import { checkMigratedConfig, type MigrationCheck } from "../migrate/check-migrated-config.ts";
import { type MigratedConfig, migrateConfig } from "../migrate/migrate-config.ts";
import type { MigrationNote } from "../migrate/migration-log.ts";
import { readPredecessorConfig } from "../migrate/read-predecessor-config.ts";
import { UsageError } from "../usage-error.ts";

export interface MigrateOptions {
  readonly out?: string;
  readonly accountType?: string;
}

/** Converts the configuration of the O365 or MS365 integrations for Home Assistant to casement.yaml. Prints a report to standard error. */
export async function runMigrate(context: CommandContext, file: string, { out, accountType }: MigrateOptions): Promise<void> {
  const { io, json } = context;
  const target = out === undefined ? undefined : resolve(io.cwd, out);
  if (target !== undefined && existsSync(target))
    throw new UsageError(`${out} already exists and is not overwritten. Use --out with another file.`);
  const migrated = migrateConfig(await readPredecessorConfig(resolve(io.cwd, file)), { inline: target !== undefined, accountType });
  const checked = await checkMigratedConfig(migrated);
  if (target !== undefined) await writeFiles(target, migrated);
  const { text, accounts, notes, replacements } = migrated;
  const result = { ...(target === undefined ? { config: text } : { file: target }), accounts, notes, replacements };
  if (json) io.print(JSON.stringify({ ...result, problems: checked.problems, scopes: checked.scopes.map(scopesJson) }, undefined, 2));
  else {
    io.warn(formatReport(context, migrated, checked, target === undefined ? undefined : out));
    if (target === undefined) printResult(context, result, () => text.trimEnd());
  }
  if (checked.problems.length > 0)
    throw new CasementError(
      "config-invalid",
      `The result needs your attention:\n${checked.problems.map((problem) => `  ${problem}`).join("\n")}`,
    );
}

/** Writes the configuration and secrets with mode 0600. On an error, removes the files already written. */
async function writeFiles(target: string, { text, secretFiles }: MigratedConfig): Promise<void> {
  const secrets = secretFiles.flatMap(({ name, value }) =>
    value === undefined ? [] : [{ file: join(dirname(target), name), text: `${value}\n` }],
  );
  const written: string[] = [];
  try {
    for (const { file, text: content } of [...secrets, { file: target, text }]) {
      const unchanged = file !== target && (await readFile(file, "utf8").catch(() => undefined)) === content;
      if (unchanged) continue;
      await writeFile(file, content, { flag: "wx", mode: 0o600 });
      written.push(file);
    }
  } catch (cause) {
    await Promise.all(written.map((file) => rm(file, { force: true })));
    const { code, path } = cause as NodeJS.ErrnoException;
    const reason =
      code === "EEXIST"
        ? "already exists and is not overwritten"
        : code === "ENOENT"
          ? "is in a folder that does not exist"
          : `could not be written (${code})`;
    throw new CasementError("file-refused", `Nothing was written: ${path ?? target} ${reason}.`, { cause });
  }
}

const headings: readonly (readonly [kind: MigrationNote["kind"], heading: string])[] = [
  ["left", "Not migrated"],
  ["differs", "Works differently now"],
  ["do", "To do"],
];

function formatReport({ style }: CommandContext, migrated: MigratedConfig, { scopes }: MigrationCheck, out: string | undefined): string {
  const { notes, replacements, secretFiles, variables } = migrated;
  const parts = headings.flatMap(([kind, heading]) => {
    const lines = notes
      .filter((note) => note.kind === kind)
      .map(({ account, key, text }) => `  ${account === undefined ? "" : `${account}: `}${key}: ${text}`);
    if (kind === "do") lines.push(...secretSteps(secretFiles, variables, out));
    return lines.length > 0 ? [`${style.bold(heading)}\n${lines.join("\n")}`] : [];
  });
  const entities = replacements.map(({ old, today, entity }) => `  ${old}  →  ${today}${entity === undefined ? "" : `  (${entity})`}`);
  return [
    ...parts,
    ...(entities.length > 0
      ? [`${style.bold("Replaced entities")} (addresses depend on titles; to check them, run casement sensors)\n${entities.join("\n")}`]
      : []),
    ...(scopes.length > 0
      ? [
          `${style.bold("Permissions requested at sign-in")} (to see why, run casement scopes)\n${scopes.map(({ account, requested }) => `  ${account}: ${requested.join(", ")}`).join("\n")}`,
        ]
      : []),
    ...(out === undefined ? [] : [`Wrote ${out}. Next, run: casement doctor`]),
  ].join("\n\n");
}

function secretSteps(
  secretFiles: MigratedConfig["secretFiles"],
  variables: MigratedConfig["variables"],
  out: string | undefined,
): readonly string[] {
  const files = secretFiles.filter(({ value }) => out === undefined || value === undefined);
  return [
    ...files.map(({ name }) => `  clientSecret: write its value to the file ${name} next to casement.yaml, and run: chmod 600 ${name}`),
    ...variables.map(({ name, isVariable }) =>
      isVariable
        ? `  ${name}: was an !env_var; set this environment variable for the hub, too`
        : `  ${name}: replaces a !secret; set this environment variable, or replace it with the value`,
    ),
    ...(secretFiles.length > 0
      ? [
          "  redirect URI: add http://localhost/auth/callback to the app registration, platform Web; to sign in with a device code, turn on Allow public client flows under Authentication, Settings",
        ]
      : []),
  ];
}
