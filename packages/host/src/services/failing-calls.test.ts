import { CasementError, definePlugin, service } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";

const scope = "Tasks.ReadWrite" as const;
const events = { hammered: z.object({}) };

/** A plugin whose services wait for the test, and do what it says. */
function createTools() {
  let start = () => {};
  const tools = {
    reads: 0,
    failure: undefined as unknown,
    written: [] as readonly string[],
    targets: [] as string[],
    /** Resolves when the service `wait` runs. */
    waiting: new Promise<void>((resolve) => {
      start = resolve;
    }),
    release: () => {},
    lastSignal: undefined as AbortSignal | undefined,
  };
  const plugin = definePlugin({
    id: "tools",
    title: "Tools",
    scopes: { "User.Read": { tier: "read", why: "Read" }, [scope]: { tier: "update", why: "Write" } },
    events,
    sensors: {
      nails: {
        title: "Nails",
        scope: "User.Read",
        every: "24h",
        value: z.object({ state: z.number() }),
        read: () => ({ state: ++tools.reads }),
      },
    },
    services: {
      hammer: service({
        title: "Hammer",
        scope,
        target: "nails",
        input: z.object({}),
        output: z.object({}),
        events,
        run({ raise, target, progress, markWritten }) {
          tools.targets.push(target.id);
          for (const id of tools.written) markWritten(id);
          progress(1, 2);
          raise({ event: "hammered", payload: {} });
          if (tools.failure !== undefined) throw tools.failure;
          return {};
        },
      }),
      look: service({
        title: "Look",
        scope: "User.Read",
        effect: "read",
        target: "nails",
        touches: ["nails"],
        input: z.object({}),
        output: z.object({}),
        run: () => ({}),
      }),
      wait: service({
        title: "Wait",
        scope,
        input: z.object({}),
        output: z.object({}),
        run({ signal }) {
          tools.lastSignal = signal;
          start();
          return new Promise<Record<string, never>>((resolve, reject) => {
            tools.release = () => resolve({});
            signal.addEventListener("abort", () => reject(signal.reason));
          });
        },
      }),
      list: service({
        title: "List",
        scope,
        effect: "read",
        input: z.object({}),
        output: z.object({}),
        run: ({ graph }) => graph.get<Record<string, never>>("/me/todo/lists/none"),
      }),
    },
  });
  return Object.assign(tools, { plugin });
}
const complaints = (log: readonly string[]) => log.filter((line) => /^(warn|error) /.test(line) || line.includes("works again"));

describe("a call that fails", () => {
  it("names where the plugin failed, without its message, and keeps what was done", async () => {
    const tools = createTools();
    await using t = await createTestHost({ plugins: [{ plugin: tools.plugin }] });
    tools.failure = new TypeError("secret");
    const reads = tools.reads;
    const error: CasementError = await t.account.call("tools/hammer").then(
      () => expect.unreachable(),
      (thrown) => thrown,
    );
    expect(error).toMatchObject({ code: "plugin-failed", cause: tools.failure });
    expect(error.message).toMatch(
      /^tools\/hammer failed with TypeError at failing-calls\.test\.ts:\d+\. Report it to the author of Tools\.$/,
    );
    expect(t.events.map(({ type }) => type)).toContain("tools/hammered");
    expect(tools.reads).toBe(reads + 1);
    await expect(t.account.call("tools/hammer")).rejects.toMatchObject({ code: "plugin-failed" });
    tools.failure = undefined;
    await t.account.call("tools/hammer");
    expect(complaints(t.log)).toEqual([
      expect.stringMatching(/^error \[home\/tools\] service hammer failed: TypeError at /),
      "info [home/tools] service hammer works again",
    ]);
  });

  it("passes on an error that the plugin chose", async () => {
    const tools = createTools();
    await using t = await createTestHost({ plugins: [{ plugin: tools.plugin }] });
    tools.failure = new CasementError("graph-conflict", "The nail is bent.");
    await expect(t.account.call("tools/hammer")).rejects.toBe(tools.failure);
  });

  it.each([
    [["a"], "The nail is bent. Before that, the call wrote 1 item."],
    [["a", "b", "a"], "The nail is bent. Before that, the call wrote 2 items."],
  ])("says what the call had written before: %j", async (written, message) => {
    const tools = createTools();
    await using t = await createTestHost({ plugins: [{ plugin: tools.plugin }] });
    tools.failure = new CasementError("graph-conflict", "The nail is bent.");
    tools.written = written;
    await expect(t.account.call("tools/hammer")).rejects.toMatchObject({ code: "graph-conflict", message });
  });

  it("tells the caller, and no log, what Graph said", async () => {
    const tools = createTools();
    await using t = await createTestHost({ plugins: [{ plugin: tools.plugin }] });
    const error: CasementError = await t.account.call("tools/list").then(
      () => expect.unreachable(),
      (thrown) => thrown,
    );
    const said = String(error.details.graphMessage);
    expect(error).toMatchObject({ code: "graph-not-found", details: { status: 404 }, cause: { code: "graph-not-found" } });
    expect(said.length).toBeGreaterThan(5);
    expect(t.log.filter((line) => line.includes(said))).toEqual([]);
  });
});

