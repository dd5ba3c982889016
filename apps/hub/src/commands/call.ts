import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { CasementError, nearestName } from "@casement/core";
import type { CommandContext } from "../command-context.ts";
import type { HubClient } from "../hub/hub-client.ts";
import { withHubClient } from "../hub/with-hub-client.ts";
import { readKeyValues } from "../read-key-values.ts";
import { UsageError } from "../usage-error.ts";

/** Runs a service and prints what it returns, as JSON. Input: key=value pairs, a JSON object, @file or - (standard input). */
export async function runCall(context: CommandContext, account: string, service: string, words: readonly string[]): Promise<void> {
  const { io, json } = context;
  const pairs = words.filter((word) => !isJson(word));
  const wholes = words.filter(isJson);
  const objects = await Promise.all(wholes.map((word) => readObject(word, context)));
  const output = await withHubClient(context, async (hub) => {
    const fromPairs = pairs.length > 0 ? readKeyValues(pairs, await inputSchemaOf(hub, account, service)) : {};
    return hub.call(account, service, Object.assign({}, ...objects, fromPairs));
  });
  if (json || output !== undefined) io.print(JSON.stringify(output ?? null, undefined, 2));
}

const isJson = (word: string): boolean => word.startsWith("{") || word.startsWith("@") || word === "-";

async function readObject(word: string, { io }: CommandContext): Promise<object> {
  const text = word === "-" ? await io.readInput() : word.startsWith("@") ? await readNamedFile(resolve(io.cwd, word.slice(1))) : word;
  const where = word.startsWith("{") ? "The JSON input" : word === "-" ? "Standard input" : word.slice(1);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${where} is not JSON: ${(error as Error).message}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UsageError(`${where} must be a JSON object, like {"subject":"Dinner"}`);
  return value;
}

function readNamedFile(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`The file ${file} cannot be read (${error.code}).`);
  });
}

async function inputSchemaOf(hub: HubClient, account: string, service: string): Promise<Readonly<Record<string, unknown>>> {
  const all = await hub.services();
  const names = [...new Set((await hub.accounts()).map(({ name }) => name))];
  if (!names.includes(account))
    throw new CasementError("account-unknown", `There is no account ${account}. ${suggestionFor(account, names)}`);
  const offered = all.filter((info) => info.account === account);
  const found = offered.find(({ id }) => id === service);
  if (found) return found.input;
  const ids = offered.map(({ id }) => id);
  throw new CasementError("service-unknown", `Account ${account} has no service ${service}. ${suggestionFor(service, ids)}`);
}

function suggestionFor(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near ? `Did you mean ${near}?` : `There are: ${known.join(", ") || "none"}.`;
}
