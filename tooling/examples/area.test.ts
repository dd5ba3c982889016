import { createTestHost, defineRoute, GraphFault, okResult } from "@casement/testing";
import { expect, it } from "vitest";
import { tasksPlugin } from "./tasks-plugin.ts";

it("replaces a request of the emulated Graph", async () => {
  const failingLists = () => ({
    name: "failingLists",
    control: {},
    routes: [
      defineRoute("GET", "/me/todo/lists", () => okResult({ value: [{ id: "1", displayName: "House" }] })),
      defineRoute("GET", "/me/todo/lists/{id}/tasks", ({ params }) => {
        throw new GraphFault(403, "ErrorAccessDenied", `No access to the list ${params.id}.`);
      }),
    ],
  });
  await using t = await createTestHost({ plugins: [{ plugin: tasksPlugin }], areas: [failingLists] });
  expect(t.sensor("tasks/house")).toMatchObject({ stale: true, error: expect.stringContaining("ErrorAccessDenied") });
});
