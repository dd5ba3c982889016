import { expect, it } from "vitest";
import { ada, agenda, createCaldavRig, timed } from "../../test/caldav/caldav-rig.fixture.ts";
import { startOnce } from "./start-once.ts";

it("a command that reads while no hub runs takes nothing away from calendar programs", async () => {
  await using rig = await createCaldavRig();
  rig.t.emulator.control.calendar.createEvent(ada, timed("In summer", "2026-08-01T09:00:00", "2026-08-01T10:00:00"));
  await rig.t.account.refresh();
  const { token } = (await rig.t.account.collections())[0]!;

  const withoutAgenda = { agenda: undefined } as object;
  await using single = await rig.t.restart({ ...withoutAgenda, mode: "once" });
  await startOnce(single.host, { caldav: { window: { pastDays: -agenda.from, futureDays: agenda.to } } });
  await single.account.refresh();

  await using hub = await single.restart({ agenda, mode: "live" });
  const [calendar] = await hub.account.collections();
  expect(await calendar!.since(token)).toEqual([]);
  expect(await calendar!.heads()).toHaveLength(1);
});
