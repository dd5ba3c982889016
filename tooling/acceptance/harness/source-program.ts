import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const repositoryFolder: string = resolve(import.meta.dirname, "../../..");

/** Runs `casement` from its sources, without a wrapper process, which a kill would leave behind. */
export const casementProgram: readonly string[] = [
  process.execPath,
  "--import",
  fileURLToPath(import.meta.resolve("tsx")),
  "--conditions=casement-source",
  join(repositoryFolder, "apps/hub/src/bin.ts"),
];

/** Runs the built `casement`. */
export const builtProgram: readonly string[] = [process.execPath, join(repositoryFolder, "apps/hub/dist/bin.js")];
