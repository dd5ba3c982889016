import { readFile } from "node:fs/promises";
import { runProgram } from "./pack-package.ts";

interface Sbom {
  readonly bomFormat: string;
  readonly metadata: { readonly component: { readonly name: string } };
  readonly components: readonly {
    readonly name: string;
    readonly group?: string;
    readonly purl?: string;
    readonly licenses?: readonly unknown[];
  }[];
}

/** Writes the SBOM of a release. Returns one sentence for each failure, and the number of packages that it lists. */
export async function rehearseSbom(root: string, file: string): Promise<{ problems: readonly string[]; packages: number }> {
  await runProgram(
    "pnpm",
    ["--filter", "@casement/all", "sbom", "--prod", "--sbom-format", "cyclonedx", "--sbom-type", "application", "--out", file],
    {
      cwd: root,
    },
  );
  const { bomFormat, components } = JSON.parse(await readFile(file, "utf8")) as Sbom;
  const problems: string[] = [];
  if (bomFormat !== "CycloneDX") problems.push(`the SBOM has the format ${bomFormat}`);
  const names = new Set(components.map(({ name, group }) => (group ? `${group}/${name}` : name)));
  for (const expected of ["casement", "@casement/host", "@azure/msal-node", "@modelcontextprotocol/server", "mqtt", "yaml", "zod"])
    if (!names.has(expected)) problems.push(`the SBOM does not list ${expected}`);
  for (const { name, purl, licenses = [] } of components) {
    if (!purl) problems.push(`the SBOM has no purl of ${name}`);
    if (licenses.length === 0) problems.push(`the SBOM has no license of ${name}`);
  }
  return { problems, packages: components.length };
}
