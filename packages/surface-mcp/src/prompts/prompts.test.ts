import { describe, expect, it } from "vitest";
import { createFakeDevices } from "../../test/fake-devices.fixture.ts";
import { startTestMcp, useTestMcp } from "../../test/test-mcp.fixture.ts";
import type { AgentPrompt } from "./agent-prompt.ts";

const prompts: readonly AgentPrompt[] = [
  {
    name: "check-lamps",
    title: "Check the lamps",
    description: "Which lamps are on",
    tools: ["house_names"],
    arguments: [
      { name: "lamp", description: "Its title", required: true, suggests: { sensorsOf: "house" } },
      { name: "account", description: "Default: all", suggests: "accounts" },
      { name: "note", description: "What to look for" },
    ],
    write: ({ lamp, account = "every account" }) => `Is ${lamp} on in ${account}?`,
  },
  { name: "light-up", title: "Light up", description: "Light a lamp", tools: ["house_light"], arguments: [], write: () => "Light a lamp." },
];
const lamps = { a: { title: "Attic", state: "off" }, b: { title: "Bath", state: "on" }, c: { title: "Old attic", state: "on" } };
const start = () => startTestMcp({ devices: { ...createFakeDevices(), lamps }, mcp: { prompts } });

describe("prompts", () => {
  it("are offered to clients that have their tools", async () => {
    await using m = await start();
    const { client } = await m.connect();
    expect((await client.listPrompts()).prompts).toEqual([
      {
        ...{ name: "check-lamps", title: "Check the lamps", description: "Which lamps are on" },
        arguments: [
          { name: "lamp", description: "Its title", required: true },
          { name: "account", description: "Default: all" },
          { name: "note", description: "What to look for" },
        ],
      },
      { name: "light-up", title: "Light up", description: "Light a lamp", arguments: [] },
    ]);
    const reading = await m.connect("read");
    expect((await reading.client.listPrompts()).prompts.map(({ name }) => name)).toEqual(["check-lamps"]);
    await expect(reading.client.getPrompt({ name: "light-up" })).rejects.toMatchObject({ code: -32_602 });
  });

  it("are texts of the user, from the arguments that were given", async () => {
    await using m = await start();
    const { client } = await m.connect();
    const messagesOf = async (input: Record<string, string>) =>
      (await client.getPrompt({ name: "check-lamps", arguments: input })).messages;
    expect(await messagesOf({ lamp: "Attic", account: " " })).toEqual([
      { role: "user", content: { type: "text", text: "Is Attic on in every account?" } },
    ]);
    await expect(messagesOf({})).rejects.toThrow("needs the argument lamp: Its title");
    await expect(messagesOf({ lamp: "x", room: "y" })).rejects.toThrow("has no argument room. It has: lamp, account, note");
    await expect(client.getPrompt({ name: "check-lamp" })).rejects.toThrow("Did you mean check-lamps?");
  });

  it("come and go with their tools", async () => {
    await using m = await start();
    const { notifications } = await m.connectHttp();
    m.devices.lamps = { ...lamps, d: { title: "Door", state: "on" } };
    await m.t.account.rescan();
    await m.refresh();
    expect(notifications).toContain("prompts/list_changed");
  });
});

describe("completions", () => {
  const m = useTestMcp(start);
  const prompt = { type: "ref/prompt", name: "check-lamps" } as const;
  const address = { type: "ref/resource", uri: "casement://{account}/{plugin}/{sensor}" } as const;

  it.each([
    [prompt, "lamp", "att", ["Attic", "Old attic"], {}],
    [prompt, "lamp", "", ["Attic", "Bath", "Old attic"], {}],
    [prompt, "lamp", "", [], { account: "work" }],
    [prompt, "account", "H", ["home"], {}],
    [prompt, "note", "x", [], {}],
    [prompt, "nothing", "x", [], {}],
    [{ ...prompt, name: "nothing" }, "lamp", "", [], {}],
    [address, "account", "", ["home"], {}],
    [address, "plugin", "", ["house"], { account: "home" }],
    [address, "sensor", "a", ["attic", "bath", "old-attic"], { account: "home", plugin: "house" }],
  ])("of %j, %s, typed %j", async (ref, name, value, values, given) => {
    const { client } = await m().connect();
    const { completion } = await client.complete({ ref, argument: { name, value }, context: { arguments: given as {} } });
    expect([...completion.values].sort()).toEqual([...values].sort());
    expect(completion).toMatchObject({ total: values.length, hasMore: false });
  });

  it("show nothing that the access does not include", async () => {
    await using m = await start();
    const { client } = await m.connectHttp({ name: "Limited", access: "read", accounts: [], tools: ["calendar_*"] });
    for (const name of ["account", "sensor"])
      expect((await client.complete({ ref: address, argument: { name, value: "" } })).completion.values).toEqual([]);
  });
});
