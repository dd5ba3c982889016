import { expect, it } from "vitest";
import { createHubOrigins } from "./hub-origins.ts";

it.each([
  ["127.0.0.1", undefined, "http://127.0.0.1:8365", "http://localhost:8365/auth/callback"],
  ["127.0.0.2", undefined, "http://127.0.0.2:8365", "http://localhost:8365/auth/callback"],
  ["::1", undefined, "http://[::1]:8365", "http://localhost:8365/auth/callback"],
  ["localhost", undefined, "http://127.0.0.1:8365", "http://localhost:8365/auth/callback"],
  ["0.0.0.0", "http://hub.lan:8365", "http://hub.lan:8365", "http://localhost:8365/auth/callback"],
  ["127.0.0.1", "https://hub.example", "https://hub.example", "https://hub.example/auth/callback"],
])("on %s with publicUrl %s, the dashboard is at %s and the redirect URI is %s", (host, publicUrl, primaryOrigin, redirectUri) => {
  const origins = createHubOrigins({ host, port: 8365, publicUrl });
  expect(origins).toMatchObject({ primaryOrigin, redirectUri });
  expect(origins.originOf(new URL(primaryOrigin).host)).toBe(primaryOrigin);
});

it("accepts the address that it listens on, and the default port of the scheme", () => {
  const origins = createHubOrigins({ host: "192.0.2.7", port: 80, publicUrl: "http://hub.lan" });
  expect(["192.0.2.7", "192.0.2.7:80", "hub.lan", "HUB.lan:80", "192.0.2.8", null].map(origins.originOf)).toEqual([
    "http://192.0.2.7",
    "http://192.0.2.7",
    "http://hub.lan",
    "http://hub.lan",
    undefined,
    undefined,
  ]);
});

it.each(["192.168.1.5", "0.0.0.0", "::", "hub.lan"])("rejects the host %s without publicUrl", (host) => {
  expect(() => createHubOrigins({ host, port: 8365 })).toThrow(/publicUrl/);
});

it.each(["hub.example", "ftp://hub.example", "https://hub.example/casement", "https://me@hub.example"])(
  "rejects the publicUrl %s",
  (publicUrl) => {
    expect(() => createHubOrigins({ host: "127.0.0.1", port: 8365, publicUrl })).toThrow(/publicUrl must be/);
  },
);
