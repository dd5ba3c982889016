import { type CasementError, definePlugin, service } from "@casement/core";
import { createTestHost, type TestHost } from "@casement/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const update = "Tasks.ReadWrite" as const;

/** A plugin with one service, which keeps its inputs. */
function notesPlugin(inputs: unknown[] = []) {
  return definePlugin({
    id: "notes",
    title: "Notes",
    scopes: { "Tasks.Read": { tier: "read", why: "Read" }, [update]: { tier: "update", why: "Write" } },
    sensors: {
      pad: { title: "Pad", scope: "Tasks.Read", every: "1h", value: z.object({ state: z.number() }), read: () => ({ state: 1 }) },
    },
    services: {
      write: service({
        title: "Write",
        scope: update,
        target: "pad",
        reachesOthers: ({ input }: { input: { urgent?: boolean | undefined } }) => input.urgent === true,
        input: z.object({
          text: z.string().meta({ "x-aliases": ["body"] }),
          due: z.string().optional(),
          urgent: z.boolean().optional(),
          people: z.array(z.object({ email: z.string() })).optional(),
          place: z.union([z.object({ name: z.string() }), z.object({ name: z.string(), room: z.string() })]).optional(),
          extra: z.record(z.string(), z.string()).optional(),
        }),
        output: z.object({ count: z.number() }),
        run: ({ input }) => ({ count: inputs.push(input) }),
      }),
    },
  });
}

describe("an input with a name that the service does not have", () => {
  const inputs: unknown[] = [];
  let t: TestHost;
  beforeAll(async () => {
    t = await createTestHost({ plugins: [{ plugin: notesPlugin(inputs) }] });
  });
  afterAll(() => t[Symbol.asyncDispose]());

  it.each<[input: Record<string, unknown>, path: string, pointer: string, message: RegExp]>([
    [{ text: "x", dueDate: "y" }, "dueDate", "/dueDate", /^is not a field\. Did you mean "due"\?$/],
    [{ text: "x", notes: "y" }, "notes", "/notes", /^is not a field\. The fields are: sensor, text, due, urgent, people, place, extra$/],
    [{ text: "x", boddy: "y" }, "boddy", "/boddy", /Did you mean "text"\?$/],
    [{ text: "x", people: [{ email: "e" }, { mail: "m" }] }, "people.1.mail", "/people/1/mail", /Did you mean "email"\?$/],
    [{ text: "x", place: { name: "a", room: "b" } }, "place.room", "/place/room", /does not go together with the other fields/],
    [{ text: "x", "a/b~c.d": 1 }, "a/b~c.d", "/a~1b~0c.d", /is not a field/],
    [{ text: "x", body: "y" }, "body", "/body", /is an alias of "text", which is also set/],
    [JSON.parse('{ "text": "x", "__proto__": { "due": "y" } }'), "__proto__", "/__proto__", /is not a field/],
    [{ text: "x", $replyTo: "a/b" }, "$replyTo", "/$replyTo", /is not a field\. The fields are/],
    [{ text: "x", $due: "y" }, "$due", "/$due", /Did you mean "due"\?$/],
    [{ text: "x", constructor: "y" }, "constructor", "/constructor", /is not a field/],
  ])("is refused, and nothing is done: %j", async (input, path, pointer, message) => {
    const refusal = { code: "input-invalid", details: { issues: [{ path, pointer, message: expect.stringMatching(message) }] } };
    await expect(t.account.call("notes/write", input)).rejects.toMatchObject(refusal);
    await expect(t.account.reachesOthers("notes/write", input)).rejects.toMatchObject(refusal);
    expect(inputs).toEqual([]);
  });

  it("is refused by the account's own services", async () => {
    const refusal = {
      code: "input-invalid",
      message: expect.stringMatching(/^The input of account\/rescan is invalid: sensor: is not a field/),
    };
    await expect(t.account.call("account/rescan", { sensor: "pad" })).rejects.toMatchObject(refusal);
    await expect(t.account.reachesOthers("account/rescan", { sensor: "pad" })).rejects.toMatchObject(refusal);
    await expect(t.account.call("account/rescan", {})).resolves.toEqual({ sensors: 1 });
  });

  it("names several, with short names and texts", async () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`${"x".repeat(200)}${i}`, i]));
    const error = await t.account.call("notes/write", { text: "x", ...many }).then(
      () => expect.unreachable(),
      (thrown: CasementError) => thrown,
    );
    expect(error.details.issues).toHaveLength(20);
    expect(error.message.length).toBeLessThan(5_000);
  });
});

it("an input with names that the service has is passed on whole", async () => {
  const inputs: unknown[] = [];
  await using t = await createTestHost({ plugins: [{ plugin: notesPlugin(inputs) }] });
  const whole = { text: "x", due: "y", people: [{ email: "e" }], place: { name: "a" }, extra: { anything: "z" } };
  await t.account.call("notes/write", { ...whole, sensor: "pad", urgent: undefined });
  const { text, ...rest } = whole;
  await t.account.call("notes/write", { body: text, ...rest });
  expect(inputs).toEqual([whole, whole]);
});

it("an input that is not JSON, or too deep, is refused", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: notesPlugin() }] });
  const endless: Record<string, unknown> = { text: "x" };
  endless.people = [endless];
  let deep: unknown = "x";
  for (let i = 0; i < 10_000; i++) deep = [deep];
  for (const input of [endless, { text: "x", people: deep }, { text: 1n }])
    await expect(t.account.call("notes/write", input)).rejects.toMatchObject({ code: "input-invalid" });
});
