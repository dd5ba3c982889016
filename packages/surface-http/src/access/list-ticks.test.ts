import { definePlugin } from "@casement/core";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { openDisplay } from "../../test/access/open-display.fixture.ts";
import { createHttpRig, createHttpRigFor, type HttpRig, readToken } from "../../test/http-rig.fixture.ts";
import { tasksPlugin } from "../../test/tasks-plugin.fixture.ts";

const done: string[] = [];
const tick = (does: "complete" | "reopen" | "act", target?: "list") => ({
  title: does,
  scope: "Tasks.ReadWrite" as const,
  ...(target && { target }),
  item: { of: "list" as const, does, id: "id" as const },
  input: z.object({ id: z.string(), title: z.string().optional() }),
  output: z.null(),
  run: async ({ input }: { input: { id: string } }) => {
    done.push(`${does} ${input.id}`);
    return null;
  },
});

/** Typed as what `definePlugin` takes: a plugin hides its parts. */
const tasks = tasksPlugin as any;
const list = {
  ...tasks.sensors.list,
  present: { kind: "number", items: { attribute: "chores", as: "tasks", title: "title", done: "done" } },
  value: z.object({ state: z.number(), chores: z.array(z.object({ id: z.string(), title: z.string(), done: z.boolean() })) }),
  view: () => ({ value: { state: 0, chores: [] } }),
};
/** Lists whose items can be completed and reopened, and a sensor without items. */
const chores = definePlugin({
  ...tasks,
  id: "chores",
  sensors: {
    list,
    count: { title: "Count", feed: "tasks", value: z.object({ state: z.number() }), view: () => ({ value: { state: 0 } }) },
  },
  services: {
    complete: tick("complete", "list"),
    reopen: tick("reopen", "list"),
    rename: tick("act", "list"),
    "complete-anywhere": tick("complete"),
  },
} as any);

/** Lists whose service finds an item in any list. */
const errands = definePlugin({ ...tasks, id: "errands", sensors: { list }, services: { "complete-anywhere": tick("complete") } } as any);

async function openRig(): Promise<HttpRig> {
  done.length = 0;
  const rig = await createHttpRig({ plugins: [{ plugin: chores }, { plugin: errands }] });
  rig.testHost.emulator.control.todo.addList("ada@contoso.example", "Presents");
  await rig.testHost.account.rescan();
  return rig;
}
const add = (rig: HttpRig, body: object) => rig.requestJson("/api/v1/access", { method: "POST", body });

/** A display, with the services of the lists. */
async function openTickingDisplay(rig: HttpRig, mayTick?: readonly string[]) {
  const display = await openDisplay(rig, mayTick);
  return {
    ...display,
    call: (service: string, body: object) => display.send("POST", `/api/v1/accounts/home/services/chores/${service}`, body),
  };
}

