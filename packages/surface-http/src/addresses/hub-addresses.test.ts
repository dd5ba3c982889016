import { expect, it } from "vitest";
import { createHubAddresses, type HubAddressOptions } from "./hub-addresses.ts";

interface SentRequest {
  readonly path?: string;
  readonly headers?: Record<string, string>;
  /** The other end of the connection. */
  readonly from?: string;
}

const locate = (
  options: Partial<HubAddressOptions>,
  host: string | null,
  { path = "/api/health", headers, from = "127.0.0.1" }: SentRequest = {},
) =>
  createHubAddresses({ host: "127.0.0.1", port: 8365, ...options }).locate(
    new Request(`http://ignored.example${path}`, { headers: { ...(host !== null && { host }), ...headers } }),
    from,
  );
const originOf = (options: Partial<HubAddressOptions>, host: string | null) => locate(options, host)?.origin;

it.each([
  ["127.0.0.1", undefined, "http://127.0.0.1:8365/", "http://localhost:8365/auth/callback"],
  ["127.0.0.2", undefined, "http://127.0.0.2:8365/", "http://localhost:8365/auth/callback"],
  ["::1", undefined, "http://[::1]:8365/", "http://localhost:8365/auth/callback"],
  ["localhost", undefined, "http://127.0.0.1:8365/", "http://localhost:8365/auth/callback"],
  ["0.0.0.0", "http://hub.lan:8365", "http://hub.lan:8365/", "http://localhost:8365/auth/callback"],
  ["127.0.0.1", "https://hub.example", "https://hub.example/", "https://hub.example/auth/callback"],
  ["127.0.0.1", "https://hub.example/a/casement/", "https://hub.example/a/casement/", "https://hub.example/a/casement/auth/callback"],
])("on %s with publicUrl %s, the dashboard is at %s and the redirect URI is %s", (host, publicUrl, dashboard, redirectUri) => {
  const addresses = createHubAddresses({ host, port: 8365, publicUrl });
  expect([addresses.addressOf("/"), addresses.redirectUri()]).toEqual([dashboard, redirectUri]);
  const { origin, basePath } = locate({ host, publicUrl }, new URL(dashboard).host)!;
  expect(`${origin}${basePath}/`).toBe(dashboard);
});

it("accepts the address that it listens on, and the default port of the scheme", () => {
  const options = { host: "192.0.2.7", port: 80, publicUrl: "http://hub.lan" };
  expect(["192.0.2.7", "192.0.2.7:80", "hub.lan", "HUB.lan:80", "192.0.2.8", null].map((host) => originOf(options, host))).toEqual([
    "http://192.0.2.7",
    "http://192.0.2.7",
    "http://hub.lan",
    "http://hub.lan",
    undefined,
    undefined,
  ]);
});

it.each(["192.168.1.5", "0.0.0.0", "::", "hub.lan"])("rejects the host %s without publicUrl", (host) => {
  expect(() => createHubAddresses({ host, port: 8365 })).toThrow(/publicUrl/);
});

it.each([
  "hub.example",
  "ftp://hub.example",
  "https://me@hub.example",
  "https://hub.example/?x",
  "https://hub.example/#x",
  "https://hub.example/a%2Fb",
  "https://hub.example/a//b",
])("rejects the publicUrl %s", (publicUrl) => {
  expect(() => createHubAddresses({ host: "127.0.0.1", port: 8365, publicUrl })).toThrow(/publicUrl must be/);
});

it.each(["hub.lan", "10.0.0.0/33", "10.0.0", "fe80::/x", ""])("rejects the trusted proxy %j", (proxy) => {
  expect(() => createHubAddresses({ host: "127.0.0.1", port: 8365, trustedProxies: [proxy] })).toThrow(/trustedProxies/);
});

it("does not allow a path that belongs to the hub", () => {
  const addresses = createHubAddresses({ host: "127.0.0.1", port: 8365, publicUrl: "https://hub.example/api" });
  expect(() => addresses.requireFreePath(["/api/health"])).toThrow(/begins with \/api/);
  addresses.requireFreePath(["/apis", "/metrics"]);
});

it("finds the path in the hub, whether a proxy keeps the path of publicUrl or removes it", () => {
  const publicUrl = "https://home.example/casement";
  const pathOf = (path: string, host = "home.example") => {
    const { basePath, path: inHub, lacksSlash } = locate({ publicUrl }, host, { path })!;
    return [basePath, inHub, lacksSlash];
  };
  expect(pathOf("/casement/api/health?x=1")).toEqual(["/casement", "/api/health", false]);
  expect(pathOf("/api/health")).toEqual(["/casement", "/api/health", false]);
  expect(pathOf("/casement/")).toEqual(["/casement", "/", false]);
  expect(pathOf("/casement")).toEqual(["/casement", "/", true]);
  expect(pathOf("/casements/api")).toEqual(["/casement", "/casements/api", false]);
  expect(pathOf("/casement/api", "127.0.0.1:8365")).toEqual(["", "/api", false]);
});

