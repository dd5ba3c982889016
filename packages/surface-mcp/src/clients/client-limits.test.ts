import { expect, it } from "vitest";
import { startTestMcp, type TestMcp } from "../../test/test-mcp.fixture.ts";
import type { McpClient } from "./mcp-client.ts";

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

it("ends the connections of an access that has ended", async () => {
  await using m = await start({});
  await m.mcp.endClient("Claude");
  await expect(m.c.client.listTools()).rejects.toThrow(/This session does not exist/);
});
