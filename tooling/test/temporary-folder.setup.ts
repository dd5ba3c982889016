import { mkdirSync, rmSync } from "node:fs";
import type { TestProject } from "vitest/node";

let folder: string | undefined;

/** Makes the folder for the temporary folders of tests. */
export function setup({ config }: TestProject): void {
  folder = config.env.TMPDIR;
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
}

/** Deletes it, with everything that tests have left there. */
export function teardown(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
