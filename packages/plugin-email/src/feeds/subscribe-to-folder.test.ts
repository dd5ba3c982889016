import { expect, it } from "vitest";
import { createMailHost, deliverToAda, shownSubjects } from "../../test/email.fixture.ts";

it("a new mail is shown when Graph reports it; a shared mailbox is polled", async () => {
  await using t = await createMailHost({ notifications: true });
  await t.advance("2s");
  const { subscriptions } = t.emulator.control;
  expect(subscriptions.list().every(({ resource }) => /^me\/mailFolders\/[^/%]+\/messages$/.test(String(resource)))).toBe(true);
  await t.advance("1m");
  deliverToAda(t, { subject: "Lunch?" });
  await subscriptions.settled();
  await t.advance("1s");
  expect(shownSubjects(t)).toEqual(["Lunch?"]);
  await using shared = await createMailHost({ notifications: true, account: { sharedMailbox: "team@contoso.example" } });
  await shared.advance("2s");
  expect(shared.emulator.control.subscriptions.list()).toEqual([]);
});
