import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";

type Bump = "major" | "minor" | "patch";

/** A change that users notice: a file of `.changeset`. */
export interface NotedChange {
  readonly packages: readonly string[];
  readonly bump: Bump;
  readonly text: string;
}

/** A released version. All packages share one, so the same text in several changelogs is one change. */
export interface NotedRelease {
  readonly version: string;
  readonly changes: readonly NotedChange[];
}

const headings: Readonly<Record<Bump, string>> = { major: "Changes that break", minor: "New", patch: "Fixed and improved" };
const bumps = Object.keys(headings) as readonly Bump[];

/** The page with what changed: what waits in `.changeset`, and the releases in the packages' CHANGELOG.md. */
export async function makeChangelogPage(root: string): Promise<string> {
  const changelogs = await Promise.all(["apps", "packages"].map((folder) => readChangelogs(join(root, folder))));
  return formatChangelog(await readWaitingChanges(join(root, ".changeset")), releasesOf(new Map(changelogs.flatMap((read) => [...read]))));
}

export function formatChangelog(waiting: readonly NotedChange[], releases: readonly NotedRelease[]): string {
  const sections = [...(waiting.length > 0 ? [{ version: "Not yet released", changes: waiting }] : []), ...releases].map(
    ({ version, changes }) => `## ${version}\n\n${groupsOf(changes)}`,
  );
  return `# Changes

What changed in each version, for people who use Casement. All packages have the same version. To update, see
[Start](start.md#6-start-it-with-the-machine); make a [backup](backup.md) first.

${sections.join("\n\n")}
`;
}

function groupsOf(changes: readonly NotedChange[]): string {
  const groups = bumps.flatMap((bump) => {
    const items = changes.filter((change) => change.bump === bump).map(formatChange);
    return items.length === 0 ? [] : `### ${headings[bump]}\n\n${items.join("\n")}`;
  });
  return groups.join("\n\n");
}

/** One list item. Paragraphs and lists of a long entry stay below it. */
function formatChange({ packages, text }: NotedChange): string {
  const [first = "", ...rest] = text.split("\n");
  const lines = [`- **${namesOf(packages)}**: ${first}`, ...rest.map((line) => (line === "" ? "" : `  ${line}`))];
  return lines.join("\n");
}

/** Readers want to know what changed. The change log of each package says whether it has the change. */
function namesOf(packages: readonly string[]): string {
  const names = packages.map((name) => name.replace("@casement/", ""));
  return names.length <= 4 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}

async function readWaitingChanges(folder: string): Promise<readonly NotedChange[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".md") && file !== "README.md").sort();
  return Promise.all(files.map(async (file) => parseChange(await readFile(join(folder, file), "utf8"))));
}

export function parseChange(file: string): NotedChange {
  const [, head = "", text = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(file) ?? [];
  const packages: Record<string, Bump> = parse(head) ?? {};
  const bump = bumps.find((one) => Object.values(packages).includes(one)) ?? "patch";
  return { packages: Object.keys(packages), bump, text: text.trim() };
}

async function readChangelogs(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const name of (await readdir(folder)).sort()) {
    const read = async (file: string) => readFile(join(folder, name, file), "utf8").catch(() => undefined);
    const text = await read("CHANGELOG.md");
    if (text !== undefined) found.set(JSON.parse((await read("package.json")) ?? "{}").name ?? name, text);
  }
  return found;
}

const bumpOf: Readonly<Record<string, Bump>> = { "Major Changes": "major", "Minor Changes": "minor", "Patch Changes": "patch" };

/** The releases in the changelogs that changesets write, newest first. Lines about updated dependencies are left out. */
export function releasesOf(changelogs: ReadonlyMap<string, string>): readonly NotedRelease[] {
  const releases = new Map<string, Map<string, { packages: string[]; bump: Bump; text: string }>>();
  for (const [name, changelog] of changelogs)
    for (const section of changelog.split(/^## /m).slice(1)) {
      const [version = ""] = section.split("\n", 1);
      const changes = releases.get(version) ?? new Map();
      releases.set(version, changes);
      for (const part of section.split(/^### /m).slice(1)) {
        const [title = ""] = part.split("\n", 1);
        for (const entry of part.split(/^- /m).slice(1)) {
          const text = entry
            .replace(/^[0-9a-f]{7,}: /, "")
            .replace(/^ {2}/gm, "")
            .trim();
          if (text.startsWith("Updated dependencies")) continue;
          const change = changes.get(text) ?? { packages: [], bump: bumpOf[title] ?? "patch", text };
          change.packages.push(name);
          changes.set(text, change);
        }
      }
    }
  return [...releases]
    .map(([version, changes]) => ({ version, changes: [...changes.values()] }))
    .sort((a, b) => b.version.localeCompare(a.version, "en", { numeric: true }));
}
