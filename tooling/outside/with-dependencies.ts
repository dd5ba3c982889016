import type { Tarball } from "../check-packed/pack-package.ts";

interface Dependencies {
  readonly dependencies?: object;
  readonly peerDependencies?: object;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** The named packages, and the packages of this repository that they depend on. */
export function withDependencies(all: readonly Tarball[], ...names: readonly string[]): readonly Tarball[] {
  const byName = new Map(all.map((tarball) => [tarball.name, tarball]));
  const found = new Set<Tarball>();
  const add = (name: string): void => {
    const tarball = byName.get(name);
    if (!tarball || found.has(tarball)) return;
    found.add(tarball);
    const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = tarball.manifest as Dependencies;
    const peers = Object.keys(peerDependencies).filter((peer) => !peerDependenciesMeta[peer]?.optional);
    for (const dependency of [...Object.keys(dependencies), ...peers]) add(dependency);
  };
  for (const name of names) {
    if (!byName.has(name)) throw new Error(`There is no package ${name}.`);
    add(name);
  }
  return [...found];
}
