// `npx pnpm@12 advisories`: known advisories about what users install. Says SKIPPED when the registry does not answer: then nothing is known.
import { spawnSync } from "node:child_process";
import { auditOutcomeOf } from "./audit-outcome.ts";

const { status, stdout, stderr } = spawnSync("pnpm", ["audit", "--prod", "--audit-level=moderate"], { encoding: "utf8" });
const output = `${stdout ?? ""}${stderr ?? ""}`.trim();
const outcome = auditOutcomeOf(status ?? 1, output);
if (outcome === "found") {
  console.error(output);
  process.exitCode = 1;
} else if (outcome === "none") console.log("advisories: none known.");
else console.log(`SKIPPED advisories: the registry did not answer (${/responded with (\d+)/.exec(output)?.[0] ?? "unreachable"}).`);
