import type { Transport } from "@casement/host";

/** The newest release. Tags end with the version, which all packages share: `casement@0.2.0`. Documented at docs.github.com/rest/releases. */
const latestRelease = "https://api.github.com/repos/casement/casement/releases/latest";

/** The newest version of Casement if it is newer than this one. Sends nothing but a request without a body. Rejects without a network. */
export async function findNewVersion(
  { fetch }: Pick<Transport, "fetch">,
  version: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const response = await fetch(latestRelease, { headers: { accept: "application/vnd.github+json" }, ...(signal && { signal }) });
  const { tag_name: tag } = (await response.json()) as { tag_name?: unknown };
  const [, latest] = /(?:^|@|v)(\d+\.\d+\.\d+)$/.exec(String(tag)) ?? [];
  if (!response.ok || latest === undefined) throw new Error(`GitHub returned status ${response.status}`);
  return isNewer(latest, version) ? latest : undefined;
}

/** Versions of releases, without pre-releases. */
export function isNewer(candidate: string, version: string): boolean {
  const [left, right] = [candidate, version].map((text) => text.split(".").map((part) => Number.parseInt(part, 10)));
  const difference = left!.map((part, index) => part - (right![index] ?? 0)).find((each) => each !== 0);
  return (difference ?? 0) > 0;
}
