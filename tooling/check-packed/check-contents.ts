import type { Tarball } from "./pack-package.ts";

const requiredPaths = ["package.json", "README.md", "LICENSE", "dist/index.js", "dist/index.d.ts"];
const foreignPath = /(^|\/)(src|node_modules)\/|\.(test|test-d|fixture)\.|tsbuildinfo|(?<!\.d)\.ts$/;

/** Reports missing and surplus files of a package, one sentence each. `sources`: the files that the build compiles, such as `src/index.ts`. */
export function* checkContents(
  { name, paths, manifest }: Pick<Tarball, "name" | "paths" | "manifest">,
  sources: readonly string[],
): Iterable<string> {
  const has = new Set(paths);
  const { bin = {}, dependencies = {}, peerDependencies = {} } = manifest as Record<string, Record<string, string> | undefined>;
  for (const path of [...requiredPaths, ...Object.values(bin).map((file) => file.replace(/^\.\//, ""))])
    if (!has.has(path)) yield `${name}: ${path} is missing from the package.`;
  for (const path of paths) if (foreignPath.test(path)) yield `${name}: ${path} does not belong in the package.`;
  // There is one type file per source, but fewer files of code (docs/decisions/0013).
  const built = new Set(sources.map((path) => path.replace(/^src(.*)\.tsx?$/, "dist$1.d.ts")));
  for (const path of paths)
    if (/^dist\/(?!web\/).*\.d\.ts$/.test(path) && !built.has(path))
      yield `${name}: ${path} is from an earlier build. Remove dist and build again.`;
  for (const [dependency, range] of Object.entries({ ...dependencies, ...peerDependencies }))
    if (/^(workspace|catalog|file|link):/.test(range))
      yield `${name}: depends on ${dependency} as "${range}", which has no meaning outside this repository.`;
}
