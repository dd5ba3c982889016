import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { createRecentLog, maxLogEntries } from "./recent-log.ts";

function createTestLog() {
  const written: string[] = [];
  const at = (level: string) => (message: string, data?: object) => void written.push(`${level} ${message} ${JSON.stringify(data ?? {})}`);
  const behind = { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
  return { written, recent: createRecentLog(behind, createFakeClock("2026-03-02T08:00:00Z")) };
}

it("keeps lines with their account and plugin, but neither their data nor what is for developers", () => {
  const { recent, written } = createTestLog();
  recent.log.debug("[home/calendar] stack", { error: "Secret" });
  recent.log.warn("[home] Graph throttles outlook for 5 s.", { seconds: 5 });
  recent.log.error("[home/calendar] feed events failed: timeout");
  recent.log.info("cli called home calendar/create-event: done", { ms: 5 });
  recent.log.warn("MQTT: no connection.");
  const at = "2026-03-02T08:00:00.000Z";
  expect(recent.entries()).toEqual([
    { id: 1, at, level: "warn", account: "home", message: "Graph throttles outlook for 5 s." },
    { id: 2, at, level: "error", account: "home", plugin: "calendar", message: "feed events failed: timeout" },
    { id: 3, at, level: "info", account: "home", plugin: "calendar", message: "cli called home calendar/create-event: done" },
    { id: 4, at, level: "warn", message: "MQTT: no connection." },
  ]);
  expect(written).toHaveLength(5);
  expect(written[1]).toBe('warn [home] Graph throttles outlook for 5 s. {"seconds":5}');
});

it("keeps the latest lines only, cuts long ones, and forgets an account", () => {
  const { recent } = createTestLog();
  for (let at = 0; at < 3 * maxLogEntries; at++) recent.log.info(`[a${at % 2}] ${"x".repeat(at)}`);
  expect(recent.entries()).toHaveLength(maxLogEntries);
  expect(recent.entries().at(-1)).toMatchObject({ id: 3 * maxLogEntries, message: "x".repeat(500) });
  recent.forget("a1");
  expect(new Set(recent.entries().map(({ account }) => account))).toEqual(new Set(["a0"]));
});
