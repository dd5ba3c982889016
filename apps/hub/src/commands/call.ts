import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { CasementError, suggestName } from "@casement/core";
import type { CommandContext } from "../command-context.ts";
import type { HubClient } from "../hub/hub-client.ts";
import { withHubClient } from "../hub/with-hub-client.ts";
import { readKeyValues } from "../read-key-values.ts";
import { UsageError } from "../usage-error.ts";

/** Calls a service and prints its output as JSON. Input: key=value pairs, a JSON object, @file or - (standard input). */
export async function runCall(context: CommandContext, account: string, service: string, args: readonly string[]): Promise<void> {
  const { io, json } = context;
  const pairs = args.filter((arg) => !isJson(arg));
  const jsonArgs = args.filter(isJson);
  const objects = await Promise.all(jsonArgs.map((arg) => readObject(arg, context)));
  const output = await withHubClient(context, async (hub) => {
    const fromPairs = pairs.length > 0 ? readKeyValues(pairs, await inputSchemaOf(hub, account, service)) : {};
    return hub.call(account, service, Object.assign({}, ...objects, fromPairs));
  });
  if (json || output !== undefined) io.print(JSON.stringify(output ?? null, undefined, 2));
}

const isJson = (arg: string): boolean => arg.startsWith("{") || arg.startsWith("@") || arg === "-";

async function readObject(arg: string, { io }: CommandContext): Promise<object> {
  const text = arg === "-" ? await io.readInput() : arg.startsWith("@") ? await readNamedFile(resolve(io.cwd, arg.slice(1))) : arg;
  const source = arg.startsWith("{") ? "The JSON input" : arg === "-" ? "Standard input" : arg.slice(1);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${source} is not valid JSON: ${(error as Error).message}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UsageError(`${source} must be a JSON object, such as {"subject":"Dinner"}.`);
  return value;
}

function readNamedFile(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Could not read the file ${file} (${error.code}).`);
  });
}

async function inputSchemaOf(hub: HubClient, account: string, service: string): Promise<Readonly<Record<string, unknown>>> {
  const all = await hub.services();
  const names = [...new Set((await hub.accounts()).map(({ name }) => name))];
  if (!names.includes(account))
    throw new CasementError("account-unknown", `There is no account "${account}". ${suggestName(account, names)}`);
  const offered = all.filter((info) => info.account === account);
  const found = offered.find(({ id }) => id === service);
  if (found) return found.input;
  const ids = offered.map(({ id }) => id);
  throw new CasementError("service-unknown", `Account ${account} has no service "${service}". ${suggestName(service, ids)}`);
}
