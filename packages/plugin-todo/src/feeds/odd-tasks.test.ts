import { createEmulator, createFakeClock, type Emulator } from "@casement/graph-emulator";
import { createTestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { todoPlugin } from "../plugin.ts";

const ada = "ada@contoso.example";
type Rewrite = (task: any) => unknown;

/** A host whose tasks are changed on their way from Graph, also within a batch. */
async function rewritingHost() {
  const emulator = createEmulator({ clock: createFakeClock() });
  emulator.directory.addTenant({ domain: "contoso.example" });
  emulator.directory.addUser({ userPrincipalName: ada, displayName: "Ada", timeZone: "Europe/Berlin" });
  let change: Rewrite | undefined;
  const visit = (value: any): void => {
    if (typeof value !== "object" || value === null) return;
    for (const each of Object.values(value)) visit(each);
    if (typeof value.id === "string" && "importance" in value) change?.(value);
  };
  const fetch: Emulator["fetch"] = async (input, init) => {
    const response = await emulator.fetch(input, init);
    if (!change || !response.headers.get("content-type")?.includes("json")) return response;
    const body = await response.json();
    visit(body);
    return Response.json(body, { status: response.status });
  };
  const t = await createTestHost({
    emulator: { ...emulator, fetch },
    clock: emulator.clock as any,
    user: ada,
    plugins: [{ plugin: todoPlugin, config: { details: true } }],
  });
  const create = (title: string) => t.account.service(todoPlugin, "create-task", { title, due: "2026-03-03", sensor: "tasks" } as any);
  const titles = () => (t.sensor("todo/tasks").attributes.tasks as { title: string }[]).map(({ title }) => title).sort();
  const rewrite = (given: Rewrite | undefined): void => {
    change = given;
  };
  const warnings = () => t.log.filter((line) => line.startsWith("warn") && line.includes("otherwise than documented")).length;
  return { t, create, titles, warnings, rewrite };
}

describe("one odd task", () => {
  it.each<[string, Rewrite, string]>([
    ["a number as title", (task) => Object.assign(task, { title: 42 }), ""],
    ["a body without content", (task) => Object.assign(task, { body: { contentType: "html", content: null } }), "Odd"],
    ["a text as body", (task) => Object.assign(task, { body: "x" }), "Odd"],
    ["a due date that is no date", (task) => Object.assign(task, { dueDateTime: { dateTime: "soon", timeZone: "UTC" } }), "Odd"],
    ["a status that does not exist", (task) => Object.assign(task, { status: "pondering" }), "Odd"],
    ["a recurrence of another shape", (task) => Object.assign(task, { recurrence: { pattern: null, range: 5 } }), "Odd"],
    ["steps of all kinds", (task) => Object.assign(task, { checklistItems: [null, 5, { displayName: 5 }] }), "Odd"],
  ])("%s: it is shown as far as it goes, and the rest goes on", async (_, change, title) => {
    const { t, create, titles, warnings, rewrite } = await rewritingHost();
    await using _t = t;
    const { id } = (await create("Odd")) as { id: string };
    rewrite((task) => task.id === id && change(task));
    await t.account.service(todoPlugin, "update-task", { id, importance: "high", sensor: "tasks" } as any);
    await t.advance("61s");
    await create("Later");
    await t.advance("61s");
    expect(titles()).toEqual(["Later", title].sort());
    expect(t.sensor("todo/tasks").stale).toBe(false);
    expect(warnings()).toBeLessThanOrEqual(1);
    rewrite(undefined);
    await t.advance("61s");
    expect(t.sensor("todo/tasks").attributes.tasks).toMatchObject([{ due: "2026-03-03" }, { due: "2026-03-03" }]);
    expect(titles()).toEqual(["Later", "Odd"]);
  });

  it("without an id is left out", async () => {
    const { t, create, titles, rewrite } = await rewritingHost();
    await using _t = t;
    const { id } = (await create("Odd")) as { id: string };
    rewrite((task) => {
      if (task.id === id) delete task.id;
    });
    await t.account.service(todoPlugin, "update-task", { id, importance: "high", sensor: "tasks" } as any).catch(() => undefined);
    await t.advance("61s");
    await create("Later");
    await t.advance("61s");
    expect(titles().filter((title) => title === "Later")).toEqual(["Later"]);
    expect(t.sensor("todo/tasks").stale).toBe(false);
  });
});
