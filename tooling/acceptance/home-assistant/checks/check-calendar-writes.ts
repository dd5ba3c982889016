import assert from "node:assert/strict";
import { householdUsers } from "@casement/graph-emulator/household";
import { waitFor } from "../../harness/wait-for.ts";
import { caldavCalendar, caldavList } from "./check-calendars.ts";
import type { CheckContext } from "./check-context.ts";
import { newCalendar } from "./check-controls.ts";

const user = householdUsers.main;
const list = "Tasks";

/** Adds an event with the action of Home Assistant, and looks for it in Microsoft 365. */
export async function checkNewEvent({ ha, household, ok }: CheckContext): Promise<void> {
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await ha.call("calendar", "create_event", {
    entity_id: caldavCalendar,
    summary: "Chimney sweep",
    description: "Open the cellar.",
    start_date_time: `${day} 09:00:00`,
    end_date_time: `${day} 10:00:00`,
  });
  const event = await waitFor("the new event", 20, async () =>
    household.emulator.control.calendar.events(user, newCalendar).find(({ subject }) => subject === "Chimney sweep"),
  );
  assert.match(String((event.body as { content: string }).content), /Open the cellar\./);
  ok("calendar.create_event made an event in Microsoft 365");
}

/** Changes tasks with the actions of Home Assistant, and looks for the changes in Microsoft 365. */
export async function checkTaskWrites({ ha, household, ok }: CheckContext): Promise<void> {
  const { todo } = household.emulator.control;
  const find = (title: string) => todo.tasks(user, list).find((task) => task.title === title);
  const question = { domain: "todo", service: "get_items", service_data: { entity_id: caldavList }, return_response: true };
  /** Home Assistant finds a task by what it last read, and reads the list after an action has ended. */
  const waitUntilRead = (title: string, isDone: (item: Record<string, any>) => boolean): Promise<true> =>
    waitFor(`"${title}" in Home Assistant`, 20, async () => {
      const { items } = (await ha.command("call_service", question)).response[caldavList];
      const found = items.find(({ summary }: { summary: string }) => summary === title);
      assert.ok(found && isDone(found), `the task in Home Assistant is ${JSON.stringify(found)}`);
      return true;
    });
  const act = (service: string, data: object) => ha.call("todo", service, { entity_id: caldavList, ...data });
  const change = async (service: string, data: object, title: string, isDone: (task: Record<string, any>) => boolean): Promise<void> => {
    await act(service, data);
    await waitFor(`${service} of "${title}"`, 20, async () => {
      const task = find(title);
      return task !== undefined && isDone(task);
    });
  };
  await change("add_item", { item: "Water filter", due_date: "2027-02-01" }, "Water filter", ({ status }) => status === "notStarted");
  await waitUntilRead("Water filter", ({ due, status }) => due === "2027-02-01" && status === "needs_action");
  await change("update_item", { item: "Water filter", status: "completed" }, "Water filter", ({ status }) => status === "completed");
  await waitUntilRead("Water filter", ({ status }) => status === "completed");
  await change("update_item", { item: "Water filter", status: "needs_action" }, "Water filter", ({ status }) => status === "notStarted");
  await waitUntilRead("Water filter", ({ status }) => status === "needs_action");
  const edited = { item: "Water filter", rename: "Change the water filter", description: "Under the sink" };
  await change("update_item", edited, "Change the water filter", ({ body }) => String(body?.content).includes("Under the sink"));
  await waitUntilRead("Change the water filter", () => true);
  await act("remove_item", { item: "Change the water filter" });
  await waitFor("the task to be gone", 20, async () => find("Change the water filter") === undefined);
  ok("a to-do was added, completed, reopened, edited and deleted in Microsoft 365");
}
