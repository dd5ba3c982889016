import { expect, it } from "vitest";
import { ada, type CaldavRig, daily, syncReport, timed } from "../../test/caldav/caldav-rig.fixture.ts";
import { ben, editEvent, eve, eventLines, eventText, hourOn, linesOf, startCalendar } from "../../test/caldav/calendar-rig.fixture.ts";

/** The same numbers in each run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What a program does to the text of an event, and whether others may be told if the user organizes it, or is invited. */
interface ProgramEdit {
  readonly name: string;
  readonly tells: "nobody" | "if-organizer" | "if-attendee" | "both";
  edit(text: string): string;
}
const partstat = (value: string) => (text: string) =>
  text.replaceAll("\r\n ", "").replace(new RegExp(`ATTENDEE[^\r\n]*:mailto:${ada}`), `ATTENDEE;PARTSTAT=${value}:mailto:${ada}`);
/** The text with an override of the series' occurrence on a day, which differs by what `change` does to its lines. */
const overridden =
  (day: string, change: (lines: string[]) => string[]) =>
  (text: string): string => {
    if (!text.includes("BEGIN:VEVENT") || !eventLines(text).some((line) => line.startsWith("RRULE"))) return text;
    const lines = eventLines(text);
    const master = lines.slice(0, lines.indexOf("END:VEVENT") + 1);
    const times = [`RECURRENCE-ID:${day}T090000Z`, `DTSTART:${day}T090000Z`, `DTEND:${day}T100000Z`];
    const plain = master.filter((line) => !/^(RRULE|EXDATE|DTSTART|DTEND)/.test(line));
    const override = change([...plain.slice(0, 1), ...times, ...plain.slice(1)]);
    return text.replace("END:VCALENDAR", `${override.join("\r\n")}\r\nEND:VCALENDAR`);
  };
const edits: readonly ProgramEdit[] = [
  {
    name: "an occurrence moved",
    tells: "if-organizer",
    edit: overridden("20260305", (lines) => lines.map((line) => line.replace(/^(DTSTART|DTEND):20260305/, "$1:20260306"))),
  },
  {
    name: "an occurrence declined",
    tells: "if-attendee",
    edit: overridden("20260309", (lines) =>
      lines.map((line) => (line.startsWith("ATTENDEE") && line.includes(ada) ? `ATTENDEE;PARTSTAT=DECLINED:mailto:${ada}` : line)),
    ),
  },
  { name: "the same occurrence", tells: "nobody", edit: overridden("20260310", (lines) => lines) },
  { name: "nothing", tells: "nobody", edit: (text) => text },
  { name: "reminder", tells: "nobody", edit: (text) => editEvent(text, "TRIGGER", "TRIGGER:-PT7M") },
  { name: "free", tells: "nobody", edit: (text) => editEvent(text, "TRANSP", "TRANSP:TRANSPARENT") },
  { name: "categories", tells: "nobody", edit: (text) => editEvent(text, "STATUS", "STATUS:CONFIRMED\r\nCATEGORIES:Blue") },
  { name: "title", tells: "if-organizer", edit: (text) => editEvent(text, "SUMMARY", "SUMMARY:Changed") },
  { name: "text", tells: "if-organizer", edit: (text) => editEvent(text, "STATUS", "STATUS:CONFIRMED\r\nDESCRIPTION:Changed") },
  { name: "time", tells: "if-organizer", edit: (text) => editEvent(text, "DTEND", "DTEND:20260303T103000Z") },
  { name: "another guest", tells: "if-organizer", edit: (text) => editEvent(text, "STATUS", `STATUS:CONFIRMED\r\nATTENDEE:mailto:${eve}`) },
  {
    name: "no people",
    tells: "nobody",
    edit: (text) =>
      eventLines(text)
        .filter((line) => !/^(ATTENDEE|ORGANIZER)/.test(line))
        .reduce((all, line) => `${all}\r\n${line}`, text.slice(0, text.indexOf("\r\nBEGIN:VEVENT"))),
  },
  { name: "a day out", tells: "both", edit: (text) => editEvent(text, "RRULE", "RRULE:FREQ=DAILY\r\nEXDATE:20260307T090000Z") },
  ...["ACCEPTED", "TENTATIVE", "DECLINED"].map((value): ProgramEdit => ({ name: value, tells: "if-attendee", edit: partstat(value) })),
];
const styles: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) =>
    linesOf(text)
      .filter((line) => !line.startsWith("X-"))
      .join("\r\n"),
  (text) => text.replaceAll("\r\n", "\n"),
  (text) =>
    linesOf(text)
      .map((line) => line.replace(/(.{40})/g, "$1\r\n "))
      .join("\r\n"),
];

/** What a client knows that follows tokens alone. */
interface Mirror {
  token: string;
  readonly etags: Map<string, string>;
}
async function follow(rig: CaldavRig, path: string, mirror: Mirror): Promise<void> {
  const { status, xml, found, statuses } = await rig.dav("REPORT", path, { body: syncReport(mirror.token) });
  expect(status).toBe(207);
  for (const [href, properties] of Object.entries(found)) mirror.etags.set(href, properties["{DAV:}getetag"]!.text);
  for (const href of Object.keys(statuses)) mirror.etags.delete(href);
  mirror.token = xml!.children.at(-1)!.text;
  const all = await rig.dav("PROPFIND", path, {
    depth: "1",
    body: '<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>',
  });
  const listed = Object.entries(all.found).filter(([href]) => href !== path);
  expect(Object.fromEntries(mirror.etags)).toEqual(Object.fromEntries(listed.map(([href, each]) => [href, each["{DAV:}getetag"]!.text])));
}

