// The `build` of a package, run in its folder: tsc writes types, one file per source; esbuild writes code, one file per entry (docs/decisions/0013).
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";
import { type BundleManifest, entryPointsOf } from "./entry-points-of.ts";

const manifest: BundleManifest = JSON.parse(readFileSync("package.json", "utf8"));
rmSync("dist", { recursive: true, force: true });
execFileSync("tsc", ["-p", "tsconfig.json", "--emitDeclarationOnly"], { stdio: "inherit" });
await build({
  entryPoints: entryPointsOf(manifest),
  outbase: "src",
  outdir: "dist",
  bundle: true,
  // Modules imported with `import()` become separate files, and shared code exists only once.
  splitting: true,
  // All other packages are imported by name, also Casement's own, so that core exists only once.
  packages: "external",
  format: "esm",
  platform: "node",
  target: "node20",
  sourcemap: true,
  logLevel: "warning",
});
