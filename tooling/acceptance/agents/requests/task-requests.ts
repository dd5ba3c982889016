import assert from "node:assert/strict";
import type { Emulator } from "@casement/graph-emulator";
import { householdUsers } from "@casement/graph-emulator/household";
import type { AgentRequest } from "../agent-request.ts";
import { dayIn } from "../request-days.ts";

const { main } = householdUsers;
const account = "home";
const wanted = ["Milk for Monday", "Eggs", "Bread"];

const tasksOf = ({ control }: Emulator, name: string) => {
  const list = control.todo.lists(main).find(({ displayName }) => displayName === name)!;
  return control.todo.tasks(main, list.id);
};

export const taskRequests: readonly AgentRequest[] = [
  {
    number: 6,
    text: "Put milk for Monday, eggs and bread on the groceries list.",
    async run(agent) {
      const sensor = "groceries";
      if (agent.offers("todo_create-tasks")) return void (await agent.call("todo_create-tasks", { account, sensor, titles: wanted }));
      if (agent.offers("todo_create-task.titles")) return void (await agent.call("todo_create-task", { account, sensor, titles: wanted }));
      for (const title of wanted) await agent.call("todo_create-task", { account, sensor, title });
    },
    check(emulator) {
      const titles = tasksOf(emulator, "Groceries").map(({ title }) => title);
      assert.deepEqual(
        wanted.filter((title) => !titles.includes(title)),
        [],
      );
    },
  },
  {
    number: 16,
    text: "Tick off coffee on the groceries list.",
    async run(agent) {
      const { tasks } = await agent.call("todo_list-tasks", { account, sensor: "groceries", search: "coffee", show: "open" });
      await agent.call("todo_complete-task", { account, sensor: "groceries", id: tasks[0].id });
    },
    check: (emulator) => assert.equal(tasksOf(emulator, "Groceries").find(({ title }) => title === "Coffee")?.status, "completed"),
  },
  {
    number: 17,
    text: "What did I finish this week?",
    async run(agent) {
      const since = agent.offers("todo_list-tasks.completedSince") && { completedSince: dayIn(-7) };
      const isWhole = !agent.requires("todo_list-tasks.sensor");
      const lists = isWhole ? [undefined] : ["tasks", "groceries", "house", "lake-weekend"];
      const titles: string[] = [];
      for (const sensor of lists) {
        const { tasks } = await agent.call("todo_list-tasks", { account, ...(sensor && { sensor }), show: "completed", ...since });
        titles.push(...tasks.map(({ title }: any) => title));
      }
      assert.ok(titles.includes("Coffee"));
    },
  },
];
