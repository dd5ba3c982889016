import { createHttpSurface, type HttpSurface } from "@casement/surface-http";
import type { TestHostOptions } from "@casement/testing";
import { expect, onTestFinished, test } from "vitest";
import { tasks } from "../../test/tasks-plugin.fixture.ts";
import { createTestCluster } from "../../test/test-front.fixture.ts";
import { describeOnRedis, useRedis } from "../../test/test-redis.fixture.ts";
import { createSlotKeys } from "../ownership/slot-keys.ts";

const user = "ada@contoso.example";
const origin = "http://127.0.0.1:8365";
const token = "the-full-token-of-the-test";

interface Json {
  readonly status: number;
  readonly body: any;
}

describeOnRedis("the HTTP interface of a front", () => {
  const server = useRedis();

  async function startCluster(options: Partial<TestHostOptions> = {}) {
    const cluster = await createTestCluster(server(), { plugins: [{ plugin: tasks }], ...options });
    onTestFinished(() => cluster[Symbol.asyncDispose]());
    const { control } = cluster.owner.emulator;
    const openHttp = async (): Promise<HttpSurface> => {
      const http = await createHttpSurface(await cluster.openFront(), { token });
      onTestFinished(() => http.close());
      return http;
    };
    /** The owner reports how its account is doing every two seconds of its clock. */
    const report = () => cluster.owner.advance(2_000);
    await report();
    return { ...cluster, control, openHttp, report };
  }
  const send = (http: HttpSurface, path: string, init: RequestInit & { readonly bearer?: string | null } = {}): Promise<Response> => {
    const { bearer = token, ...rest } = init;
    const headers = { host: "127.0.0.1:8365", ...(bearer !== null && { authorization: `Bearer ${bearer}` }) };
    return http.fetch(new Request(new URL(path, origin), { ...rest, headers }), {
      incoming: { socket: { remoteAddress: "127.0.0.1" } },
    } as never);
  };
  const get = async (http: HttpSurface, path: string, init: Parameters<typeof send>[2] = {}): Promise<Json> => {
    const response = await send(http, path, init);
    return { status: response.status, body: await response.json() };
  };
  const post = (http: HttpSurface, path: string, body: unknown): Promise<Json> =>
    get(http, path, { method: "POST", body: JSON.stringify(body) });

  test("shows accounts, sensors, events and services, and passes calls to the worker", async () => {
    const t = await startCluster();
    t.control.todo.addList(user, "Groceries");
    await t.owner.account.rescan();
    await t.report();
    const http = await t.openHttp();
    await expect
      .poll(async () => (await get(http, "/api/v1/sensors")).body.sensors)
      .toContainEqual(expect.objectContaining({ id: "home/tasks/groceries", state: 0, stale: false }));
    expect((await get(http, "/api/v1/accounts")).body.accounts).toMatchObject([{ name: "home", state: "signed-in", username: user }]);
    const stream = await send(http, "/api/v1/stream");
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    let seen = "";
    const reading = (async () => {
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) seen += chunk.value;
    })();
    const added = await post(http, "/api/v1/accounts/home/services/tasks/add", { title: "Milk", sensor: "groceries" });
    expect(added).toMatchObject({ status: 200, body: { result: { id: expect.any(String) } } });
    const list = t.control.todo.lists(user).find(({ displayName }) => displayName === "Groceries")!.id;
    expect(t.control.todo.tasks(user, list).map(({ title }) => title)).toEqual(["Milk"]);
    expect((await post(http, "/api/v1/accounts/home/services/tasks/count", {})).body.result.lists).toBeGreaterThan(0);
    expect((await post(http, "/api/v1/accounts/home/services/tasks/burn", {})).status).toBe(404);
    expect((await post(http, "/api/v1/accounts/home/services/tasks/add", { title: 5, sensor: "groceries" })).body.code).toBe(
      "input-invalid",
    );
    await expect.poll(() => seen).toMatch(/"type":"tasks\/created"/);
    await expect.poll(async () => (await get(http, "/api/v1/sensors/home/tasks/groceries")).body).toMatchObject({ state: 1 });
    expect((await get(http, "/api/v1/services")).body.services.map(({ id }: { id: string }) => id)).toContain("tasks/add");
    expect((await get(http, "/api/v1/events")).body.events).toContainEqual(
      expect.objectContaining({ type: "tasks/created", account: "home" }),
    );
    http.close();
    await reading.catch(() => {});
    expect(t.problems).toEqual([]);
  });

  test("a sign-in that begins at one front ends at another, and both know of it", async () => {
    const t = await startCluster({ signedOut: true });
    const [a, b] = [await t.openHttp(), await t.openHttp()];
    const begun = await post(a, "/api/v1/accounts/home/sign-in", { method: "callback" });
    expect(begun).toMatchObject({ status: 200, body: { method: "callback" } });
    const page = t.control.entra.signIn(begun.body.url, { user });
    if (!("redirect" in page)) throw new Error("The emulator refused the sign-in.");
    const { pathname, search } = new URL(page.redirect);
    const done = await send(b, pathname + search, { bearer: null });
    expect([done.status, await done.text()]).toEqual([200, expect.stringContaining("You are signed in (home)")]);
    expect((await get(b, "/api/v1/accounts")).body.accounts).toMatchObject([{ state: "signed-in", username: user }]);
    await expect
      .poll(async () => (await get(a, "/api/v1/accounts/home/sign-in")).body)
      .toMatchObject({ pending: null, last: { outcome: "signed-in" } });
    await expect.poll(async () => (await get(a, "/api/v1/accounts")).body.accounts).toMatchObject([{ state: "signed-in" }]);
    expect((await send(a, "/auth/callback?code=1&state=unknown.nobody", { bearer: null })).status).toBe(410);
  });

  test("access that one front gives out is known at the others, and so is its end", async () => {
    const t = await startCluster();
    const [a, b] = [await t.openHttp(), await t.openHttp()];
    const add = async (http: HttpSurface, name: string): Promise<string> =>
      (await post(http, "/api/v1/access", { kind: "program", access: "read", name })).body.credentials.password;
    const [first, second] = await Promise.all([add(a, "one"), add(b, "two")]);
    const statusOf = async (http: HttpSurface, bearer: string) => (await send(http, "/api/v1/sensors", { bearer })).status;
    for (const http of [a, b]) for (const secret of [first, second]) await expect.poll(() => statusOf(http, secret)).toBe(200);
    expect((await send(b, "/api/v1/access?name=one", { method: "DELETE" })).status).toBe(204);
    await expect.poll(() => statusOf(a, first)).toBe(401);
    expect([await statusOf(b, first), await statusOf(a, second)]).toEqual([401, 200]);
    const third = await t.openHttp();
    expect([await statusOf(third, first), await statusOf(third, second)]).toEqual([401, 200]);
  });

  test("without a worker, accounts say that nobody runs them; with one, they go on", async () => {
    const t = await startCluster();
    const http = await t.openHttp();
    const accounts = async () => (await get(http, "/api/v1/accounts")).body.accounts;
    await expect.poll(accounts).toMatchObject([{ state: "signed-in" }]);
    expect((await accounts())[0].problem).toBeUndefined();
    await t.own(false);
    await expect
      .poll(accounts)
      .toMatchObject([{ state: "signed-in", problem: { code: "not-running", cure: expect.stringContaining("worker") } }]);
    for (const sensor of (await get(http, "/api/v1/sensors")).body.sensors)
      expect(sensor).toMatchObject({ stale: true, errorCode: "not-running" });
    await t.stored.add({ name: "later", clientId: "11111111-1111-4111-8111-111111111111", accountType: "work", timeZone: "Europe/Paris" });
    await expect
      .poll(accounts)
      .toMatchObject([
        { name: "home" },
        { name: "later", state: "signed-out", timeZone: "Europe/Paris", problem: { code: "not-running" } },
      ]);
    await t.own(true);
    await expect.poll(async () => (await accounts())[0].problem).toBeUndefined();
    await t.stored.remove("later");
    await expect.poll(accounts).toMatchObject([{ name: "home" }]);
    expect((await get(http, "/api/v1/accounts/later/scopes")).status).toBe(404);
  });

  test("an account that is set aside says why, and when it is tried again", async () => {
    const t = await startCluster();
    const http = await t.openHttp();
    const account = async () => (await get(http, "/api/v1/accounts")).body.accounts[0];
    await expect.poll(account).toMatchObject({ state: "signed-in" });
    const { closed } = createSlotKeys(t.keys);
    const until = Date.now() + 60_000;
    await t.redis.hset(closed, "home", `2:${until}`);
    await expect.poll(account).toMatchObject({
      problem: {
        code: "worker-crashed",
        message: expect.stringContaining(new Date(until).toISOString()),
        cure: expect.stringContaining("casement accounts retry home"),
      },
    });
    const retryAt = new Date(until).toISOString();
    for (const sensor of (await get(http, "/api/v1/sensors")).body.sensors)
      expect(sensor).toMatchObject({ stale: true, errorCode: "worker-crashed", errorDetails: { times: 2, retryAt } });
    expect(await post(http, "/api/v1/accounts/home/services/tasks/count", {})).toMatchObject({
      status: 503,
      body: { code: "worker-crashed" },
    });
    // Its time has come: it is being tried.
    await t.redis.hset(closed, "home", `2:${Date.now() - 1}`);
    await expect.poll(async () => (await account()).problem).toBeUndefined();
  });

  test("a file that is uploaded at one front reaches the worker through a call at another", async () => {
    const t = await startCluster();
    t.control.todo.addList(user, "Groceries");
    await t.owner.account.rescan();
    await t.report();
    const [a, b] = [await t.openHttp(), await t.openHttp()];
    const { body } = await get(a, "/api/v1/uploads?name=milk.txt", { method: "POST", body: "Milk, secretly" });
    expect(await post(b, "/api/v1/accounts/home/services/tasks/add-from-file", { file: body.file, sensor: "groceries" })).toMatchObject({
      status: 200,
    });
    const list = t.control.todo.lists(user).find(({ displayName }) => displayName === "Groceries")!.id;
    expect(t.control.todo.tasks(user, list).map(({ title }) => title)).toEqual(["Milk, secretly"]);
    const key = t.keys.upload(body.file);
    expect((await t.redis.getBuffer(key))!.toString("latin1")).not.toContain("Milk");
    expect(await t.redis.pttl(key)).toBeGreaterThan(3_500_000);
    await t.redis.del(key);
    expect((await post(b, "/api/v1/accounts/home/services/tasks/add-from-file", { file: body.file, sensor: "groceries" })).body.code).toBe(
      "file-refused",
    );
  });

  test("a call that finds no worker is not made, and says so", async () => {
    const t = await startCluster();
    await t.own(false);
    const front = await t.openFront({ ownerLimit: 1_000 });
    await expect.poll(() => front.account("home").status().problem?.code).toBe("not-running");
    await expect(front.account("home").call("tasks/add", { title: "Milk" })).rejects.toMatchObject({ code: "not-running" });
    expect(await front.services()).toEqual([]);
    await t.own(true);
    expect(t.control.todo.lists(user).flatMap(({ id }) => t.control.todo.tasks(user, id))).toEqual([]);
  });
});
