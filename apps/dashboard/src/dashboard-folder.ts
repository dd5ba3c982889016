import { fileURLToPath } from "node:url";

/** Absolute path of the built files, for a web server. In a checkout they are there once they have been built. */
export const dashboardFolder: string = fileURLToPath(new URL("../dist/web", import.meta.url));
