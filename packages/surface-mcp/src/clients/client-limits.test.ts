import { expect, it } from "vitest";
import { createFakeDevices, createFakeDevicesPlugin } from "../../test/fake-devices.fixture.ts";
import { createMcpFetch, mcpAddress, startTestMcp, type TestMcp } from "../../test/test-mcp.fixture.ts";
import { createMcpSurface } from "../mcp-surface.ts";
import { allowsTool, type McpClient, maySeePlugin } from "./mcp-client.ts";

const services = ["calendar/list-events", "email/send", "email/send-draft", "group/list", "group-calendar/list-events"];
const claude: McpClient = { name: "Claude", access: "change" };
const start = (client: Partial<McpClient>) =>
  startTestMcp({ mcp: { confirm: "never" } }).then(async (m) => Object.assign(m, { c: await m.connectHttp({ ...claude, ...client }) }));
const textOf = async (m: { c: Awaited<ReturnType<TestMcp["connectHttp"]>> }, name: string, input: object = {}) =>
  (await m.c.call(name, input)).content[0].text as string;
const listed = async (m: { c: Awaited<ReturnType<TestMcp["connectHttp"]>> }) =>
  (await m.c.client.listTools()).tools.map(({ name }) => name);
const audited = async (m: TestMcp) =>
  (await m.t.host.audit().read()).map(({ tool, outcome, code, account, target }) => [tool, outcome, code, account, target]);

it.each([
  ["read", ["house_break", "house_messages", "house_names", "house_wait"]],
  ["add", ["house_announce", "house_break", "house_messages", "house_names", "house_wait"]],
] as const)("lists with access %s only what it may call, and refuses the rest", async (access, expected) => {
  await using m = await start({ access });
  expect((await listed(m)).filter((name) => name.startsWith("house")).sort()).toEqual(expected);
  expect(await textOf(m, "house_demolish")).toMatch(/^forbidden: house_demolish changes something/);
  expect(m.devices.calls).toEqual([]);
});

it("limits tools by pattern, whichever of - and _ is used, and sensors by the plugins of the patterns", async () => {
  await using m = await start({ tools: ["HOUSE_na*", "house-light"] });
  expect((await listed(m)).filter((name) => name.startsWith("house"))).toEqual(["house_light", "house_names"]);
  expect(await textOf(m, "house_ring", { text: "x" })).toMatch(/^forbidden: The access of this client does not include house_ring\./);
  expect((await m.c.call("casement_sensors")).structuredContent.sensors).toHaveLength(1);
  await using other = await start({ tools: ["calendar_*"] });
  expect((await other.c.call("casement_sensors")).structuredContent.sensors).toEqual([]);
  expect(await textOf(other, "casement_sensors", { id: "home/house/a" })).toMatch(/^forbidden/);
  expect((await other.c.client.listResources()).resources.map(({ uri }) => uri)).toEqual(["casement://home/events"]);
  await expect(other.c.client.readResource({ uri: "casement://home/house/a" })).rejects.toThrow(/does not include this sensor/);
});

it("shows nothing of an account that the access does not have", async () => {
  await using m = await start({ accounts: ["work"] });
  expect((await listed(m)).filter((name) => name.startsWith("house"))).toEqual([]);
  expect((await m.c.client.listResources()).resources).toEqual([]);
  expect(m.c.client.getInstructions()).not.toContain("home");
  expect(await textOf(m, "house_names")).toMatch(/^service-unknown/);
  await expect(m.c.client.readResource({ uri: "casement://home/events" })).rejects.toThrow(/only for: work/);
});

it.each([
  [{ to: ["ann@corp.example"] }, true],
  [{ to: ["Ann <ANN@Corp.Example>, ben@partner.example"] }, true],
  [{ recipients: ["ben@partner.example"] }, true],
  [{ to: ["eve@partner.example"] }, false],
  [{ to: ["ann@sub.corp.example"] }, false],
  [{ to: ["ann@corp.example", "Corp <x@evil.example>"] }, false],
  [{ recipients: ["x@evil.example"] }, false],
  [{ to: ["Ann"] }, false],
  [{}, false],
])("sends to allowed recipients only: %j %s", async (input, isAllowed) => {
  await using m = await start({ recipients: ["@corp.example", "Ben@partner.example"] });
  const text = await textOf(m, "house_announce", { text: "Fire", ...input });
  expect(text.startsWith("forbidden")).toBe(!isAllowed);
  expect(m.devices.calls).toHaveLength(isAllowed ? 1 : 0);
  expect(text).not.toContain("evil");
});

