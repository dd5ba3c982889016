export interface Manifest {
  readonly exports: Readonly<Record<string, { readonly "casement-source": string; readonly default: string }>>;
  readonly bin?: Readonly<Record<string, string>>;
}

/** The sources behind what a package exports and runs: `./src/index.ts`, `./src/bin.ts`. */
export function sourcesOf({ exports, bin = {} }: Manifest): string[] {
  const exported = Object.values(exports).map((entry) => entry["casement-source"]);
  const commands = Object.values(bin).map((file) => file.replace(/^\.\/dist\/(.*)\.js$/, "./src/$1.ts"));
  return [...new Set([...exported, ...commands])];
}
