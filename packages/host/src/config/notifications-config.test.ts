import { expect, it } from "vitest";
import { checkNotifications, notificationsSchema } from "./notifications-config.ts";

it("accepts true, false and a safety interval", () => {
  expect(notificationsSchema.parse(true)).toEqual({ safetyInterval: "10m" });
  expect(notificationsSchema.parse(false)).toBeUndefined();
  expect(notificationsSchema.parse({ safetyInterval: "6h" })).toEqual({ safetyInterval: "6h" });
  for (const safetyInterval of ["30s", "25h", "often", ""]) expect(notificationsSchema.safeParse({ safetyInterval }).success).toBe(false);
});

it("accepts the address of a relay: https, or on this machine", () => {
  const relayOf = (relay: string) => notificationsSchema.safeParse({ relay }).data?.relay;
  expect(relayOf("https://relay.example/path/")).toBe("https://relay.example/path/");
  expect(relayOf("http://127.0.0.1:8367")).toBe("http://127.0.0.1:8367");
  expect(relayOf("http://[::1]:8367")).toBe("http://[::1]:8367");
  for (const relay of [
    "http://[::2]:8367",
    "http://relay.example",
    "relay.example",
    "https://relay.example?a=b",
    "https://me@relay.example",
    "",
  ])
    expect(relayOf(relay)).toBeUndefined();
  expect(checkNotifications({ notifications: { relay: "https://relay.example" } })).toEqual([]);
});

it("needs an https address, except with an emulator", () => {
  const problems = (value: object) => checkNotifications(value).map(({ path }) => path);
  expect(problems({ notifications: true, http: { publicUrl: "https://hub.example" } })).toEqual([]);
  expect(problems({ notifications: true, emulator: "http://127.0.0.1:8366" })).toEqual([]);
  expect(problems({ notifications: false })).toEqual([]);
  expect(problems({})).toEqual([]);
  for (const http of [undefined, {}, { publicUrl: "http://hub.lan:8365" }])
    expect(problems({ notifications: {}, http })).toEqual([["notifications"]]);
});
