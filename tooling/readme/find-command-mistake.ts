import { firstPartyLoaders } from "../../apps/hub/src/plugins/first-party-packages.ts";
import { createProgram } from "../../apps/hub/src/program.ts";
import { definitionOf, jsonSchema } from "../../packages/core/src/index.ts";
import { silentIo } from "./silent-io.ts";

/** Checks a command line of `casement` against the definition of its commands. Returns the mistake, or undefined. */
export async function findCommandMistake(args: readonly string[]): Promise<string | undefined> {
  const program = createProgram(silentIo);
  const { operands: all, unknown: rest } = program.parseOptions([...args]);
  const [name, ...before] = all;
  if (name === undefined) return undefined;
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
  return name === "call" ? findCallMistake(operands) : undefined;
}

async function findCallMistake([, address = "", ...input]: readonly string[]): Promise<string | undefined> {
  const [plugin = "", service = ""] = address.split("/");
  const load = firstPartyLoaders[plugin];
  const found = load && definitionOf(await load()).services?.[service];
  if (!found) return `there is no service "${address}"`;
  const { properties = {} } = jsonSchema(found.input, "input") as { properties?: object };
  const known = [...Object.keys(properties), ...(found.target === undefined ? [] : ["sensor"])];
  const unknown = input
    .filter((pair) => pair.includes("=") && !pair.startsWith("{"))
    .filter((pair) => !known.includes(pair.split(/[=.]/)[0]!));
  return unknown.length > 0 ? `${address} has no input ${unknown.join(", ")}` : undefined;
}
