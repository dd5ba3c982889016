import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Stryker } from "@stryker-mutator/core";

// npx pnpm@12 mutation <folder> [<file>]
//
// Changes one thing after the other in a folder of packages/host/src and runs the tests of that folder. A change that no test notices
// survives. Not part of CI: a folder takes minutes.

const minScore = 80;
const [folder = "", file = "**/*.ts"] = process.argv.slice(2);
if (folder === "" || !existsSync(`packages/host/src/${folder}`)) {
  process.stderr.write(`There is no folder packages/host/src/${folder}. Name one, for example: npx pnpm@12 mutation feeds\n`);
  process.exit(1);
}

// What is not mutated is loaded as it was built.
execFileSync("npx", ["turbo", "run", "build", "--filter=@casement/testing^..."], { stdio: "ignore" });
// Read by vitest.mutation.config.ts.
process.env.MUTATED_FOLDER = folder;
process.env.WORKSPACE_FOLDER = process.cwd();

const mutants = await new Stryker({
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "tooling/mutation/vitest.mutation.config.ts", related: false },
  mutate: [`packages/host/src/${folder}/${file}`, "!**/*.test.ts", "!**/*.fixture.ts"],
  // The name of a file that does not exist: Stryker would read the real one with the API of TypeScript 6.
  tsconfigFile: "no-tsconfig.json",
  // Mutants in code that runs once when a module is loaded would need a new process each.
  ignoreStatic: true,
  coverageAnalysis: "perTest",
  concurrency: 1,
  // A mutant that hangs is found by the test's own timeout. This one is for endless loops, and must be long enough on a busy machine.
  timeoutMS: 30_000,
  packageManager: "pnpm",
  reporters: ["progress-append-only", "clear-text", "json"],
  jsonReporter: { fileName: `coverage/mutation/${folder}.json` },
  clearTextReporter: { reportTests: false, allowColor: false, allowEmojis: false },
  tempDirName: ".stryker-tmp",
  ignorePatterns: ["docs", "apps", "examples", "**/dist"],
  thresholds: { high: 90, low: minScore, break: minScore },
}).runMutationTest();
const count = (...wanted: readonly string[]): number => mutants.filter(({ status }) => wanted.includes(status)).length;
const noticed = count("Killed", "Timeout");
const missed = count("Survived", "NoCoverage");
process.stdout.write(
  `${folder}: ${noticed + missed} mutants, ${noticed} noticed (${count("Timeout")} by timeout), ${count("Survived")} survived, ` +
    `${count("NoCoverage")} without a test, ${count("Ignored")} ignored: ${((100 * noticed) / (noticed + missed)).toFixed(1)} %\n`,
);
