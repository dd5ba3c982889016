import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

// Loaded before the hub in a checkout. Builds the dashboard if its sources are newer than the built files; otherwise it takes milliseconds.

const folder = import.meta.dirname;
const builtFolder = join(folder, "dist/web");
const builtPage = join(builtFolder, "index.html");

const sourceFiles = readdirSync(join(folder, "web"), { recursive: true, withFileTypes: true }).map((entry) =>
  join(entry.parentPath, entry.name),
);
const lastChange = Math.max(...[...sourceFiles, join(folder, "vite.config.ts"), join(folder, "package.json")].map(changedAt));

if (isStale()) {
  const { build } = await import("vite");
  // Builds into a second folder, so that a running hub keeps its files until the build is complete.
  const newFolder = join(folder, "dist", `web-${process.pid}`);
  await build({ configFile: join(folder, "vite.config.ts"), build: { outDir: newFolder } });
  // Another process may have built the page in the meantime. Then a hub uses those files already.
  if (isStale()) replaceBy(newFolder);
  rmSync(newFolder, { recursive: true, force: true });
}

function isStale(): boolean {
  return !existsSync(builtPage) || changedAt(builtPage) < lastChange;
}

/** Only renames: of several processes at the same time, one wins, and a page that is complete is never emptied in its place. */
function replaceBy(newFolder: string): void {
  const oldFolder = `${newFolder}-old`;
  renameUnless("ENOENT", builtFolder, oldFolder);
  renameUnless("ENOTEMPTY", newFolder, builtFolder);
  rmSync(oldFolder, { recursive: true, force: true });
}

function renameUnless(expected: string, from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Where a folder with files is in the way, POSIX allows both codes.
    if ((code === "EEXIST" ? "ENOTEMPTY" : code) !== expected) throw error;
  }
}

function changedAt(file: string): number {
  return statSync(file).mtimeMs;
}
