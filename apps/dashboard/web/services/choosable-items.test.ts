import { expect, it } from "vitest";
import type { Sensor, Service } from "../api/api-types.ts";
import { choosableItems } from "./choosable-items.ts";

const sensor = (id: string, tasks: object[], more: Partial<Sensor> = {}): Sensor =>
  ({
    ...{ id, account: "home", plugin: "todo", kind: "list", gone: false },
    attributes: { tasks },
    present: { kind: "number", items: { attribute: "tasks", as: "tasks", title: "title", done: "done" } },
    ...more,
  }) as unknown as Sensor;
const sensors = [
  sensor("home/todo/a", [{ id: "1", title: "Milk" }, { id: "2", title: "Bread", done: true }, { title: "No ID" }]),
  sensor("home/todo/b", [
    { id: "1", title: "Milk" },
    { id: "3", title: "Paint", role: "owner" },
  ]),
  sensor("home/todo/c", [{ id: "4" }], { gone: true }),
  sensor("work/todo/a", [{ id: "5" }], { account: "work" }),
  sensor("home/mail/a", [{ id: "6" }], { plugin: "mail" }),
  sensor("home/todo/folder", [{ id: "7" }], { kind: "folder" }),
];
const chosen = (item: NonNullable<Service["item"]>) =>
  choosableItems({ id: "todo/do", account: "home", item }, sensors).map(({ sensor: { id }, items }) => [
    id,
    items.map((each) => each.id).join(),
  ]);

it("offers the items of the sensors that the service is about, each once", () => {
  expect(chosen({ of: "list", does: "change", id: "id" })).toEqual([
    ["home/todo/a", "1,2"],
    ["home/todo/b", "3"],
  ]);
});

it("offers only what the service can act on", () => {
  expect(chosen({ of: "list", does: "complete", id: "id" })).toEqual([
    ["home/todo/a", "1"],
    ["home/todo/b", "3"],
  ]);
  expect(chosen({ of: ["list"], does: "reopen", id: "id" })).toEqual([["home/todo/a", "2"]]);
  expect(chosen({ of: "list", does: "act", id: "id", only: { role: ["owner"] } })).toEqual([["home/todo/b", "3"]]);
  expect(chosen({ of: "list", does: "add" })).toEqual([]);
});
