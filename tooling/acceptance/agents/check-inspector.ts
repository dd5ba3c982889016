import assert from "node:assert/strict";
import type { DemoHousehold } from "../harness/demo-household.ts";
import { runToEnd } from "../harness/programs.ts";
import type { AcceptanceRun } from "../harness/run-acceptance.ts";
import { inspectorProgramOf, nodeProgramOf } from "./install-agent-programs.ts";

/** The command line of MCP's inspector lists and calls tools in both eras. */
export async function checkInspector(installed: string, { ok }: AcceptanceRun, household: DemoHousehold): Promise<void> {
  const header = `Authorization: Bearer ${await household.token()}`;
  const run = async (era: "modern" | "legacy", ...method: readonly string[]): Promise<any> => {
    const options = ["--cli", `${household.address}/mcp`, "--transport", "http", "--header", header, "--protocol-era", era];
    const args = [inspectorProgramOf(installed), ...options, "--method", ...method];
    const { code, output } = await runToEnd(nodeProgramOf(installed), args, { cwd: installed, seconds: 60 });
    assert.equal(code, 0, output);
    // Remarks about schemas follow the answer.
    return JSON.parse(output.slice(output.indexOf("{"), output.indexOf("\n}") + 2));
  };
  for (const era of ["modern", "legacy"] as const) {
    const { tools } = await run(era, "tools/list", "--strict");
    const { content } = await run(era, "tools/call", "--tool-name", "email_list-messages", "--tool-arg", "account=home", "maxItems=1");
    assert.equal(JSON.parse(content[0].text).messages.length, 1);
    ok(`inspector, ${era} era: ${tools.length} tools, and a call`);
  }
}
