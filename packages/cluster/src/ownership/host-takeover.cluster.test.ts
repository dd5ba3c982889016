import { serveEmulator } from "@casement/graph-emulator";
import { expect, it, onTestFinished } from "vitest";
import { startHostWorker } from "../../test/start-worker.fixture.ts";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { createTestState, testClusterKey } from "../../test/test-state.fixture.ts";
import { createTestWorkers, testTimes } from "../../test/test-workers.fixture.ts";
import { createRedisCalls } from "../calls/redis-calls.ts";
import { createClusterKeys } from "../keys/cluster-keys.ts";

const user = "ada@contoso.example";
const slots = 2;

describeOnRedis("an account of a host whose process is killed", () => {
  it("continues in another process from its sign-in and its last page: no change is lost or doubled", async () => {
    await using server = await startRedis();
    const graph = await serveEmulator();
    onTestFinished(() => graph.close());
    const { control, directory } = graph.emulator;
    directory.addTenant({ domain: "contoso.example" });
    directory.addUser({ userPrincipalName: user, displayName: "Ada Byron", timeZone: "Europe/Berlin" });
    const list = control.todo.addList(user, "Shopping");
    const t = createTestWorkers(server, { slots });
    const { readEvents } = createTestState(t.redis, { keys: t.keys });
    await t.add("home");
    const start = (id: string) => startHostWorker({ url: server.url, id, slots, times: testTimes, emulator: graph.url });
    const clusterKeys = createClusterKeys([testClusterKey]);
    const caller = createRedisCalls({ redis: t.redis, keys: t.keys, clusterKeys, owners: t.places, onProblem() {} });
    onTestFinished(() => caller[Symbol.asyncDispose]());
    const write = (title: string) =>
      caller.call({
        account: "home",
        operation: { do: "call", service: "tasks/add", input: { sensor: "shopping", title } },
        repeatable: false,
      });
    /** Titles of the tasks whose creation the journal reports, in its order. */
    const created = async () =>
      (await readEvents("home")).flatMap((event) => (event?.type === "tasks/created" ? [(event.payload as { title: string }).title] : []));
    const titles: string[] = [];
    const addTasks = (count: number): void => {
      for (const title of Array.from({ length: count }, (_, index) => `task-${titles.length + index}`)) {
        control.todo.addTask(user, list, { title });
        titles.push(title);
      }
    };

    // A process with a host starts slowly on a busy machine.
    const patience = { timeout: 120_000 };
    const first = start("first");
    await expect.poll(() => first.lines.find((line) => line.startsWith("code ")), patience).toBeDefined();
    control.entra.approveDevice(first.lines.find((line) => line.startsWith("code "))!.slice(5), user);
    // What was there at the first read is not an event: wait until a new task is one.
    let probes = 0;
    await expect
      .poll(async () => {
        control.todo.addTask(user, list, { title: `probe-${probes++}` });
        return (await created()).length;
      }, patience)
      .toBeGreaterThan(0);
    const second = start("second");
    await expect.poll(() => second.lines, patience).toContain("ready");

    addTasks(20);
    await expect.poll(async () => (await created()).some((title) => title.startsWith("task-")), patience).toBe(true);
    // Between reads and writes that follow each other without a pause.
    for (let round = 0; round < 10; round++) addTasks(3);
    first.child.kill("SIGKILL");
    // Nobody has begun it, so it waits for the next owner.
    const written = write("written");
    addTasks(20);
    await expect.poll(() => second.lines, patience).toContain("signed-in home");
    addTasks(20);
    const missing = async () => {
      const found = new Set(await created());
      return titles.filter((title) => !found.has(title));
    };
    await expect.poll(missing, patience).toEqual([]);
    const found = (await created()).filter((title) => title.startsWith("task-"));
    expect(found.toSorted()).toEqual(titles.toSorted());

    await written;
    expect(control.todo.tasks(user, list).filter(({ title }) => title === "written").length).toBe(1);
    await expect.poll(created, patience).toContain("written");
    second.say("drain");
    await expect.poll(() => second.lines, patience).toContain("drained");
    expect(second.lines).toContain("released home give-back");
    expect((await created()).filter((title) => title === "written")).toEqual(["written"]);
  }, 400_000);
});
