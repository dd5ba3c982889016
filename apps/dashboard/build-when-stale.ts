import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

// Loaded before the hub in a checkout: the dashboard is built when its sources are newer than what is there. Takes milliseconds when not.

const folder = import.meta.dirname;
const built = join(folder, "dist/web/index.html");

const sources = readdirSync(join(folder, "web"), { recursive: true, withFileTypes: true }).map((entry) =>
  join(entry.parentPath, entry.name),
);
const newest = Math.max(...[...sources, join(folder, "vite.config.ts"), join(folder, "package.json")].map(changedAt));

if (!existsSync(built) || changedAt(built) < newest) {
  const { build } = await import("vite");
  // Beside the old one until it is whole, so that a hub that runs finds its files.
  const fresh = join(folder, "dist", `web-${process.pid}`);
  await build({ configFile: join(folder, "vite.config.ts"), build: { outDir: fresh } });
  rmSync(join(folder, "dist/web"), { recursive: true, force: true });
  try {
    renameSync(fresh, join(folder, "dist/web"));
  } catch (error) {
    // Another process was quicker.
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(built)) throw error;
  }
}

function changedAt(file: string): number {
  return statSync(file).mtimeMs;
}
