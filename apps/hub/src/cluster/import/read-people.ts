import { nearestName } from "@casement/core";
import type { AccountEntryBlock } from "@casement/host/config";
import { parse } from "yaml";
import { UsageError } from "../../usage-error.ts";
import { parseCsv } from "./parse-csv.ts";

/** An account to add: the template, and what its row says. */
export interface PersonRow {
  /** Of the table. */
  readonly line: number;
  readonly block: AccountEntryBlock & { readonly name: string };
}

/** Keys of an account that a cell can hold. */
const columns = [
  "name",
  "clientId",
  "clientSecret",
  "clientSecretExpires",
  "accountType",
  "cloud",
  "enableUpdate",
  "sharedMailbox",
  "signIn",
  "timeZone",
];

/** Joins a table of people with the template of their accounts. An empty cell leaves what the template says. @throws UsageError */
export function readPeople(table: string, template: string): readonly PersonRow[] {
  const base = readTemplate(template);
  const [header, ...rows] = parseCsv(table);
  if (!header || rows.length === 0)
    throw new UsageError("The table has no accounts. Its first line names the columns, each further line is an account.");
  const keys = header.cells;
  if (!keys.includes("name"))
    throw new UsageError(`The table has no column name. Its first line must name the columns: ${columns.join(", ")}.`);
  for (const [at, key] of keys.entries()) {
    if (keys.indexOf(key) < at) throw new UsageError(`The table has two columns ${key}.`);
    if (columns.includes(key)) continue;
    const nearest = nearestName(key, columns);
    const hint =
      nearest === undefined ? `Known ones are ${columns.join(", ")}; everything else belongs in the template.` : `Did you mean ${nearest}?`;
    throw new UsageError(`The column ${key} is not known. ${hint}`);
  }
  const lineOf = new Map<string, number>();
  return rows.map(({ line, cells }) => {
    if (cells.length > keys.length) throw new UsageError(`Line ${line} has more cells than the first line.`);
    const own = keys.flatMap((key, at) => (cells[at] ? [[key, cellValueOf(key, cells[at], line)] as const] : []));
    const block = { ...base, ...Object.fromEntries(own) };
    const { name } = block as { readonly name?: unknown };
    if (typeof name !== "string") throw new UsageError(`Line ${line} has no name.`);
    const before = lineOf.get(name);
    if (before !== undefined) throw new UsageError(`Line ${line}: line ${before} has the name ${name}, too.`);
    lineOf.set(name, line);
    return { line, block: { ...block, name } };
  });
}

function cellValueOf(key: string, text: string, line: number): string | boolean {
  if (key !== "enableUpdate") return text;
  if (!/^(true|false)$/i.test(text)) throw new UsageError(`Line ${line}: enableUpdate must be true or false.`);
  return text.toLowerCase() === "true";
}

function readTemplate(text: string): AccountEntryBlock {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new UsageError(`The template is not valid YAML: ${error instanceof Error ? error.message.split("\n")[0] : "unknown error"}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value) || "accounts" in value)
    throw new UsageError(
      "The template must be one account, as below  accounts:  in casement.yaml, but without its name and without a hyphen.",
    );
  if ("name" in value) throw new UsageError("The template must have no name: the table has the names.");
  return value as AccountEntryBlock;
}
