import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { errorPages, linkCodes } from "./errors/error-pages.ts";
import { readMessages } from "./errors/messages-by-code.ts";
import { linkOnSite } from "./links.ts";
import { keepBraces, mapLinks } from "./markdown.ts";
import type { PackageSources } from "./reference/declarations.ts";
import { addressesOf, formatReference, type ReferenceContent, referencesOf } from "./reference/reference-pages.ts";
import { addressOf, type SiteMap, siteMap } from "./site-map.ts";

/** Writes the input of VitePress to docs/dist: the documents of the repository with links between pages, the reference, and images. */
export async function assembleSite(root: string): Promise<SiteMap> {
  const map = siteMap(await readRecords(root));
  const out = join(root, "docs/dist");
  const write = async (path: string, text: string) => {
    const file = join(out, "pages", `${path}.md`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  const toSiteLinks = (text: string, from: string) => keepBraces(mapLinks(text, (link) => linkOnSite(link, from, map.addresses)));

  for (const { at, source } of map.pages) {
    const text = toSiteLinks(await readFile(join(root, source), "utf8"), source);
    await write(at, listsCodes.has(source) ? linkCodes(text) : text);
  }
  for (const { at, make } of map.built) await write(at, toSiteLinks(await make(root), "docs/README.md"));
  const sources = (await readPackageFolders(root)).map((folder) => join(folder, "src"));
  for (const { at, description, text } of errorPages(await readMessages(sources))) {
    // The page is in no order with others.
    const head = `---\ndescription: ${JSON.stringify(description)}\nprev: false\nnext: false\n---\n\n`;
    await write(at, head + toSiteLinks(text, "docs/errors.md"));
  }

  const references = await readReferences(root, map);
  const addresses = addressesOf(references, addressOf);
  for (const reference of references) {
    const { folder, at, lead } = reference.page;
    const { name } = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8"));
    const page = { ...reference.page, lead: toSiteLinks(lead, `${folder}/README.md`) };
    await write(at, formatReference({ ...reference, page }, { package: name, all: references, addresses }));
  }
  await writeFile(join(out, "names.json"), JSON.stringify(Object.fromEntries(addresses)));
  await cp(join(root, "docs/images"), join(out, "pages/public/images"), { recursive: true });
  await cp(join(root, "apps/dashboard/web/public/icon.svg"), join(out, "pages/public/icon.svg"));
  return map;
}

/** `check-packages` finds what they lack. */
async function readReferences(root: string, { references }: SiteMap): Promise<readonly ReferenceContent[]> {
  const folders = [...new Set(references.map(({ folder }) => folder))];
  const contents = folders.map(async (folder) =>
    referencesOf(
      references.filter((page) => page.folder === folder),
      await readSources(join(root, folder, "src")),
    ),
  );
  return (await Promise.all(contents)).flat();
}

async function readSources(src: string): Promise<PackageSources> {
  const files = (await readdir(src, { recursive: true })).filter((file) => file.endsWith(".ts"));
  return new Map(
    await Promise.all(files.map(async (file) => [file.replaceAll("\\", "/"), await readFile(join(src, file), "utf8")] as const)),
  );
}

/** The documents with tables of codes that have pages of their own. */
const listsCodes: ReadonlySet<string> = new Set(["docs/errors.md", "docs/sign-in.md"]);

/** The packages whose errors people see: all but those that only tests and authors of plugins use. */
async function readPackageFolders(root: string): Promise<readonly string[]> {
  const names = await readdir(join(root, "packages"));
  const seen = names.filter((name) => /^(core|host|plugin-|surface-|graph-calendar|graph-input|graph-text|graph-time)/.test(name));
  return [...seen.sort().map((name) => join(root, "packages", name)), join(root, "apps/hub")];
}

/** Documents of folders that have an index: `decisions/0001-a-plugin-is-a-value`. */
async function readRecords(root: string): Promise<readonly string[]> {
  const folders = ["decisions", "postmortems"];
  const names = await Promise.all(folders.map((folder) => readdir(join(root, "docs", folder))));
  const documents = names.flatMap((files, i) => files.map((file) => `${folders[i]}/${file}`));
  return documents.filter((path) => path.endsWith(".md") && !path.endsWith("/README.md")).map((path) => path.slice(0, -3));
}
