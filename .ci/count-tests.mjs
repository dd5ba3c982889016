// Adds up vitest's JSON reports: `N passed, N failed`, after a line for each test that failed. A run without a report, or a file that did not load,
// counts as a failed test. `REPORT.second`, where there is one, is of the second run of the files that failed: a test that passes in it counts as
// passed, and is named. With `--failed-files REPORT`, prints these files, a line each.
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";

const read = (path) => {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
};
const failedFiles = ({ testResults }) => testResults.filter(({ status }) => status === "failed");
const fileName = ({ name }) => relative(process.cwd(), name);
const firstLine = (text) => (text ?? "").split("\n", 1)[0].slice(0, 300);

// The failed tests of a report by file and full name. A file that did not load is one test without a name.
function failedTests(report) {
  const failed = new Map();
  for (const file of failedFiles(report)) {
    for (const test of file.assertionResults.filter(({ status }) => status === "failed")) {
      failed.set(`${fileName(file)} > ${test.fullName}`, firstLine(test.failureMessages[0]));
    }
    if (file.assertionResults.length === 0) failed.set(fileName(file), firstLine(file.message));
  }
  return failed;
}

function countTests(paths) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const path of paths) {
    const report = read(path);
    if (report === undefined) {
      process.stdout.write(`FAILED: a run without a report\n`);
      count.failed += 1;
      continue;
    }
    const failed = failedTests(report);
    const second = existsSync(`${path}.second`) ? read(`${path}.second`) : undefined;
    const failedAgain = second && (second.success || failedTests(second).size > 0) ? failedTests(second) : failed;
    for (const [name, message] of failed)
      process.stdout.write(`${failedAgain.has(name) ? "FAILED" : "PASSED ONLY IN A SECOND RUN"}: ${name}: ${message}\n`);
    for (const [name, message] of failedAgain)
      if (!failed.has(name)) process.stdout.write(`FAILED in the second run: ${name}: ${message}\n`);
    const passedLater = [...failed.keys()].filter((name) => !failedAgain.has(name)).length;
    count.passed += report.numPassedTests + passedLater;
    // A run can fail although every test passed, for example by an error outside the tests.
    count.failed += failedAgain.size || (report.success || (failed.size > 0 && second?.success) ? 0 : 1);
    count.skipped += report.numPendingTests + report.numTodoTests;
  }
  process.stdout.write(`${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} skipped` : ""}\n`);
  process.exitCode = count.failed > 0 ? 1 : 0;
}

const [first, path] = process.argv.slice(2);
if (first === "--failed-files")
  process.stdout.write(
    failedFiles(read(path) ?? { testResults: [] })
      .map((file) => `${fileName(file)}\n`)
      .join(""),
  );
else countTests(process.argv.slice(2));
