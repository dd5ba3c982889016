import { expect, it } from "vitest";
import { agentPrompts } from "./agent-prompts.ts";

it.each(agentPrompts)("$name says everything that a person gave, and nothing else if they gave only what is needed", (prompt) => {
  const all = Object.fromEntries(prompt.arguments.map(({ name }) => [name, `<${name}>`]));
  const text = prompt.write(all);
  for (const value of Object.values(all)) expect(text).toContain(value);
  const needed = Object.fromEntries(prompt.arguments.flatMap(({ name, required }) => (required ? [[name, `<${name}>`]] : [])));
  const short = prompt.write(needed);
  expect(short).not.toMatch(/undefined| {2,}\S/);
  expect([...short.matchAll(/<\w+>/g)].map(([value]) => value).sort()).toEqual(Object.values(needed).sort());
});
