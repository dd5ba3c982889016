import { escapeForVitePress } from "../markdown.ts";
import type { ReferencePage } from "../pages.ts";
import { declarationsOf, exportsOf, type PackageSources, type SourceDeclaration } from "./declarations.ts";

/** The content of a reference page, in order. */
export interface ReferenceContent {
  readonly page: ReferencePage;
  readonly exported: readonly SourceDeclaration[];
  /** Types that are part of the exported ones and cannot be imported. */
  readonly inner: readonly SourceDeclaration[];
}

/** The content of the pages of one package. */
export const referencesOf = (pages: readonly ReferencePage[], sources: PackageSources): readonly ReferenceContent[] =>
  distributeDeclarations(pages, declarationsOf(sources), exportsOf(sources));

/** What a package exports and no page shows, and what the pages name and the package lacks. One sentence for each mistake. */
export function* findReferenceMistakes(pages: readonly ReferencePage[], sources: PackageSources): Iterable<string> {
  const folder = pages[0]?.folder;
  const shown = new Set(referencesOf(pages, sources).flatMap(({ exported }) => exported.map(({ name }) => name)));
  for (const name of exportsOf(sources))
    if (!shown.has(name)) yield `${folder}: exports ${name}, which the reference lacks. Add its file to a page in tooling/site/pages.ts.`;
  for (const file of pages.flatMap(({ files }) => files))
    if (!sources.has(file)) yield `tooling/site/pages.ts: names ${folder}/src/${file}, which does not exist.`;
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
