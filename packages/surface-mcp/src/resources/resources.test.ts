import { describe, expect, it } from "vitest";
import { createFakeDevices } from "../../test/fake-devices.fixture.ts";
import { flushEventLoop, startTestMcp } from "../../test/test-mcp.fixture.ts";

const attic = "casement://home/house/attic";

describe("resources", () => {
  it("list sensors and events, and have a template for each", async () => {
    await using m = await startTestMcp();
    const { client, call } = await m.connect();
    expect((await client.listResources()).resources).toEqual([
      { uri: attic, name: "home/house/attic", title: "Attic", mimeType: "application/json" },
      { uri: "casement://home/events", name: "home/events", title: "Latest events of home", mimeType: "application/json" },
    ]);
    expect((await client.listResourceTemplates()).resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      "casement://{account}/{plugin}/{sensor}",
      "casement://{account}/events",
    ]);
    const read = async (uri: string) => JSON.parse(((await client.readResource({ uri })).contents[0] as { text: string }).text);
    expect(await read(attic)).toMatchObject({
      id: "home/house/attic",
      kind: "lamp",
      state: "off",
      unit: "lm",
      stale: false,
      attributes: {},
    });
    await call("house_ring", { text: "one" });
    await call("house_ring", { text: "two" });
    const { events } = await read("casement://home/events");
    expect(events.slice(0, 2).map(({ payload }: any) => payload.text)).toEqual(["two", "one"]);
    for (const uri of ["casement://home/house/cellar", "casement://away/events", "casement://home", "http://home/house/attic"])
      await expect(read(uri)).rejects.toMatchObject({ code: -32_602 });
  });

  it("notify subscribers of updates until they unsubscribe", async () => {
    await using m = await startTestMcp();
    const { client, notifications, call } = await m.connect();
    await client.subscribeResource({ uri: attic });
    await client.subscribeResource({ uri: "casement://home/events" });
    await expect(client.subscribeResource({ uri: "casement://home/house/cellar" })).rejects.toMatchObject({ code: -32_602 });
    m.devices.lamps.a = { title: "Attic", state: "on" };
    await m.refresh();
    expect(notifications).toEqual([`resources/updated ${attic}`]);
    await call("house_ring", { text: "one" });
    await flushEventLoop();
    expect(notifications).toContain("resources/updated casement://home/events");
    await client.unsubscribeResource({ uri: attic });
    notifications.length = 0;
    m.devices.lamps.a = { title: "Attic", state: "off" };
    await m.refresh();
    expect(notifications).toEqual([]);
  });

  it("change with the sensors, and clients are notified", async () => {
    await using m = await startTestMcp();
    const { client, notifications } = await m.connect();
    m.devices.lamps.b = { title: "Bath", state: "on" };
    await m.t.account.rescan();
    await m.refresh();
    expect(notifications).toEqual(expect.arrayContaining(["resources/list_changed", "tools/list_changed"]));
    expect((await client.listResources()).resources.map(({ name }) => name)).toContain("home/house/bath");
    // With two lamps, the tool requires `sensor`.
    const { tools } = await client.listTools();
    expect(tools.find(({ name }) => name === "house_light")?.inputSchema).toMatchObject({
      required: ["sensor"],
      properties: { sensor: { description: "attic, bath" } },
    });
  });

  it("that change while the lists are being compared are notified afterwards", async () => {
    await using m = await startTestMcp();
    const { notifications } = await m.connect();
    const held = m.hold();
    m.devices.lamps.b = { title: "Bath", state: "on" };
    await m.t.account.rescan();
    await m.refresh();
    // The comparison is waiting for an answer from before this change.
    delete m.devices.lamps.b;
    m.devices.lamps.c = { title: "Cellar", state: "on" };
    await m.t.account.rescan();
    await m.refresh();
    expect(notifications.filter((name) => name.endsWith("list_changed"))).toEqual([]);
    expect(held.count).toBe(2);
    held.release();
    await flushEventLoop();
    const lists = ["tools/list_changed", "resources/list_changed"];
    expect(notifications.filter((name) => name.endsWith("list_changed"))).toEqual([...lists, ...lists]);
  });

  it("are shortened when they are too long", async () => {
    const devices = createFakeDevices();
    devices.lamps.a = { title: "Attic", state: "on", note: "x".repeat(50_000) };
    await using m = await startTestMcp({ devices, mcp: { maxResult: 5_000 } });
    const { client } = await m.connect();
    const { contents } = await client.readResource({ uri: attic });
    const { text } = contents[0] as { text: string };
    expect(text.length).toBeLessThanOrEqual(5_000);
    expect(JSON.parse(text).cut).toEqual({ texts: "at most 4000 characters" });
  });
});
