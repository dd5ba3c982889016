import { join } from "node:path";
import { escapeForVitePress } from "../markdown.ts";
import type { ReferencePage } from "../pages.ts";
import { declarationsOf, exportsOf, type SourceDeclaration } from "./declarations.ts";

/** The content of a reference page, in order. */
export interface ReferenceContent {
  readonly page: ReferencePage;
  readonly exported: readonly SourceDeclaration[];
  /** Types that are part of the exported ones and cannot be imported. */
  readonly inner: readonly SourceDeclaration[];
}

/** Reads the content of the pages. Throws an Error if a package exports something that no page shows. */
export async function readReferences(root: string, pages: readonly ReferencePage[]): Promise<readonly ReferenceContent[]> {
  const folders = [...new Set(pages.map(({ folder }) => folder))];
  const perFolder = await Promise.all(
    folders.map(async (folder) => {
      const src = join(root, folder, "src");
      const [declarations, exported] = await Promise.all([declarationsOf(src), exportsOf(join(src, "index.ts"))]);
      const packagePages = pages.filter((page) => page.folder === folder);
      const references = distributeDeclarations(packagePages, declarations, exported);
      const shown = new Set(references.flatMap((reference) => reference.exported.map(({ name }) => name)));
      const missing = [...exported].filter((name) => !shown.has(name));
      if (missing.length > 0) throw new Error(`${folder} exports ${missing.join(", ")}. Add the file to a page in tooling/site/pages.ts.`);
      return references;
    }),
  );
  return perFolder.flat();
}

/** Assigns each declaration to the first page that lists its file, and the types that it is made of to the first page that needs them. */
export function distributeDeclarations(
  pages: readonly ReferencePage[],
  declarations: readonly SourceDeclaration[],
  exported: ReadonlySet<string>,
): readonly ReferenceContent[] {
  const taken = new Set<string>();
  const take = (found: readonly SourceDeclaration[]): readonly SourceDeclaration[] => {
    const fresh = found.filter(({ name }) => !taken.has(name));
    for (const { name } of fresh) taken.add(name);
    return fresh;
  };
  const named = pages.map(({ files }) =>
    take(files.flatMap((file) => declarations.filter((found) => found.file === file && exported.has(found.name)))),
  );
  return pages.map((page, i) => {
    const inner: SourceDeclaration[] = [];
    for (let level = named[i] ?? []; level.length > 0; ) {
      const words = new Set(level.flatMap(wordsOf));
      level = take(declarations.filter(({ name, kind }) => kind === "type" && words.has(name)));
      inner.push(...level);
    }
    const all = [...(named[i] ?? []), ...inner];
    const { first = [] } = page;
    const rank = ({ name }: SourceDeclaration) => (first.includes(name) ? first.indexOf(name) : first.length);
    return {
      page,
      exported: all.filter(({ name }) => exported.has(name)).sort((a, b) => rank(a) - rank(b)),
      inner: all.filter(({ name }) => !exported.has(name)),
    };
  });
}

/** Address with fragment of each name, on the first page that shows it. */
export function addressesOf(references: readonly ReferenceContent[], addressOf: (at: string) => string): ReadonlyMap<string, string> {
  const addresses = new Map<string, string>();
  for (const { page, exported, inner } of references)
    for (const { name } of [...exported, ...inner])
      if (!addresses.has(name)) addresses.set(name, `${addressOf(page.at)}#${name.toLowerCase()}`);
  return addresses;
}

export function formatReference(
  { page, exported, inner }: ReferenceContent,
  from: { readonly package: string; readonly all: readonly ReferenceContent[]; readonly addresses: ReadonlyMap<string, string> },
): string {
  const entry = (declaration: SourceDeclaration, level: "##" | "###") => {
    const users = from.all
      .flatMap((reference) => reference.exported)
      .filter((other) => other.name !== declaration.name && wordsOf(other).includes(declaration.name))
      .map(({ name }) => `[\`${name}\`](${from.addresses.get(name)})`);
    return [
      `${level} ${declaration.name}`,
      ...(declaration.doc === "" ? [] : [escapeForVitePress(declaration.doc)]),
      `\`\`\`ts\n${declaration.text}\n\`\`\``,
      ...(declaration.kind === "type" && users.length > 0 ? [`Used by ${users.join(", ")}.`] : []),
    ];
  };
  return [
    `# ${page.title}`,
    `${page.lead} Import from \`${from.package}\`.`,
    ...exported.flatMap((declaration) => entry(declaration, "##")),
    ...(inner.length === 0 ? [] : ["## Other types", "Types that are part of those above and cannot be imported."]),
    ...inner.flatMap((declaration) => entry(declaration, "###")),
    "",
  ].join("\n\n");
}

/** The names in the code of a declaration, without comments and strings. */
function wordsOf({ text }: Pick<SourceDeclaration, "text">): readonly string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|"[^"\n]*"/gm, "");
  return code.match(/\b[A-Za-z]\w+\b/g) ?? [];
}
