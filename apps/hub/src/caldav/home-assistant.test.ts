import { expect, it } from "vitest";
import { ada, calendarData, componentsIn, createCaldavRig, daily, recorded, timed } from "../../test/caldav/caldav-rig.fixture.ts";

// Requests of the CalDAV integration of Home Assistant 2026.11 (python-caldav 3.5.0a0), as it sent them.
const headers = { "content-type": "text/xml", accept: "text/xml, text/calendar", "user-agent": "python-caldav/3.5.0a0" };

it("Home Assistant finds calendars and lists, reads events and tasks, and is told what changed", async () => {
  await using rig = await createCaldavRig();
  const { calendar, todo } = rig.t.emulator.control;
  calendar.createEvent(ada, timed("Daily supper", "2026-03-02T17:00:00", "2026-03-02T18:00:00", daily("2026-03-02")));
  const milk = todo.addTask(ada, "Tasks", { title: "Milk" });
  todo.addTask(ada, "Tasks", { title: "Bread", status: "completed" });
  await rig.t.account.refresh();
  const send = (method: string, path: string, name: string, depth: string, body = recorded(name)) =>
    rig.dav(method, path, { depth, body, headers });

  expect((await rig.dav("PROPFIND", "/dav/", { depth: "0", body: recorded("principal"), headers, credentials: null })).status).toBe(401);
  const root = await send("PROPFIND", "/dav/", "principal", "0");
  const principal = root.found["/dav/"]!["{DAV:}current-user-principal"]!.children[0]!.text;
  const homeSet = await send("PROPFIND", principal, "home-set", "0");
  const home = homeSet.found[principal]!["{urn:ietf:params:xml:ns:caldav}calendar-home-set"]!.children[0]!.text;
  const { found } = await send("PROPFIND", home, "collections", "1");
  const pathOf = (title: string) => Object.entries(found).find(([, each]) => each["{DAV:}displayname"]?.text === title)![0];
  for (const path of Object.keys(found).filter((each) => each !== home))
    expect((await send("PROPFIND", path, "components", "0")).missing).toEqual({});
  expect((await send("PROPFIND", pathOf("Calendar"), "color", "0")).status).toBe(207);

  const events = await send("REPORT", pathOf("Calendar"), "events", "1");
  const [event] = Object.values(events.found);
  expect(componentsIn(event![calendarData]!.text)[0]!.getFirstPropertyValue("summary")).toBe("Daily supper");
  expect(Object.values(events.missing)).toEqual([["{urn:ietf:params:xml:ns:caldav}schedule-tag"]]);

  const list = pathOf("Tasks");
  const first = await send("REPORT", list, "sync", "1");
  expect(Object.keys(first.found)).toHaveLength(2);
  const token = first.xml!.children.find(({ name }) => name === "sync-token")!.text;
  const tasks = await send("REPORT", list, "tasks", "1");
  const shown = Object.values(tasks.found).map((each) => componentsIn(each[calendarData]!.text)[0]!);
  expect(Object.fromEntries(shown.map((each) => [each.getFirstPropertyValue("summary"), each.getFirstPropertyValue("status")]))).toEqual({
    Milk: "NEEDS-ACTION",
    Bread: "COMPLETED",
  });
  const uid = String(shown.find((each) => each.getFirstPropertyValue("summary") === "Milk")!.getFirstPropertyValue("uid"));
  const byUid = recorded("task-by-uid").replace("8c8cafdd-ee8c-42b2-9897-d22375d189c3", uid);
  expect(Object.keys((await send("REPORT", list, "task-by-uid", "1", byUid)).found)).toHaveLength(1);
  expect((await send("REPORT", list, "task-by-uid", "1")).found).toEqual({});

  const syncFrom = recorded("sync").replace("<D:sync-token></D:sync-token>", `<D:sync-token>${token}</D:sync-token>`);
  expect((await send("REPORT", list, "sync", "1", syncFrom)).found).toEqual({});
  todo.changeTask(ada, "Tasks", milk, { status: "completed" });
  await rig.t.account.refresh();
  expect(Object.keys((await send("REPORT", list, "sync", "1", syncFrom)).found)).toHaveLength(1);
});
