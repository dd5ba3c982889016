import type { Emulator } from "../emulator.ts";
import { householdTenant } from "./people.ts";

const plannedRooms = [
  { name: "Model room", mailbox: "model-room", capacity: 8, floorNumber: 1 },
  { name: "Attic", mailbox: "attic", capacity: 3, floorNumber: 3 },
] as const;

/** Adds the studio's meeting rooms, in one room list. */
export function addRooms({ control: { places } }: Emulator): void {
  const addressOf = (mailbox: string) => `${mailbox}@${householdTenant.domain}`;
  for (const { name, mailbox, ...room } of plannedRooms)
    places.addRoom(householdTenant.domain, {
      displayName: name,
      emailAddress: addressOf(mailbox),
      building: "Harbour Lane 4",
      lists: [addressOf("rooms")],
      ...room,
    });
}
