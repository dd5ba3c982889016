import { posix } from "node:path";

/** The address of the repository, for links to files that are not on the site. */
export const repositoryUrl = "https://github.com/casement/casement";
const npm = "https://www.npmjs.com/package/@casement/";

/** Splits a link into its target and its fragment (without `#`). */
export function splitLink(link: string): { readonly target: string; readonly fragment: string | undefined } {
  const at = link.indexOf("#");
  return at < 0 ? { target: link, fragment: undefined } : { target: link.slice(0, at), fragment: link.slice(at + 1) };
}

/** The path in the repository that a link target in the file `from` leads to. Undefined for an external link, "" for the repository itself. */
export function pathInRepository(target: string, from: string): string | undefined {
  if (target.startsWith(npm)) return `packages/${target.slice(npm.length)}/README.md`;
  if (target === repositoryUrl) return "";
  if (target.startsWith(`${repositoryUrl}/`)) return new RegExp(`^${repositoryUrl}/(?:blob|tree)/main/(.*?)/?$`).exec(target)?.[1];
  if (/^[a-z]+:/.test(target)) return undefined;
  return target === "" ? from : posix.join(posix.dirname(from), target).replace(/\/$/, "");
}

/** Converts a link for the site: to a page of the site, to an image, or to the repository. */
export function linkOnSite(link: string, from: string, addresses: ReadonlyMap<string, string>): string {
  const { target, fragment } = splitLink(link);
  const path = pathInRepository(target, from);
  if (path === undefined || (target === "" && addresses.has(from))) return link;
  if (path.startsWith("docs/images/")) return path.slice("docs".length);
  const suffix = fragment === undefined ? "" : `#${fragment}`;
  const page = addresses.get(path === "" ? "docs/README.md" : path) ?? addresses.get(`${path}/README.md`);
  if (page !== undefined) return `${page}${suffix}`;
  return `${repositoryUrl}/${posix.extname(path) === "" && !path.endsWith("LICENSE") ? "tree" : "blob"}/main/${path}${suffix}`;
}
