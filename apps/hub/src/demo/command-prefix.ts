/** How a person runs the command line: from this repository's sources, or installed. */
export const commandPrefix: string = import.meta.url.endsWith(".ts") ? "npx pnpm@12 casement" : "npx casement";
