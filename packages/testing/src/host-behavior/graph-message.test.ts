import { definePlugin, service } from "@casement/core";
import { expect, it } from "vitest";
import { z } from "zod";
import { createTestHost } from "../create-test-host.ts";

const scope = "Calendars.ReadWrite" as const;
const user = "ada@contoso.example";
const organizer = "ben@contoso.example";
const said = "Your request can't be completed. You need to be an organizer to cancel a meeting.";

const plugin = definePlugin({
  id: "meetings",
  title: "Meetings",
  scopes: { [scope]: { tier: "update", why: "Cancel meetings" } },
  services: {
    cancel: service({
      title: "Cancel",
      scope,
      input: z.object({ id: z.string() }),
      output: z.null(),
      async run({ graph, input }) {
        await graph.send("POST", `/me/events/${input.id}/cancel`, {});
        return null;
      },
    }),
  },
});

it("the caller of a service learns what Graph said, and the log does not", async () => {
  await using t = await createTestHost({ plugins: [{ plugin }] });
  const { calendar } = t.emulator.control;
  t.emulator.directory.addUser({ userPrincipalName: organizer });
  const meeting = calendar.createEvent(organizer, {
    subject: "Plan",
    start: { dateTime: "2026-03-03T09:00:00", timeZone: "UTC" },
    end: { dateTime: "2026-03-03T10:00:00", timeZone: "UTC" },
    attendees: [{ type: "required", emailAddress: { address: user } }],
  });
  const own = calendar.events(user).find(({ iCalUId }) => iCalUId === meeting.iCalUId)!;
  const error: any = await t.account.call("meetings/cancel", { id: own.id }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "graph-error", details: { status: 400, code: "ErrorInvalidRequest", graphMessage: said } });
  expect(error.message).not.toContain(said);
  expect(t.log.join("\n")).not.toContain("organizer");
});
