import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { isAbsolute, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "@casement/core";

/**
 * The plugins that a package or a path exports, resolved from the config's folder as if a program there imported it.
 * Throws with the install command where it is missing.
 */
export async function importPackage(specifier: string, folder: string): Promise<readonly Plugin[]> {
  const file = locate(specifier, folder);
  let module: Record<string, unknown>;
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    throw new Error(`cannot be loaded: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const plugins = [...new Set(Object.values(module))].filter(isPlugin);
  if (plugins.length === 0) throw new Error("exports no plugin; it must export the value that definePlugin returns");
  return plugins;
}

function locate(specifier: string, folder: string): string {
  if (specifier.startsWith(".") || isAbsolute(specifier)) {
    const path = resolve(folder, specifier);
    if (!existsSync(path)) throw new Error(`there is nothing at ${path}`);
    return statSync(path).isDirectory() ? entryOf(path) : path;
  }
  const { resolve: find } = createRequire(join(folder, "casement.yaml"));
  try {
    return find(specifier);
  } catch (error) {
    const installed = (find.paths(specifier) ?? []).map((place) => join(place, specifier)).find((place) => existsSync(place));
    if (installed) return entryOf(installed);
    throw new Error(`is not installed; run in ${folder}:  npm install ${specifier}`, { cause: error });
  }
}

/** The file that `import` would load. `require.resolve` finds it too, except in a folder or behind the condition `import`. */
function entryOf(folder: string): string {
  const manifest = join(folder, "package.json");
  const { exports, main } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")) : {};
  const entry = fromConditions(exports?.["."] ?? exports) ?? main ?? "index.js";
  return join(folder, entry);
}

function fromConditions(target: unknown): string | undefined {
  if (typeof target === "string") return target;
  if (typeof target !== "object" || target === null) return undefined;
  for (const [condition, inner] of Object.entries(target)) {
    const found = ["node", "import", "module-sync", "default"].includes(condition) ? fromConditions(inner) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function isPlugin(value: unknown): value is Plugin {
  return typeof value === "object" && value !== null && "apiVersion" in value && "id" in value && "scopes" in value;
}
