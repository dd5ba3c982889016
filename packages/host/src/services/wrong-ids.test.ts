import { definePlugin, service } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const scope = "Tasks.Read" as const;
const output = z.looseObject({});
const input = z.object({ id: z.string().optional(), text: z.string().optional(), all: z.array(z.object({ task: z.string() })).optional() });
const runs: string[] = [];

const tasksPlugin = definePlugin({
  id: "tasks",
  title: "Tasks",
  scopes: { [scope]: { tier: "read", why: "Read" } },
  sensors: {
    list: {
      title: "List",
      scope,
      every: "1h",
      value: z.object({ state: z.number(), tasks: z.array(z.object({ id: z.string(), title: z.string() })) }),
      present: { kind: "number", items: { attribute: "tasks", as: "tasks", id: "id", title: "title" } },
      read: () => ({ state: 0, tasks: [] }),
    },
  },
  services: {
    get: service({
      title: "Get",
      scope,
      effect: "read",
      input,
      output,
      run: ({ graph, input }) =>
        graph.get<Record<string, unknown>>(`/me/todo/lists/${encodeURIComponent(input.id ?? input.all?.[1]?.task ?? "x")}/tasks`),
    }),
    part: service({
      title: "Get a part",
      scope,
      effect: "read",
      input,
      output,
      run: ({ graph, input }) =>
        graph.get<Record<string, unknown>>(`/me/todo/lists/${encodeURIComponent(input.text!.split(";")[1]!.trim())}/tasks`),
    }),
    plain: service({
      title: "Get without encoding",
      scope,
      effect: "read",
      input,
      output,
      run: ({ graph, input }) => graph.get<Record<string, unknown>>(`/me/todo/lists/${input.id}/tasks`),
    }),
    item: service({
      title: "Open",
      scope,
      effect: "read",
      item: { of: "list", does: "open", id: "id" },
      input,
      output,
      run: ({ input }) => ({ count: runs.push(String(input.id)) }),
    }),
    fault: service({
      title: "Fault",
      scope,
      effect: "read",
      input,
      output,
      run: ({ graph }) => graph.get<Record<string, unknown>>("/me/nothing//here"),
    }),
  },
});

const call = async (address: string, value: object) => {
  await using t = await createTestHost({ plugins: [{ plugin: tasksPlugin }] });
  const error: unknown = await t.account.call(`tasks/${address}`, { ...value }).catch((thrown: unknown) => thrown);
  return { error, log: t.log };
};

describe("an ID that no path can contain is a mistake of the caller", () => {
  it.each([
    ["get", { id: "calendar/modify-event" }, "/id"],
    ["get", { id: "a\\b" }, "/id"],
    ["get", { id: "a%2fb" }, "/id"],
    ["get", { id: "<p\u008c" }, "/id"],
    ["get", { id: "É\u0085" }, "/id"],
    ["get", { id: "x.)" }, "/id"],
    ["get", { id: "a(b" }, "/id"],
    ["get", { id: ".." }, "/id"],
    ["get", { id: "" }, "/id"],
    ["get", { text: "a/b c", id: "a/b" }, "/id"],
    ["get", { id: "AAMk= " }, "/id"],
    ["get", { id: "\nAAMk=" }, "/id"],
    ["get", { id: "a(b)" }, "/id"],
    ["get", { id: "delta" }, "/id"],
    ["get", { id: "$value" }, "/id"],
    ["get", { id: "root:" }, "/id"],
    ["get", { all: [{ task: "x" }, { task: "a#b" }], text: "no #" }, "/all/1/task"],
    ["part", { text: "ada@contoso.example; eve\u0001@contoso.example" }, "/text"],
    ["plain", { id: "a/b/c" }, "/id"],
    ["item", { id: "a?b" }, "/id"],
    ["item", { id: "" }, "/id"],
    ["item", { id: " AAMk=" }, "/id"],
    ["item", { id: "$count" }, "/id"],
    ["item", { id: "microsoft.graph.delta" }, "/id"],
    ["item", { id: "('a')" }, "/id"],
    ["item", { id: "half \ud800" }, "/id"],
  ])("%s %j", async (service, input, pointer) => {
    const { error, log } = await call(service, input);
    expect(error).toMatchObject({ code: "input-invalid", status: 400, details: { issues: [{ pointer }] } });
    expect(runs).toEqual([]);
    expect(log.filter((line) => line.startsWith("error"))).toEqual([]);
  });

  it("but a path that the plugin made up is the plugin's", async () => {
    expect((await call("fault", { text: "nothing//here" })).error).toMatchObject({ code: "input-invalid" });
    expect((await call("fault", { text: "a/b" })).error).toMatchObject({ code: "scope-fence", status: 500 });
  });
});

it.each(["constructor", "__proto__", "toString", "valueOf", "hasOwnProperty", "get/constructor", ""])(
  "the service tasks/%s does not exist",
  async (name) => {
    await using t = await createTestHost({ plugins: [{ plugin: tasksPlugin }] });
    for (const address of [`tasks/${name}`, `${name}/get`, name]) {
      await expect(t.account.call(address, {})).rejects.toMatchObject({ code: "service-unknown", status: 404 });
      await expect(t.account.reachesOthers(address, {})).rejects.toMatchObject({ code: "service-unknown" });
      await expect(t.account.refresh(address)).rejects.toMatchObject({ code: "sensor-unknown" });
      await expect(t.host.sensor(`home/${address}`)).rejects.toMatchObject({ code: "sensor-unknown" });
      expect(() => t.host.account(address)).toThrow(/There is no account/);
    }
  },
);
