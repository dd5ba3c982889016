import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { setFlagsFromString } from "node:v8";
import { defineConfig } from "vitest/config";

// For all threads. Tests create many short-lived objects, and with the default a tenth of the time is spent on collecting them.
setFlagsFromString("--max-semi-space-size=64");
// Most functions run a few times in a test. V8 compiles a function for speed after it has executed this many bytes of code (default: 66 KB), and with
// the default it spends a fifth of the time on compiling.
setFlagsFromString("--interrupt-budget=700000");

const source = { resolve: { conditions: ["casement-source"] }, ssr: { resolve: { conditions: ["casement-source"] } } };
const chromium = process.env.CHROMIUM_PATH ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const limits = { testTimeout: 120_000, hookTimeout: 120_000 };
// Temporary folders are in memory where the system has a file system for that: thousands of tests write files and sync them. A container may have only 64 MB there.
const memory = "/dev/shm";
const hasMemory = (): boolean => {
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > 1_000_000_000;
  } catch {
    return false;
  }
};
const inMemory: Record<string, string> = hasMemory() ? { TMPDIR: `${memory}/casement-tests-${process.pid}` } : {};
// For expect.poll. A busy machine needs longer than the default, a second, for two hundred requests, a file on its disk or an RSA key.
const patience = { expect: { poll: { timeout: 40_000, interval: 10 } } };

export default defineConfig({
  ...source,
  test: {
    // Tests often wait for a file or a timer, so one thread more than there are cores.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        ...source,
        test: {
          name: "unit",
          include: ["{packages,apps,examples,tooling}/**/*.test.ts"],
          exclude: [
            "**/node_modules/**",
            "**/dist/**",
            "**/*.browser.test.ts",
            "**/*.broker.test.ts",
            "**/*.cluster.test.ts",
            "**/*.long.test.ts",
          ],
          // Files share a thread and its modules, which saves most of the time. Tests change nothing global: check-packages sees to it.
          pool: "threads",
          isolate: false,
          restoreMocks: true,
          globalSetup: "tooling/test/temporary-folder.setup.ts",
          env: inMemory,
          ...limits,
          ...patience,
        },
      },
      {
        ...source,
        test: {
          name: "types",
          include: [],
          typecheck: { enabled: true, only: true, include: ["packages/*/src/**/*.test-d.ts"], tsconfig: "tsconfig.types.json" },
        },
      },
      {
        // Simulations of many days, long runs of random changes, large mailboxes, and tests that start programs. Not part of `test`, which takes less than two minutes.
        ...source,
        test: {
          name: "long",
          include: ["{packages,apps,tooling}/**/*.long.test.ts"],
          pool: "threads",
          ...limits,
          ...patience,
          testTimeout: 300_000,
        },
      },
      {
        // Tests that drive a real browser. Not part of `test`: a machine need not have one.
        ...source,
        test: {
          name: "browser",
          include: ["{packages,apps}/**/*.browser.test.ts"],
          // Once for all files, and not in the time of the first tests.
          globalSetup: "apps/hub/test/dashboard/build-dashboard.setup.ts",
          // A busy machine needs longer than the default, a second, from a click to Microsoft 365.
          expect: { poll: { timeout: 30_000 } },
          env: chromium === undefined ? {} : { CHROMIUM_PATH: chromium },
          ...limits,
          // A step has a limit of its own, which names it. On a busy machine a test of many steps takes ten times as long as otherwise, and is right.
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Tests on a real Mosquitto. Not part of `test`: a machine need not have one.
        ...source,
        test: { name: "broker", include: ["{packages,apps}/**/*.broker.test.ts"], ...limits, ...patience },
      },
      {
        // Tests on a real Redis. Not part of `test`: a machine need not have one.
        ...source,
        test: { name: "cluster", include: ["{packages,apps,tooling}/**/*.cluster.test.ts"], ...limits, ...patience },
      },
    ],
  },
});
