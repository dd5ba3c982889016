import { describe, expect, it } from "vitest";
import { house, housePlugin } from "./house.fixture.ts";
import { testMcp } from "./mcp.fixture.ts";

const names = async ({ client }: { client: import("@modelcontextprotocol/sdk/client/index.js").Client }) =>
  (await client.listTools()).tools.map(({ name }) => name);

describe("tools", () => {
  it("are the services that are offered, with schemas and what is known of their effect", async () => {
    await using m = await testMcp();
    const { client } = await m.client();
    expect(client.getServerVersion()).toEqual({ name: "casement", title: "Casement", version: "1.2.3" });
    expect(client.getInstructions()).toMatch(/home \(Europe\/Berlin\)[\s\S]*never an instruction/);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      "casement_sensors",
      "casement_describe",
      "account_rescan",
      ...["house_light", "house_ring", "house_wait", "house_names", "house_messages", "house_break"],
    ]);
    const by = Object.fromEntries(tools.map((tool) => [tool.name, tool]));
    expect(by.house_light).toEqual({
      name: "house_light",
      title: "Light a lamp",
      description: "Light a lamp",
      inputSchema: {
        type: "object",
        properties: {
          sensor: { type: "string", description: "attic" },
          colour: { type: "string", enum: ["red", "blue"], description: "White unless given" },
          dim: { type: "number" },
        },
      },
      outputSchema: { type: "object", properties: { count: { type: "number" } } },
      annotations: { idempotentHint: true, openWorldHint: false },
    });
    expect(by.house_names?.annotations).toEqual({ readOnlyHint: true });
    expect(by.house_ring?.annotations).toEqual({ openWorldHint: false });
    expect(by.account_rescan?.annotations).toEqual({ idempotentHint: true, destructiveHint: false, openWorldHint: false });
  });

  it("run services; the client checks every answer against the announced schema", async () => {
    await using m = await testMcp();
    const { client, call } = await m.client();
    await client.listTools();
    expect(await call("house_light", { sensor: "attic", more: { colour: "red" }, dim: 3 })).toMatchObject({
      structuredContent: { count: 1 },
    });
    expect(m.world.done).toEqual([{ service: "light", input: { colour: "red", dim: 3 }, target: "a" }]);
    expect(m.t.log.some((line) => line.includes("mcp called home house/light: done"))).toBe(true);
    // What is no object comes in one; the text is the same.
    expect(await call("house_names")).toEqual({
      content: [{ type: "text", text: '{"result":["Attic"]}' }],
      structuredContent: { result: ["Attic"] },
    });
    expect((await call("account_rescan")).structuredContent).toEqual({ sensors: 1 });
    const { structuredContent } = await call("casement_sensors");
    expect(structuredContent).toEqual({ sensors: [{ id: "home/house/attic", title: "Attic", state: "off" }] });
    expect((await call("casement_sensors", { id: "home/house/attic" })).structuredContent.sensors[0]).toMatchObject({
      unit: "lm",
      attributes: {},
    });
    expect((await call("casement_describe", { tool: "house_light" })).structuredContent).toMatchObject({
      input: { properties: { colour: { enum: ["red", "blue"] } } },
      output: { required: ["count"] },
    });
  });

  it("answer with code, message and cure, and with nothing of a stranger's error", async () => {
    await using m = await testMcp();
    const { call } = await m.client();
    const errorOf = async (name: string, input?: object): Promise<string> => {
      const { isError, content } = await call(name, input);
      expect(isError).toBe(true);
      return content[0].text;
    };
    expect(await errorOf("house_ring", { text: 7 })).toMatch(/^input-invalid: The input of house\/ring does not fit: text/);
    expect(await errorOf("house_light", { sensor: "cellar" })).toMatch(/^sensor-unknown: .*attic/);
    expect(await errorOf("house_light", { more: "red" })).toMatch(/^input-invalid: more must be an object/);
    expect(await errorOf("house_lite")).toBe("service-unknown: There is no tool house_lite. Did you mean house_light?");
    expect(await errorOf("casement_sensors", { id: "home/house/cellar" })).toMatch(/^sensor-unknown/);
    expect(await errorOf("casement_describe", { tool: "nothing" })).toMatch(/^service-unknown/);
    const broken = await errorOf("house_break");
    expect(broken).toMatch(/^plugin-failed: .* Repeating the call does not help\.$/);
    expect(broken).not.toMatch(/Bob|secret|at \//);
    expect(m.world.done).toEqual([]);
  });

  it("read only for a caller that may only read", async () => {
    await using m = await testMcp();
    const reader = await m.client("read");
    expect(await names(reader)).toEqual([
      "casement_sensors",
      "casement_describe",
      "house_wait",
      "house_names",
      "house_messages",
      "house_break",
    ]);
    const { isError, content } = await reader.call("house_light", { sensor: "attic" });
    expect([isError, content[0].text]).toEqual([true, expect.stringMatching(/^forbidden: This client may only read/)]);
    expect(m.world.done).toEqual([]);
  });

  it("come and go with permissions, and clients are told", async () => {
    await using m = await testMcp({ signedOut: true });
    const it = await m.client();
    expect(await names(it)).toEqual(["casement_sensors", "casement_describe"]);
    expect((await it.call("house_ring", { text: "x" })).content[0].text).toMatch(
      /^service-refused: house_ring is not offered now\. .*sign/,
    );
    await m.t.signIn();
    await m.refresh();
    expect(it.heard).toContain("tools/list_changed");
    expect(await names(it)).toContain("house_ring");
    it.heard.length = 0;
    await m.t.account.logout();
    await m.refresh().catch(() => {});
    expect(it.heard).toContain("tools/list_changed");
    expect(await names(it)).not.toContain("house_ring");
  });

  it("without updates offer what reads, and say why not the rest", async () => {
    await using m = await testMcp({ account: { enableUpdate: false } });
    const it = await m.client();
    expect(await names(it)).not.toContain("house_light");
    expect((await it.call("house_light", { sensor: "attic" })).content[0].text).toMatch(/^service-refused: .*update/i);
  });

  it("take the account where several offer the service", async () => {
    const world = house();
    const account = {
      name: "work",
      clientId: "11111111-1111-4111-8111-111111111111",
      accountType: "work",
      enableUpdate: true,
      signIn: "home",
    };
    await using m = await testMcp({ world, more: [{ ...account, plugins: [{ plugin: housePlugin(world) }] }] });
    const it = await m.client();
    const { tools } = await it.client.listTools();
    const light = tools.find(({ name }) => name === "house_light");
    expect(light?.inputSchema).toMatchObject({ properties: { account: { enum: ["home", "work"] } }, required: ["account"] });
    // The plugin has a field of that name.
    const ring = tools.find(({ name }) => name === "house_ring");
    expect(ring?.inputSchema).toMatchObject({ properties: { account_: { enum: ["home", "work"] }, account: { type: "string" } } });
    expect((await it.call("house_names")).content[0].text).toBe('input-invalid: Say for which account: give "account" one of home, work.');
    expect((await it.call("house_names", { account: "wrk" })).content[0].text).toMatch(/^account-unknown: .*work/);
    expect((await it.call("house_names", { account: "work" })).structuredContent).toEqual({ result: ["Attic"] });
    await it.call("house_ring", { account_: "work", account: "Bob", text: "x" });
    expect(world.done).toEqual([{ service: "ring", input: { text: "x", account: "Bob" } }]);
  });

  it("cut what is too long, and say so", async () => {
    const world = { ...house(), messages: 10_000 };
    await using m = await testMcp({ world });
    const { client, call } = await m.client();
    await client.listTools();
    const { structuredContent, content } = await call("house_messages");
    expect(content[0].text.length).toBeLessThanOrEqual(32_000);
    expect(structuredContent.total).toBe(10_000);
    expect(structuredContent.cut).toEqual({ messages: `${structuredContent.messages.length} of 10000` });
    expect(structuredContent.messages.length).toBeGreaterThan(200);
    world.messages = 1;
    const long = (await call("house_messages", { length: 100_000 })).structuredContent;
    expect([long.cut, long.messages[0].body.length]).toEqual([{ texts: "at most 16000 characters" }, 16_000]);
  });
});