it("believes the headers of trusted proxies only", () => {
  const headers = {
    "x-forwarded-proto": "https",
    "x-forwarded-host": "home.example",
    "x-forwarded-prefix": "/casement/",
    "x-forwarded-for": "203.0.113.9",
  };
  const forwarded = { origin: "https://home.example", basePath: "/casement", client: "203.0.113.9", isLocal: false, isPrivate: true };
  const trustedProxies = ["10.0.0.0/8", "fd00::1", "127.0.0.1"];
  for (const from of ["10.1.2.3", "::ffff:10.1.2.3", "fd00::1", "127.0.0.1"])
    expect(locate({ trustedProxies }, "127.0.0.1:8365", { headers, from }), from).toMatchObject(forwarded);
  for (const from of ["11.1.2.3", "fd00::2", "::1"])
    expect(locate({ trustedProxies }, "127.0.0.1:8365", { headers, from }), from).toMatchObject({
      origin: "http://127.0.0.1:8365",
      basePath: "",
      client: from,
      isLocal: false,
      isPrivate: false,
    });
  expect(locate({ trustedProxies }, "127.0.0.1:8365")).toMatchObject({ isLocal: true });
});

it("gives out the address of the proxy only without publicUrl, and never that of Home Assistant's ingress", () => {
  const from = "10.0.0.2";
  const options = { host: "127.0.0.1", port: 8365, trustedProxies: [from], ingress: { proxy: from } };
  const addressFor = (publicUrl: string | undefined, headers: Record<string, string>) => {
    const addresses = createHubAddresses({ ...options, publicUrl });
    const place = addresses.locate(
      new Request("http://x/", { headers: { host: "hub.lan", "x-forwarded-proto": "https", ...headers } }),
      from,
    )!;
    return [place.origin + place.basePath, addresses.addressOf("/x", place), addresses.redirectUri(place)];
  };
  expect(addressFor(undefined, { "x-forwarded-prefix": "/c" })).toEqual([
    "https://hub.lan/c",
    "https://hub.lan/c/x",
    "https://hub.lan/c/auth/callback",
  ]);
  expect(addressFor(undefined, {})[1]).toBe("https://hub.lan/x");
  expect(addressFor("https://hub.example/d", { "x-forwarded-prefix": "/c" })).toEqual([
    "https://hub.lan/c",
    "https://hub.example/d/x",
    "https://hub.example/d/auth/callback",
  ]);
  expect(addressFor(undefined, { "x-ingress-path": "/api/hassio_ingress/abc" })).toEqual([
    "https://hub.lan/api/hassio_ingress/abc",
    "http://127.0.0.1:8365/x",
    "http://localhost:8365/auth/callback",
  ]);
});

it("takes what the nearest proxy says, and nothing that is no address", () => {
  const at = (headers: Record<string, string>) => locate({ trustedProxies: ["10.0.0.2"] }, "127.0.0.1:8365", { headers, from: "10.0.0.2" });
  expect(at({ "x-forwarded-proto": "gopher, https", "x-forwarded-host": "evil.example, home.example" })?.origin).toBe(
    "https://home.example",
  );
  expect(at({ "x-forwarded-for": "1.2.3.4, 203.0.113.9, 10.0.0.2" })?.client).toBe("203.0.113.9");
  expect(at({ "x-forwarded-host": "home.example/evil" })).toBeUndefined();
  expect(at({ "x-forwarded-host": "me@home.example" })).toBeUndefined();
  for (const prefix of ["//evil.example", "/a/../b", "/a b", "casement", "/%2e%2e", '/"'])
    expect(at({ "x-forwarded-prefix": prefix })?.basePath, prefix).toBe("");
});

it("knows who is on this machine", () => {
  const isLocal = (host: string, sent: SentRequest = {}, options = {}) => locate(options, host, sent)?.isLocal;
  for (const host of ["127.0.0.1:8365", "localhost:8365", "[::1]:8365"]) expect([host, isLocal(host)]).toEqual([host, true]);
  expect(isLocal("127.0.0.1:8365", { from: "::ffff:127.0.0.1" })).toBe(true);
  expect(isLocal("127.0.0.1:8365", { from: "192.0.2.9" })).toBe(false);
  expect(isLocal("hub.lan", {}, { publicUrl: "http://hub.lan" })).toBe(false);
  expect(isLocal("127.0.0.1:8365", { headers: { "x-forwarded-for": "192.0.2.9" } })).toBe(false);
});
