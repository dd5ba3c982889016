import { testPlugin } from "@casement/testing";
import { tasksPlugin } from "./tasks-plugin.ts";

testPlugin(tasksPlugin, {
  arrange: ({ control }, user) => void control.todo.addTask(user, "Tasks", { title: "Water the plants" }),
  services: {
    add: { title: "Call the plumber", sensor: "tasks" },
  },
});
