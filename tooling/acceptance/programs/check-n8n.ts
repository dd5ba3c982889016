import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { householdUsers } from "@casement/graph-emulator/household";
import type { DemoHousehold } from "../harness/demo-household.ts";
import { findFreePort } from "../harness/find-free-port.ts";
import { addProgramToken } from "../harness/grant-tokens.ts";
import { runToEnd, startProgram } from "../harness/programs.ts";
import type { AcceptanceRun } from "../harness/run-acceptance.ts";
import { repositoryFolder } from "../harness/source-program.ts";
import { waitFor } from "../harness/wait-for.ts";

const workflow = join(repositoryFolder, "docs/programs/n8n-workflow.json");

/** Imports and publishes the workflow in the n8n of this folder, and lets it make a task of an important mail. */
export async function checkN8n(installed: string, household: DemoHousehold, { folder, phase, ok }: AcceptanceRun): Promise<void> {
  const { api, emulator } = household;
  const [port, brokerPort] = [await findFreePort(), await findFreePort()];
  const userFolder = join(folder, "n8n");
  await mkdir(userFolder);
  const url = `http://127.0.0.1:${port}/webhook/casement`;
  const { secret } = await api("POST", "set-up/webhooks", { name: "n8n", url, events: ["email/message-received"], privateNetwork: true });
  const env = {
    ...{
      N8N_USER_FOLDER: userFolder,
      N8N_PORT: String(port),
      N8N_LISTEN_ADDRESS: "127.0.0.1",
      N8N_RUNNERS_BROKER_PORT: String(brokerPort),
    },
    // No requests to the internet.
    ...{ N8N_DIAGNOSTICS_ENABLED: "false", N8N_VERSION_NOTIFICATIONS_ENABLED: "false", N8N_TEMPLATES_ENABLED: "false" },
    // As docs/programs/n8n.md says.
    ...{ CASEMENT_HUB: household.address, CASEMENT_WEBHOOK_SECRET: secret },
    ...{ NODE_FUNCTION_ALLOW_BUILTIN: "crypto", N8N_BLOCK_ENV_ACCESS_IN_NODE: "false" },
  };
  const program = join(installed, "node_modules/n8n/bin/n8n");
  const run = async (...args: readonly string[]): Promise<string> => {
    const { code, output } = await runToEnd(process.execPath, [program, ...args], { seconds: 120, env });
    assert.equal(code, 0, output);
    return output;
  };
  await phase("n8n: import and publish", 300, async () => {
    const credentials = join(folder, "n8n-credentials.json");
    const data = { token: await addProgramToken(household, "n8n") };
    const credential = { id: "casementHubToken", name: "Casement hub", type: "httpBearerAuth", data };
    await writeFile(credentials, JSON.stringify([credential]), { mode: 0o600 });
    await run("import:credentials", `--input=${credentials}`);
    await run("import:workflow", `--input=${workflow}`);
    const id = /^(\w+)\|Casement: important mail/m.exec(await run("list:workflow"))?.[1];
    assert.ok(id, "the workflow is not listed");
    await run("publish:workflow", `--id=${id}`);
  });
  await using n8n = startProgram(process.execPath, [program, "start"], { cwd: userFolder, env });
  await phase("n8n: a task from an important mail", 180, async () => {
    await waitFor(`n8n: ${n8n.output()}`, 120, async () => (await api("POST", "webhooks/n8n/test")).delivered === true);
    const mail = { from: "Mateo <mateo@harbour-lane.example>", to: householdUsers.main };
    emulator.control.mail.deliver({ ...mail, subject: "Another newsletter" });
    emulator.control.mail.deliver({ ...mail, subject: "The gutter", importance: "high" });
    await api("POST", "sensors/home/email/inbox/refresh");
    const list = emulator.control.todo.lists(householdUsers.main).find(({ displayName }) => displayName === "Tasks")!.id;
    const titles = () => emulator.control.todo.tasks(householdUsers.main, list).map(({ title }) => String(title));
    await waitFor(`the task; n8n: ${n8n.output()}`, 60, async () => titles().includes("Answer: The gutter"));
    assert.ok(!titles().includes("Answer: Another newsletter"));
  });
  ok("n8n runs the workflow as it is: it checks the signature and makes a task of an important mail alone");
}
