import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { keepWorker } from "./kept-worker.ts";

// Stryker runs the tests in a copy of the workspace, whose node_modules still lead to the original packages. The aliases lead the host and its
// tests to the copy, and everything else to the built packages, which load in a fraction of the time.
const packages = fileURLToPath(new URL("../../packages/", import.meta.url));
const built = `${process.env.WORKSPACE_FOLDER ?? fileURLToPath(new URL("../..", import.meta.url))}/packages/`;
const alias = readdirSync(packages)
  .filter((name) => existsSync(`${packages}${name}/src/index.ts`))
  .map((name) => ({
    find: new RegExp(`^@casement/${name}$`),
    replacement: name === "host" || name === "testing" ? `${packages}${name}/src/index.ts` : `${built}${name}/dist/index.js`,
  }));

const folder = process.env.MUTATED_FOLDER;
// The composition has few decisions of its own: the accounts that it opens show whether it is right.
const tested = folder === "composition" ? "{composition/**/*,account/**/*,create-host}" : `${folder}/**/*`;

export default defineConfig({
  resolve: { alias },
  plugins: [keepWorker],
  test: {
    server: { deps: { external: [/\/packages\/[^/]+\/dist\//] } },
    include: [`packages/host/src/${tested}.test.ts`],
    isolate: false,
    setupFiles: [fileURLToPath(new URL("./no-mutant.ts", import.meta.url))],
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
