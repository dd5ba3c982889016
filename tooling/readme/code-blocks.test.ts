import { describe, expect, it } from "vitest";
import { codeBlocksOf, commandLinesOf, localLinksOf } from "./code-blocks.ts";
import { findCommandMistake } from "./find-command-mistake.ts";

const markdown = `Run \`npx pnpm@12 demo\`, or \`curl\` [it](docs/a.md#b) ([site](https://example.org), [here](#there)):

\`\`\`sh
# a comment
casement sensors   # all of them
curl localhost
\`\`\`

- In a list:

  \`\`\`ts
    const indented = 1;
  \`\`\`
`;

it("extracts commands and links from Markdown", () => {
  expect(codeBlocksOf(markdown).map(({ language }) => language)).toEqual(["sh", "ts"]);
  expect(codeBlocksOf(markdown)[1]?.text).toBe("  const indented = 1;\n");
  expect(commandLinesOf(markdown)).toEqual(["casement sensors", "npx pnpm@12 demo"]);
  expect(localLinksOf(markdown)).toEqual(["docs/a.md"]);
});

describe("a casement command in a document", () => {
  it.each([
    "sensors home/calendar/family --watch",
    "--json sensors",
    "scopes --format manifest --account home",
    "call home calendar/create-event sensor=family subject=Dinner start=2027-03-01T19:00",
  ])("is valid: %s", async (line) => {
    expect(await findCommandMistake(line.split(" "))).toBeUndefined();
  });

  it.each([
    ["paint", /no command "paint"/],
    ["sensors --loudly", /has no option --loudly/],
    ["login", /requires 1 arguments/],
    ["logout home away", /takes 1 arguments/],
    ["call home calendar/paint", /no service "calendar\/paint"/],
    ["call home calendar/create-event subjekt=Dinner", /no input subjekt=Dinner/],
  ])("is a mistake: %s", async (line, sentence) => {
    expect(await findCommandMistake(line.split(" "))).toMatch(sentence);
  });
});
