import { definePlugin } from "@casement/core";
import { createTestHost, testPlugin } from "@casement/testing";
import { expect, it } from "vitest";
import * as z from "zod";
import { emulatedDrive } from "./drive-area.ts";

const drivePlugin = definePlugin({
  id: "drive",
  title: "OneDrive",
  scopes: { "Files.Read": { tier: "read", why: "Show how full your OneDrive is" } },
  sensors: {
    space: {
      title: "Space",
      scope: "Files.Read",
      every: "1h",
      value: z.object({ state: z.number().describe("Percent in use") }),
      async read({ graph }) {
        const { quota } = await graph.get<{ quota: { used: number; total: number } }>("/me/drive?$select=quota");
        return { state: Math.round((100 * quota.used) / quota.total) };
      },
    },
  },
});

it("shows how full the drive is, as soon as it has been read again", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: drivePlugin }], areas: [emulatedDrive] });
  expect(t.sensor("drive/space").state).toBe(0);
  t.emulator.controlOf(emulatedDrive).use("ada@contoso.example", 4_000_000_000);
  await t.advance("1h");
  expect(t.sensor("drive/space").state).toBe(80);
});

it("keeps the last value while Graph fails", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: drivePlugin }], areas: [emulatedDrive] });
  t.emulator.control.faults.add({ path: "/me/drive", status: 503 });
  await t.advance("2h");
  expect(t.sensor("drive/space")).toMatchObject({ state: 0, stale: true, error: expect.stringContaining("503") });
});

testPlugin(drivePlugin, { areas: [emulatedDrive] });
