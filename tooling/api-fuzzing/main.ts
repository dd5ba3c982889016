import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runToEnd, startProgram } from "../acceptance/harness/programs.ts";
import { runAcceptance } from "../acceptance/harness/run-acceptance.ts";
import { installSchemathesis } from "./install-schemathesis.ts";
import { type FuzzingReport, readReport } from "./read-report.ts";

// Calls the HTTP interface of the built demo with whatever its OpenAPI document allows, and with what it does not allow.
// `SCHEMATHESIS_FOLDER`: a virtual environment with schemathesis, or where to make one. `FUZZED_HUB`: another build's bin.js.

/** Of the valid calls, the share that must be answered with 2xx: what it was at commit 1226fe6. The README says why it cannot be near 1. */
const leastShare = 136 / 535;
/** They would sign the account out, or never end. */
const excludedPaths = "/session|/sign-in|/stream|/mcp|/callback";
/** What schemathesis must know to generate valid calls. */
const hooks = join(import.meta.dirname, "formats.py");
const hub = process.env.FUZZED_HUB ?? fileURLToPath(new URL("../../apps/hub/dist/bin.js", import.meta.url));

await runAcceptance("api-fuzzing", 420, async ({ folder, phase, ok }) => {
  const command = await phase("Installing schemathesis", 280, () =>
    installSchemathesis(process.env.SCHEMATHESIS_FOLDER ?? join(folder, "venv")),
  );
  await using demo = startProgram(process.execPath, [hub, "demo", "--json"], { cwd: folder });
  const { address, token } = JSON.parse(await phase("Starting the demo", 60, () => demo.firstLine));
  const authorization = `Bearer ${token}`;
  const response = await fetch(`${address}/api/openapi.json`, { headers: { authorization } });
  assert.equal(response.status, 200);
  await writeFile(join(folder, "openapi.json"), await response.text());

  const fuzz = async (name: string, args: readonly string[]): Promise<FuzzingReport> => {
    const report = join(folder, `${name}.ndjson`);
    const fixed = [
      "run",
      "openapi.json",
      "--url",
      address,
      "-H",
      `Authorization: ${authorization}`,
      "--workers",
      "1",
      "--continue-on-failure",
    ];
    const more = [
      "--checks",
      "not_a_server_error",
      "--exclude-path-regex",
      excludedPaths,
      "--report",
      "ndjson",
      "--report-ndjson-path",
      report,
    ];
    // Its exit code also counts 502 and 503, which say that Graph or the hub refused.
    const { timedOut, output } = await runToEnd(command, [...fixed, ...more, ...args], {
      cwd: folder,
      seconds: 240,
      env: { SCHEMATHESIS_HOOKS: hooks },
    });
    if (timedOut) throw new Error(`schemathesis did not end.\n${output.slice(-2_000)}`);
    const read = readReport(await readFile(report, "utf8"));
    console.log(
      `  ${name}: ${[...read.statuses]
        .sort()
        .map(([status, count]) => `${count} × ${status}`)
        .join(", ")}`,
    );
    const { internalErrors } = read;
    assert.equal(internalErrors.length, 0, `${internalErrors.length} responses with status 500:\n${internalErrors.slice(0, 5).join("\n")}`);
    return read;
  };

  const { valid, succeeded } = await phase("Valid calls", 250, () =>
    fuzz("valid", ["--phases", "fuzzing", "--mode", "positive", "--max-examples", "6", "--generation-deterministic"]),
  );
  const share = succeeded / valid;
  assert.ok(share >= leastShare, `${succeeded} of ${valid} valid calls succeeded: ${share.toFixed(3)}, less than ${leastShare.toFixed(3)}`);
  ok(`${succeeded} of ${valid} valid calls succeeded (${share.toFixed(3)}; at least ${leastShare.toFixed(3)}), none was answered with 500`);

  const { statuses } = await phase("Calls at the limits of the document and beyond", 250, () =>
    fuzz("limits", ["--phases", "coverage", "--mode", "all", "--max-time", "60"]),
  );
  ok(`${[...statuses.values()].reduce((sum, count) => sum + count)} calls at the limits, none was answered with 500`);
});
