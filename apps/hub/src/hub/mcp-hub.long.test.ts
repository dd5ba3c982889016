import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { householdUsers } from "@casement/graph-emulator/household";
import { Client as CurrentClient } from "@modelcontextprotocol/client";
import { StdioClientTransport as CurrentStdioTransport } from "@modelcontextprotocol/client/stdio";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestIo, runCasement } from "../../test/command-line.fixture.ts";
import { agentPrompts } from "../agent-prompts/agent-prompts.ts";
import { type RunningDemo, startDemo } from "../demo/start-demo.ts";
import { readConfig } from "./read-config.ts";
import { type RunningHub, runHub } from "./run-hub.ts";

const builtin = ["casement_sensors", "casement_events", "casement_describe"];
const bin = fileURLToPath(new URL("../bin.ts", import.meta.url));

/** A client that checks every result against the announced schema, and whose user agrees to everything. */
async function connected(transport: StreamableHTTPClientTransport | StdioClientTransport) {
  const client = new Client({ name: "test", version: "1" }, { capabilities: { elicitation: {} } });
  client.setRequestHandler(ElicitRequestSchema, () => ({ action: "accept", content: {} }));
  await client.connect(transport as never);
  const { tools } = await client.listTools();
  const call = async (name: string, input: object = {}): Promise<any> => {
    const { content, structuredContent, isError } = (await client.callTool({ name, arguments: { ...input } })) as any;
    if (isError) throw new Error(content[0].text);
    expect(JSON.parse(content[0].text)).toEqual(structuredContent);
    return structuredContent;
  };
  return { client, tools, call };
}

const overHttp = (address: string, token: string, query = "") =>
  new StreamableHTTPClientTransport(new URL(`${address}/mcp${query}`), { requestInit: { headers: { authorization: `Bearer ${token}` } } });

/** The command as a client starts it. */
const stdioCommand = (cwd: string, ...more: string[]) => ({
  command: process.execPath,
  args: ["--import", import.meta.resolve("tsx"), "--conditions=casement-source", bin, "mcp", ...more],
  cwd,
  stderr: "pipe" as const,
});
const overStdio = (cwd: string, ...more: string[]) => new StdioClientTransport(stdioCommand(cwd, ...more));

/** A client of the newest revision only. */
async function connectedToCurrent(cwd: string) {
  const client = new CurrentClient({ name: "current", version: "1" }, { versionNegotiation: { mode: { pin: "2026-07-28" } } });
  await client.connect(new CurrentStdioTransport(stdioCommand(cwd)));
  const call = async (name: string, input: object = {}): Promise<any> => client.callTool({ name, arguments: { ...input } });
  return { client, call };
}

let folder: string;
let demo: RunningDemo;
let hub: RunningHub;
const { io } = createTestIo();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-mcp-"));
  demo = await startDemo(io, folder, { hub: 0, emulator: 0 });
  hub = demo.hub;
});
afterAll(async () => {
  await demo.stop();
  await rm(folder, { recursive: true, force: true });
});

