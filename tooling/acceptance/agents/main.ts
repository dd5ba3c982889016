import assert from "node:assert/strict";
import { join } from "node:path";
import { runAcceptance } from "../harness/run-acceptance.ts";
import { checkAdapters } from "./adapters/check-adapters.ts";
import { startAgentsHousehold } from "./agents-household.ts";
import { checkEras } from "./check-eras.ts";
import { checkInspector } from "./check-inspector.ts";
import { checkConformance } from "./conformance/check-conformance.ts";
import { installAgentPrograms } from "./install-agent-programs.ts";
import { runRequests } from "./run-requests.ts";

// AI agents on the demo household: MCP's conformance suite and inspector, clients of both eras, Python's adapters with a fake model, and thirty
// requests as an agent would work on them. No model is called.
// `AGENTS_FOLDER`: a folder to install the programs in and to keep. Default: a temporary one.

/** Most calls for all requests. */
const maxCalls = 45;
/** Half of what the same requests needed in November 2026, in bytes. */
const maxBytes = 35_500;

await runAcceptance("agents", 600, async (run) => {
  const { folder, phase, ok } = run;
  const installed = process.env.AGENTS_FOLDER ?? join(folder, "installed");
  await installAgentPrograms(installed, run);
  await using household = await phase("Starting the household", 90, () => startAgentsHousehold(join(folder, "hub")));

  await phase("Thirty requests", 90, async () => {
    const { counts, done, pending, deadEnds, drops } = await runRequests(household);
    assert.deepEqual(deadEnds, [], "dead ends");
    assert.deepEqual(drops, [], "dropped silently");
    for (const { number, text, pending: reason } of pending) console.log(`PENDING agents: request ${number}, ${text} (${reason})`);
    const { calls, questions, bytesIn, bytesOut } = counts;
    assert.ok(calls <= maxCalls, `${calls} calls, more than ${maxCalls}`);
    if (pending.length === 0) assert.ok(bytesOut <= maxBytes, `${bytesOut} bytes out, more than ${maxBytes}`);
    const figures = `${calls} calls (${calls + questions} in two steps), ${bytesIn} bytes in, ${bytesOut} bytes out`;
    ok(`${done} requests done, ${pending.length} pending: ${figures}, no dead ends, no silent drops`);
  });
  const tools = await phase("The TypeScript client", 90, () => checkEras(run, household));
  await phase("The conformance suite", 210, () => checkConformance(installed, run, household));
  await phase("The inspector", 120, () => checkInspector(installed, run, household));
  await phase("Python's adapters", 240, () => checkAdapters(installed, run, household, tools));
});