it.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "whatever a program writes, nobody is told more than Outlook would tell, and nothing is lost (%i)",
  { timeout: 120_000 },
  async (seed) => {
    const next = createRandom(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
    const world = await startCalendar();
    const { path, events, sent, changes } = world;
    let { rig } = world;
    const { calendar } = rig.t.emulator.control;
    const nine = (subject: string, more: object = {}) => timed(subject, "2026-03-03T09:00:00", "2026-03-03T10:00:00", more);
    const inviting = (address: string, more: object = {}) => ({ attendees: [{ emailAddress: { address } }], ...more });
    const roles = new Map<string, "alone" | "organizer" | "attendee">();
    for (const more of [{}, daily("2026-03-03")]) {
      roles.set(calendar.createEvent(ada, nine("Alone", more)).iCalUId, "alone");
      roles.set(calendar.createEvent(ada, nine("Mine", inviting(ben, more))).iCalUId, "organizer");
      roles.set(calendar.createEvent(ben, nine("Ben's", inviting(ada, more))).iCalUId, "attendee");
    }
    await rig.t.account.refresh();
    const mirror: Mirror = { token: "", etags: new Map() };
    const uidOf = (text: string) => /\nUID:([^\r\n]+)/.exec(text.replaceAll("\r\n ", ""))![1]!;
    /** What of the organizer's events an attendee must not change. */
    const others = () =>
      calendar.events(ben).map(({ iCalUId, subject, start, end, recurrence, location, body }) => ({
        iCalUId,
        subject,
        start,
        end,
        recurrence,
        location,
        body,
      }));
    const perUid = (): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const { iCalUId } of events()) counts[iCalUId] = (counts[iCalUId] ?? 0) + 1;
      return counts;
    };
    const history: string[] = [];
    let created = 0;
    for (let step = 0; step < 12; step++) {
      await follow(rig, path, mirror);
      const kind = pick(["put", "put", "put", "put", "put", "put", "back", "delete", "create", "restart", "elsewhere", "late"]);
      const href = pick([...mirror.etags.keys(), ""].slice(0, Math.max(1, mirror.etags.size)));
      sent();
      changes();
      const before = others();
      if (kind === "restart") {
        rig = await rig.restart();
        history.push(kind);
        continue;
      }
      if (kind === "elsewhere") {
        const mine = calendar.events(ben).filter(({ isOrganizer }) => isOrganizer);
        const chosen = pick(mine);
        if (chosen) calendar.patchEvent(ben, chosen.id, { subject: `Ben's ${step}` });
        await rig.t.account.refresh();
        history.push(kind);
        continue;
      }
      if (kind === "create" || href === "") {
        const uid = `own-${seed}-${created++}`;
        const { status } = await rig.put(`${path}${uid}.ics`, eventText(uid, "SUMMARY:New", ...hourOn("20260310")), {
          "if-none-match": "*",
        });
        history.push(`${kind} ${status}`);
        expect([history, status, sent()]).toEqual([history, 201, []]);
        roles.set(events().find(({ subject, start }) => subject === "New" && !roles.has(subject + start.dateTime))!.iCalUId, "alone");
        continue;
      }
      const text = await rig.get(href);
      const uid = uidOf(text);
      const role = uid.startsWith("own-") ? "alone" : roles.get(uid)!;
      const countBefore = perUid();
      const chosen = kind === "back" || kind === "delete" ? [] : Array.from({ length: 1 + Math.floor(next() * 3) }, () => pick(edits));
      if (kind === "late") rig.t.emulator.control.faults.add({ path: "*/calendarView/delta*", status: 400, count: 2 });
      const written = chosen.reduce((now, { edit }) => edit(now), text);
      const answer =
        kind === "delete"
          ? await rig.dav("DELETE", href)
          : await rig.put(href, pick(styles)(written), next() < 0.5 ? { "if-match": mirror.etags.get(href)! } : {});
      rig.t.emulator.control.faults.clear();
      history.push(`${kind} ${role} ${chosen.map(({ name }) => name).join("+")} ${answer.status}`);
      expect([history, [204, 403, 412, 503].includes(answer.status)]).toEqual([history, true]);
      const mails = sent();
      if (kind === "back") expect([history, answer.status, mails, changes()]).toEqual([history, 204, [], []]);
      const allowed =
        role === "organizer"
          ? kind === "delete" || chosen.some(({ tells }) => tells === "if-organizer" || tells === "both")
            ? /^(update|request|cancellation) (ben|eve)@/
            : /^$/
          : role === "attendee" && (kind === "delete" || chosen.some(({ tells }) => tells === "if-attendee" || tells === "both"))
            ? /^response ben@/
            : /^$/;
      // Somebody who is invited to an event of the user's own makes it a meeting.
      if (role === "alone" && chosen.some(({ name }) => name === "another guest") && answer.status === 204) {
        roles.set(uid, "organizer");
        expect([history, mails.every((mail) => /^request eve@/.test(mail))]).toEqual([history, true]);
        continue;
      }
      expect([history, mails.filter((mail) => !allowed.test(mail))]).toEqual([history, []]);
      if (answer.status !== 204) expect([history, mails]).toEqual([history, []]);
      if (role === "attendee") expect([history, others()]).toEqual([history, before]);
      for (const [iCalUId, count] of Object.entries(perUid()))
        expect([history, iCalUId, count <= (countBefore[iCalUId] ?? 0)]).toEqual([history, iCalUId, true]);
      await rig.t.account.refresh();
    }
    await follow(rig, path, mirror);
    await rig[Symbol.asyncDispose]();
  },
);
