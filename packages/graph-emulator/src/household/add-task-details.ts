import { addDays, localDate } from "@casement/graph-time";
import type { Emulator } from "../emulator.ts";
import { householdUsers } from "./people.ts";

const { main } = householdUsers;

/** Adds steps, notes, categories, and a recurrence to tasks of `task-plan.ts`. */
export function addTaskDetails({ control: { todo }, clock }: Emulator): void {
  const change = (list: string, title: string, changes: object) => {
    const task = todo.tasks(main, list).find((candidate) => candidate.title === title)!;
    todo.changeTask(main, list, task.id, changes);
    return (displayName: string, isChecked = false) => todo.setChecklistItem(main, list, task.id, { displayName, isChecked });
  };
  const trip = change("Tasks", "Book the train to Leipzig", { body: { content: "Aisle seat, quiet carriage.", contentType: "text" } });
  trip("Ask Mateo for his dates", true);
  trip("Compare fares");
  trip("Reserve seats");
  change("Tasks", "Expense report", { categories: ["Orange category"] });
  const tomorrow = addDays(localDate(clock.now(), "Europe/Berlin"), 1);
  change("House", "Sort the cellar", {
    // As a phone in Berlin stores it.
    dueDateTime: { dateTime: `${tomorrow}T00:00:00`, timeZone: "Europe/Berlin" },
    recurrence: {
      pattern: { type: "absoluteMonthly", interval: 1, dayOfMonth: Number(tomorrow.slice(8)) },
      range: { type: "noEnd", startDate: tomorrow },
    },
  });
}
