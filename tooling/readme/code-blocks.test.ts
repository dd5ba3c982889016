import { describe, expect, it } from "vitest";
import { mistakeIn } from "./casement-command.ts";
import { codeBlocks, commandLines, localLinks } from "./code-blocks.ts";

const markdown = `Run \`npx pnpm@12 demo\`, or \`curl\` [it](docs/a.md#b) ([site](https://example.org), [here](#there)):

\`\`\`sh
# a comment
casement sensors   # all of them
curl localhost
\`\`\`
`;

it("takes commands and links out of Markdown", () => {
  expect(codeBlocks(markdown).map(({ language }) => language)).toEqual(["sh"]);
  expect(commandLines(markdown)).toEqual(["casement sensors", "npx pnpm@12 demo"]);
  expect(localLinks(markdown)).toEqual(["docs/a.md"]);
});

describe("a casement command in a document", () => {
  it.each([
    "sensors home/calendar/family --watch",
    "--json sensors",
    "scopes --format manifest --account home",
    "call home calendar/create-event sensor=family subject=Dinner start=2027-03-01T19:00",
  ])("may be: %s", async (line) => {
    expect(await mistakeIn(line.split(" "))).toBeUndefined();
  });

  it.each([
    ["paint", /no command "paint"/],
    ["sensors --loudly", /does not know --loudly/],
    ["login", /wants 1 arguments/],
    ["logout home away", /takes 1 arguments/],
    ["call home calendar/paint", /no service "calendar\/paint"/],
    ["call home calendar/create-event subjekt=Dinner", /no input subjekt=Dinner/],
  ])("may not be: %s", async (line, sentence) => {
    expect(await mistakeIn(line.split(" "))).toMatch(sentence);
  });
});
