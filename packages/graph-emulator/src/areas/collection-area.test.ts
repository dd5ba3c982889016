import { expect, it } from "vitest";
import { createEmulator } from "../emulator.ts";
import { addHousehold, householdUsers } from "../household/index.ts";
import { defineRoute, okResult } from "../protocol/route.ts";
import { createCollectionArea } from "./collection-area.ts";

const { main } = householdUsers;

const contacts = createCollectionArea("/me/contacts", () => [{ displayName: "Grace" }]);

async function client(scopes: string[]) {
  const emulator = createEmulator({ populate: addHousehold, areas: [contacts] });
  const token = await emulator.control.tokens.issue(main, scopes);
  const send = async (method: string, path: string, body?: unknown) => {
    const response = await emulator.fetch(`https://graph.microsoft.com/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  };
  return { emulator, send };
}

it("behaves like a collection of Graph", async () => {
  const { emulator, send } = await client(["Contacts.ReadWrite"]);
  const { id } = emulator.controlOf(contacts).add(main, { displayName: "Ada", birthday: "1815-12-10T11:59:00Z" });
  const { body } = await send("GET", "/me/contacts?$select=displayName&$orderby=displayName");
  expect(body.value.map((item: { displayName: string }) => item.displayName)).toEqual(["Ada", "Grace"]);
  expect(body.value[0]).toEqual({ "@odata.etag": expect.any(String), id, displayName: "Ada" });

  const created = await send("POST", "/me/contacts", { displayName: "Edsger" });
  expect(created).toMatchObject({ status: 201, body: { displayName: "Edsger" } });
  await send("PATCH", `/me/contacts/${created.body.id}`, { nickName: "E" });
  expect(await send("GET", `/me/contacts/${created.body.id}`)).toMatchObject({
    status: 200,
    body: { displayName: "Edsger", nickName: "E" },
  });
  expect(await send("DELETE", `/me/contacts/${created.body.id}`)).toMatchObject({ status: 204 });
  expect(await send("GET", `/me/contacts/${created.body.id}`)).toMatchObject({ status: 404 });
  expect(emulator.controlOf(contacts).list(main)).toHaveLength(2);
});

it("refuses a token without the permission, and exists only in emulators to which it was added", async () => {
  const { emulator, send } = await client(["Contacts.Read"]);
  expect(await send("GET", "/me/contacts")).toMatchObject({ status: 200 });
  expect(await send("POST", "/me/contacts", {})).toMatchObject({ status: 403 });
  expect(() => emulator.controlOf(createCollectionArea("/me/contacts"))).toThrow(/without that area/);
});

it("can replace a route of the emulator", async () => {
  const areas = [() => ({ name: "mine", routes: [defineRoute("GET", "/me", () => okResult({ displayName: "Somebody" }))], control: {} })];
  const emulator = createEmulator({ populate: addHousehold, areas });
  const token = await emulator.control.tokens.issue(main, ["User.Read"]);
  const response = await emulator.fetch("https://graph.microsoft.com/v1.0/me", { headers: { authorization: `Bearer ${token}` } });
  expect(await response.json()).toEqual({ displayName: "Somebody" });
});

it("can have another address for single items", async () => {
  const tasks = createCollectionArea("/me/planner/tasks", () => [{ title: "Paint" }], { itemPath: "/planner/tasks/{id}" });
  const emulator = createEmulator({ populate: addHousehold, areas: [tasks] });
  const token = await emulator.control.tokens.issue(main, ["Tasks.ReadWrite"]);
  const send = (method: string, path: string, body?: unknown) =>
    emulator.fetch(`https://graph.microsoft.com/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const [task] = emulator.controlOf(tasks).list(main);
  expect((await send("PATCH", `/planner/tasks/${task!.id}`, { title: "Paint the fence" })).status).toBe(200);
  const list = (await (await send("GET", "/me/planner/tasks")).json()) as { value: { title: string }[] };
  expect(list.value.map(({ title }) => title)).toEqual(["Paint the fence"]);
  expect((await send("DELETE", `/planner/tasks/${task!.id}`)).status).toBe(204);
  expect(emulator.controlOf(tasks).list(main)).toEqual([]);
});
