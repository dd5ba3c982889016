import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { isAbsolute, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "@casement/core";
import { hubVersion } from "../hub-manifest.ts";
import { manifestOf } from "./package-manifest.ts";

/** The `apiVersion` that `definePlugin` of this version of core sets. */
const supportedApiVersion = 1;
/** Milliseconds. Even on a slow machine, an import takes about one second. */
const importTimeout = 10_000;

/**
 * Imports the plugins that a package or a path exports, resolved from the folder of the configuration.
 * Throws an Error whose message continues a sentence that begins with the specifier.
 */
export async function importPackage(specifier: string, folder: string): Promise<readonly Plugin[]> {
  const file = locatePackage(specifier, folder);
  let module: Record<string, unknown>;
  try {
    module = await withTimeout(import(pathToFileURL(file).href));
  } catch (error) {
    throw new Error(`could not be loaded: ${failureReason(error, specifier)}`, { cause: error });
  }
  const plugins = [...new Set(Object.values(module))].filter(isPlugin);
  if (plugins.length === 0) throw new Error("exports no plugin. Export the value that definePlugin returns");
  for (const { apiVersion } of plugins)
    if (apiVersion !== supportedApiVersion) throw new Error(unsupportedVersionMessage(apiVersion, specifier, folder));
  return plugins;
}

/** Why the import failed and what to do, for a package or for a file of the user's own. */
function failureReason(error: unknown, specifier: string): string {
  const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
  if (code === "ERR_UNKNOWN_FILE_EXTENSION")
    return "this version of Node.js cannot run TypeScript. Use Node.js 22.18 or later, run the command with tsx as `npm run dev` does, or build the plugin and use the path of its folder";
  return `${message}. ${isPath(specifier) ? "Fix it" : "Report this to its author"}, or remove it from packages`;
}

const isPath = (specifier: string): boolean => specifier.startsWith(".") || isAbsolute(specifier);

/** Rejects after a timeout. Otherwise, a module that never finishes loading would prevent the hub from starting. */
async function withTimeout<T>(importing: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the import did not finish within ${importTimeout / 1000} s`)), importTimeout);
  });
  try {
    return await Promise.race([importing, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** All Casement packages share one version, so the plugin's dependency on core tells which version of the hub it needs. */
function unsupportedVersionMessage(apiVersion: number, specifier: string, folder: string): string {
  const { dependencies, peerDependencies } = manifestOf(specifier, folder) ?? {};
  const range = { ...dependencies, ...peerDependencies }["@casement/core"];
  const cure =
    apiVersion < supportedApiVersion
      ? "Ask its author for a newer version, or install the hub that it was written for"
      : "Install the hub that it was written for";
  return `needs version ${apiVersion} of the plugin contract, but this hub (casement ${hubVersion()}) supports version ${supportedApiVersion}. ${cure}: npm install casement@${range ? `"${range}"` : "latest"}`;
}

/** The file that a package or a path leads to, resolved from a folder. Throws like `importPackage`. */
export function locatePackage(specifier: string, folder: string): string {
  if (isPath(specifier)) {
    const path = resolve(folder, specifier);
    if (!existsSync(path)) throw new Error(`does not exist: ${path}`);
    return statSync(path).isDirectory() ? entryOf(path) : path;
  }
  const { resolve: find } = createRequire(join(folder, "casement.yaml"));
  try {
    return find(specifier);
  } catch (error) {
    const installed = (find.paths(specifier) ?? []).map((path) => join(path, specifier)).find((path) => existsSync(path));
    if (installed) return entryOf(installed);
    throw new Error(`is not installed. In ${folder}, run: npm install ${specifier}`, { cause: error });
  }
}

/** The file that `import` would load. Needed where `require.resolve` fails: for a folder, and for the condition `import`. */
function entryOf(folder: string): string {
  const manifest = join(folder, "package.json");
  const { exports, main } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")) : {};
  const entry = resolveConditions(exports?.["."] ?? exports) ?? main ?? "index.js";
  return join(folder, entry);
}

function resolveConditions(target: unknown): string | undefined {
  if (typeof target === "string") return target;
  if (typeof target !== "object" || target === null) return undefined;
  for (const [condition, inner] of Object.entries(target)) {
    const found = ["node", "import", "module-sync", "default"].includes(condition) ? resolveConditions(inner) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function isPlugin(value: unknown): value is Plugin {
  return typeof value === "object" && value !== null && "apiVersion" in value && "id" in value && "scopes" in value;
}
