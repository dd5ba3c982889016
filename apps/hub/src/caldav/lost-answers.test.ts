import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { ada, createCaldavRig } from "../../test/caldav/caldav-rig.fixture.ts";
import { ben, eventText, hourOn } from "../../test/caldav/calendar-rig.fixture.ts";

const meeting = eventText("m", "SUMMARY:Lunch", ...hourOn("20260303"), `ORGANIZER:mailto:${ada}`, `ATTENDEE:mailto:${ben}`);
const task = eventText("m", "SUMMARY:Milk").replaceAll("VEVENT", "VTODO");

it.each([
  ["Calendar", meeting],
  ["Tasks", task],
])("what Graph created is created once, although the answer got lost and the hub was restarted (%s)", async (title, text) => {
  const clock = createFakeClock();
  const emulator = createEmulator({ clock });
  const { id } = emulator.directory.addTenant({ domain: "contoso.example" });
  expect(id).toBeDefined();
  for (const userPrincipalName of [ada, ben])
    emulator.directory.addUser({ userPrincipalName, displayName: "Somebody", timeZone: "Europe/Berlin" });
  let losesAnswers = false;
  const lossy = {
    ...emulator,
    async fetch(input: string | URL | Request, init?: RequestInit) {
      const response = await emulator.fetch(input as never, init);
      const { method, url } = new Request(input, init);
      if (losesAnswers && method === "POST" && /\/(events|tasks)$/.test(url)) throw new TypeError("the connection was closed");
      return response;
    },
  };
  const rig = await createCaldavRig({ clock, emulator: lossy as typeof emulator, user: ada, account: { timeZone: "Europe/Berlin" } });
  const path = await rig.pathOf(title);
  losesAnswers = true;
  const first = await rig.put(`${path}m.ics`, text);
  expect([first.status, first.headers.get("retry-after")]).toEqual([503, "60"]);
  losesAnswers = false;
  await using again = await rig.restart();
  expect([201, 204]).toContain((await again.put(`${path}m.ics`, text)).status);
  expect(await again.list(path)).toEqual([`${path}m.ics`]);
  const created = title === "Tasks" ? emulator.control.todo.tasks(ada, "Tasks") : emulator.control.calendar.events(ada);
  expect([created.length, emulator.control.mail.sent().length]).toEqual([1, title === "Tasks" ? 0 : 1]);
});
