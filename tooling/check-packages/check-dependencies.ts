import { type Allowance, allowances, namesPlugins } from "./allowed-dependencies.ts";
import { fits, isPlugin, packageOf } from "./name-pattern.ts";
import type { SourceFile, Tree, WorkspacePackage } from "./workspace.ts";

/** The arrows between packages: what their manifests declare and their sources import. A sentence a mistake. */
export function* checkDependencies(tree: Tree, packages: readonly WorkspacePackage[]): Iterable<string> {
  const root: { devDependencies?: object } = JSON.parse(tree.get("package.json") ?? "{}");
  const forTests = Object.keys(root.devDependencies ?? {});
  for (const one of packages) {
    const { name } = one.manifest;
    const allowance = allowances.find(([pattern]) => fits(pattern, name))?.[1];
    if (!allowance) {
      yield `${one.folder}/package.json: ${name} has no row in tooling/check-packages/allowed-dependencies.ts. Add one.`;
      continue;
    }
    yield* checkManifest(one, allowance);
    for (const source of one.sources) yield* checkSource(one, allowance, source, forTests);
  }
}

function* checkManifest({ folder, manifest, sources }: WorkspacePackage, allowance: Allowance): Iterable<string> {
  const where = `${folder}/package.json`;
  const { name } = manifest;
  const shipped = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  for (const dependency of shipped)
    if (!isAllowed(name, dependency, allowance)) yield `${where}: ${name} may not depend on ${dependency}: ${allowance.why}.`;
  for (const dependency of Object.keys(manifest.devDependencies ?? {}))
    if (isPlugin(dependency) && name !== namesPlugins)
      yield `${where}: only ${namesPlugins} names plugins, in tests too; take ${dependency} out.`;
  const used = new Set(
    sources.filter(({ shipped }) => shipped).flatMap(({ imports }) => imports.map(({ specifier }) => packageOf(specifier))),
  );
  for (const dependency of shipped) if (!used.has(dependency)) yield `${where}: ${dependency} is declared, but no source imports it.`;
}

function* checkSource(one: WorkspacePackage, allowance: Allowance, source: SourceFile, forTests: readonly string[]): Iterable<string> {
  const { manifest, folder } = one;
  const { name } = manifest;
  const shipped = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  const declared = source.shipped ? shipped : [...shipped, ...Object.keys(manifest.devDependencies ?? {}), ...forTests];
  for (const { specifier, typeOnly } of source.imports) {
    const says = (sentence: string) => `${source.path}: ${sentence}`;
    const target = packageOf(specifier);
    if (specifier.startsWith(".")) {
      const path = new URL(specifier, `file:///${source.path}`).pathname.slice(1);
      if (!path.startsWith(`${folder}/`)) yield says(`"${specifier}" leaves the package. Import the other package by its name.`);
      else if (!/\.(tsx?|json)$/.test(specifier)) yield says(`"${specifier}" must name the file with its ending (.ts).`);
    } else if (specifier.startsWith("node:")) {
      if (source.shipped && !allowance.node) yield says(`may not import "${specifier}": ${allowance.why}.`);
    } else if (isPlugin(target) && target !== name && name !== namesPlugins) {
      yield says(`may not import "${specifier}": only ${namesPlugins} names plugins.`);
    } else if (source.shipped && !isAllowed(name, target, allowance)) {
      yield says(`may not import "${specifier}": ${allowance.why}.`);
    } else if (!declared.includes(target) && target !== name) {
      yield says(`imports "${specifier}", which ${folder}/package.json does not declare.`);
    } else if (source.shipped && allowance.typesOnly && !typeOnly) {
      yield says(`may import only types from "${specifier}": ${allowance.why}.`);
    } else {
      const place = allowance.onlyIn?.[target];
      if (place && source.shipped && !source.local.startsWith(place))
        yield says(`may not import "${specifier}": only ${folder}/${place} does.`);
    }
  }
}

const isAllowed = (name: string, dependency: string, { packages }: Allowance): boolean =>
  packages.some((pattern) => fits(pattern, dependency)) && !(isPlugin(dependency) && name !== namesPlugins);
