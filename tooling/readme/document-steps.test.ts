import { expect, it } from "vitest";
import { fileFrom, readDocument, stepsOf } from "./document-steps.ts";

it("finds the steps of a part of a document, with their lines", () => {
  const rows = readDocument("docs/start.md").split("\n");
  const steps = stepsOf({ path: "docs/start.md", from: "## 3. Write casement.yaml", to: "## 5. Start the hub" });
  expect(steps.map(({ command, content }) => (content === undefined ? command : "a configuration"))).toEqual([
    ...["a configuration", "npx casement scopes", "npx casement login home"],
  ]);
  for (const { place, command, content = command } of steps)
    expect(rows[Number(place.replace("docs/start.md:", "")) - 1]).toContain(content.split("\n")[0]);
  expect(stepsOf({ path: "docs/start.md", to: "## 1. Install the hub", sentences: true }).map(({ command }) => command)).toEqual([
    "npx @casement/all demo",
  ]);
  expect(() => stepsOf({ path: "docs/start.md", from: "## 9. Gone" })).toThrow(/no heading "## 9\. Gone"/);
});

it("puts a file together from the parts that a guide shows", () => {
  const file = "examples/casement-plugin-contacts/src/plugin.ts";
  expect(fileFrom("docs/write-a-plugin.md", file).replaceAll(/\s+/g, "")).toBe(readDocument(file).replaceAll(/\s+/g, ""));
  expect(() => fileFrom("docs/backup.md", file)).toThrow(/shows nothing of/);
});
