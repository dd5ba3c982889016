import { todoPlugin } from "@casement/plugin-todo";
import { serveHttp } from "@casement/surface-http";
import { createTestHost } from "@casement/testing";
import { expect, it, vi } from "vitest";
import { copyFinishedTasks } from "./hub-client.ts";

it("copies what was finished, and goes on where it stopped", async () => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  await using testHost = await createTestHost({ plugins: [{ plugin: todoPlugin }] });
  const { account, emulator, host } = testHost;
  for (const list of ["Groceries", "Garden"]) emulator.control.todo.addList("ada@contoso.example", list);
  await account.rescan();
  const token = "the-token-of-the-example";
  const server = await serveHttp(host, { port: 0, token });
  const program = new AbortController();
  let saved: string | undefined = host.events.lastId;
  const position = {
    load: async () => saved,
    async save(after: string) {
      saved = after;
      program.abort();
    },
  };
  const { id } = await account.service(todoPlugin, "create-task", { sensor: "groceries", title: "Milk" });
  await account.service(todoPlugin, "complete-task", { sensor: "groceries", id });
  await copyFinishedTasks({ address: server.address, token }, position, program.signal);
  const garden = await account.sensor(todoPlugin, "list", "garden");
  expect(garden?.tasks.map(({ title }) => title)).toEqual(["Done: Milk"]);
  await server.close();
});
