import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import { autoreplyPlugin } from "../plugin.ts";

it.each(["2026-02-30T09:00", "2026-03-02T25:00", "2026-03-02T10:00+99:00"])(
  "refuses %s as the end, with the reason, and changes nothing",
  async (end) => {
    await using t = await createTestHost({ plugins: [{ plugin: autoreplyPlugin }] });
    await expect(t.account.call("autoreply/enable", { text: "Away", end })).rejects.toMatchObject({
      code: "input-invalid",
      message: expect.stringContaining("end: is not an existing date or time"),
    });
    expect(t.sensor("autoreply/autoreply").state).toBe("disabled");
  },
);

it("reads the schedule on the account's wall clock: refuses a time that the clock skips, and takes the first of two equal times", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: autoreplyPlugin }] });
  const enable = (start: string, end: string) => t.account.service(autoreplyPlugin, "enable", { text: "Away", start, end });
  for (const [start, end, field] of [
    ["2026-03-29T02:30", "2026-03-29T04:00", "start"],
    ["2026-03-28T09:00", "2026-03-29T02:30", "end"],
  ] as const)
    await expect(enable(start, end)).rejects.toMatchObject({
      code: "input-invalid",
      message: expect.stringMatching(`^${field}: does not exist: in Europe/Berlin`),
    });
  expect(await enable("friday 17:00", "monday 9:00")).toMatchObject({
    start: "2026-03-06T17:00:00+01:00",
    end: "2026-03-09T09:00:00+01:00",
  });
  expect(await enable("2026-10-25T02:30", "2026-10-25T02:30+01:00")).toMatchObject({
    start: "2026-10-25T02:30:00+02:00",
    end: "2026-10-25T02:30:00+01:00",
  });
});
