import { posix } from "node:path";

/** Where the repository's files are, for what the site does not have. */
export const repository = "https://github.com/casement/casement";
const npm = "https://www.npmjs.com/package/@casement/";

/** A link's target without fragment, and the fragment without `#`. */
export function splitLink(link: string): { readonly target: string; readonly fragment: string | undefined } {
  const at = link.indexOf("#");
  return at < 0 ? { target: link, fragment: undefined } : { target: link.slice(0, at), fragment: link.slice(at + 1) };
}

/** The path in the repository that a link's target names, seen from a file of it; undefined when it leads elsewhere. "" is the repository. */
export function pathInRepository(target: string, from: string): string | undefined {
  if (target.startsWith(npm)) return `packages/${target.slice(npm.length)}/README.md`;
  if (target === repository) return "";
  if (target.startsWith(`${repository}/`)) return new RegExp(`^${repository}/(?:blob|tree)/main/(.*?)/?$`).exec(target)?.[1];
  if (/^[a-z]+:/.test(target)) return undefined;
  return target === "" ? from : posix.join(posix.dirname(from), target).replace(/\/$/, "");
}

/** The same link as the site writes it: to a page of its own, to one of its pictures, or to the repository. */
export function linkOnSite(link: string, from: string, addresses: ReadonlyMap<string, string>): string {
  const { target, fragment } = splitLink(link);
  const path = pathInRepository(target, from);
  if (path === undefined || (target === "" && addresses.has(from))) return link;
  if (path.startsWith("docs/images/")) return path.slice("docs".length);
  const suffix = fragment === undefined ? "" : `#${fragment}`;
  const page = addresses.get(path === "" ? "docs/README.md" : path) ?? addresses.get(`${path}/README.md`);
  if (page !== undefined) return `${page}${suffix}`;
  return `${repository}/${posix.extname(path) === "" && !path.endsWith("LICENSE") ? "tree" : "blob"}/main/${path}${suffix}`;
}
