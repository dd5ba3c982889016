import { defineConfig } from "vitest/config";

const source = { resolve: { conditions: ["casement-source"] }, ssr: { resolve: { conditions: ["casement-source"] } } };

export default defineConfig({
  ...source,
  test: {
    projects: [
      {
        ...source,
        test: {
          name: "unit",
          include: ["{packages,apps,tooling}/**/*.test.ts"],
          pool: "threads",
          testTimeout: 20_000,
          hookTimeout: 20_000,
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
    ],
  },
});
