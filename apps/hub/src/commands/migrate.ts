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

/** Makes a casement.yaml of Home Assistant's configuration of the O365 integration, and says on standard error what could not be taken over. */
export async function runMigrate(context: CommandContext, file: string, { out, accountType }: MigrateOptions): Promise<void> {
  const { io, json } = context;
  const target = out === undefined ? undefined : resolve(io.cwd, out);
  if (target !== undefined && existsSync(target))
    throw new UsageError(`${out} is there already. Nothing is overwritten: name another with --out.`);
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
      `The result needs your hand:\n${checked.problems.map((problem) => `  ${problem}`).join("\n")}`,
    );
}

/** Config and secrets, readable by nobody else. All or nothing. */
async function writeFiles(target: string, { text, secretFiles }: MigratedConfig): Promise<void> {
  const secrets = secretFiles.flatMap(({ name, value }) =>
    value === undefined ? [] : [{ file: join(dirname(target), name), text: `${value}\n` }],
  );
  const written: string[] = [];
  try {
    for (const one of [...secrets, { file: target, text }]) {
      const same = one.file !== target && (await readFile(one.file, "utf8").catch(() => undefined)) === one.text;
      if (same) continue;
      await writeFile(one.file, one.text, { flag: "wx", mode: 0o600 });
      written.push(one.file);
    }
  } catch (cause) {
    await Promise.all(written.map((file) => rm(file, { force: true })));
    const { code, path } = cause as NodeJS.ErrnoException;
    const why =
      code === "EEXIST"
        ? "is there already; nothing is overwritten"
        : code === "ENOENT"
          ? "lies in a folder that does not exist"
          : `cannot be written (${code})`;
    throw new CasementError("file-refused", `Nothing was written: ${path ?? target} ${why}.`, { cause });
  }
}

const headings: readonly (readonly [kind: MigrationNote["kind"], heading: string])[] = [
  ["left", "Not taken over"],
  ["differs", "Works otherwise now"],
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
      ? [`${style.bold("What replaces which entity")} (titles decide: look with  casement sensors)\n${entities.join("\n")}`]
      : []),
    ...(scopes.length > 0
      ? [
          `${style.bold("Permissions that a sign-in will ask for")} (casement scopes says why)\n${scopes.map(({ account, requested }) => `  ${account}: ${requested.join(", ")}`).join("\n")}`,
        ]
      : []),
    ...(out === undefined ? [] : [`Written: ${out}. Next:  casement doctor`]),
  ].join("\n\n");
}

function secretSteps(
  secretFiles: MigratedConfig["secretFiles"],
  variables: MigratedConfig["variables"],
  out: string | undefined,
): readonly string[] {
  const files = secretFiles.filter(({ value }) => out === undefined || value === undefined);
  return [
    ...files.map(({ name }) => `  clientSecret: put its value into the file ${name} beside casement.yaml, then:  chmod 600 ${name}`),
    ...variables.map(({ name }) => `  ${name}: stands for a !secret; set the environment variable, or write the value in its place`),
    ...(secretFiles.length > 0
      ? [
          "  redirect address: add  http://localhost/auth/callback  to the app registration, platform Web; sign-in by code needs Allow public client flows",
        ]
      : []),
  ];
}