it("counts calls and messages of an hour for each client", async () => {
  await using m = await start({ callsPerHour: 4, messagesPerHour: 1 });
  expect(await textOf(m, "house_announce", { text: "one" })).toContain("count");
  expect(await textOf(m, "house_announce", { text: "two" })).toMatch(/^too-many-calls: More than 1 calls that reach others/);
  expect(await textOf(m, "house_announce", { text: "" })).toContain("count");
  expect(await textOf(m, "house_names")).toContain("Attic");
  expect(await textOf(m, "house_names")).toMatch(/^too-many-calls: More than 4 calls came within an hour/);
  const other = await m.connectHttp({ ...claude, name: "Other", callsPerHour: 4 });
  expect((await other.call("house_names")).isError).toBeUndefined();
  await m.t.advance("1h");
  expect(await textOf(m, "house_announce", { text: "two" })).toContain("count");
});

it("counts the calls of an hour together with other fronts, and over a restart", async () => {
  const limits = { callsPerHour: 3, messagesPerHour: 1 };
  await using m = await start(limits);
  const other = createMcpSurface(m.t.host, { clock: m.t.clock, confirm: "never" });
  const atOther = async (name: string, input: object = {}): Promise<string> => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: input } });
    const headers = { "content-type": "application/json" };
    const response = await createMcpFetch(other, { ...claude, ...limits })(mcpAddress, { method: "POST", headers, body });
    return ((await response.json()) as any).result.content[0].text;
  };
  expect(await textOf(m, "house_announce", { text: "one" })).toContain("count");
  expect(await atOther("house_announce", { text: "two" })).toMatch(/^too-many-calls: More than 1 calls that reach others/);
  expect(await atOther("house_names")).toContain("Attic");
  for (const call of [atOther, (name: string) => textOf(m, name)])
    expect(await call("house_names")).toMatch(/^too-many-calls: More than 3 calls/);
  await other.close();
});

it("records every call without its content, and raises an event for a refused one only", async () => {
  await using m = await startTestMcp();
  const refusing = await m.connectHttp({ ...claude, recipients: ["@corp.example"] }, () => "decline");
  await refusing.call("house_names");
  await refusing.call("house_announce", { text: "secret subject", to: ["ann@corp.example"] });
  await refusing.call("house_announce", { text: "secret subject", to: ["x@evil.example"] });
  await refusing.call("house_break");
  await refusing.call("please delete everything of Bob");
  await refusing.client.readResource({ uri: "casement://home/house/attic" });
  expect((await audited(m)).reverse()).toEqual([
    ["house_names", "done", undefined, "home", "house"],
    ["house_announce", "asked", undefined, "home", "house"],
    ["house_announce", "declined", undefined, "home", "house"],
    ["house_announce", "refused", "forbidden", "home", "house"],
    ["house_break", "failed", "plugin-failed", "home", "house"],
    ["unknown", "failed", "service-unknown", undefined, undefined],
    ["resources/read", "done", undefined, "home", "house"],
  ]);
  expect(JSON.stringify(await m.t.host.audit().read())).not.toMatch(/secret|evil|corp|Bob/);
  const events = m.t.events.filter(({ type }) => type === "account/agent-refused");
  expect(events.map(({ payload }) => payload)).toEqual([{ client: "Claude", tool: "house_announce", code: "forbidden" }]);
});

