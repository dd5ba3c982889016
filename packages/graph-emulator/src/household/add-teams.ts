import type { Emulator } from "../emulator.ts";
import { householdUsers } from "./people.ts";
import { partnerOrganization, plannedChats } from "./teams-plan.ts";

const minute = 60_000;
const { main, colleagues } = householdUsers;

/** Adds Robin's chats, and status messages, work locations, and out-of-office settings of people. */
export function addTeams({ control: { chat, presence }, clock, directory }: Emulator): void {
  if (!directory.tenant(partnerOrganization.tenant.domain)) directory.addTenant(partnerOrganization.tenant);
  directory.addUser(partnerOrganization.user);
  const minutesBefore = (minutes: number) => new Date(clock.now().getTime() - minutes * minute).toISOString();
  for (const { topic, type, members, guest, messages } of plannedChats) {
    const id = chat.addChat(main, {
      members,
      at: minutesBefore(90 * 24 * 60),
      ...(topic !== undefined && { topic }),
      ...(type && { type }),
      ...(guest && { tenant: partnerOrganization.tenant.domain }),
    });
    for (const { from, minutesAgo, deleted, ...content } of messages) {
      const message = chat.say(from, id, { ...content, at: minutesBefore(minutesAgo) });
      if (deleted) chat.deleteMessage(id, message);
    }
    if (guest) chat.refuse(id, 403);
  }
  presence.set(colleagues.mateo, { statusMessage: { message: { content: "Heads down until lunch", contentType: "text" } } });
  presence.set(colleagues.priya, { workLocation: { workLocationType: "remote", source: "scheduled", placeId: null } });
  presence.set(colleagues.sofia, { outOfOfficeSettings: { isOutOfOffice: true, message: "At the fair until Friday" } });
}
