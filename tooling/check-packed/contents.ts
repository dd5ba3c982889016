import type { Tarball } from "./tarball.ts";

const required = ["package.json", "README.md", "LICENSE", "dist/index.js", "dist/index.d.ts"];
const foreign = /(^|\/)(src|node_modules)\/|\.(test|test-d|fixture)\.|tsbuildinfo|(?<!\.d)\.ts$/;

/** What is missing from a package or does not belong in it, a sentence each. `sources` are those that the build compiles: `src/index.ts`. */
export function* checkContents(
  { name, paths, manifest }: Pick<Tarball, "name" | "paths" | "manifest">,
  sources: readonly string[],
): Iterable<string> {
  const has = new Set(paths);
  const { bin = {}, dependencies = {}, peerDependencies = {} } = manifest as Record<string, Record<string, string> | undefined>;
  for (const path of [...required, ...Object.values(bin).map((file) => file.replace(/^\.\//, ""))])
    if (!has.has(path)) yield `${name}: ${path} is missing from the package.`;
  for (const path of paths) if (foreign.test(path)) yield `${name}: ${path} does not belong in the package.`;
  // Types come a file per source; code comes in fewer files (docs/decisions/0013).
  const built = new Set(sources.map((path) => path.replace(/^src(.*)\.tsx?$/, "dist$1.d.ts")));
  for (const path of paths)
    if (/^dist\/(?!web\/).*\.d\.ts$/.test(path) && !built.has(path))
      yield `${name}: ${path} is left over from an earlier build. Remove dist and build again.`;
  for (const [dependency, range] of Object.entries({ ...dependencies, ...peerDependencies }))
    if (/^(workspace|catalog|file|link):/.test(range))
      yield `${name}: depends on ${dependency} as "${range}", which means nothing outside this repository.`;
}
