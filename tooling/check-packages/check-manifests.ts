import type { SourceTree, WorkspacePackage } from "./workspace.ts";

/** What the page of a package on npm, and the installation of it, come from. */
interface PublishedManifest {
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly homepage?: string;
  readonly bugs?: string;
  readonly license?: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly repository?: Readonly<Record<string, string>>;
  readonly publishConfig?: Readonly<Record<string, unknown>>;
  readonly files?: readonly string[];
}

/** The manifests of published packages. Yields one sentence for each mistake. */
export function* checkManifests(tree: SourceTree, packages: readonly WorkspacePackage[]): Iterable<string> {
  const root: { engines?: { node?: string } } = JSON.parse(tree.get("package.json") ?? "{}");
  for (const { folder, manifest } of packages) {
    if (manifest.private) continue;
    const problem = (text: string) => `${folder}/package.json: ${text}.`;
    const { description, keywords = [], license, engines, files = [] } = manifest as PublishedManifest;
    const { homepage, bugs, repository = {}, publishConfig = {} } = manifest as PublishedManifest;
    if (!tree.has(`${folder}/README.md`)) yield `${folder}: a published package needs a README.md.`;
    if (!description) yield problem("description is missing");
    if (keywords.length === 0) yield problem("keywords are missing");
    if (license !== "MIT") yield problem("license must be MIT, the license of this repository");
    if (!homepage?.includes(`/${folder}#readme`)) yield problem(`homepage must lead to the README of ${folder}`);
    if (!bugs) yield problem("bugs is missing");
    if (engines?.node !== root.engines?.node) yield problem("engines must be those of the workspace");
    // npm refuses a provenance that does not match the repository.
    if (repository.directory !== folder) yield problem(`repository.directory must be ${folder}`);
    if (publishConfig.access !== "public" || publishConfig.provenance !== true)
      yield problem('publishConfig must be { "access": "public", "provenance": true }');
    if (!files.includes("CHANGELOG.md")) yield problem("files must include CHANGELOG.md, which the release writes");
  }
}