describe("MCP with all seven plugins and two accounts", () => {
  it("lists its tools within 125 tokens a tool and 40 kB, and describes each in full on request", async () => {
    const { client, tools, call } = await connected(overHttp(hub.address, hub.token));
    const bytes = Buffer.byteLength(JSON.stringify({ tools }));
    // What clients pass on to a model.
    const tokens = countTokens(JSON.stringify(tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }))));
    process.stderr.write(`tools/list of the demo household: ${tools.length} tools, ${tokens} tokens, ${bytes} bytes\n`);
    expect(tokens).toBeLessThanOrEqual(Math.min(125 * tools.length, 7_800));
    expect(bytes).toBeLessThanOrEqual(40_000);
    const services = (await hub.host.services()).filter(({ item }) => item?.does !== "download");
    const offered = new Set(services.flatMap(({ id, offered }) => (offered ? [id.replace("/", "_")] : [])));
    expect(new Set(tools.map(({ name }) => name))).toEqual(new Set([...offered, ...builtin]));
    for (const { name, inputSchema, outputSchema } of tools) {
      expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      expect([inputSchema.type, outputSchema?.type]).toEqual(["object", "object"]);
    }
    const readOnly = tools.filter(({ annotations }) => annotations?.readOnlyHint).map(({ name }) => name);
    const reading = services.filter(({ effect }) => effect === "read");
    expect(new Set(readOnly)).toEqual(new Set([...reading.map(({ id }) => id.replace("/", "_")), ...builtin]));
    // Details that the list omits.
    const { input } = await call("casement_describe", { tool: "calendar_create-event" });
    expect(input.properties.attendees.items.properties.email).toBeDefined();
    const create = tools.find(({ name }) => name === "calendar_create-event");
    expect(create?.inputSchema.required).toEqual(["account", "sensor", "subject", "start"]);
    expect(new Set(Object.keys(create?.inputSchema.properties ?? {}))).toEqual(new Set(["account", ...Object.keys(input.properties)]));
    expect(create?.inputSchema.properties?.showAs).toMatchObject({ type: "string", enum: expect.arrayContaining(["busy"]) });
    await client.close();
  });

  it("offers its prompts to a client with the tools that they need, and completes their arguments", async () => {
    const promptsFor = async (query = "") => {
      const { client } = await connected(overHttp(hub.address, hub.token, query));
      const names = (await client.listPrompts()).prompts.map(({ name }) => name);
      const folder = { ref: { type: "ref/prompt", name: "triage-mail" } as const, argument: { name: "folder", value: "in" } };
      const { completion } = await client.complete(folder);
      await client.close();
      return { names, folders: completion.values };
    };
    expect(await promptsFor()).toEqual({ names: agentPrompts.map(({ name }) => name), folders: expect.arrayContaining(["Inbox"]) });
    expect((await promptsFor("?access=read")).names).toEqual(["morning-briefing", "triage-mail"]);
  });

  it("announces output schemas that every result fits", async () => {
    const { tools } = await connected(overHttp(hub.address, hub.token));
    // The host checks the output of a service against the full schema. The announced schema requires nothing beyond it.
    for (const { id, output } of await hub.host.services()) {
      const announced = tools.find(({ name }) => name === id.replace("/", "_"))?.outputSchema;
      if (!announced) continue;
      const { type, required = [], properties = {} } = output as { type?: string; required?: string[]; properties?: Record<string, any> };
      if (type !== "object") {
        expect([id, announced]).toEqual([id, { type: "object" }]);
        continue;
      }
      for (const [name, field] of Object.entries(announced.properties ?? {})) {
        expect([id, name, required.includes(name)]).toEqual([id, name, true]);
        if ((field as any).type !== undefined) expect([id, name, (field as any).type]).toEqual([id, name, properties[name].type]);
      }
      expect([id, announced.required ?? []]).toEqual([id, required]);
    }
  });

  it("runs services of every plugin", async () => {
    const { client, call } = await connected(overHttp(hub.address, hub.token));
    const home = { account: "home" };
    const family = { ...home, sensor: "family" };
    const [start, end] = ["2030-05-06T19:00", "2030-05-06T21:00"];
    const event = await call("calendar_create-event", { ...family, subject: "Dinner", start, end, location: "Home" });
    expect(event).toMatchObject({ subject: "Dinner", location: "Home" });
    await call("calendar_modify-event", { ...home, id: event.id, subject: "Supper" });
    const { events } = await call("calendar_list-events", { ...family, start: "2030-05-06", end: "2030-05-08" });
    expect(events).toMatchObject([{ subject: "Supper" }]);
    await call("calendar_remove-event", { ...home, id: event.id });
    const { mateo } = householdUsers.colleagues;
    await call("calendar_get-schedule", { ...home, emails: [mateo], start: "2030-05-06", end: "2030-05-07" });
    expect(await call("email_send", { ...home, text: "The bins are full" })).toMatchObject({ untrusted: true, sent: true });
    const { messages } = await call("email_list-messages", { ...home, maxItems: 3, body: "text" });
    expect(messages.length).toBe(3);
    const { id } = messages[0];
    await call("email_get-message", { ...home, id });
    await call("email_mark", { ...home, ids: [id], read: true });
    await call("email_reply", { ...home, id, text: "Thanks" });
    const moved = await call("email_move", { ...home, ids: [id], folder: "archive" });
    expect(moved.ids).toHaveLength(1);
    const draft = await call("email_create-draft", { ...home, subject: "Later", text: "…" });
    await call("email_remove", { ...home, ids: [draft.id] });
    await call("status_get-presence", { people: [mateo] });
    await call("status_set-preferred-presence", { availability: "Busy" });
    await call("status_clear-preferred-presence");
    await call("status_set-status-message", { message: "At lunch" });
    const { chats } = await call("chat_list-chats");
    expect((await call("chat_list-messages", { chat: chats[0].id })).messages.length).toBeGreaterThan(0);
    await call("chat_send-message", { message: "Hello", chat: chats[0].id });
    const groceries = { ...home, sensor: "groceries" };
    const task = await call("todo_create-task", { ...groceries, title: "Milk", due: "2030-05-06" });
    await call("todo_update-task", { ...groceries, id: task.id, importance: "high" });
    const item = await call("todo_add-checklist-item", { ...groceries, id: task.id, title: "Oat" });
    await call("todo_update-checklist-item", { ...groceries, id: task.id, item: item.id, checked: true });
    await call("todo_remove-checklist-item", { ...groceries, id: task.id, item: item.id });
    await call("todo_complete-task", { ...groceries, id: task.id });
    await call("todo_reopen-task", { ...groceries, id: task.id });
    await call("todo_remove-task", { ...groceries, id: task.id });
    expect((await call("group-calendar_list-groups")).groups.length).toBeGreaterThan(0);
    const meeting = await call("group-calendar_create-event", { subject: "Retro", start, end });
    await call("group-calendar_remove-event", { id: meeting.id });
    await call("autoreply_enable", { text: "Away" });
    expect((await call("autoreply_disable")).state).toBe("disabled");
    await call("account_rescan", { account: "personal" });
    const { sensors } = await call("casement_sensors", { id: "home/todo/groceries" });
    expect(sensors[0]).toMatchObject({ title: "Groceries" });
    await client.close();
  });

  it("gives short ids that another client, and the same hub after a restart, take in their account only", async () => {
    const first = await connected(overHttp(hub.address, hub.token));
    const { messages } = await first.call("email_list-messages", { account: "home", maxItems: 3 });
    const [{ id, subject }] = messages;
    expect(id).toMatch(/^~[0-9a-z]{3}:/);
    expect((await first.call("email_get-message", { account: "home", id })).subject).toBe(subject);
    await expect(first.call("email_get-message", { account: "personal", id })).rejects.toThrow(
      /input-invalid: id: ~\w+: is not of the account/,
    );
    await expect(first.call("email_get-message", { account: "home", id: id.replace(/^~\w+/, "~zzzz") })).rejects.toThrow(/input-invalid/);
    await first.client.close();
    await hub.stop();
    hub = await runHub(await readConfig(join(folder, "casement.yaml"), io), io);
    await hub.goLive();
    const second = await connected(overHttp(hub.address, hub.token));
    expect((await second.call("email_get-message", { account: "home", id })).subject).toBe(subject);
    await second.client.close();
  });

  it("gives states as codes over MCP and HTTP, and as English words on the command line", async () => {
    const { client, call } = await connected(overHttp(hub.address, hub.token));
    const id = "home/autoreply/autoreply";
    expect((await call("casement_sensors", { id })).sensors[0].state).toBe("disabled");
    await client.close();
    const response = await fetch(`${hub.address}/api/v1/sensors/${id}`, { headers: { authorization: `Bearer ${hub.token}` } });
    expect(await response.json()).toMatchObject({ state: "disabled" });
    const print = async (...args: string[]) => (await runCasement(args, { cwd: folder })).out;
    expect(await print("sensors")).toMatch(/home\/autoreply\/autoreply +Automatic replies +Off /);
    expect(await print("sensors", id)).toMatch(/Automatic replies +Off /);
    expect(JSON.parse(await print("sensors", id, "--json")).state).toBe("disabled");
  });

  it("requires a token, checks the origin, and with read access offers only tools that read", async () => {
    const post = (headers: Record<string, string>, body: object = { jsonrpc: "2.0", id: 1, method: "tools/list" }) =>
      fetch(`${hub.address}/mcp`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
        body: JSON.stringify(body),
      });
    const without = await post({});
    const challenge = `Bearer realm="Casement", resource_metadata="${hub.address}/.well-known/oauth-protected-resource"`;
    expect([without.status, without.headers.get("www-authenticate")]).toEqual([401, challenge]);
    const authorized = { authorization: `Bearer ${hub.token}` };
    expect((await post({ ...authorized, origin: "https://evil.example" })).status).toBe(403);
    const response = await post({ ...authorized, origin: hub.address });
    expect([response.status, ((await response.json()) as any).result.tools.length > 40]).toEqual([200, true]);
    const reader = await connected(overHttp(hub.address, hub.token, "?access=read"));
    expect(reader.tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
    await expect(reader.call("email_send", { account: "home", text: "x" })).rejects.toThrow(/forbidden/);
    await reader.client.close();
  });

  it("works over standard input and output, and survives a restart of the hub", async () => {
    const { client, tools, call } = await connected(overStdio(folder));
    expect(tools.length).toBeGreaterThan(40);
    expect((await call("casement_sensors")).sensors.length).toBeGreaterThan(15);
    const uri = "casement://home/todo/groceries";
    await client.subscribeResource({ uri });
    const nextNotification = (expected: string) =>
      new Promise<void>((resolve) => {
        client.fallbackNotificationHandler = async ({ method, params }) => {
          if (expected === `${method} ${params?.uri ?? ""}`.trim()) resolve();
        };
      });
    await hub.stop();
    await expect(call("casement_sensors")).rejects.toThrow("The hub is not running. Start it with: casement start");
    hub = await runHub(await readConfig(join(folder, "casement.yaml"), io), io);
    // Without a new request: the list of tools, and updates of a subscribed resource.
    await nextNotification("notifications/tools/list_changed");
    await hub.goLive();
    const updated = nextNotification(`notifications/resources/updated ${uri}`);
    await call("todo_create-task", { account: "home", sensor: "groceries", title: "Butter" });
    await updated;
    await client.close();
  });

  it("passes revision 2026-07-28 on, over standard input and output", async () => {
    const { client, call } = await connectedToCurrent(folder);
    expect((await call("casement_sensors")).structuredContent.sensors.length).toBeGreaterThan(15);
    expect((await call("email_send", { account: "home", to: "mateo@harbour-lane.example", text: "x" })).content[0].text).toMatch(
      /^confirmation-needed/,
    );
    await client.close();
  });

  it("if no hub is running, opens its own host, with only MCP on standard output", async () => {
    await hub.stop();
    const transport = overStdio(folder, "--read-only");
    let stderr = "";
    transport.stderr?.on("data", (chunk) => {
      stderr += chunk;
    });
    const { client, tools, call } = await connected(transport);
    expect(tools.map(({ name }) => name)).not.toContain("email_send");
    expect((await call("calendar_list-events", { account: "home", sensor: "family" })).events).toBeInstanceOf(Array);
    await client.close();
    expect(stderr).toMatch(/its own host/);
  });
});

it("for a hub without mcp:, the error says what to add to the configuration", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "casement-mcp-off-"));
  await writeFile(
    join(cwd, "casement.yaml"),
    "emulator: http://127.0.0.1:9\nhttp: { port: 0 }\naccounts: [{ name: home, clientId: 11111111-1111-4111-8111-111111111111, accountType: work }]\n",
  );
  const end = new AbortController();
  let started: () => void = () => {};
  const ready = new Promise<void>((resolve) => {
    started = resolve;
  });
  const running = runCasement(["start", "--json"], { cwd, signal: end.signal, onLine: () => started() });
  await ready;
  await expect(connected(overStdio(cwd))).rejects.toThrow(/does not serve MCP. Add {2}mcp: true/);
  end.abort();
  await running;
  expect(await readFile(join(cwd, "casement.yaml"), "utf8")).not.toContain("mcp");
  await rm(cwd, { recursive: true, force: true });
});
