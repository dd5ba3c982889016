import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";

export interface PackageManifest {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The package.json of an installed package, or of the package that contains a path. Resolved from `folder`. Undefined if there is none. */
export function manifestOf(specifier: string, folder: string): PackageManifest | undefined {
  const file =
    specifier.startsWith(".") || isAbsolute(specifier)
      ? findManifestAbove(resolve(folder, specifier))
      : findInstalledManifest(specifier, folder);
  return file === undefined ? undefined : JSON.parse(readFileSync(file, "utf8"));
}

/** Resolves like `import`: unlike `require`, ignores NODE_PATH. */
function findInstalledManifest(name: string, folder: string): string | undefined {
  const file = join(folder, "node_modules", name, "package.json");
  if (existsSync(file)) return file;
  return dirname(folder) === folder ? undefined : findInstalledManifest(name, dirname(folder));
}

function findManifestAbove(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  let folder = statSync(path).isDirectory() ? path : dirname(path);
  for (;;) {
    const file = join(folder, "package.json");
    if (existsSync(file)) return file;
    if (dirname(folder) === folder) return undefined;
    folder = dirname(folder);
  }
}
