import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import { autoreplyPlugin } from "../plugin.ts";

it.each(["2026-02-30T09:00", "2026-03-02T25:00", "2026-03-02T10:00+99:00"])(
  "an end of %s is refused with the reason, and nothing changes",
  async (end) => {
    await using t = await createTestHost({ plugins: [{ plugin: autoreplyPlugin }] });
    await expect(t.account.call("autoreply/enable", { text: "Away", end })).rejects.toMatchObject({
      code: "input-invalid",
      message: expect.stringContaining("end: is no day or time of the calendar"),
    });
    expect(t.sensor("autoreply/autoreply").state).toBe("disabled");
  },
);

it("over the nights on which clocks change, the schedule means the account's wall clock, and the first of two equal hours", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: autoreplyPlugin }] });
  const enable = (start: string, end: string) => t.account.service(autoreplyPlugin, "enable", { text: "Away", start, end });
  expect(await enable("2026-03-29T02:30", "2026-03-29T04:00")).toMatchObject({
    start: "2026-03-29T03:30:00+02:00",
    end: "2026-03-29T04:00:00+02:00",
  });
  expect(await enable("2026-10-25T02:30", "2026-10-25T02:30+01:00")).toMatchObject({
    start: "2026-10-25T02:30:00+02:00",
    end: "2026-10-25T02:30:00+01:00",
  });
});