it("shows no name of what the access does not include: in schemas, suggestions, completions and errors", async () => {
  const [devices, others] = [createFakeDevices(), createFakeDevices()];
  devices.lamps = { s: { title: "Secret", state: "on" }, t: { title: "Hidden", state: "on" } };
  const work = { name: "work", clientId: "11111111-1111-4111-8111-111111111111", accountType: "work", enableUpdate: true, signIn: "home" };
  await using m = await startTestMcp({ devices, moreAccounts: [{ ...work, plugins: [{ plugin: createFakeDevicesPlugin(others) }] }] });
  const client = await m.connectHttp({ ...claude, accounts: ["work", "gone"] });
  const complete = (name: string, context: object = {}) =>
    client.client.complete({
      ref: { type: "ref/resource", uri: "casement://{account}/{plugin}/{sensor}" },
      argument: { name, value: "" },
      context: { arguments: { ...context } },
    });
  const answers = await Promise.all([
    client.call("casement_describe", { tool: "house_light" }),
    client.call("casement_sensors"),
    ...["secre", "home/house/secret", "work/house/secre", "gone/house/secret", "home/house/nothing"].map((id) =>
      client.call("casement_sensors", { id }),
    ),
    client.call("house_names", { account: "hom" }),
    client.call("house_names", { account: "gone" }),
    client.call("casement_events", { account: "gone" }),
    client.client.listTools(),
    client.client.listResources(),
    complete("account"),
    complete("sensor", { account: "home" }),
    ...["home/house/secret", "work/house/secre", "gone/events", "hom/events"].map((path) =>
      client.client.readResource({ uri: `casement://${path}` }).catch((error) => error.message),
    ),
  ]);
  for (const answer of answers) expect(JSON.stringify(answer)).not.toMatch(/\bhome\/|"home|home[,."]|secret\b(?!")|Secret|hidden|Hidden/);
});

it("reads resources within the limit of calls", async () => {
  await using m = await start({ callsPerHour: 2 });
  const read = () => m.c.client.readResource({ uri: "casement://home/house/attic" });
  await read();
  expect(await textOf(m, "house_names")).toContain("Attic");
  await expect(read()).rejects.toThrow(/too-many-calls: More than 2 calls came within an hour/);
  expect((await audited(m))[0]).toEqual(["resources/read", "refused", "too-many-calls", undefined, undefined]);
});

it("records a call before it runs, and then its outcome instead", async () => {
  await using m = await start({});
  const waiting = m.c.call("house_wait");
  await expect.poll(() => audited(m)).toEqual([["house_wait", "begun", undefined, "home", "house"]]);
  await expect.poll(() => m.devices.isWaiting).toBe(true);
  m.devices.finishWaitCall();
  await waiting;
  expect(await audited(m)).toEqual([["house_wait", "done", undefined, "home", "house"]]);
});

it("records the second step as the call that it is, under whichever name it comes", async () => {
  await using m = await startTestMcp();
  const client = await m.connectHttp(claude);
  const asked = (await client.call("house_demolish")).content[0].text as string;
  await client.call("casement_confirm", { token: /token (\S+) within/.exec(asked)![1] });
  expect((await audited(m)).map(([tool, outcome]) => [tool, outcome])).toEqual([
    ["house_demolish", "done"],
    ["house_demolish", "asked"],
  ]);
});

it.each([
  ["group_*", ["group/list"]],
  ["group-calendar_*", ["group-calendar/list-events"]],
  ["group_calendar_*", ["group-calendar/list-events"]],
  ["*_list-events", ["calendar/list-events", "group-calendar/list-events"]],
  ["email_send", ["email/send"]],
  ["email_send*", ["email/send", "email/send-draft"]],
  ["group", []],
  ["*", services],
] as const)("with the pattern %s, allows %j", (pattern, allowed) => {
  expect(services.filter((service) => allowsTool({ ...claude, tools: [pattern] }, service))).toEqual(allowed);
});

it.each([
  ["group_*", ["group"]],
  ["group-calendar_list-events", ["group-calendar"]],
  ["calendar_list*", ["calendar"]],
  ["calendar*", ["calendar"]],
  ["*_list-events", ["calendar", "email", "group", "group-calendar"]],
] as const)("with the pattern %s, shows the sensors of %j", (pattern, shown) => {
  const plugins = ["calendar", "email", "group", "group-calendar"];
  expect(plugins.filter((plugin) => maySeePlugin({ ...claude, tools: [pattern] }, plugin))).toEqual(shown);
});

it("ends the connections of an access that has ended", async () => {
  await using m = await start({});
  await m.mcp.endClient("Claude");
  await expect(m.c.client.listTools()).rejects.toThrow(/This session does not exist/);
});
