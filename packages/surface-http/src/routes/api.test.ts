import { describe, expect, it } from "vitest";
import { createHttpRig, readToken, testUser } from "../../test/http-rig.fixture.ts";

describe("accounts and permissions", () => {
  it("lists accounts with their state and plugins", async () => {
    await using rig = await createHttpRig();
    expect(await rig.requestJson("/api/v1/accounts")).toMatchObject({
      status: 200,
      body: {
        accounts: [{ name: "home", state: "signed-in", username: testUser, plugins: [{ id: "tasks", access: "update", missing: [] }] }],
      },
    });
  });

  it("returns the permissions as JSON and in each text format", async () => {
    await using rig = await createHttpRig();
    const path = "/api/v1/accounts/home/scopes";
    const { body } = await rig.requestJson(path);
    expect(body).toMatchObject({ account: "home", requested: ["Tasks.Read", "Tasks.ReadWrite", "User.Read", "offline_access"] });
    expect(body.plugins).toEqual([expect.objectContaining({ plugin: "tasks", access: "update", missing: [] })]);
    const text = async (query: string) => (await rig.request(`${path}?format=${query}`)).text();
    expect(await text("table")).toMatch(/Tasks\.ReadWrite .*Add tasks for you/);
    expect(await text("markdown")).toContain("| Tasks | `Tasks.Read` |");
    expect(JSON.parse(await text("manifest")).requiredResourceAccess[0].resourceAccess).toHaveLength(4);
    expect(await text("az")).toContain("az ad app permission add --id 11111111-1111-4111-8111-111111111111");
    expect(await text("admin-consent-url")).toContain("az ad app permission admin-consent");
    expect(await text(`admin-consent-url&redirectUri=${encodeURIComponent("https://c.example/auth/callback")}`)).toMatch(
      /^https:\/\/login\.microsoftonline\.com\/organizations\/v2\.0\/adminconsent\?.*redirect_uri=https%3A%2F%2Fc\.example%2Fauth%2Fcallback\n$/,
    );
    expect((await rig.request(`${path}?format=xml`)).status).toBe(400);
  });

  it("signs out, and keeps the data only with keepData", async () => {
    await using rig = await createHttpRig();
    expect((await rig.request("/api/v1/accounts/home/session?keepData=true", { method: "DELETE" })).status).toBe(204);
    expect((await rig.requestJson("/api/v1/accounts")).body.accounts[0].state).toBe("signed-out");
    expect((await rig.requestJson("/api/v1/sensors")).body.sensors).toEqual([
      expect.objectContaining({ id: "home/tasks/groceries", stale: true }),
    ]);
    expect((await rig.request("/api/v1/accounts/home/session?keepData=perhaps", { method: "DELETE" })).status).toBe(400);
    expect((await rig.request("/api/v1/accounts/home/session", { method: "DELETE" })).status).toBe(204);
    expect((await rig.requestJson("/api/v1/sensors")).body.sensors).toEqual([]);
  });
});

describe("plugins", () => {
  it("lists each plugin once, with its accounts and its texts in other languages", async () => {
    await using rig = await createHttpRig();
    const { status, body } = await rig.requestJson("/api/v1/plugins", { token: readToken });
    expect(status).toBe(200);
    const [builtIn, tasks, ...others] = body.plugins;
    expect(others).toEqual([]);
    expect(builtIn).toMatchObject({ id: "account", accounts: ["home"], texts: { de: { "events.signed-in.title": "Angemeldet" } } });
    expect(builtIn.events).toContain("signed-in");
    expect(tasks).toEqual({
      id: "tasks",
      title: "Tasks",
      accounts: ["home"],
      sensors: { list: "List" },
      events: ["task-created"],
      texts: { de: { title: "Aufgaben", "sensors.list.title": "Liste", "scopes.Tasks.Read.why": "Deine Aufgaben zeigen" } },
    });
  });
});

