// Adds up vitest's JSON reports: `N passed, N failed`. A run without a report, or a file that did not load, counts as a failed test.
import { readFileSync } from "node:fs";

const count = { passed: 0, failed: 0, skipped: 0 };
for (const path of process.argv.slice(2)) {
  let report;
  try {
    report = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    count.failed += 1;
    continue;
  }
  const unloaded = report.testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0).length;
  const failed = report.numFailedTests + unloaded;
  count.passed += report.numPassedTests;
  count.failed += failed || (report.success ? 0 : 1);
  count.skipped += report.numPendingTests + report.numTodoTests;
}
process.stdout.write(`${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} skipped` : ""}\n`);
process.exitCode = count.failed > 0 ? 1 : 0;
