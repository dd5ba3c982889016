export interface BundleManifest {
  readonly exports: Readonly<Record<string, { readonly "casement-source": string; readonly default: string }>>;
  readonly bin?: Readonly<Record<string, string>>;
}

/** The source files of a package's exports and commands: `./src/index.ts`, `./src/bin.ts`. */
export function entryPointsOf({ exports, bin = {} }: BundleManifest): string[] {
  const exported = Object.values(exports).map((entry) => entry["casement-source"]);
  const commands = Object.values(bin).map((file) => file.replace(/^\.\/dist\/(.*)\.js$/, "./src/$1.ts"));
  return [...new Set([...exported, ...commands])];
}
