import { firstPartyLoaders } from "../../apps/hub/src/plugins/first-party-packages.ts";
import { createProgram } from "../../apps/hub/src/program.ts";
import { contactsPlugin } from "../../examples/casement-plugin-contacts/src/plugin.ts";
import { definitionOf, jsonSchema, type Plugin } from "../../packages/core/src/index.ts";
import { silentIo } from "./silent-io.ts";

type Command = ReturnType<typeof createProgram>;

/** Options and arguments that take one of the words in their description. */
const chosenWords = new Set(["format", "registration", "requestedSet", "consent", "may", "kind"]);

/** Checks the arguments of `casement` against the definition of its commands. Returns the mistake, or undefined. */
export async function findCommandMistake(args: readonly string[]): Promise<string | undefined> {
  return findArgumentMistake(args).catch((error: Error) => error.message);
}

async function findArgumentMistake(args: readonly string[]): Promise<string | undefined> {
  const program = createProgram(silentIo);
  const { operands: all, unknown: rest } = program.parseOptions([...args]);
  const [name, ...before] = all;
  if (name === undefined) return rest.every(isGlobalFlag) ? undefined : `"casement" has no option ${rest.join(" ")}`;
  const found = program.commands.find((one) => one.name() === name);
  if (!found) return `there is no command "${name}"`;
  const part = found.commands.find((one) => one.name() === before[0]);
  const command = part ?? found;
  const { operands, unknown } = command.parseOptions([...(part ? before.slice(1) : before), ...rest]);
  if (unknown.length > 0) return `"${name}" has no option ${unknown.join(" ")}`;
  const expected = command.registeredArguments;
  const required = expected.filter(({ required }) => required).length;
  if (operands.length < required) return `"${name}" requires ${required} arguments`;
  if (operands.length > expected.length && !expected.at(-1)?.variadic) return `"${name}" takes ${expected.length} arguments`;
  return findWordMistake(command, operands) ?? (name === "call" ? findCallMistake(operands[1] ?? "", operands.slice(2)) : undefined);
}

const isGlobalFlag = (flag: string): boolean => ["--help", "-h", "--version", "-v"].includes(flag);

/** A value that is none of the words that the description lists. */
function findWordMistake(command: Command, operands: readonly string[]): string | undefined {
  const values: Readonly<Record<string, unknown>> = command.opts();
  const given = [
    ...command.options.map((option) => ({ name: option.attributeName(), value: values[option.attributeName()], text: option.description })),
    ...command.registeredArguments.map((argument, at) => ({ name: argument.name(), value: operands[at], text: argument.description })),
  ];
  const wrong = given.find(
    ({ name, value, text }) => chosenWords.has(name) && typeof value === "string" && !text.split(/[^\w-]+/).includes(value),
  );
  return wrong && `"${String(wrong.value)}" is none of: ${wrong.text}`;
}

/** Checks a call: `address` is `plugin/service`, and `pairs` are `key=value`. */
export async function findCallMistake(address: string, pairs: readonly string[]): Promise<string | undefined> {
  const keys = pairs.filter((pair) => pair.includes("=") && !pair.startsWith("{")).map((pair) => pair.split(/[=.]/)[0] ?? "");
  return findInputMistake(address, keys);
}

/** Services of every account, which no plugin has. */
const ownServices: Readonly<Record<string, readonly string[]>> = { "account/rescan": [], "account/refresh": ["sensor"] };

/** Checks the names of a service's input. */
export async function findInputMistake(address: string, keys: readonly string[]): Promise<string | undefined> {
  const known = ownServices[address] ?? (await inputsOf(address));
  if (!known) return `there is no service "${address}"`;
  const unknown = keys.filter((key) => !known.includes(key));
  return unknown.length > 0 ? `${address} has no input ${unknown.join(", ")}` : undefined;
}

const loaders: ReadonlyMap<string, () => Promise<Plugin>> = new Map([
  ...Object.entries(firstPartyLoaders),
  // The plugin of the guide.
  ["contacts", async () => contactsPlugin],
]);

async function inputsOf(address: string): Promise<readonly string[] | undefined> {
  const [plugin = "", service = ""] = address.split("/");
  const load = loaders.get(plugin);
  const found = load && definitionOf(await load()).services?.[service];
  if (!found) return undefined;
  const { properties = {} } = jsonSchema(found.input, "input") as { properties?: object };
  return [...Object.keys(properties), ...(found.target === undefined ? [] : ["sensor"])];
}