describe("a call that takes long", () => {
  it("is aborted after its time, with the reason", async () => {
    const tools = createTools();
    await using t = await createTestHost({ plugins: [{ plugin: tools.plugin }] });
    const call = t.account.call("tools/wait");
    const failed = expect(call).rejects.toMatchObject({
      code: "timeout",
      message: "tools/wait took longer than 15 minutes and was aborted.",
    });
    await tools.waiting;
    await t.clock.advance(15 * 60_000);
    await failed;
    expect(tools.lastSignal?.reason).toMatchObject({ code: "timeout" });
  });

  it("can be canceled, which is nobody's fault", async () => {
    const tools = createTools();
    await using t = await createTestHost({ plugins: [{ plugin: tools.plugin }] });
    const caller = new AbortController();
    const call = t.account.call("tools/wait", {}, { signal: caller.signal });
    await tools.waiting;
    caller.abort();
    await expect(call).rejects.toMatchObject({ code: "stopped", message: "tools/wait was canceled." });
    expect(complaints(t.log)).toEqual([]);
  });

  it("is logged with the time that it took", async () => {
    const tools = createTools();
    await using t = await createTestHost({ plugins: [{ plugin: tools.plugin }] });
    const call = t.account.call("tools/wait");
    await tools.waiting;
    await t.clock.advance(2_000);
    tools.release();
    await call;
    expect(t.log).toContain('info program called home tools/wait: done {"ms":2000}');
  });
});

describe("the sensor of a call", () => {
  it("is the only one if it is missing or empty, and must be text", async () => {
    const tools = createTools();
    await using t = await createTestHost({ plugins: [{ plugin: tools.plugin }] });
    for (const input of [{}, { sensor: "" }, { sensor: "nails" }]) await t.account.call("tools/hammer", input);
    expect(tools.targets).toEqual(["nails", "nails", "nails"]);
    await expect(t.account.call("tools/hammer", { sensor: 1 })).rejects.toMatchObject({
      code: "input-invalid",
      message: 'The input "sensor" must be text: a slug, a title or an ID.',
    });
  });

  it("is read again unless the service only reads", async () => {
    const tools = createTools();
    await using t = await createTestHost({ plugins: [{ plugin: tools.plugin }] });
    const before = tools.reads;
    await t.account.call("tools/look");
    expect(tools.reads).toBe(before);
    const steps: unknown[] = [];
    await t.account.call("tools/hammer", {}, { progress: (done, of) => void steps.push([done, of]) });
    expect([tools.reads, steps]).toEqual([before + 1, [[1, 2]]]);
  });
});
