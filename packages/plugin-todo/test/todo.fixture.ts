import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { todoPlugin } from "../src/plugin.ts";

export const ada = "ada@contoso.example";

type TodoHostOptions = Omit<TestHostOptions, "plugins"> & { config?: object; timeZone?: string };

/** A signed-in host with the To Do plugin. The clock starts on Monday, 2026-03-02, 08:00 UTC. */
export function createTodoHost({ config, timeZone, ...options }: TodoHostOptions = {}): Promise<TestHost> {
  const account = { ...options.account, ...(timeZone === undefined ? {} : { timeZone }) };
  return createTestHost({ ...options, account, plugins: [{ plugin: todoPlugin, ...(config ? { config } : {}) }] });
}

/** Returns a function that lists the task events since its last call: `created Milk`, `updated Milk title`. */
export function trackTaskEvents(t: TestHost): () => string[] {
  let seen = t.events.length;
  return () => {
    const newEvents = t.events.slice(seen).filter(({ type }) => type.startsWith("todo/task-"));
    seen = t.events.length;
    return newEvents.map(({ type, payload }) => {
      const { title, changed = [] } = payload as { title: string; changed?: string[] };
      return [type.slice("todo/task-".length), title, ...changed].join(" ");
    });
  };
}

export function payloadsOf(t: TestHost, type: string): any[] {
  return t.events.filter((event) => event.type === `todo/${type}`).map(({ payload }) => payload);
}

export function shownTasks(t: TestHost, sensor = "todo/tasks"): any[] {
  return t.sensor(sensor).attributes.tasks as any[];
}

export const shownTitles = (t: TestHost, sensor?: string): string[] => shownTasks(t, sensor).map(({ title }) => title);

/** Calls a service. Default of `sensor`: the built-in list. */
export function callService(t: TestHost, service: string, input: Record<string, unknown>): Promise<any> {
  return t.account.call(`todo/${service}`, service === "create-list" ? input : { sensor: "tasks", ...input });
}

/** The number of requests to the emulator by method and path: "GET /me/todo/lists". */
export function requestCounts(t: TestHost): Record<string, number> {
  return Object.fromEntries(Object.entries(t.emulator.control.counters.report().calls).map(([name, { units }]) => [name, units]));
}

/** A due date as another app writes it: midnight in a time zone. */
export const dueOn = (day: string, timeZone: string) => ({ dueDateTime: { dateTime: `${day}T00:00:00`, timeZone } });
