import { describe, expect, it } from "vitest";
import { ada, type CaldavRig, componentsIn, createCaldavRig, syncReport } from "../../test/caldav/caldav-rig.fixture.ts";

const todo = (uid: string, ...lines: string[]): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Test//EN",
    "BEGIN:VTODO",
    `UID:${uid}`,
    "DTSTAMP:20261128T134133Z",
    ...lines,
    "END:VTODO",
    "END:VCALENDAR",
    "",
  ].join("\r\n");

async function started(): Promise<{ rig: CaldavRig; list: string; tasks: () => Record<string, any>[] }> {
  const rig = await createCaldavRig();
  return { rig, list: await rig.pathOf("Tasks"), tasks: () => rig.t.emulator.control.todo.tasks(ada, "Tasks") };
}
const property = (text: string, name: string) => componentsIn(text)[0]!.getFirstPropertyValue(name)?.toString();

it("Home Assistant adds, changes, completes, reopens, clears and deletes a task, and sees each at once by its address", async () => {
  const { rig, list, tasks } = await started();
  await using _ = rig;
  const uid = "8c8cafdd-ee8c-42b2-9897-d22375d189c3";
  const path = `${list}${uid}.ics`;
  const lines = ["DESCRIPTION:salted", "DUE;VALUE=DATE:20261201", "STATUS:NEEDS-ACTION", "SUMMARY:Butter"];
  const added = await rig.put(path, todo(uid, ...lines));
  expect([added.status, added.headers.get("etag")]).toEqual([201, null]);
  expect(tasks()).toMatchObject([{ title: "Butter", status: "notStarted", body: { content: "salted" } }]);
  const read = await rig.dav("GET", path);
  expect([property(read.text, "uid"), property(read.text, "due"), property(read.text, "description")]).toEqual([
    uid,
    "2026-12-01",
    "salted",
  ]);

  const etag = read.headers.get("etag")!;
  const done = ["COMPLETED:20261128T134135Z", "DESCRIPTION:salted", "DUE;VALUE=DATE:20261201", "STATUS:COMPLETED", "SUMMARY:Butter"];
  expect((await rig.put(path, todo(uid, ...done), { "if-match": etag })).status).toBe(204);
  expect(tasks()).toMatchObject([{ status: "completed" }]);
  expect(property(await rig.get(path), "status")).toBe("COMPLETED");
  expect((await rig.put(path, todo(uid, ...lines), { "if-match": etag })).status).toBe(412);

  expect((await rig.put(path, todo(uid, ...lines))).status).toBe(204);
  expect((await rig.put(path, todo(uid, "STATUS:NEEDS-ACTION", "SUMMARY:Oil"))).status).toBe(204);
  expect(tasks()).toMatchObject([{ title: "Oil", status: "notStarted", body: { content: "" } }]);
  expect(tasks()[0]).not.toHaveProperty("dueDateTime");
  expect((await rig.dav("DELETE", path)).status).toBe(204);
  expect(tasks()).toEqual([]);
  expect((await rig.dav("GET", path)).status).toBe(404);
  expect(await rig.list(list)).toEqual([]);
});

it("the changes are those of this account, for automations", async () => {
  const { rig, list } = await started();
  await using _ = rig;
  const raised: unknown[] = [];
  rig.t.host.events.subscribe((event) => void raised.push([event.type, (event.payload as { origin: string }).origin]));
  await rig.put(`${list}a.ics`, todo("a", "SUMMARY:Milk"));
  await rig.put(`${list}a.ics`, todo("a", "SUMMARY:Milk", "STATUS:COMPLETED"));
  expect(raised).toEqual([
    ["todo/task-created", "casement"],
    ["todo/task-completed", "casement"],
  ]);
});

