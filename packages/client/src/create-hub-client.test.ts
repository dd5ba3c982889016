import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { serveTestHub } from "../test/served-hub.fixture.ts";
import type { tasksPlugin } from "../test/tasks-plugin.fixture.ts";
import { createHubClient } from "./create-hub-client.ts";

it("reads accounts, plugins, sensors and services, and calls a service with the plugin's types", async () => {
  await using hub = await serveTestHub();
  const { client } = hub;
  expect((await client.accounts()).map(({ name, state }) => [name, state])).toEqual([["home", "signed-in"]]);
  expect((await client.plugins()).find(({ id }) => id === "tasks")?.events).toEqual(["task-created"]);
  expect((await client.sensors()).map(({ id }) => id)).toContain("home/tasks/groceries");
  expect((await client.services()).map(({ id }) => id)).toContain("tasks/add-task");

  const tasks = client.plugin<typeof tasksPlugin>("home", "tasks");
  const { id } = await tasks.call("add-task", { sensor: "groceries", title: "Milk" });
  expect(id).toMatch(/\w/);
  const groceries = await tasks.sensor("list", "groceries");
  expect([groceries.state, groceries.attributes.titles]).toEqual([1, ["Milk"]]);
  expect(await client.refresh("home/tasks/groceries")).toMatchObject({ state: 1 });
  expect(await client.call("home", "account/rescan")).toMatchObject({ sensors: expect.any(Number) });
});

it("reports what the hub refuses with its code, its status and the fields that are wrong", async () => {
  await using hub = await serveTestHub();
  const tasks = hub.client.plugin<typeof tasksPlugin>("home", "tasks");
  await expect(tasks.call("add-task", { sensor: "groceries", title: "" })).rejects.toMatchObject({
    name: "HubError",
    code: "input-invalid",
    status: 400,
    problem: { errors: [{ pointer: "#/title" }] },
  });
  await expect(hub.client.sensor("home/tasks/none")).rejects.toMatchObject({ code: "sensor-unknown", status: 404 });
  await expect(tasks.sensor("heap" as "list", "groceries")).rejects.toThrow('home/tasks/groceries is of the kind "list", not "heap".');
  const stranger = createHubClient({ address: hub.address, token: "wrong" });
  await expect(stranger.sensors()).rejects.toMatchObject({ code: "unauthorized", status: 401 });
});

it("says what is wrong with an address: no hub, another program, no address", async () => {
  const respond: RequestListener = (_, response) => response.writeHead(404, { "content-type": "text/html" }).end("<h1>Not found</h1>");
  const other = createServer(respond).listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const address = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  const client = createHubClient({ address, token: "t" });
  await expect(client.sensors()).rejects.toThrow(`${address} answers with status 404, but not as a hub.`);
  await new Promise((resolve) => other.close(resolve));
  await expect(client.sensors()).rejects.toMatchObject({
    code: "hub-unreachable",
    status: 0,
    message: `No hub answers at ${address}. Check the address, and that the hub runs.`,
  });
  expect(() => createHubClient({ address: "127.0.0.1:8365", token: "t" })).toThrow('"127.0.0.1:8365" is not the address of a hub.');
});

it("works below a path, and sends the token to no other address", async () => {
  const seen: (string | undefined)[] = [];
  const answer: RequestListener = (request, response) => {
    seen.push(`${request.url} ${request.headers.authorization}`);
    if (request.url!.startsWith("/moved")) response.writeHead(302, { location: "/elsewhere" }).end();
    else response.writeHead(200, { "content-type": "application/json" }).end('{"sensors":[]}');
  };
  const proxy = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => proxy.once("listening", resolve));
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  expect(await createHubClient({ address: `${address}/casement/`, token: "t" }).sensors()).toEqual([]);
  await expect(createHubClient({ address: `${address}/moved`, token: "t" }).sensors()).rejects.toThrow("No hub answers");
  expect(seen).toEqual(["/casement/api/v1/sensors Bearer t", "/moved/api/v1/sensors Bearer t"]);
  await new Promise((resolve) => proxy.close(resolve));
});
