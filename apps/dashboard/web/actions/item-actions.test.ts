import { expect, it } from "vitest";
import type { Sensor, Service } from "../api/api-types.ts";
import { itemsOf } from "../sensors/sensor-item.ts";
import { addCallOf, itemActionsOf, openFieldsOf, oppositeCallOf, tickServiceOf } from "./item-actions.ts";

const sensor = {
  id: "home/todo/groceries",
  account: "home",
  plugin: "todo",
  kind: "list",
  gone: false,
  attributes: {
    tasks: [
      { id: "a", title: "Milk", done: false, role: "owner" },
      { id: "b", title: "Bread", done: true },
    ],
  },
  present: { kind: "number", items: { attribute: "tasks", as: "tasks", title: "title", done: "done" } },
} as unknown as Sensor;

const service = (name: string, item: Service["item"], more: Partial<Service> = {}): Service =>
  ({
    id: `todo/${name}`,
    account: "home",
    offered: true,
    item,
    input: { properties: { id: { type: "string" }, ids: { type: "array" } } },
    ...more,
  }) as unknown as Service;

const services = [
  service("list", { of: "list", does: "list" }),
  service("add", { of: "list", does: "add", fields: { text: "title", start: "due" } }, { target: "list" }),
  service("finish", { of: "list", does: "complete", id: "id" }, { target: "list" }),
  service("reopen", { of: ["list"], does: "reopen", id: "id" }),
  service("remove-several", { of: "list", does: "remove", id: "ids" }),
  service("hand-over", { of: "list", does: "act", id: "id", only: { role: ["owner"] } }),
  service("refused", { of: "list", does: "act", id: "id" }, { offered: false }),
  service("elsewhere", { of: "list", does: "act", id: "id" }, { account: "work" }),
  service("other-kind", { of: "folder", does: "act", id: "id" }),
];
const [milk, bread] = itemsOf(sensor) as [any, any];
const actionsOf = (item: any) => itemActionsOf(services, item).map(({ service, input }) => [service.id.slice(5), input]);

it("gives the services that take an item, with its id and its sensor filled in", () => {
  expect(actionsOf(milk)).toEqual([
    ["finish", { sensor: "groceries", id: "a" }],
    ["remove-several", { ids: ["a"] }],
    ["hand-over", { id: "a" }],
  ]);
  expect(actionsOf(bread)).toEqual([
    ["reopen", { id: "b" }],
    ["remove-several", { ids: ["b"] }],
  ]);
  expect(actionsOf({ ...milk, id: undefined })).toEqual([]);
});

it("gives only the services that read, where the sensor says that nothing can be changed", () => {
  const present = { ...sensor.present!, editable: "canEdit" };
  const forward = service("forward", { of: "list", does: "act", id: "id" }, { effect: "read" });
  const offeredFor = (attributes: object) => {
    const [item] = itemsOf({ ...sensor, present, attributes: { ...sensor.attributes, ...attributes } });
    return itemActionsOf([...services, forward], item!).map(({ service }) => service.id.slice(5));
  };
  expect(offeredFor({ canEdit: false })).toEqual(["forward"]);
  expect(offeredFor({ canEdit: true })).toContain("finish");
  expect(offeredFor({})).toContain("finish");
  const closed = { ...sensor, present, attributes: { ...sensor.attributes, canEdit: false } };
  expect(addCallOf(services, closed, { text: "Eggs" })).toBeUndefined();
});

it("knows what takes a change back", () => {
  const [finish] = itemActionsOf(services, milk);
  expect(oppositeCallOf(services, finish!.service, milk)).toMatchObject({ service: { id: "todo/reopen" }, input: { id: "a" } });
  expect(oppositeCallOf(services, services[4]!, milk)).toBeUndefined();
});

it("begins a call that adds an item, with what the service has a field for", () => {
  const call = addCallOf(services, sensor, { text: "Eggs", start: "2026-03-29", end: "2026-03-30" })!;
  expect(call.input).toEqual({ sensor: "groceries", title: "Eggs", due: "2026-03-29" });
  expect(openFieldsOf({ ...call, service: { ...call.service, input: { required: ["sensor", "title", "color"] } } })).toEqual(["color"]);
  expect(addCallOf(services, { ...sensor, gone: true })).toBeUndefined();
});

it("finds what ticks a list; for read access only what names the list", () => {
  const ids = (["complete", "reopen"] as const).map((does) =>
    [true, false].map((mayWrite) => tickServiceOf(services, sensor, does, mayWrite)?.id),
  );
  expect(ids).toEqual([
    ["todo/finish", "todo/finish"],
    ["todo/reopen", undefined],
  ]);
});

it("leaves out what says nothing about the item: its series where it has none, and which item of a series is meant", () => {
  const fields = { series: "series", occurrence: "day" };
  const remove = service("remove", { of: "list", does: "remove", id: "id", fields });
  const unusedFor = (present: object, data: object) => {
    const items = { ...sensor.present!.items!, ...present };
    const [item] = itemsOf({
      ...sensor,
      present: { ...sensor.present!, items },
      attributes: { tasks: [{ id: "a", title: "Walk", ...data }] },
    });
    return itemActionsOf([remove], item!)[0]!.unused;
  };
  expect(unusedFor({ series: "of" }, {})).toEqual(["day", "series"]);
  expect(unusedFor({ series: "of" }, { of: "s" })).toEqual(["day"]);
  // The sensor does not say which items are of a series.
  expect(unusedFor({}, {})).toEqual(["day"]);
});

it("offers a service that needs something of the item only where it is there", () => {
  const cancel = service("cancel", { of: "list", does: "act", id: "id", has: ["guests"] });
  const isOffered = (data: object) => {
    const [item] = itemsOf({ ...sensor, attributes: { tasks: [{ id: "a", title: "Walk", ...data }] } });
    return itemActionsOf([cancel], item!).length === 1;
  };
  expect([{}, { guests: null }, { guests: [] }, { guests: "" }].map(isOffered)).toEqual([false, false, false, false]);
  expect([{ guests: [{ name: "Bea" }] }, { guests: "Bea" }, { guests: 0 }].map(isOffered)).toEqual([true, true, true]);
});
