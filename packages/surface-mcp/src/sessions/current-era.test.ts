import { Client, InMemoryTransport, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { describe, expect, it } from "vitest";
import {
  type AnswerQuestion,
  createMcpFetch,
  flushEventLoop,
  mcpAddress,
  startTestMcp,
  type TestMcp,
} from "../../test/test-mcp.fixture.ts";

/** A client of the revision 2026-07-28 only. */
async function connectCurrent(m: TestMcp, { access = "full" as "full" | "read", answer = undefined as AnswerQuestion | undefined } = {}) {
  const client = new Client(
    { name: "current", version: "1" },
    { versionNegotiation: { mode: { pin: "2026-07-28" } }, capabilities: answer ? { elicitation: { form: {} } } : {} },
  );
  if (answer) client.setRequestHandler("elicitation/create", ({ params }) => ({ action: answer(params.message), content: {} }));
  const received: string[] = [];
  client.fallbackNotificationHandler = async ({ method, params }) => void received.push([method, params?.uri ?? ""].join(" ").trim());
  await client.connect(new StreamableHTTPClientTransport(mcpAddress, { fetch: createMcpFetch(m.mcp, access) as never }));
  const call = async (name: string, input: object = {}): Promise<any> => client.callTool({ name, arguments: { ...input } });
  return { client, received, call };
}

it("is served over any transport", async () => {
  await using m = await startTestMcp();
  const [clientEnd, serverEnd] = InMemoryTransport.createLinkedPair();
  await m.mcp.connect(serverEnd);
  const client = new Client({ name: "current", version: "1" }, { versionNegotiation: { mode: { pin: "2026-07-28" } } });
  const updated = new Promise<string>((resolve) => {
    client.setNotificationHandler("notifications/resources/updated", ({ params }) => resolve(params.uri));
  });
  await client.connect(clientEnd);
  expect((await client.callTool({ name: "house_names", arguments: {} })).structuredContent).toEqual({ untrusted: true, result: ["Attic"] });
  await client.listen({ resourceSubscriptions: ["casement://home/house/attic"] });
  m.devices.lamps.a = { title: "Attic", state: "on" };
  await m.refresh();
  expect(await updated).toBe("casement://home/house/attic");
  await client.close();
});

describe("revision 2026-07-28", () => {
  it("is served at the same address, beside the older ones", async () => {
    await using m = await startTestMcp();
    const [current, older] = [await connectCurrent(m), await m.connectHttp()];
    expect(current.client.getNegotiatedProtocolVersion()).toBe("2026-07-28");
    expect(current.client.getInstructions()).toMatch(/untrusted: true/);
    const namesOf = ({ tools }: { tools: { name: string }[] }) => tools.map(({ name }) => name);
    expect(namesOf(await current.client.listTools())).toEqual(namesOf(await older.client.listTools()));
    expect((await current.call("house_names")).structuredContent).toEqual({ untrusted: true, result: ["Attic"] });
    expect((await current.call("house_light", { sensor: "cellar" })).content[0].text).toMatch(/^sensor-unknown/);
    const { contents } = await current.client.readResource({ uri: "casement://home/house/attic" });
    expect(JSON.parse((contents[0] as { text: string }).text)).toMatchObject({ untrusted: true, title: "Attic" });
    await expect(current.client.readResource({ uri: "casement://home/house/cellar" })).rejects.toMatchObject({ code: -32_602 });
    await current.client.close();
  });

  it("offers a client with read access only what reads", async () => {
    await using m = await startTestMcp();
    const { client, call } = await connectCurrent(m, { access: "read" });
    expect((await client.listTools()).tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
    expect((await call("house_light", { sensor: "attic" })).content[0].text).toMatch(/^forbidden/);
    await client.close();
  });

  it("asks the client's user by a second round, or in two steps", async () => {
    await using m = await startTestMcp();
    const answers: ("accept" | "decline")[] = ["decline", "accept"];
    const asking = await connectCurrent(m, { answer: () => answers.shift() ?? "cancel" });
    expect((await asking.call("house_announce", { text: "x" })).content[0].text).toMatch(/^forbidden: The user did not agree/);
    expect(m.devices.calls).toEqual([]);
    expect((await asking.call("house_announce", { text: "x" })).structuredContent.count).toBe(1);
    const silent = await connectCurrent(m);
    const { content } = await silent.call("house_announce", { text: "y" });
    const token = /the token (\S+)/.exec(content[0].text)?.[1];
    expect((await silent.call("casement_confirm", { token })).structuredContent.count).toBe(2);
    await asking.client.close();
    await silent.client.close();
  });

  it("notifies those who listen", async () => {
    await using m = await startTestMcp();
    const { client, received } = await connectCurrent(m);
    const attic = "casement://home/house/attic";
    await client.listen({ toolsListChanged: true, resourceSubscriptions: [attic] });
    m.devices.lamps = { a: { title: "Attic", state: "on" }, b: { title: "Bath", state: "on" } };
    await m.t.account.rescan();
    await m.refresh();
    await flushEventLoop();
    expect(received).toEqual(expect.arrayContaining([`notifications/resources/updated ${attic}`, "notifications/tools/list_changed"]));
    expect(received).not.toContain("notifications/resources/list_changed");
    await client.close();
  });
});
