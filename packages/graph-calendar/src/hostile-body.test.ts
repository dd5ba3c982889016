import { expect, it } from "vitest";
import { toCalendarEventItem } from "./calendar-event-mapper.ts";

/** Anybody can send an invitation, so no body may block the hub. `<a`, repeated, once took a minute. */
it.each(["<a", "<!--", "<style>", "<p title='", "&", " \n", "<ul><li>"])("an invitation full of %j is read and truncated", (unit) => {
  const time = { dateTime: "2026-03-02T10:00:00.0000000", timeZone: "UTC" };
  const content = `<html><body>Hello ${unit.repeat(300_000 / unit.length)}x</body></html>`;
  const { body = "" } = toCalendarEventItem(
    { id: "1", subject: "Hi", start: time, end: time, body: { contentType: "html", content } },
    "UTC",
  );
  expect(body.startsWith("Hello")).toBe(true);
  expect(body.length).toBeLessThanOrEqual(2001);
});
