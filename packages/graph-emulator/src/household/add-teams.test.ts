import { expect, it } from "vitest";
import { createEmulator } from "../emulator.ts";
import { createFakeClock } from "../fake-clock.ts";
import { addHousehold } from "./add-household.ts";
import { householdUsers } from "./people.ts";

const { main, colleagues } = householdUsers;

it("the household has six one-to-one chats, three group chats, and a meeting chat, one of which belongs to another tenant", async () => {
  const { control, fetch } = createEmulator({ clock: createFakeClock("2026-11-23T14:49:00Z"), populate: addHousehold });
  const chats = control.chat.chats(main);
  expect(chats.map(({ type }) => type).sort()).toEqual([...Array(3).fill("group"), "meeting", ...Array(6).fill("oneOnOne")]);
  const authorization = `Bearer ${await control.tokens.issue(main, ["Chat.Read"])}`;
  const statuses = chats.map(
    async ({ id }) => (await fetch(`https://graph.microsoft.com/v1.0/chats/${id}/messages`, { headers: { authorization } })).status,
  );
  expect((await Promise.all(statuses)).sort()).toEqual([...Array(9).fill(200), 403]);
  expect(control.presence.get(colleagues.mateo)).toMatchObject({
    activity: "Presenting",
    statusMessage: { message: { content: expect.any(String) } },
  });
});
