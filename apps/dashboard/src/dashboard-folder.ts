import { fileURLToPath } from "node:url";

/** The absolute path of the built files, for a web server. In a checkout, build them first. */
export const dashboardFolder: string = fileURLToPath(new URL("../dist/web", import.meta.url));
