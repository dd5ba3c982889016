import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";

const source = { resolve: { conditions: ["casement-source"] }, ssr: { resolve: { conditions: ["casement-source"] } } };
const chromium = process.env.CHROMIUM_PATH ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const limits = { testTimeout: 20_000, hookTimeout: 20_000 };

export default defineConfig({
  ...source,
  test: {
    // By default, vitest leaves one core unused. CI machines have two.
    maxWorkers: "100%",
    projects: [
      {
        ...source,
        test: {
          name: "unit",
          include: ["{packages,apps,examples,tooling}/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/dist/**", "**/*.browser.test.ts", "**/*.broker.test.ts"],
          // Files share a thread and its modules, which saves most of the time. Tests change nothing global: check-packages sees to it.
          pool: "threads",
          isolate: false,
          restoreMocks: true,
          ...limits,
        },
      },
      {
        ...source,
        test: {
          name: "types",
          include: [],
          typecheck: { enabled: true, only: true, include: ["packages/*/src/**/*.test-d.ts"], tsconfig: "tsconfig.json" },
        },
      },
      {
        // Tests that drive a real browser. Not part of `test`: a machine need not have one.
        ...source,
        test: {
          name: "browser",
          include: ["{packages,apps}/**/*.browser.test.ts"],
          env: chromium === undefined ? {} : { CHROMIUM_PATH: chromium },
          ...limits,
        },
      },
      {
        // Tests on a real Mosquitto. Not part of `test`: a machine need not have one.
        ...source,
        test: { name: "broker", include: ["{packages,apps}/**/*.broker.test.ts"], ...limits },
      },
    ],
  },
});
