import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { isAbsolute, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { extendPermissionMap, type Plugin } from "@casement/core";
import { hubVersion } from "../hub-version.ts";
import { manifestOf } from "./package-manifest.ts";

/** The `apiVersion` that `definePlugin` of our core writes. */
const supportedApiVersion = 1;
/** Milliseconds; a slow machine needs about one. */
const importTimeout = 10_000;

/**
 * The plugins that a package or a path exports, resolved from the config's folder as if a program there imported it.
 * Throws with the install command where it is missing.
 */
export async function importPackage(specifier: string, folder: string): Promise<readonly Plugin[]> {
  const file = locatePackage(specifier, folder);
  await extendToAllCalls();
  let module: Record<string, unknown>;
  try {
    module = await withTimeout(import(pathToFileURL(file).href));
  } catch (error) {
    throw new Error(`cannot be loaded: ${failureReason(error, specifier)}`, { cause: error });
  }
  const plugins = [...new Set(Object.values(module))].filter(isPlugin);
  if (plugins.length === 0) throw new Error("exports no plugin; it must export the value that definePlugin returns");
  for (const { apiVersion } of plugins)
    if (apiVersion !== supportedApiVersion) throw new Error(unsupportedVersionMessage(apiVersion, specifier, folder));
  return plugins;
}

/** What is wrong, and what to do about a package of somebody else's or a file of one's own. */
function failureReason(error: unknown, specifier: string): string {
  const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
  if (code === "ERR_UNKNOWN_FILE_EXTENSION")
    return "it is TypeScript, which this Node.js does not run. Build it and name its folder, or run the command with tsx as `npm run dev` does";
  return `${message}. ${isPath(specifier) ? "Correct it" : "Tell its author"}, or take it out of packages`;
}

const isPath = (specifier: string): boolean => specifier.startsWith(".") || isAbsolute(specifier);

/** A module whose top level waits for ever would keep the hub from starting. */
async function withTimeout<T>(importing: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it has not been imported within ${importTimeout / 1000} s`)), importTimeout);
  });
  try {
    return await Promise.race([importing, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Ours all have one version, so what a plugin was made with says which hub it needs. */
function unsupportedVersionMessage(apiVersion: number, specifier: string, folder: string): string {
  const { dependencies, peerDependencies } = manifestOf(specifier, folder) ?? {};
  const range = { ...dependencies, ...peerDependencies }["@casement/core"];
  const cure =
    apiVersion < supportedApiVersion
      ? "Ask its author for a newer one, or install the hub that it was made for"
      : "Install the hub that it was made for";
  return `is written for contract ${apiVersion}; this hub (casement ${hubVersion()}) knows contract ${supportedApiVersion}. ${cure}:  npm install casement@${range ? `"${range}"` : "latest"}`;
}

/** A third party's plugin may call any part of Graph; ours are known to core, and cost nothing more. */
async function extendToAllCalls(): Promise<void> {
  const { completeOperations } = await import("@casement/graph-permissions");
  extendPermissionMap(completeOperations);
}

function locatePackage(specifier: string, folder: string): string {
  if (isPath(specifier)) {
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
