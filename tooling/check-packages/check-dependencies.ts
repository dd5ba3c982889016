import { type AllowedDependencies, allowedDependencies, hubPackage } from "./allowed-dependencies.ts";
import { isPluginPackage, matchesPattern, packageNameOf } from "./package-name.ts";
import type { SourceFile, SourceTree, WorkspacePackage } from "./workspace.ts";

/** The dependencies between packages: what manifests declare and sources import. Yields one sentence for each mistake. */
export function* checkDependencies(tree: SourceTree, packages: readonly WorkspacePackage[]): Iterable<string> {
  const root: { devDependencies?: object } = JSON.parse(tree.get("package.json") ?? "{}");
  const rootDevDependencies = Object.keys(root.devDependencies ?? {});
  for (const workspacePackage of packages) {
    const { folder, manifest, sources } = workspacePackage;
    const allowed = allowedDependencies.find(([pattern]) => matchesPattern(pattern, manifest.name))?.[1];
    if (!allowed) {
      yield `${folder}/package.json: ${manifest.name} has no row in tooling/check-packages/allowed-dependencies.ts. Add one.`;
      continue;
    }
    yield* checkManifest(workspacePackage, allowed);
    for (const source of sources) yield* checkImports(workspacePackage, allowed, source, rootDevDependencies);
  }
}

function* checkManifest({ folder, manifest, sources }: WorkspacePackage, allowed: AllowedDependencies): Iterable<string> {
  const path = `${folder}/package.json`;
  const { name } = manifest;
  const shipped = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  for (const dependency of shipped)
    if (!isAllowed(name, dependency, allowed)) yield `${path}: ${name} must not depend on ${dependency}: ${allowed.reason}.`;
  for (const dependency of Object.keys(manifest.devDependencies ?? {}))
    if (isPluginPackage(dependency) && name !== hubPackage)
      yield `${path}: only ${hubPackage} names plugins, in tests too. Remove ${dependency}.`;
  const used = new Set(
    sources.filter((source) => source.shipped).flatMap(({ imports }) => imports.map(({ specifier }) => packageNameOf(specifier))),
  );
  for (const dependency of shipped)
    if (!used.has(dependency) && !allowed.bundle) yield `${path}: declares ${dependency}, but no source imports it. Remove it.`;
}

function* checkImports(
  { folder, manifest }: WorkspacePackage,
  allowed: AllowedDependencies,
  source: SourceFile,
  rootDevDependencies: readonly string[],
): Iterable<string> {
  const { name } = manifest;
  const shipped = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  const declared = source.shipped ? shipped : [...shipped, ...Object.keys(manifest.devDependencies ?? {}), ...rootDevDependencies];
  for (const { specifier, typeOnly } of source.imports) {
    const problem = (sentence: string) => `${source.path}: ${sentence}`;
    const target = packageNameOf(specifier);
    if (specifier.startsWith(".")) {
      const path = new URL(specifier, `file:///${source.path}`).pathname.slice(1);
      if (!path.startsWith(`${folder}/`)) yield problem(`"${specifier}" leaves the package. Import the other package by its name.`);
      else if (!/\.(tsx?|json)$/.test(specifier)) yield problem(`"${specifier}" must end with the file's extension (.ts).`);
    } else if (specifier.startsWith("node:")) {
      if (source.shipped && !allowed.node) yield problem(`must not import "${specifier}": ${allowed.reason}.`);
    } else if (isPluginPackage(target) && target !== name && name !== hubPackage) {
      yield problem(`must not import "${specifier}": only ${hubPackage} names plugins.`);
    } else if (source.shipped && !isAllowed(name, target, allowed)) {
      yield problem(`must not import "${specifier}": ${allowed.reason}.`);
    } else if (!declared.includes(target) && target !== name) {
      yield problem(`imports "${specifier}", which ${folder}/package.json does not declare.`);
    } else if (source.shipped && allowed.typesOnly && !typeOnly) {
      yield problem(`must import only types from "${specifier}": ${allowed.reason}.`);
    } else {
      const onlyIn = allowed.onlyIn?.[target];
      if (onlyIn && source.shipped && !source.localPath.startsWith(onlyIn))
        yield problem(`must not import "${specifier}": only ${folder}/${onlyIn} does.`);
    }
  }
}

const isAllowed = (name: string, dependency: string, { packages, bundle }: AllowedDependencies): boolean =>
  packages.some((pattern) => matchesPattern(pattern, dependency)) && !(isPluginPackage(dependency) && name !== hubPackage && !bundle);
