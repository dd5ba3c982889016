import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readTree } from "../check-packages/workspace.ts";
import { pathInRepository, splitLink } from "./links.ts";
import { anchorsOf, linksOf } from "./markdown.ts";
import { isDocument, isReferencePage, siteSections } from "./pages.ts";

// Works without a network: links into the repository must have a target, and external links must be valid addresses.

const root = fileURLToPath(new URL("../../", import.meta.url));
const tree = await readTree(root);
const documents = [...tree].filter(([path]) => path.endsWith(".md") && !path.startsWith(".changeset/"));

function findLinkMistake(link: string, from: string): string | undefined {
  const { target, fragment } = splitLink(link);
  const path = pathInRepository(target, from);
  if (path === undefined) {
    if (/^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(target)) return undefined;
    return URL.canParse(target) && /^(https:\/\/[\w-]+(\.[\w-]+)+|mailto:)/.test(target) ? undefined : "is not an https address";
  }
  if (/\.(png|svg)$/.test(path)) return undefined;
  if (!existsSync(join(root, path))) return `names ${path}, which does not exist`;
  if (fragment === undefined) return undefined;
  const text = tree.get(path) ?? tree.get(`${path}/README.md`);
  return text !== undefined && anchorsOf(text).has(fragment) ? undefined : `names a heading that ${path} does not have`;
}

describe.each(documents)("the links of %s", (path, text) => {
  it("are valid, and have a target in the repository", () => {
    expect(linksOf(text).flatMap((link) => findLinkMistake(link, path)?.replace(/^/, `${link} `) ?? [])).toEqual([]);
  });
});

// Their texts move into the change logs of the packages, where a path leads elsewhere.
it.each([...tree].filter(([path]) => path.startsWith(".changeset/")))("the links of %s are whole addresses", (_, text) => {
  const mistakes = linksOf(text).map((link) => (link.startsWith("https://") ? findLinkMistake(link, "") : `${link} has no host`));
  expect(mistakes.filter((mistake) => mistake !== undefined)).toEqual([]);
});

it("finds broken links", () => {
  expect(findLinkMistake("gone.md", "docs/mqtt.md")).toMatch(/docs\/gone\.md, which does not exist/);
  expect(findLinkMistake("errors.md#gone", "docs/mqtt.md")).toMatch(/a heading that docs\/errors\.md does not have/);
  expect(findLinkMistake("http://example.org", "docs/mqtt.md")).toMatch(/not an https address/);
  expect(findLinkMistake("errors.md#input-invalid", "docs/mqtt.md")).toBeUndefined();
});

it("has a page for every document in docs", () => {
  const sources = siteSections.flatMap(({ pages }) => pages).flatMap((page) => (isDocument(page) ? [page.source] : []));
  const docsPaths = [...tree.keys()].filter((path) => /^docs\/[^/]+\.md$/.test(path));
  expect(docsPaths.filter((path) => !sources.includes(path))).toEqual([]);
});

it("has only existing files on the pages of the reference", () => {
  const files = siteSections
    .flatMap(({ pages }) => pages)
    .flatMap((page) => (isReferencePage(page) ? page.files.map((file) => `${page.folder}/src/${file}`) : []));
  expect(files.filter((path) => !tree.has(path))).toEqual([]);
});
