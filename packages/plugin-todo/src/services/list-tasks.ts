import { invalidInput, type KeyedInstance, type ServiceCall, service } from "@casement/core";
import { dateOrDateTime, instantOf, readSeenItems, resolveTime, type SeenItems, shortHash } from "@casement/graph-input";
import { localDate } from "@casement/graph-time";
import * as z from "zod";
import type { GraphTask } from "../graph-types.ts";
import { soundTask } from "../sound-task.ts";
import { taskView } from "../task-item.ts";
import { toTaskItem, toTaskView } from "../to-task-item.ts";
import { taskPath } from "./list-path.ts";

/** Tasks that one request returns. */
const requestSize = 100;

/** The `$filter` of each choice. Source: learn.microsoft.com/graph/api/todotasklist-list-tasks. */
const filters = { all: undefined, open: "status ne 'completed'", completed: "status eq 'completed'" } as const;

const input = z.object({
  show: z.enum(["all", "open", "completed"]).default("all").meta({ title: "Which tasks" }),
  search: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "Only tasks whose title contains this text", "x-aliases": ["query", "text"] }),
  completedSince: dateOrDateTime.optional().meta({
    description: "Only tasks that were completed on this day or later",
    "x-aliases": ["doneSince", "finishedSince"],
    "x-group": "More",
  }),
  maxItems: z
    .int()
    .min(1)
    .max(1000)
    .default(100)
    .meta({ title: "Maximum number", "x-aliases": ["limit", "max"] }),
  cursor: z.string().optional().meta({ title: "Next page", description: "`cursor` of the previous page", "x-group": "More" }),
});
type ListCall = ServiceCall<unknown, z.output<typeof input>>;

const listedTask = taskView.extend({ list: z.string().optional().describe("Title of the list, if several are listed") });
type ListedTask = z.output<typeof listedTask>;

export const listTasks = service({
  title: "List tasks",
  summary: "List the tasks of all lists, or of one, page by page, completed ones too.",
  input,
  output: z.object({
    tasks: z.array(listedTask).describe("As Microsoft orders them"),
    cursor: z.string().optional().describe("For the next page. Absent on the last one"),
  }),
  scope: "Tasks.Read",
  target: "list",
  optionalTarget: true,
  effect: "read",
  item: { of: "list", does: "list", fields: { search: "search", cursor: "cursor" } },
  async run(call) {
    const { maxItems } = call.input;
    const tasks: ListedTask[] = [];
    let { lists, seen } = startOf(call);
    for (; lists.length > 0; lists = lists.slice(1), seen = readSeenItems(undefined)) {
      const isComplete = await readList(call, lists[0]!, seen, tasks);
      if (!isComplete) return { tasks, cursor: cursorAt(call, lists[0]!, seen) };
      if (tasks.length === maxItems && lists[1]) return { tasks, cursor: cursorAt(call, lists[1], readSeenItems(undefined)) };
    }
    return { tasks };
  },
});

/** Adds the tasks of a list that no earlier page had until the page is full. Returns whether that is the end of the list. */
async function readList(call: ListCall, target: KeyedInstance, seen: SeenItems, tasks: ListedTask[]): Promise<boolean> {
  const { input, graph, account, log } = call;
  const zone = account.timeZone;
  const filter = filters[input.completedSince === undefined ? input.show : "completed"];
  const search = input.search?.toLowerCase();
  const since = input.completedSince === undefined ? undefined : completionDay(input.completedSince, zone, call.now());
  const today = localDate(call.now(), zone);
  const query = {
    ...(filter !== undefined && { $filter: filter }),
    $top: requestSize,
    $expand: "checklistItems,linkedResources",
  };
  for await (const received of graph.pages<GraphTask>(taskPath({ target }), { query })) {
    const { item: task } = soundTask(received);
    if (typeof task.id !== "string") {
      log.warn("Graph returned a task without an ID. It is not listed.");
      continue;
    }
    if (search !== undefined && !(task.title ?? "").toLowerCase().includes(search)) continue;
    const view = toTaskView(task.id, toTaskItem(task, zone, true), today);
    if (since !== undefined && (view.completed === undefined || view.completed < since)) continue;
    if (seen.has(task.id)) continue;
    if (tasks.length === input.maxItems) return false;
    seen.add(task.id);
    tasks.push(call.targets.length > 1 ? { ...view, list: target.title } : view);
  }
  return true;
}

/** Microsoft stores the day of completion in UTC, which can be the day before that of the account. */
function completionDay(since: string, zone: string, now: Date): string {
  const resolved = resolveTime(since, { zone, now });
  return localDate(instantOf(resolved, zone, "completedSince"), "UTC");
}

/** The lists that are left, and which tasks of the first one the previous pages had. Tasks that are completed or removed meanwhile skip none. */
function startOf({ input: { cursor }, targets }: ListCall): { lists: readonly KeyedInstance[]; seen: SeenItems } {
  if (cursor === undefined) return { lists: targets, seen: readSeenItems(undefined) };
  const [codes = "", list] = cursor.split("~").reverse();
  const index = list === undefined ? 0 : targets.findIndex(({ key }) => shortHash(key) === list);
  if (index < 0) throw invalidInput("cursor", "is not the `cursor` of a previous page");
  return { lists: targets.slice(index), seen: readSeenItems(codes) };
}

const cursorAt = ({ targets }: ListCall, { key }: KeyedInstance, seen: SeenItems): string =>
  targets.length > 1 ? `${shortHash(key)}~${seen.toCursor()}` : seen.toCursor();
