import assert from "node:assert/strict";
import { householdUsers } from "@casement/graph-emulator/household";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import type { DemoHousehold } from "../harness/demo-household.ts";
import type { AcceptanceRun } from "../harness/run-acceptance.ts";
import { waitFor } from "../harness/wait-for.ts";
import type { ListedTool } from "./seen-words.ts";

/** The TypeScript client of the official SDK, in both eras: tools, a question to the user, prompts, completions and a notification. */
export async function checkEras({ ok }: AcceptanceRun, household: DemoHousehold): Promise<readonly ListedTool[]> {
  const headers = { authorization: `Bearer ${await household.token()}` };
  let listed: readonly ListedTool[] = [];
  for (const [era, mode] of [
    ["2026-07-28", { pin: "2026-07-28" }],
    ["2025-11-25", "legacy"],
  ] as const) {
    const client = new Client(
      { name: "acceptance", version: "1" },
      { versionNegotiation: { mode }, capabilities: { elicitation: { form: {} } } },
    );
    const questions: string[] = [];
    client.setRequestHandler("elicitation/create", ({ params }) => {
      questions.push(params.message);
      return { action: "decline" as const };
    });
    const updated: string[] = [];
    client.setNotificationHandler("notifications/resources/updated", ({ params }) => void updated.push(params.uri));
    await client.connect(new StreamableHTTPClientTransport(new URL(`${household.address}/mcp`), { requestInit: { headers } }));
    assert.equal(client.getNegotiatedProtocolVersion(), era);
    listed = (await client.listTools()).tools as ListedTool[];

    const mail = { account: "home", to: householdUsers.colleagues.mateo, subject: "Not sent", text: "x" };
    const { isError } = await client.callTool({ name: "email_send", arguments: mail });
    assert.deepEqual([isError, questions.length], [true, 1], "the user was not asked, or the mail was sent without their agreement");

    const { prompts } = await client.listPrompts();
    for (const { name, arguments: fields = [] } of prompts)
      await client.getPrompt({ name, arguments: Object.fromEntries(fields.map((field) => [field.name, "x"])) });
    const folder = { ref: { type: "ref/prompt" as const, name: "triage-mail" }, argument: { name: "folder", value: "in" } };
    assert.ok((await client.complete(folder)).completion.values.includes("Inbox"));

    const uri = "casement://home/todo/groceries";
    if (era === "2026-07-28") await client.listen({ resourceSubscriptions: [uri] });
    else await client.subscribeResource({ uri });
    const task = { account: "home", sensor: "groceries", title: `Seen in ${era}` };
    await client.callTool({ name: "todo_create-task", arguments: task });
    await waitFor("the notification about the list", 30, async () => updated.includes(uri));
    await client.close();
    ok(
      `TypeScript client, ${era}: ${listed.length} tools, ${prompts.length} prompts, a question to the user, a completion and a notification`,
    );
  }
  return listed;
}
