import { nearestName } from "@casement/core";
import { type GetPromptResult, type Prompt, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import type { AgentPrompt } from "./agent-prompt.ts";

/** Those whose tools the client has. */
export const offeredPrompts = (prompts: readonly AgentPrompt[], toolNames: ReadonlySet<string>): AgentPrompt[] =>
  prompts.filter(({ tools }) => tools.every((name) => toolNames.has(name)));

export const toListedPrompt = ({ name, title, description, arguments: fields }: AgentPrompt): Prompt => ({
  name,
  title,
  description,
  arguments: fields.map(({ suggests: _, ...field }) => field),
});

/** @throws ProtocolError for an unknown prompt or argument, or one that is missing */
export function writePrompt(
  offered: readonly AgentPrompt[],
  { name, arguments: given = {} }: { readonly name: string; readonly arguments?: Readonly<Record<string, string>> | undefined },
): GetPromptResult {
  const prompt = requirePrompt(offered, name);
  const known = prompt.arguments.map((field) => field.name);
  const unknown = Object.keys(given).find((field) => !known.includes(field));
  if (unknown !== undefined) throw refuse(`The prompt ${name} has no argument ${unknown.slice(0, 100)}. It has: ${known.join(", ")}.`);
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value.trim() !== ""));
  const missing = prompt.arguments.find((field) => field.required && values[field.name] === undefined);
  if (missing) throw refuse(`The prompt ${name} needs the argument ${missing.name}: ${missing.description}.`);
  return { description: prompt.description, messages: [{ role: "user", content: { type: "text", text: prompt.write(values) } }] };
}

function requirePrompt(offered: readonly AgentPrompt[], name: string): AgentPrompt {
  const found = offered.find((prompt) => prompt.name === name);
  if (found) return found;
  const shortName = name.slice(0, 100);
  const similarName = nearestName(
    shortName,
    offered.map((prompt) => prompt.name),
  );
  throw refuse(`There is no prompt ${shortName}. ${similarName ? `Did you mean ${similarName}?` : "List the prompts again."}`);
}

const refuse = (message: string): ProtocolError => new ProtocolError(ProtocolErrorCode.InvalidParams, message);
