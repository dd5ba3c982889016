// The `build` of a package, run in its folder: types from tsc, a file per source, and code from esbuild, a file per entry (docs/decisions/0013).
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";
import { type Manifest, sourcesOf } from "./sources-of.ts";

const manifest: Manifest = JSON.parse(readFileSync("package.json", "utf8"));
rmSync("dist", { recursive: true, force: true });
execFileSync("tsc", ["-p", "tsconfig.json", "--emitDeclarationOnly"], { stdio: "inherit" });
await build({
  entryPoints: sourcesOf(manifest),
  outbase: "src",
  outdir: "dist",
  bundle: true,
  // What is imported by `import()` stays apart, and what two files share exists once.
  splitting: true,
  // Other packages, ours too, are imported by name: there is one core, however many plugins.
  packages: "external",
  format: "esm",
  platform: "node",
  target: "node20",
  sourcemap: true,
  logLevel: "warning",
});