describe("conditions", () => {
  it("of a PUT that creates, and of one that changes", async () => {
    const { rig, list, tasks } = await started();
    await using _ = rig;
    const [path, other] = [`${list}a.ics`, `${list}b.ics`];
    expect((await rig.put(path, todo("a", "SUMMARY:Milk"), { "if-match": '"x"' })).status).toBe(412);
    expect((await rig.put(path, todo("a", "SUMMARY:Milk"), { "if-none-match": "*" })).status).toBe(201);
    expect((await rig.put(path, todo("a", "SUMMARY:Bread"), { "if-none-match": "*" })).status).toBe(412);
    const conflict = await rig.put(other, todo("a", "SUMMARY:Again"));
    expect([conflict.status, conflict.xml!.children[0]!.name, conflict.xml!.children[0]!.children[0]!.text]).toEqual([
      409,
      "no-uid-conflict",
      path,
    ]);
    expect((await rig.put(path, todo("b", "SUMMARY:Other UID"))).status).toBe(409);
    expect((await rig.dav("DELETE", path, { headers: { "if-match": '"x"' } })).status).toBe(412);
    expect((await rig.dav("DELETE", other)).status).toBe(404);
    expect(tasks()).toMatchObject([{ title: "Milk" }]);
  });

  it("a change of another property a second ago is kept; of the same, the program must synchronize first", async () => {
    const { rig, list, tasks } = await started();
    await using _ = rig;
    const path = `${list}a.ics`;
    await rig.put(path, todo("a", "SUMMARY:Milk"));
    const etag = (await rig.dav("GET", path)).headers.get("etag")!;
    const [{ id }] = tasks() as [{ id: string }];
    rig.t.emulator.control.todo.changeTask(ada, "Tasks", id, { importance: "high" });
    expect((await rig.put(path, todo("a", "SUMMARY:Oat milk"), { "if-match": etag })).status).toBe(204);
    expect(tasks()).toMatchObject([{ title: "Oat milk", importance: "high" }]);
    rig.t.emulator.control.todo.changeTask(ada, "Tasks", id, { title: "Soy milk" });
    expect((await rig.put(path, todo("a", "SUMMARY:Rice milk", "PRIORITY:1"))).status).toBe(412);
    expect(tasks()).toMatchObject([{ title: "Soy milk", importance: "high" }]);
  });
});

it("what was written keeps its address, UID and time over a restart, and a sync says what changed", async () => {
  const { rig, list } = await started();
  const first = await rig.dav("REPORT", list, { body: syncReport("") });
  const token = first.xml!.children.at(-1)!.text;
  await rig.put(
    `${list}a b.ics`.replace(" ", "%20"),
    todo("a", "SUMMARY:Milk", "DUE:20260305T120000Z", "PERCENT-COMPLETE:40", "STATUS:IN-PROCESS"),
  );
  await using again = await rig.restart();
  const [href] = await again.list(list);
  expect(href).toBe(`${list}a%20b.ics`);
  const text = await again.get(href!);
  expect(["uid", "due", "percent-complete", "status"].map((name) => property(text, name))).toEqual([
    "a",
    "2026-03-05T12:00:00Z",
    "40",
    "IN-PROCESS",
  ]);
  const { found } = await again.dav("REPORT", list, { body: syncReport(token) });
  expect(Object.keys(found)).toEqual([href]);
});

it("a write that Graph shows late is there at once", async () => {
  const { rig, list } = await started();
  await using _ = rig;
  rig.t.emulator.control.faults.add({ path: "*/delta*", status: 400 });
  expect((await rig.put(`${list}a.ics`, todo("a", "SUMMARY:Milk", "X-MINE:1"))).status).toBe(201);
  expect(property(await rig.get(`${list}a.ics`), "summary")).toBe("Milk");
  expect(await rig.list(list)).toEqual([`${list}a.ics`]);
});

it("a task moves to another list by MOVE, and by PUT there and DELETE here", async () => {
  const { rig, list, tasks } = await started();
  await using _ = rig;
  rig.t.emulator.control.todo.addList(ada, "Groceries");
  await rig.t.account.rescan();
  const other = await rig.pathOf("Groceries");
  await rig.put(`${list}a.ics`, todo("a", "SUMMARY:Milk", "DESCRIPTION:Oat\\n\\n- [x] Buy"));
  const moved = await rig.dav("MOVE", `${list}a.ics`, { headers: { destination: `http://127.0.0.1:8365${other}a.ics`, overwrite: "F" } });
  expect(moved.status).toBe(201);
  expect([tasks(), rig.t.emulator.control.todo.tasks(ada, "Groceries")]).toMatchObject([[], [{ title: "Milk", body: { content: "Oat" } }]]);
  expect(property(await rig.get(`${other}a.ics`), "uid")).toBe("a");
  expect(await rig.list(list)).toEqual([]);
  expect((await rig.put(`${list}a.ics`, todo("a", "SUMMARY:Milk"))).status).toBe(201);
  expect((await rig.dav("DELETE", `${other}a.ics`)).status).toBe(204);
  const back = await rig.dav("MOVE", `${list}a.ics`, { headers: { destination: `${list}b.ics` } });
  expect(back.status).toBe(403);
  expect(tasks()).toMatchObject([{ title: "Milk" }]);
});

