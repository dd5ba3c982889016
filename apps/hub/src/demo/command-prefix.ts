/** How to run `casement`: from the sources of this repository, or installed. */
export const commandPrefix: string = import.meta.url.endsWith(".ts") ? "npx pnpm@12 casement" : "npx casement";
