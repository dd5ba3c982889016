import type { ContractOptions, ServiceExample } from "@casement/testing";
import { dueOn } from "./todo.fixture.ts";

/** An input with the id of a new task and, where `item` is given, of its checklist item. */
const withTask =
  (input: object = {}, task: object = {}): ServiceExample =>
  ({ emulator }, user) => {
    const { todo } = emulator.control;
    const id = todo.addTask(user, "Tasks", { title: "Water the plants", checklistItems: [{ displayName: "Fern" }], ...task });
    const item = todo.tasks(user, "Tasks").find((each) => each.id === id)!.checklistItems[0].id;
    return { sensor: "tasks", id, ...("item" in input ? { ...input, item } : input) };
  };

export const contractOptions: ContractOptions = {
  config: { details: true, showCompleted: true },
  arrange({ control: { todo } }, user) {
    todo.addTask(user, "Tasks", {
      title: "Renew the passport",
      body: { contentType: "text", content: "Bring two photographs" },
      reminderDateTime: { dateTime: "2026-03-04T09:00:00", timeZone: "UTC" },
      linkedResources: [{ displayName: "Letter of the office", webUrl: "https://example.com/1" }],
      ...dueOn("2026-03-05", "Europe/Berlin"),
    });
    todo.addTask(user, "Tasks", { title: "Old invoice", status: "completed" });
    todo.addList(user, "Groceries");
  },
  change: ({ control: { todo } }, user) => todo.addTask(user, "Tasks", { title: "Call the bank" }),
  snapshot: ({ control: { todo } }, user) => todo.lists(user).map(({ id, displayName }) => [displayName, todo.tasks(user, id)]),
  services: {
    "create-task": { sensor: "tasks", title: "Buy a lamp", due: "2026-03-09", checklist: ["Bulb"], recurrence: "FREQ=WEEKLY" },
    "update-task": withTask({ title: "Water the garden", due: null }),
    "complete-task": withTask(),
    "reopen-task": withTask({}, { status: "completed" }),
    "remove-task": withTask(),
    "list-tasks": { sensor: "tasks", show: "all", maxItems: 1 },
    "create-list": { name: "Garden" },
    "rename-list": { sensor: "groceries", name: "Shopping" },
    "remove-list": ({ emulator: { control } }, user) => {
      control.todo.addList(user, "Attic");
      return { sensor: "groceries" };
    },
    "add-checklist-item": withTask({ title: "Cactus" }),
    "update-checklist-item": withTask({ item: "", checked: true }),
    "remove-checklist-item": withTask({ item: "" }),
  },
};
