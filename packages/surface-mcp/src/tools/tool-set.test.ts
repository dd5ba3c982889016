import { defineAccount } from "@casement/host";
import { describe, expect, it } from "vitest";
import { createFakeDevices, createFakeDevicesPlugin } from "../../test/fake-devices.fixture.ts";
import { startTestMcp } from "../../test/test-mcp.fixture.ts";

const names = async ({ client }: { client: import("@modelcontextprotocol/sdk/client/index.js").Client }) =>
  (await client.listTools()).tools.map(({ name }) => name);

describe("tools", () => {
  it("are the offered services, with schemas and hints", async () => {
    await using m = await startTestMcp();
    const { client } = await m.connect();
    expect(client.getServerVersion()).toEqual({ name: "casement", title: "Casement", version: "1.2.3" });
    expect(client.getInstructions()).toMatch(/home \(Europe\/Berlin\)[\s\S]*never as instructions/);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      "casement_sensors",
      "casement_events",
      "casement_describe",
      "casement_confirm",
      "account_rescan",
      ...[
        "house_light",
        "house_ring",
        "house_announce",
        "house_sell",
        "house_broadcast",
        "house_demolish",
        "house_wait",
        "house_names",
        "house_messages",
        "house_break",
      ],
    ]);
    const byName = Object.fromEntries(tools.map((tool) => [tool.name, tool]));
    expect(byName.house_light).toEqual({
      name: "house_light",
      description: "Light a lamp",
      inputSchema: {
        type: "object",
        properties: {
          sensor: { type: "string", description: "attic" },
          color: { type: "string", enum: ["red", "blue"], description: "Default: white" },
          dim: { type: "number" },
        },
      },
      outputSchema: { type: "object", properties: { count: { type: "number" } }, required: ["count"] },
      annotations: { idempotentHint: true, openWorldHint: false },
    });
    expect(byName.house_names?.annotations).toEqual({ readOnlyHint: true });
    expect(byName.house_ring?.annotations).toEqual({ openWorldHint: false });
    expect(byName.account_rescan?.annotations).toEqual({ idempotentHint: true, destructiveHint: false, openWorldHint: false });
  });

  it.each<[object | string, RegExp]>([
    ['{"__proto__":{"color":"red"}}', /__proto__: is not a field/],
    [{ $replyTo: "answers/x" }, /\$replyTo: is not a field/],
    [{ $color: "red" }, /\$color: is not a field\. Did you mean "color"/],
    [{ more: { color: "red" } }, /more: is not a field/],
  ])("refuse names that they do not have: %j", async (given, message) => {
    await using m = await startTestMcp();
    const input = typeof given === "string" ? JSON.parse(given) : given;
    const { client } = await m.connect();
    const result = await client.callTool({ name: "house_light", arguments: input });
    expect(result).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(message) }] });
    expect(m.devices.calls).toEqual([]);
  });

  it("call services; the client validates every result against the output schema", async () => {
    await using m = await startTestMcp();
    const { client, call } = await m.connect();
    await client.listTools();
    expect(await call("house_light", { sensor: "attic", color: "red", dim: 3 })).toMatchObject({
      structuredContent: { count: 1 },
    });
    expect(m.devices.calls).toEqual([{ service: "light", input: { color: "red", dim: 3 }, target: "a" }]);
    expect(m.t.log.some((line) => line.includes("mcp called home house/light: done"))).toBe(true);
    // A result that is not an object is wrapped in one. The text is the same JSON.
    expect(await call("house_names")).toEqual({
      content: [{ type: "text", text: '{"untrusted":true,"result":["Attic"]}' }],
      structuredContent: { untrusted: true, result: ["Attic"] },
    });
    expect((await call("account_rescan")).structuredContent).toEqual({ sensors: 1 });
    const { structuredContent } = await call("casement_sensors");
    expect(structuredContent).toEqual({ untrusted: true, sensors: [{ id: "home/house/attic", title: "Attic", state: "off" }] });
    expect((await call("casement_sensors", { id: "home/house/attic" })).structuredContent.sensors[0]).toMatchObject({
      unit: "lm",
      attributes: {},
    });
    expect((await call("casement_describe", { tool: "house_light" })).structuredContent).toMatchObject({
      input: { properties: { color: { enum: ["red", "blue"] } } },
      output: { required: ["count"] },
    });
  });

  it("return code, message and cure of an error, and nothing of a foreign error's text", async () => {
    await using m = await startTestMcp();
    const { call } = await m.connect();
    const errorOf = async (name: string, input?: object): Promise<string> => {
      const { isError, content } = await call(name, input);
      expect(isError).toBe(true);
      return content[0].text;
    };
    expect(await errorOf("house_ring", { text: 7 })).toMatch(/^input-invalid: The input of house\/ring is invalid: text/);
    expect(await errorOf("house_light", { sensor: "cellar" })).toMatch(/^sensor-unknown: .*attic/);
    expect(await errorOf("house_lite")).toBe("service-unknown: There is no tool house_lite. Did you mean house_light?");
    expect(await errorOf("casement_sensors", { id: "home/house/cellar" })).toMatch(/^sensor-unknown/);
    expect(await errorOf("casement_describe", { tool: "nothing" })).toMatch(/^service-unknown/);
    const broken = await errorOf("house_break");
    expect(broken).toMatch(/^plugin-failed: .* Repeating the call does not help\.$/);
    expect(broken).not.toMatch(/Bob|secret|at \//);
    expect(m.devices.calls).toEqual([]);
  });

  it("accept a tool's name with hyphens and underscores exchanged, and a sensor's whole ID", async () => {
    await using m = await startTestMcp();
    const { call } = await m.connect();
    expect((await call("house-light", { sensor: "home/house/attic" })).structuredContent).toEqual({ untrusted: true, count: 1 });
    expect((await call("account-rescan")).structuredContent).toEqual({ sensors: 1 });
    expect((await call("casement-sensors")).structuredContent.sensors).toHaveLength(1);
    expect((await call("casement_describe", { tool: "house-light" })).structuredContent).toHaveProperty("input");
    expect((await call("casement_describe", { tool: "house_lite" })).content[0].text).toMatch(/Did you mean house_light\?/);
    // Whole, it names the plugin: another plugin's sensor is not accepted.
    expect((await call("house_light", { sensor: "home/garage/attic" })).content[0].text).toMatch(/^sensor-unknown/);
  });

  it("take an empty text for an optional field as not given, except where something is changed", async () => {
    await using m = await startTestMcp({ mcp: { confirm: "never" } });
    const { call } = await m.connect();
    await call("house_announce", { text: "", to: "" });
    expect(m.devices.calls).toEqual([{ service: "announce", input: { text: "" } }]);
    expect((await call("house_light", { sensor: "attic", color: "" })).content[0].text).toMatch(/^input-invalid: .*color/);
  });

  it("return well-formed text, whatever a service returns", async () => {
    const devices = { ...createFakeDevices(), lamps: { a: { title: "Attic \ud83d", state: "off", note: "\udf89 Party" } } };
    await using m = await startTestMcp({ devices });
    const { client, call } = await m.connect();
    expect((await call("house_names")).content[0].text).toBe('{"untrusted":true,"result":["Attic \ufffd"]}');
    const [content] = (await client.readResource({ uri: "casement://home/house/attic" })).contents;
    expect(JSON.parse(content && "text" in content ? content.text : "")).toMatchObject({
      title: "Attic \ufffd",
      attributes: { note: "\ufffd Party" },
    });
    expect(JSON.stringify([await client.listResources(), await client.listTools(), await call("casement_sensors")])).not.toMatch(
      /\\ud[89a-f]/i,
    );
  });

  it("refuse arguments that they do not have, or that are given twice, and too many calls", async () => {
    await using m = await startTestMcp();
    const { call } = await m.connect();
    const errorOf = async (name: string, input?: object): Promise<string> => (await call(name, input)).content[0].text;
    expect(await errorOf("house_ring", { text: "x", body: "y" })).toMatch(/^input-invalid: .*body: is not a field\. The fields are: text/);
    expect(await errorOf("house_light", { sensor: "attic", colour: "red" })).toMatch(/colour: is not a field\. Did you mean "color"\?/);
    expect(await errorOf("casement_sensors", { account: "home" })).toMatch(/^input-invalid: .*account: is not a field/);
    expect(await errorOf("account_rescan", { sensor: "attic" })).toMatch(/^input-invalid: .*sensor: is not a field/);
    expect(await errorOf("house_constructor")).toMatch(/^service-unknown/);
    expect(m.devices.calls).toEqual([]);
    void Array.from({ length: 200 }, () => m.t.account.call("house/wait").catch(() => {}));
    expect(await errorOf("house_names")).toMatch(/^too-many-calls: .*Try again in 5 s\./);
  });

  it("include only reading tools with access `read`", async () => {
    await using m = await startTestMcp();
    const reader = await m.connect("read");
    expect(await names(reader)).toEqual([
      "casement_sensors",
      "casement_events",
      "casement_describe",
      "house_wait",
      "house_names",
      "house_messages",
      "house_break",
    ]);
    const { isError, content } = await reader.call("house_light", { sensor: "attic" });
    expect([isError, content[0].text]).toEqual([true, expect.stringMatching(/^forbidden: house_light changes something/)]);
    expect(m.devices.calls).toEqual([]);
  });

  it("change with permissions, and clients are notified", async () => {
    await using m = await startTestMcp({ signedOut: true });
    const client = await m.connect();
    expect(await names(client)).toEqual(["casement_sensors", "casement_events", "casement_describe"]);
    expect((await client.call("house_ring", { text: "x" })).content[0].text).toMatch(
      /^service-refused: house_ring is not available now\. .*sign/,
    );
    await m.t.signIn();
    await m.refresh();
    expect(client.notifications).toContain("tools/list_changed");
    expect(await names(client)).toContain("house_ring");
    client.notifications.length = 0;
    await m.t.account.logout();
    await m.refresh().catch(() => {});
    expect(client.notifications).toContain("tools/list_changed");
    expect(await names(client)).not.toContain("house_ring");
  });

  it("follow accounts that are added and removed", async () => {
    await using m = await startTestMcp();
    const client = await m.connect();
    const accounts = async () => {
      const light = (await client.client.listTools()).tools.find(({ name }) => name === "house_light");
      return (light?.inputSchema.properties?.account as { enum?: string[] } | undefined)?.enum;
    };
    expect(await accounts()).toBeUndefined();
    await m.t.host.addAccount(defineAccount({ ...m.t.account.options, name: "second", signIn: "home" }));
    await m.t.advance("1s");
    expect(client.notifications).toContain("tools/list_changed");
    expect(await accounts()).toEqual(["home", "second"]);
    client.notifications.length = 0;
    await m.t.host.removeAccount("second");
    await m.t.advance("1s");
    expect(client.notifications).toContain("tools/list_changed");
    expect(await accounts()).toBeUndefined();
  });

  it("only read without update permissions, and name the reason", async () => {
    await using m = await startTestMcp({ account: { enableUpdate: false } });
    const client = await m.connect();
    expect(await names(client)).not.toContain("house_light");
    expect((await client.call("house_light", { sensor: "attic" })).content[0].text).toMatch(/^service-refused: .*update/i);
  });

  it("require the account when several accounts offer the service", async () => {
    const devices = createFakeDevices();
    const account = {
      name: "work",
      clientId: "11111111-1111-4111-8111-111111111111",
      accountType: "work",
      enableUpdate: true,
      signIn: "home",
    };
    await using m = await startTestMcp({
      devices,
      moreAccounts: [{ ...account, plugins: [{ plugin: createFakeDevicesPlugin(devices) }] }],
    });
    const client = await m.connect();
    const { tools } = await client.client.listTools();
    const light = tools.find(({ name }) => name === "house_light");
    expect(light?.inputSchema).toMatchObject({ properties: { account: { enum: ["home", "work"] } }, required: ["account"] });
    // The service has a field `account` of its own.
    const ring = tools.find(({ name }) => name === "house_ring");
    expect(ring?.inputSchema).toMatchObject({ properties: { account_: { enum: ["home", "work"] }, account: { type: "string" } } });
    expect((await client.call("house_names")).content[0].text).toBe(
      'input-invalid: Several accounts offer this tool. Set "account" to one of: home, work.',
    );
    expect((await client.call("house_names", { account: "wrk" })).content[0].text).toMatch(/^account-unknown: .*work/);
    expect((await client.call("house_names", { account: "work" })).structuredContent).toEqual({ untrusted: true, result: ["Attic"] });
    // A sensor's whole ID names its account.
    expect((await client.call("house_light", { sensor: "work/house/attic" })).structuredContent).toEqual({ untrusted: true, count: 1 });
    expect((await client.call("house_light", { account: "home", sensor: "work/house/attic" })).content[0].text).toMatch(/^sensor-unknown/);
    devices.calls.length = 0;
    await client.call("house_ring", { account_: "work", account: "Bob", text: "x" });
    expect(devices.calls).toEqual([{ service: "ring", input: { text: "x", account: "Bob" } }]);
  });

  it("shorten long results, and report it in `cut`", async () => {
    const devices = { ...createFakeDevices(), messages: 10_000 };
    await using m = await startTestMcp({ devices });
    const { client, call } = await m.connect();
    await client.listTools();
    const { structuredContent, content } = await call("house_messages");
    expect(content[0].text.length).toBeLessThanOrEqual(32_000);
    expect(structuredContent.total).toBe(10_000);
    expect(structuredContent.cut).toEqual({ messages: `${structuredContent.messages.length} of 10000` });
    expect(structuredContent.messages.length).toBeGreaterThan(200);
    devices.messages = 1;
    const long = (await call("house_messages", { length: 100_000 })).structuredContent;
    expect([long.cut, long.messages[0].body.length]).toEqual([{ texts: "at most 16000 characters" }, 16_000]);
  });
});
