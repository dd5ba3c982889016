import { describe, expect, it } from "vitest";
import { house } from "./house.fixture.ts";
import { testMcp, turns } from "./mcp.fixture.ts";

const attic = "casement://home/house/attic";

describe("resources", () => {
  it("are sensors and events, by template too", async () => {
    await using m = await testMcp();
    const { client, call } = await m.client();
    expect((await client.listResources()).resources).toEqual([
      { uri: attic, name: "home/house/attic", title: "Attic", mimeType: "application/json" },
      { uri: "casement://home/events", name: "home/events", title: "Last events of home", mimeType: "application/json" },
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
      await expect(read(uri)).rejects.toMatchObject({ code: -32_002 });
  });

  it("tell those who follow them, until they stop", async () => {
    await using m = await testMcp();
    const { client, heard, call } = await m.client();
    await client.subscribeResource({ uri: attic });
    await client.subscribeResource({ uri: "casement://home/events" });
    await expect(client.subscribeResource({ uri: "casement://home/house/cellar" })).rejects.toMatchObject({ code: -32_002 });
    m.world.lamps.a = { title: "Attic", state: "on" };
    await m.refresh();
    expect(heard).toEqual([`resources/updated ${attic}`]);
    await call("house_ring", { text: "one" });
    await turns();
    expect(heard).toContain("resources/updated casement://home/events");
    await client.unsubscribeResource({ uri: attic });
    heard.length = 0;
    m.world.lamps.a = { title: "Attic", state: "off" };
    await m.refresh();
    expect(heard).toEqual([]);
  });

  it("come and go with sensors", async () => {
    await using m = await testMcp();
    const { client, heard } = await m.client();
    m.world.lamps.b = { title: "Bath", state: "on" };
    await m.t.account.rescan();
    await m.refresh();
    expect(heard).toEqual(expect.arrayContaining(["resources/list_changed", "tools/list_changed"]));
    expect((await client.listResources()).resources.map(({ name }) => name)).toContain("home/house/bath");
    // With two of them the tool has to be told which.
    const { tools } = await client.listTools();
    expect(tools.find(({ name }) => name === "house_light")?.inputSchema).toMatchObject({
      required: ["sensor"],
      properties: { sensor: { description: "attic, bath" } },
    });
  });

  it("are cut when too long", async () => {
    const world = house();
    world.lamps.a = { title: "Attic", state: "on", note: "x".repeat(50_000) };
    await using m = await testMcp({ world, mcp: { maxResult: 5_000 } });
    const { client } = await m.client();
    const { contents } = await client.readResource({ uri: attic });
    const { text } = contents[0] as { text: string };
    expect(text.length).toBeLessThanOrEqual(5_000);
    expect(JSON.parse(text).cut).toEqual({ texts: "at most 4000 characters" });
  });
});
