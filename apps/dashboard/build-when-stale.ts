import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

// Loaded before the hub in a checkout. Builds the dashboard if its sources are newer than the built files; otherwise it takes milliseconds.

const folder = import.meta.dirname;
const builtPage = join(folder, "dist/web/index.html");

const sourceFiles = readdirSync(join(folder, "web"), { recursive: true, withFileTypes: true }).map((entry) =>
  join(entry.parentPath, entry.name),
);
const lastChange = Math.max(...[...sourceFiles, join(folder, "vite.config.ts"), join(folder, "package.json")].map(changedAt));

if (!existsSync(builtPage) || changedAt(builtPage) < lastChange) {
  const { build } = await import("vite");
  // Builds into a second folder, so that a running hub keeps its files until the build is complete.
  const newFolder = join(folder, "dist", `web-${process.pid}`);
  await build({ configFile: join(folder, "vite.config.ts"), build: { outDir: newFolder } });
  rmSync(join(folder, "dist/web"), { recursive: true, force: true });
  try {
    renameSync(newFolder, join(folder, "dist/web"));
  } catch (error) {
    // Another process has built it at the same time.
    rmSync(newFolder, { recursive: true, force: true });
    if (!existsSync(builtPage)) throw error;
  }
}

function changedAt(file: string): number {
  return statSync(file).mtimeMs;
}
