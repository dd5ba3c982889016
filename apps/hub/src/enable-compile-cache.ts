import module from "node:module";

/** Node.js 22.8 and later caches compiled code in the temporary folder, for a faster start. NODE_DISABLE_COMPILE_CACHE=1 turns it off. */
export function enableCompileCache(): void {
  (module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
}
