import type { Emulator } from "@casement/graph-emulator";
import { type ContractOptions, type ServiceExample, testPlugin } from "@casement/testing";
import { graphEvent } from "../test/group.fixture.ts";
import { groupCalendarPlugin } from "./plugin.ts";

const teamId = ({ control, directory }: Emulator, user: string): string =>
  control.groups.list(directory.user(user)!.tenantId).find(({ displayName }) => displayName === "Team")!.id as string;

/** An input with the id of an event that is created for it. */
const withEvent =
  (input: object): ServiceExample =>
  ({ emulator }, user) => ({
    ...input,
    id: emulator.control.calendar.createEvent(teamId(emulator, user), graphEvent("Appraisal", "2026-03-03T09:00:00", "2026-03-03T10:00:00"))
      .id,
  });

const options: ContractOptions = {
  arrange(emulator, user) {
    const { control, directory } = emulator;
    const { tenantId } = directory.user(user)!;
    if (control.groups.list(tenantId).length === 0) control.groups.add(tenantId, { displayName: "Team", description: "Everybody here" });
    control.groups.addMember(teamId(emulator, user), user);
    const body = { contentType: "text", content: "Bring the printed plans" };
    control.calendar.createEvent(teamId(emulator, user), graphEvent("Site visit", "2026-03-03T09:00:00", "2026-03-03T10:00:00", { body }));
  },
  change: (emulator, user) =>
    emulator.control.calendar.createEvent(teamId(emulator, user), graphEvent("Fire drill", "2026-03-02T08:01:00", "2026-03-02T08:30:00")),
  snapshot: (emulator, user) => emulator.control.calendar.events(teamId(emulator, user)),
  services: {
    "list-events": { start: "2026-03-01", end: "2026-04-01" },
    "list-groups": {},
    "create-event": { subject: "Retrospective", start: "2026-03-04T19:00:00", end: "2026-03-04T21:00:00" },
    "modify-event": withEvent({ subject: "Appraisal, moved", start: "2026-03-05T09:00:00" }),
    "remove-event": withEvent({}),
  },
};

testPlugin(groupCalendarPlugin, options);
