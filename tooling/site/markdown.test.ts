import { expect, it } from "vitest";
import { linkOnSite } from "./links.ts";
import { anchorsOf, escapeForVitePress, keepBraces, linksOf, mapLinks, slugOf } from "./markdown.ts";

const text = `# A \`b-c\` & (d)

[one](a.md), \`[no](b.md)\`, [\`two\`](c.md#x)![p](p.png)

\`\`\`md
[not](d.md)
# Nor this
\`\`\`

## 2. Same
## 2. Same
`;

it("finds links outside code", () => {
  expect(linksOf(text)).toEqual(["a.md", "c.md#x", "p.png"]);
  expect(mapLinks(text, (link) => link.toUpperCase())).toBe(
    text.replace("a.md", "A.MD").replace("c.md#x", "C.MD#X").replace("p.png", "P.PNG"),
  );
});

it("makes the same anchors as GitHub", () => {
  expect(slugOf("Über `every`: 2 days?")).toBe("über-every-2-days");
  expect([...anchorsOf(`${text}<a id="own"></a>`)]).toEqual(["a-b-c--d", "2-same", "2-same-1", "own"]);
});

it("keeps braces in inline code", () => {
  expect(keepBraces("a `{{ x }}` and `y`\n\n```\n`{{ x }}`\n```")).toBe("a <code v-pre>{{ x }}</code> and `y`\n\n```\n`{{ x }}`\n```");
});

it("escapes components in prose", () => {
  expect(escapeForVitePress("`<T>` of <T> and {{ x }}")).toBe("`<T>` of &lt;T> and &#123;{ x }}");
});

it.each([
  ["mqtt.md#topics", "docs/http.md", "/mqtt#topics"],
  ["../packages/core/src/contract/plugin.ts", "docs/write-a-plugin.md", "/reference/plugin"],
  ["../packages/core", "docs/http.md", "https://github.com/casement/casement/tree/main/packages/core"],
  ["../SECURITY.md", "docs/http.md", "https://github.com/casement/casement/blob/main/SECURITY.md"],
  ["https://github.com/casement/casement/blob/main/docs/mqtt.md", "packages/a/README.md", "/mqtt"],
  ["https://www.npmjs.com/package/@casement/testing", "packages/a/README.md", "/test-a-plugin"],
  ["https://github.com/casement/casement", "packages/a/README.md", "/"],
  ["images/a.png", "docs/http.md", "/images/a.png"],
  ["https://zod.dev", "docs/http.md", "https://zod.dev"],
  ["#routes", "docs/http.md", "#routes"],
])("converts the link %s in %s to %s", (link, from, expected) => {
  const addresses = new Map([
    ["docs/README.md", "/"],
    ["docs/http.md", "/http"],
    ["docs/mqtt.md", "/mqtt"],
    ["packages/testing/README.md", "/test-a-plugin"],
    ["packages/core/src/contract/plugin.ts", "/reference/plugin"],
  ]);
  expect(linkOnSite(link, from, addresses)).toBe(expected);
});
