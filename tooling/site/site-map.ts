import { type BuiltPage, isBuiltPage, isDocument, isReferencePage, type ReferencePage, type SitePage, siteSections } from "./pages.ts";

export interface SiteMap {
  readonly pages: readonly SitePage[];
  readonly references: readonly ReferencePage[];
  readonly built: readonly BuiltPage[];
  /** Address by path in the repository: `docs/mqtt.md` → `/mqtt`, `packages/core/src/contract/plugin.ts` → `/reference/plugin`. */
  readonly addresses: ReadonlyMap<string, string>;
}

/** All pages of the site with their addresses. Records, such as decisions, are pages without an entry in the sidebar. */
export function siteMap(recordPaths: readonly string[]): SiteMap {
  const all = siteSections.flatMap(({ pages }) => pages);
  const references = all.filter(isReferencePage);
  const records = recordPaths.map((path) => ({ title: path, at: path, source: `docs/${path}.md` }));
  const built = all.filter(isBuiltPage);
  const pages = [...all.filter(isDocument), ...records];
  return {
    pages,
    references,
    built,
    addresses: new Map([
      ...pages.map(({ source, at }) => [source, addressOf(at)] as const),
      ...built.map(({ insteadOf, at }) => [insteadOf, addressOf(at)] as const),
      ...references.flatMap(({ folder, files, at }) => files.map((file) => [`${folder}/src/${file}`, addressOf(at)] as const)),
    ]),
  };
}

/** `plugins/index` → `/plugins/` */
export const addressOf = (at: string): string => `/${at.replace(/(^|\/)index$/, "$1")}`;
