import { join } from "node:path";
import { plainText } from "../markdown.ts";
import type { ReferencePage } from "../pages.ts";
import { type Declaration, declarationsOf, exportsOf } from "./declarations.ts";

/** What a page of the reference says, in order. */
export interface Reference {
  readonly page: ReferencePage;
  readonly exported: readonly Declaration[];
  /** Types that the exported ones are made of, which cannot be imported. */
  readonly inner: readonly Declaration[];
}

/** Reads what the pages are to say. Throws when one of their packages exports something that none of them shows. */
export async function readReferences(root: string, pages: readonly ReferencePage[]): Promise<readonly Reference[]> {
  const folders = [...new Set(pages.map(({ folder }) => folder))];
  const perFolder = await Promise.all(
    folders.map(async (folder) => {
      const src = join(root, folder, "src");
      const [declarations, exported] = await Promise.all([declarationsOf(src), exportsOf(join(src, "index.ts"))]);
      const own = pages.filter((page) => page.folder === folder);
      const references = shareOut(own, declarations, exported);
      const shown = new Set(references.flatMap((reference) => reference.exported.map(({ name }) => name)));
      const left = [...exported].filter((name) => !shown.has(name));
      if (left.length > 0) throw new Error(`${folder} exports ${left.join(", ")}. Add the file to a page in tooling/site/pages.ts.`);
      return references;
    }),
  );
  return perFolder.flat();
}

/** Gives each declaration to the first page that names its file, and what it is made of to the page that needs it first. */
export function shareOut(
  pages: readonly ReferencePage[],
  declarations: readonly Declaration[],
  exported: ReadonlySet<string>,
): readonly Reference[] {
  const taken = new Set<string>();
  const take = (found: readonly Declaration[]): readonly Declaration[] => {
    const fresh = found.filter(({ name }) => !taken.has(name));
    for (const { name } of fresh) taken.add(name);
    return fresh;
  };
  const named = pages.map(({ files }) =>
    take(files.flatMap((file) => declarations.filter((found) => found.file === file && exported.has(found.name)))),
  );
  return pages.map((page, i) => {
    const inner: Declaration[] = [];
    for (let level = named[i] ?? []; level.length > 0; ) {
      const words = new Set(level.flatMap(wordsOf));
      level = take(declarations.filter(({ name, kind }) => kind === "type" && words.has(name)));
      inner.push(...level);
    }
    const all = [...(named[i] ?? []), ...inner];
    const { first = [] } = page;
    const rank = ({ name }: Declaration) => (first.includes(name) ? first.indexOf(name) : first.length);
    return {
      page,
      exported: all.filter(({ name }) => exported.has(name)).sort((a, b) => rank(a) - rank(b)),
      inner: all.filter(({ name }) => !exported.has(name)),
    };
  });
}

/** Address with fragment of each name. The first page that shows a name has it. */
export function namePlaces(references: readonly Reference[], addressOf: (at: string) => string): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  for (const { page, exported, inner } of references)
    for (const { name } of [...exported, ...inner]) if (!places.has(name)) places.set(name, `${addressOf(page.at)}#${name.toLowerCase()}`);
  return places;
}

export function referenceText(
  { page, exported, inner }: Reference,
  from: { readonly package: string; readonly all: readonly Reference[]; readonly places: ReadonlyMap<string, string> },
): string {
  const entry = (declaration: Declaration, level: "##" | "###") => {
    const users = from.all
      .flatMap((reference) => reference.exported)
      .filter((other) => other.name !== declaration.name && wordsOf(other).includes(declaration.name))
      .map(({ name }) => `[\`${name}\`](${from.places.get(name)})`);
    return [
      `${level} ${declaration.name}`,
      ...(declaration.doc === "" ? [] : [plainText(declaration.doc)]),
      `\`\`\`ts\n${declaration.text}\n\`\`\``,
      ...(declaration.kind === "type" && users.length > 0 ? [`Used by ${users.join(", ")}.`] : []),
    ];
  };
  return [
    `# ${page.title}`,
    `${page.lead} Import from \`${from.package}\`.`,
    ...exported.flatMap((declaration) => entry(declaration, "##")),
    ...(inner.length === 0 ? [] : ["## Made of", "Types that are part of those above and cannot be imported."]),
    ...inner.flatMap((declaration) => entry(declaration, "###")),
    "",
  ].join("\n\n");
}

/** The names in a declaration's code; its comments and texts do not count. */
function wordsOf({ text }: Pick<Declaration, "text">): readonly string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|"[^"\n]*"/gm, "");
  return code.match(/\b[A-Za-z]\w+\b/g) ?? [];
}
