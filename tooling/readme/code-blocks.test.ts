import { expect, it } from "vitest";
import { codeBlocksOf, inlineCodeOf, localLinksOf, withoutGenerated } from "./code-blocks.ts";
import { shellCommands, shellWords } from "./shell-words.ts";

const markdown = `Run \`npx pnpm@12 demo\`, or \`casement
sensors\` [it](docs/a.md#b) ([site](https://example.org), [here](#there)):

\`\`\`sh
curl localhost
\`\`\`

| Key | Meaning |
| --- | --- |
| \`one\` | \`two\` |

<!-- generated:x -->
\`three\`
<!-- /generated -->

<picture><source media="print" srcset="docs/dark.png"><img src="docs/light.png" alt="A picture"></picture>

- In a list:

  \`\`\`ts
    const indented = 1;
  \`\`\`
`;

it("extracts code and links from Markdown, with lines", () => {
  expect(codeBlocksOf(markdown).map(({ language, line }) => ({ language, line }))).toEqual([
    { language: "sh", line: 5 },
    { language: "ts", line: 21 },
  ]);
  expect(codeBlocksOf(markdown)[1]?.text).toBe("  const indented = 1;\n");
  expect(inlineCodeOf(withoutGenerated(markdown))).toEqual([
    { code: "npx pnpm@12 demo", line: 1, column: undefined },
    { code: "casement sensors", line: 1, column: undefined },
    { code: "one", line: 10, column: "Key" },
    { code: "two", line: 10, column: "Meaning" },
  ]);
  expect(localLinksOf(markdown)).toEqual(["docs/a.md", "docs/dark.png", "docs/light.png"]);
});

it("reads lines of a shell", () => {
  const text = `# a comment\ncasement sensors   # all of them\ncd here && curl \\\n  -d '{ "a": 1 }' "b c" &\n`;
  expect(shellCommands(text)).toEqual([
    { line: "casement sensors", row: 1 },
    { line: "cd here", row: 2 },
    { line: `curl    -d '{ "a": 1 }' "b c"`, row: 2 },
  ]);
  expect(shellWords(`-d '{ "a": 1 }' "b c" start=$(date +%F)T19:00 --tool 'calendar_*'`)).toEqual([
    ...["-d", '{ "a": 1 }', "b c", "start=$(date +%F)T19:00", "--tool", "calendar_*"],
  ]);
});
