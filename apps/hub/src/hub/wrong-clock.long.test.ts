import type { Clock } from "@casement/core";
import { createFakeClock, type FakeClock } from "@casement/graph-emulator";
import { calendarPlugin } from "@casement/plugin-calendar";
import { emailPlugin } from "@casement/plugin-email";
import { createTestHost, type TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";

const ada = "ada@contoso.example";
const minute = 60_000;

/** A machine whose clock is ahead of the emulator's by `ahead` ms. */
function createWrongClock(clock: FakeClock, ahead: number): Clock & { ahead: number } {
  const wrong: Clock & { ahead: number } = {
    ahead,
    now: () => new Date(clock.now().getTime() + wrong.ahead),
    after: (ms, fn) => clock.after(ms, fn),
  };
  return wrong;
}

async function createHostWithWrongClock(ahead: number) {
  const clock = createFakeClock();
  const wrong = createWrongClock(clock, ahead);
  const plugins = [{ plugin: calendarPlugin }, { plugin: emailPlugin, config: { sensors: [{ name: "Inbox", folder: "inbox" }] } }];
  const t = await createTestHost({ plugins, clock, host: { clock: wrong } });
  await t.advance("3m");
  return { t, wrong };
}

const raised = (t: TestHost, type: string) => t.events.filter((event) => event.type === type).map(({ payload }: any) => payload.subject);
const clockLines = (t: TestHost) => t.log.filter((line) => /^warn .*clock/.test(line));

/** Adds mail and events, a minute apart, and an old message that is moved, which is no news. */
async function change(t: TestHost, names: readonly string[]): Promise<void> {
  const { mail, calendar } = t.emulator.control;
  for (const subject of names) {
    mail.addMessage(ada, "inbox", { subject });
    const start = new Date(t.clock.now().getTime() + 26 * 60 * minute).toISOString().slice(0, 19);
    const end = new Date(t.clock.now().getTime() + 27 * 60 * minute).toISOString().slice(0, 19);
    calendar.createEvent(ada, { subject, start: { dateTime: start, timeZone: "UTC" }, end: { dateTime: end, timeZone: "UTC" } });
    await t.advance("3m");
  }
}

describe.each([
  ["right", 0],
  ["150 s ahead", 150_000],
  ["5 min ahead", 5 * minute],
  ["2 h ahead", 120 * minute],
  ["2 h behind", -120 * minute],
])("a clock that is %s", (_, ahead) => {
  it("loses no event and doubles none, also over a restart", async () => {
    const { t, wrong } = await createHostWithWrongClock(ahead);
    await using first = t;
    await change(first, ["One", "Two"]);
    expect(raised(first, "email/message-received")).toEqual(["One", "Two"]);
    expect(raised(first, "calendar/event-created")).toEqual(["One", "Two"]);
    expect(clockLines(first)).toHaveLength(ahead === 0 ? 0 : 1);
    expect(first.account.status().problem?.code).toBe(ahead === 0 ? undefined : "clock-wrong");
    await using again = await first.restart({ host: { clock: wrong } });
    await change(again, ["Three"]);
    expect(raised(again, "email/message-received")).toEqual(["Three"]);
    expect(raised(again, "calendar/event-created")).toEqual(["Three"]);
  });
});

it.each([
  ["ahead", 120 * minute],
  ["behind", -120 * minute],
])("a clock that jumps by 2 h (%s) while running, and is corrected, loses no event", async (_, ahead) => {
  const { t, wrong } = await createHostWithWrongClock(0);
  await using host = t;
  wrong.ahead = ahead;
  await change(host, ["One"]);
  expect(host.account.status().problem).toMatchObject({
    code: "clock-wrong",
    message: expect.stringMatching(/is 2 h (?:ahead of|behind)/),
  });
  wrong.ahead = 0;
  await change(host, ["Two"]);
  expect(raised(host, "email/message-received")).toEqual(["One", "Two"]);
  expect(raised(host, "calendar/event-created")).toEqual(["One", "Two"]);
  expect(host.account.status()).not.toHaveProperty("problem");
  expect(clockLines(host)).toHaveLength(1);
});

it("a clock that is behind does not announce mail that was only moved", async () => {
  const { t } = await createHostWithWrongClock(-120 * minute);
  await using host = t;
  const { mail } = host.emulator.control;
  const id = mail.addMessage(ada, "archive", { subject: "Old" });
  await host.advance("60m");
  mail.moveMessage(ada, id, "inbox");
  await host.advance("3m");
  expect(raised(host, "email/message-received")).toEqual([]);
});