describe("what is not a task gets the protocol's own error, and reaches nobody", () => {
  const event = todo("a", "SUMMARY:x").replaceAll("VTODO", "VEVENT");
  it.each<[what: string, text: string, status: number, precondition: string | undefined]>([
    ["nothing", "", 403, "valid-calendar-data"],
    ["HTML", "<html></html>", 403, "valid-calendar-data"],
    ["a calendar that does not end", "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\n", 403, "valid-calendar-data"],
    ["two calendars", `${todo("a")}${todo("b")}`, 403, "valid-calendar-data"],
    ["no UID", todo("a").replace("UID:a\r\n", ""), 403, "valid-calendar-object-resource"],
    ["two UIDs", todo("a").replace("END:VTODO", "END:VTODO\r\nBEGIN:VTODO\r\nUID:b\r\nEND:VTODO"), 403, "valid-calendar-object-resource"],
    ["a METHOD", todo("a").replace("VERSION", "METHOD:REQUEST\r\nVERSION"), 403, "valid-calendar-object-resource"],
    ["an event", event.replace("SUMMARY", "DTSTART:20260303T090000Z\r\nSUMMARY"), 403, "supported-calendar-component"],
    ["a journal", todo("a").replaceAll("VTODO", "VJOURNAL"), 403, "supported-calendar-component"],
    ["a date that does not exist", todo("a", "DUE;VALUE=DATE:20260231"), 403, "valid-calendar-data"],
    ["no date at all", todo("a", "DUE:soon"), 403, "valid-calendar-data"],
    ["a time that does not exist", todo("a", "DUE:20260301T250000Z"), 403, "valid-calendar-data"],
    ["a time zone that is not known", todo("a", "DUE;TZID=Mars/Phobos:20260301T090000"), 403, "valid-calendar-data"],
    ["an odd priority", todo("a", "PRIORITY:11"), 403, "valid-calendar-data"],
    ["a rule that cannot be read", todo("a", "DUE;VALUE=DATE:20260301", "RRULE:FREQ=SOMETIMES"), 403, "valid-calendar-data"],
    ["a rule that To Do lacks", todo("a", "DUE;VALUE=DATE:20260301", "RRULE:FREQ=HOURLY"), 403, "valid-calendar-object-resource"],
    ["an odd duration", todo("a", "BEGIN:VALARM", "TRIGGER:-PXM", "END:VALARM"), 403, "valid-calendar-data"],
    ["a megabyte and more", todo("a", `DESCRIPTION:${"x".repeat(1_100_000)}`), 413, "max-resource-size"],
  ])("%s", async (_, text, status, precondition) => {
    const { rig, list, tasks } = await started();
    await using _rig = rig;
    const answer = await rig.put(`${list}a.ics`, text);
    expect([answer.status, answer.xml?.children[0]?.name]).toEqual([status, precondition]);
    expect(tasks()).toEqual([]);
  });

  it("another media type", async () => {
    const { rig, list } = await started();
    await using _ = rig;
    const { status, xml } = await rig.put(`${list}a.ics`, "{}", { "content-type": "application/json" });
    expect([status, xml!.children[0]!.name]).toEqual([403, "supported-calendar-data"]);
  });
});

it("while Graph cannot be reached, a write is told to come later, and the address still shows what was there", async () => {
  const { rig, list } = await started();
  await using _ = rig;
  await rig.put(`${list}a.ics`, todo("a", "SUMMARY:Milk"));
  rig.t.emulator.control.faults.add({ path: "*/todo/*", drop: true });
  const answer = rig.put(`${list}a.ics`, todo("a", "SUMMARY:Bread"));
  await rig.t.advance("60s");
  const { status, headers } = await answer;
  expect([status, Number(headers.get("retry-after")) > 0]).toEqual([503, true]);
  expect(property(await rig.get(`${list}a.ics`), "summary")).toBe("Milk");
});

it("a task whose creation was answered too late is there once, and a repetition finds it", async () => {
  const { rig, list, tasks } = await started();
  await using _ = rig;
  const path = `${list}a.ics`;
  rig.t.emulator.control.faults.add({ path: "*/tasks", method: "POST", drop: true, count: 1 });
  rig.t.emulator.control.todo.addTask(ada, "Tasks", { title: "Milk" });
  const { status, headers } = await rig.put(path, todo("a", "SUMMARY:Milk"));
  expect([status, headers.get("retry-after")]).toEqual([503, "60"]);
  expect((await rig.put(path, todo("a", "SUMMARY:Milk", "PRIORITY:1"))).status).toBe(204);
  expect(tasks()).toMatchObject([{ title: "Milk", importance: "high" }]);
  expect(await rig.list(list)).toEqual([path]);
});
