import { expect, it } from "vitest";
import { startTestMcp, type TestClient } from "../../test/test-mcp.fixture.ts";
import { maxCallsPerMinute } from "./call-rate.ts";

const textOf = async ({ call }: TestClient, name: string, input: object = {}): Promise<string> => (await call(name, input)).content[0].text;
const tokenOf = (text: string): string => /with the token (\S+) within/.exec(text)?.[1] ?? "";
const toolNames = async ({ client }: TestClient) => (await client.listTools()).tools.map(({ name }) => name);

it("runs a call that reaches others only after the token of the first call comes back, once and unchanged", async () => {
  await using m = await startTestMcp();
  const client = await m.connect();
  expect(await toolNames(client)).toContain("casement_confirm");
  const first = await textOf(client, "house_announce", { text: "Fire\u202E", to: ["Ann", "Ben"] });
  expect(first).toMatch(/^confirmation-needed: Nothing was done yet\..*\nAnnounce \(account home\)\ntext: Fire\nto: Ann, Ben$/);
  expect(m.devices.calls).toEqual([]);
  const token = tokenOf(first);
  const done = await client.call("casement_confirm", { token });
  expect(done.structuredContent).toEqual({ untrusted: true, count: 1 });
  expect(m.devices.calls).toEqual([{ service: "announce", input: { text: "Fire\u202E", to: ["Ann", "Ben"] } }]);
  expect(await textOf(client, "casement_confirm", { token })).toMatch(/^confirmation-needed: This token is unknown, used or too old/);
});

it("accepts a token for ten minutes, and from the same access only", async () => {
  await using m = await startTestMcp();
  const [full, reader] = [await m.connect(), await m.connect("read")];
  const token = tokenOf(await textOf(full, "house_announce", { text: "x" }));
  expect(await textOf(reader, "casement_confirm", { token })).toMatch(/^confirmation-needed: This token/);
  await m.t.advance("10m");
  expect(await textOf(full, "casement_confirm", { token })).toMatch(/^confirmation-needed: This token/);
  expect(m.devices.calls).toEqual([]);
});

it("keeps the latest hundred calls", async () => {
  await using m = await startTestMcp();
  const client = await m.connect();
  const tokens: string[] = [];
  for (let i = 0; i <= 100; i++) tokens.push(tokenOf(await textOf(client, "house_announce", { text: `${i}` })));
  expect(await textOf(client, "casement_confirm", { token: tokens[0] })).toMatch(/^confirmation-needed/);
  expect((await client.call("casement_confirm", { token: tokens[1] })).structuredContent.count).toBe(1);
});

it.each(["connect", "connectHttp"] as const)("asks the user of a client that can, over %s", async (how) => {
  await using m = await startTestMcp();
  const questions: string[] = [];
  const answers = ["decline", "cancel", "accept"] as const;
  const answer = (question: string) => answers[questions.push(question) - 1] ?? "cancel";
  const client = await m[how]("full", answer);
  expect(await toolNames(client)).not.toContain("casement_confirm");
  for (let i = 0; i < 2; i++) expect(await textOf(client, "house_announce", { text: "x" })).toMatch(/^forbidden: The user did not agree/);
  expect(m.devices.calls).toEqual([]);
  expect((await client.call("house_announce", { text: "x" })).structuredContent.count).toBe(1);
  expect(questions).toEqual(Array.from({ length: 3 }, () => "Announce (account home)\ntext: x"));
});

it.each([
  ["outside", { house_announce: true, house_demolish: true, house_ring: false, house_names: false, account_rescan: false }],
  ["always", { house_announce: true, house_demolish: true, house_ring: true, house_names: false, account_rescan: false }],
  ["never", { house_announce: false, house_demolish: false, house_ring: false, house_names: false, account_rescan: false }],
] as const)("confirms with `%s` what it should", async (confirm, expected) => {
  await using m = await startTestMcp({ mcp: { confirm } });
  const client = await m.connect();
  expect((await toolNames(client)).includes("casement_confirm")).toBe(confirm !== "never");
  const inputs: Record<string, object> = { house_announce: { text: "x" }, house_ring: { text: "x" } };
  for (const [name, isConfirmed] of Object.entries(expected))
    expect([name, (await textOf(client, name, inputs[name])).startsWith("confirmation-needed")]).toEqual([name, isConfirmed]);
});

it("asks for no call that others do not notice, and for none that is wrong", async () => {
  await using m = await startTestMcp();
  const client = await m.connect();
  expect((await client.call("house_announce", { text: "" })).structuredContent.count).toBe(1);
  expect(await textOf(client, "house_announce", { text: 7 })).toMatch(/^input-invalid/);
});

it("with draftsOnly, reaches nobody", async () => {
  await using m = await startTestMcp({ mcp: { draftsOnly: true, confirm: "never" } });
  const client = await m.connect();
  expect(await textOf(client, "house_announce", { text: "x" })).toMatch(/^forbidden: This call would reach other people.*mcp\.draftsOnly/);
  expect((await client.call("house_announce", { text: "" })).structuredContent.count).toBe(1);
  expect(await toolNames(client)).not.toContain("house_broadcast");
  expect(await textOf(client, "house_broadcast")).toMatch(/^forbidden/);
  expect(m.devices.calls.length).toBe(1);
});

it("stops a client that calls too often, and only it", async () => {
  await using m = await startTestMcp();
  const [full, reader] = [await m.connect(), await m.connect("read")];
  for (let i = 0; i < maxCallsPerMinute; i++) await full.call("house_names");
  expect(await textOf(full, "house_names")).toMatch(/^too-many-calls: More than 120 calls came within a minute\. Try again in 60 s\./);
  expect(await textOf(reader, "house_names")).toMatch(/Attic/);
  await m.t.advance("1m");
  expect(await textOf(full, "house_names")).toMatch(/Attic/);
});