describe("a display that may tick a list", () => {
  it("can no longer do so when another person signs in to the account", async () => {
    await using rig = await openRig();
    await openTickingDisplay(rig, ["home/chores/groceries"]);
    const { account, emulator } = rig.testHost;
    const bea = "bea@contoso.example";
    emulator.directory.addUser({ userPrincipalName: bea });
    await account.logout();
    const device = await account.signIn.deviceCode();
    emulator.control.entra.approveDevice(device.userCode, bea);
    await rig.testHost.advance("10s");
    expect((await device.done).outcome).toBe("signed-in");
    await rig.testHost.host.settled();
    expect((await rig.requestJson("/api/v1/access")).body.grants[0]).toMatchObject({ kind: "wall", mayTick: [] });
  });

  it("completes and reopens the items of that list, and can do nothing else", async () => {
    await using rig = await openRig();
    const { call, send, session } = await openTickingDisplay(rig, ["home/chores/groceries"]);
    expect(session).toMatchObject({ access: "read", kind: "wall", mayTick: ["home/chores/groceries"] });
    expect((await call("complete", { sensor: "groceries", id: "milk" })).status).toBe(200);
    expect((await call("reopen", { sensor: "groceries", id: "milk" })).status).toBe(200);
    expect((await call("complete/reaches-others", { sensor: "groceries", id: "milk" })).body).toEqual({ reachesOthers: false });
    const only = "This display can only complete and reopen the items of home/chores/groceries.";
    const refused: [service: string, input: object][] = [
      ["complete", { sensor: "presents", id: "milk" }],
      ["complete", { sensor: "Groceries", id: "milk" }],
      ["complete", { sensor: "groceries", id: ["milk"] }],
      ["complete", { sensor: "groceries", id: "milk", title: "Beer" }],
      ["complete", { id: "milk" }],
      ["complete-anywhere", { sensor: "groceries", id: "milk" }],
      ["rename", { sensor: "groceries", id: "milk" }],
      ["vanish", { sensor: "groceries", id: "milk" }],
    ];
    for (const [service, input] of refused) {
      const { status, body } = await call(service, input);
      expect([service, input, status, body.code]).toEqual([service, input, 403, "forbidden"]);
      expect(body.detail).toContain(only);
    }
    expect((await send("POST", "/api/v1/sensors/home/chores/groceries/refresh")).status).toBe(403);
    expect((await send("GET", "/api/v1/access")).status).toBe(403);
    const { services } = (await send("GET", "/api/v1/services")).body;
    expect(services.map(({ id }: { id: string }) => id)).toEqual(["chores/complete", "chores/reopen"]);
    expect(done).toEqual(["complete milk", "reopen milk"]);
  });

  it("cannot do it to a list that took over the title of a deleted one", async () => {
    await using rig = await openRig();
    const { call } = await openTickingDisplay(rig, ["home/chores/groceries"]);
    const { todo } = rig.testHost.emulator.control;
    todo.removeList("ada@contoso.example", "Groceries");
    todo.addList("ada@contoso.example", "groceries");
    await rig.testHost.account.rescan();
    expect((await rig.requestJson("/api/v1/sensors")).body.sensors.map(({ id }: { id: string }) => id)).toContain(
      "home/chores/groceries-2",
    );
    expect((await call("complete", { sensor: "groceries", id: "milk" })).body).toMatchObject({ code: "sensor-unknown" });
    expect((await call("complete", { sensor: "groceries-2", id: "milk" })).body).toMatchObject({ code: "forbidden" });
    expect(done).toEqual([]);
  });

  it("is one that somebody allowed it", async () => {
    await using rig = await openRig();
    const { call, session } = await openTickingDisplay(rig);
    expect(session).not.toHaveProperty("mayTick");
    const { status, body } = await call("complete", { sensor: "groceries", id: "milk" });
    expect([status, body.detail]).toEqual([403, expect.stringContaining("This display has read-only access.")]);
  });

  it("is refused for other kinds, and for what is no list", async () => {
    await using rig = await openRig();
    const cases: [body: object, detail: string][] = [
      [{ kind: "browser", mayTick: ["home/chores/groceries"] }, "mayTick: must be omitted"],
      [{ kind: "wall", mayTick: ["home/chores/count"] }, "home/chores/count, which is not a list"],
      [{ kind: "wall", mayTick: ["home/errands/groceries"] }, "home/errands/groceries, which is not a list"],
      [{ kind: "wall", mayTick: ["home/chores/grocery"] }, "home/chores/grocery"],
      [{ kind: "wall", mayTick: "home/chores/groceries" }, "mayTick: must be a list"],
    ];
    for (const [body, detail] of cases) expect((await add(rig, body)).body).toMatchObject({ detail: expect.stringContaining(detail) });
    const { kinds } = (await rig.requestJson("/api/v1/access")).body;
    expect(kinds.filter(({ canTick }: { canTick?: true }) => canTick).map(({ kind }: { kind: string }) => kind)).toEqual(["wall"]);
  });
});

