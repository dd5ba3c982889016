import type { Tarball } from "../check-packed/pack-package.ts";

/** The named packages, and the packages of this repository that they depend on. */
export function withDependencies(all: readonly Tarball[], ...names: readonly string[]): readonly Tarball[] {
  const byName = new Map(all.map((tarball) => [tarball.name, tarball]));
  const found = new Set<Tarball>();
  const add = (name: string): void => {
    const tarball = byName.get(name);
    if (!tarball || found.has(tarball)) return;
    found.add(tarball);
    for (const dependency of Object.keys((tarball.manifest.dependencies as object | undefined) ?? {})) add(dependency);
  };
  for (const name of names) {
    if (!byName.has(name)) throw new Error(`There is no package ${name}.`);
    add(name);
  }
  return [...found];
}