describe("sensors", () => {
  it("returns all sensors, one sensor, and a refreshed sensor", async () => {
    await using rig = await createHttpRig();
    const { body } = await rig.requestJson("/api/v1/sensors");
    const groceries = {
      id: "home/tasks/groceries",
      account: "home",
      plugin: "tasks",
      kind: "list",
      title: "Groceries",
      state: 0,
      attributes: { titles: [] },
      updatedAt: rig.testHost.clock.now().toISOString(),
      stale: false,
      error: null,
      gone: false,
      present: null,
    };
    expect(body).toEqual({ sensors: [groceries] });
    expect((await rig.requestJson("/api/v1/sensors/home/tasks/groceries")).body).toEqual(groceries);
    rig.testHost.emulator.control.todo.addTask(testUser, "Groceries", { title: "Bread" });
    const refreshed = await rig.requestJson("/api/v1/sensors/home/tasks/groceries/refresh", { method: "POST" });
    expect(refreshed).toMatchObject({ status: 200, body: { state: 1, attributes: { titles: ["Bread"] } } });
  });

  it("suggests a similar id for an unknown sensor", async () => {
    await using rig = await createHttpRig();
    const { status, body } = await rig.requestJson("/api/v1/sensors/home/tasks/grocerys");
    expect(status).toBe(404);
    expect(body).toMatchObject({ code: "sensor-unknown", detail: expect.stringContaining("Did you mean home/tasks/groceries?") });
    expect((await rig.requestJson("/api/v1/sensors/hom/tasks/groceries")).body.code).toBe("account-unknown");
  });
});

describe("services", () => {
  it("lists services with their schemas, and why a service is not offered", async () => {
    await using rig = await createHttpRig({ account: { enableUpdate: false } });
    const { services } = (await rig.requestJson("/api/v1/services")).body;
    const byId = Object.fromEntries(services.map((service: { id: string }) => [service.id, service]));
    expect(byId["tasks/list-tasks"]).toMatchObject({ account: "home", offered: true, effect: "read", target: "list" });
    expect(byId["tasks/add-task"]).toMatchObject({ offered: false, reason: expect.stringContaining("Tasks.ReadWrite") });
    const { status, body } = await rig.requestJson("/api/v1/accounts/home/services/tasks/add-task", {
      method: "POST",
      body: { title: "Milk" },
    });
    expect(status).toBe(403);
    expect(body.code).toBe("service-refused");
  });

  it("calls a service that writes, one that reads, and the built-in one", async () => {
    await using rig = await createHttpRig();
    const path = "/api/v1/accounts/home/services";
    const written = await rig.requestJson(`${path}/tasks/add-task`, { method: "POST", body: { title: "Milk", sensor: "groceries" } });
    expect(written).toEqual({ status: 200, body: { result: { id: expect.any(String) } } });
    expect(rig.testHost.sensor("tasks/groceries").attributes.titles).toEqual(["Milk"]);
    expect(await rig.requestJson(`${path}/tasks/list-tasks`, { method: "POST" })).toEqual({ status: 200, body: { result: ["Milk"] } });
    expect(await rig.requestJson(`${path}/account/rescan`, { method: "POST", body: {} })).toEqual({
      status: 200,
      body: { result: { sensors: 1 } },
    });
    expect(rig.testHost.log.some((line) => line.includes("http called home tasks/add-task: done"))).toBe(true);
  });

  it("points to the invalid field of the input", async () => {
    await using rig = await createHttpRig();
    const body = { title: "Party", tree: { title: "Cake", parts: [{ title: 7 }] } };
    expect(await rig.requestJson("/api/v1/accounts/home/services/tasks/add-task", { method: "POST", body })).toMatchObject({
      status: 400,
      body: { code: "input-invalid", errors: [{ pointer: "#/tree/parts/0/title", detail: expect.stringMatching(/string/) }] },
    });
  });
});

describe("events", () => {
  it("pages through events by id", async () => {
    await using rig = await createHttpRig();
    await rig.addTask("Milk");
    await rig.addTask("Eggs");
    const all = (await rig.requestJson("/api/v1/events")).body;
    expect(all.lost).toBe(false);
    expect(all.events.map((event: { type: string }) => event.type).slice(-2)).toEqual(["tasks/task-created", "tasks/task-created"]);
    const { id } = all.events.at(-2);
    expect((await rig.requestJson(`/api/v1/events?after=${id}`)).body.events).toEqual([all.events.at(-1)]);
    expect((await rig.requestJson("/api/v1/events?limit=1")).body.events).toEqual([all.events[0]]);
    const last = all.events.at(-1).id;
    expect(all.after).toBe(last);
    // Also after an id that is higher than any: `after` moves on.
    for (const after of ["0", "9999999999999999"]) {
      const pages: unknown[] = [];
      for (let page = { events: [], after }; pages.length < 20; ) {
        page = (await rig.requestJson(`/api/v1/events?after=${page.after}&limit=1`)).body;
        if (page.events.length === 0) break;
        pages.push(...page.events);
      }
      expect(pages).toEqual(all.events);
    }
    expect(await rig.requestJson("/api/v1/events?limit=0")).toMatchObject({ status: 400, body: { errors: [{ pointer: "#/limit" }] } });
    expect(await rig.requestJson("/api/v1/events?after=x")).toMatchObject({ status: 400, body: { code: "input-invalid" } });
  });
});
