import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readTree } from "../check-packages/workspace.ts";
import { pathInRepository, splitLink } from "./links.ts";
import { anchorsOf, linksOf } from "./markdown.ts";
import { isReference, sections } from "./pages.ts";

// Without network: what leads into the repository must be there, with its heading; what leads elsewhere must have the form of an address.

const tree = await readTree(fileURLToPath(new URL("../../", import.meta.url)));
const documents = [...tree].filter(([path]) => path.endsWith(".md") && !path.startsWith(".changeset/"));
const isThere = (path: string): boolean => path === "" || tree.has(path) || [...tree.keys()].some((file) => file.startsWith(`${path}/`));

function mistakeIn(link: string, from: string): string | undefined {
  const { target, fragment } = splitLink(link);
  const path = pathInRepository(target, from);
  if (path === undefined) {
    if (/^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(target)) return undefined;
    return URL.canParse(target) && /^(https:\/\/[\w-]+(\.[\w-]+)+|mailto:)/.test(target) ? undefined : "is no https address";
  }
  if (/\.(png|svg)$/.test(path)) return undefined;
  if (!isThere(path)) return `names ${path}, which is not there`;
  if (fragment === undefined) return undefined;
  const text = tree.get(path) ?? tree.get(`${path}/README.md`);
  return text !== undefined && anchorsOf(text).has(fragment) ? undefined : `names a heading that ${path} does not have`;
}

describe.each(documents)("the links of %s", (path, text) => {
  it("lead somewhere, in the repository with their heading", () => {
    expect(linksOf(text).flatMap((link) => mistakeIn(link, path)?.replace(/^/, `${link} `) ?? [])).toEqual([]);
  });
});

it("finds a link that leads nowhere", () => {
  expect(mistakeIn("gone.md", "docs/mqtt.md")).toMatch(/docs\/gone\.md, which is not there/);
  expect(mistakeIn("errors.md#gone", "docs/mqtt.md")).toMatch(/a heading that docs\/errors\.md does not have/);
  expect(mistakeIn("http://example.org", "docs/mqtt.md")).toMatch(/no https address/);
  expect(mistakeIn("errors.md#input-invalid", "docs/mqtt.md")).toBeUndefined();
});

it("has a page for every document below docs", () => {
  const onSite = sections.flatMap(({ pages }) => pages).flatMap((page) => (isReference(page) ? [] : [page.source]));
  const written = [...tree.keys()].filter((path) => /^docs\/[^/]+\.md$/.test(path));
  expect(written.filter((path) => !onSite.includes(path))).toEqual([]);
});
