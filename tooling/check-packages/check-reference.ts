import type { ReferencePage } from "../site/pages.ts";
import { findReferenceMistakes } from "../site/reference/reference-pages.ts";
import type { SourceTree } from "./workspace.ts";

/** The reference of the site shows every export of its packages. Yields one sentence for each mistake. */
export function* checkReference(tree: SourceTree, pages: readonly ReferencePage[]): Iterable<string> {
  for (const folder of new Set(pages.map((page) => page.folder))) {
    const src = `${folder}/src/`;
    const sources = new Map([...tree].flatMap(([path, text]) => (path.startsWith(src) ? [[path.slice(src.length), text] as const] : [])));
    yield* findReferenceMistakes(
      pages.filter((page) => page.folder === folder),
      sources,
    );
  }
}
