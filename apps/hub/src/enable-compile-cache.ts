import module from "node:module";

/** Node 22.8 and later keeps what it compiled for the next start, in a folder below the temporary one. NODE_DISABLE_COMPILE_CACHE=1 forbids it. */
export function enableCompileCache(): void {
  (module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
}