describe("a wall page", () => {
  it("is arranged by its own browser, and kept over a restart and a new link", async () => {
    await using rig = await createHttpRig({ mode: "once" });
    const { send, headers } = await openDisplay(rig);
    const wall = { cards: ["home/tasks/groceries", "calendars"], night: { from: "21:30", to: "06:00" } };
    expect((await send("PATCH", "/session", { wall })).status).toBe(204);
    expect((await send("GET", "/session")).body).toEqual({ access: "read", kind: "wall", wall });
    const { grants } = (await rig.requestJson("/api/v1/access")).body;
    expect(grants).toMatchObject([{ name: "Kitchen", wall }]);
    await rig.http.close();
    const restarted = await createHttpRigFor(rig.testHost);
    expect((await restarted.requestJson("/api/v1/access")).body.grants).toMatchObject([{ name: "Kitchen", wall }]);
    // The same browser opens another link.
    const { credentials } = (await restarted.requestJson("/api/v1/access", { method: "POST", body: { kind: "wall", name: "Hall" } })).body;
    const body = { token: credentials.address.split("#session=")[1] };
    expect((await restarted.requestJson("/session", { method: "POST", token: null, headers, body })).body).toMatchObject({ wall });
    expect((await restarted.requestJson("/api/v1/access")).body.grants).toMatchObject([{ name: "Hall", wall }]);
    await restarted.http.close();
  });

  it("is arranged from elsewhere by who runs the house, and by nobody else", async () => {
    await using rig = await createHttpRig({ mode: "once" });
    const { send } = await openDisplay(rig);
    const arrange = (name: string, token?: string) =>
      rig.requestJson(`/api/v1/access?name=${name}`, { method: "PATCH", body: { wall }, ...(token && { token }) });
    const wall = { cards: ["calendars"], hiddenCalendars: ["home/calendar/work"] };
    expect((await rig.request("/api/v1/access?name=Kitchen", { method: "PATCH", body: { wall } })).status).toBe(204);
    expect((await send("GET", "/session")).body).toEqual({ access: "read", kind: "wall", wall });
    expect((await send("PATCH", "/api/v1/access?name=Kitchen", { wall })).status).toBe(403);
    expect(await arrange("Kitchen", readToken)).toMatchObject({ status: 403 });
    await add(rig, { kind: "program", name: "Script" });
    for (const name of ["Script", "Hall"])
      expect((await arrange(name)).body).toMatchObject({ status: 400, detail: expect.stringContaining("of a browser or a display") });
  });

  it("cannot be arranged by a program, and not as anything else", async () => {
    await using rig = await createHttpRig();
    const arrange = (wall: unknown) => rig.requestJson("/session", { method: "PATCH", body: { wall } });
    expect((await arrange({})).body.detail).toContain("no session of its own");
    const { credentials } = (await add(rig, { kind: "program", name: "Script" })).body;
    const byProgram = await rig.requestJson("/session", { method: "PATCH", token: credentials.password, body: { wall: {} } });
    expect(byProgram.body.detail).toContain("no session of its own");
    const wrong: [wall: unknown, detail: string][] = [
      [undefined, "wall: must be an object"],
      [[], "wall: must be an object"],
      [{ cards: "calendars" }, "wall.cards: must be a list"],
      [{ cards: Array(201).fill("a") }, "at most 200"],
      [{ cards: ["x".repeat(301)] }, "wall.cards"],
      [{ hiddenCalendars: [7] }, "wall.hiddenCalendars: must be a list"],
      [{ night: { from: "22:00" } }, "wall.night: must be two times"],
      [{ night: { from: "24:00", to: "06:00" } }, "wall.night"],
    ];
    for (const [wall, detail] of wrong)
      expect((await arrange(wall)).body).toMatchObject({ status: 400, detail: expect.stringContaining(detail) });
  });
});
