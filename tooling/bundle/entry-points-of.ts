type EntryPoints = Readonly<Record<string, { readonly "casement-source": string; readonly default: string }>>;

export interface BundleManifest {
  readonly exports: EntryPoints;
  /** What is loaded by its file: in a process or thread of its own. */
  readonly imports?: EntryPoints;
  readonly bin?: Readonly<Record<string, string>>;
}

/** The source files of a package's exports, imports of its own and commands: `./src/index.ts`, `./src/bin.ts`. */
export function entryPointsOf({ exports, imports = {}, bin = {} }: BundleManifest): string[] {
  const exported = Object.values({ ...exports, ...imports }).map((entry) => entry["casement-source"]);
  const commands = Object.values(bin).map((file) => file.replace(/^\.\/dist\/(.*)\.js$/, "./src/$1.ts"));
  return [...new Set([...exported, ...commands])];
}
