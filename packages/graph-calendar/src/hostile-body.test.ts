import { expect, it } from "vitest";
import { toItem } from "./event-mapper.ts";

/** Anybody can send an invitation: one body must not hold up the hub. `<a` alone took a minute once. */
it.each(["<a", "<!--", "<style>", "<p title='", "&", " \n", "<ul><li>"])(
  "an invitation full of %j is read in no time, and shown cut",
  (unit) => {
    const time = { dateTime: "2026-03-02T10:00:00.0000000", timeZone: "UTC" };
    const content = `<html><body>Hello ${unit.repeat(300_000 / unit.length)}x</body></html>`;
    const began = performance.now();
    const { body = "" } = toItem({ id: "1", subject: "Hi", start: time, end: time, body: { contentType: "html", content } }, "UTC");
    expect(performance.now() - began).toBeLessThan(3000);
    expect(body.startsWith("Hello")).toBe(true);
    expect(body.length).toBeLessThanOrEqual(2001);
  },
);
