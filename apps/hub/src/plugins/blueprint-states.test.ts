import { readFile } from "node:fs/promises";
import { definitionOf, translatedText } from "@casement/core";
import { statusPlugin } from "@casement/plugin-status";
import { expect, it } from "vitest";
import { parse } from "yaml";

const blueprint = new URL("../../../../docs/blueprints/light-by-presence.yaml", import.meta.url);
const inputTag = { tag: "!input", resolve: (name: string) => name };

it("the blueprint light-by-presence knows every state, and its words in all languages", async () => {
  const { blueprint: declared, variables } = parse(await readFile(blueprint, "utf8"), { customTags: [inputTag] });
  const names: readonly string[][] = variables.names;
  const { texts, sensors } = definitionOf(statusPlugin);
  const states = names.map(([state]) => state!);
  expect(states.sort()).toEqual([...(sensors?.status?.present?.options ?? states)].sort());
  for (const [state, ...words] of names) {
    const expected = ["en", "de", "es", "fr", "nl"].map((language) => translatedText(texts, language, `sensors.status.states.${state}`));
    expect(new Set([state, ...words]), state).toEqual(new Set([state, ...expected]));
  }
  expect(new Set(names.flat()).size, "a word means one state").toBe(names.flat().length);
  expect(states).toEqual(expect.arrayContaining(declared.input.states.default));
});
