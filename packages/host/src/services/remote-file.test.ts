import type { LookupAddress } from "node:dns";
import { createServer, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { createFiles } from "./files.ts";
import { isPrivateAddress } from "./private-address.ts";
import { type RemoteWire, readRemoteFile } from "./remote-file.ts";

describe("isPrivateAddress", () => {
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "198.18.0.1",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "ff02::1",
    "::ffff:192.168.1.1",
    "::ffff:8.8.8.8",
    "64:ff9b::a00:1",
    "2002:c0a8:101::1",
    "2001:db8::1",
    "not an address",
    "",
  ])("keeps away from %j", (address) => expect(isPrivateAddress(address)).toBe(true));
  it.each(["8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1"])("lets %s pass", (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );
});

type Answer = [status: number, headers?: Record<string, string>, body?: string | Buffer];

/** A wire to a server of this machine that believes to be elsewhere: names mean what `addresses` says. */
async function wireTo(answers: Record<string, Answer>, addresses: Record<string, string[]> = {}) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = `https://${request.headers.host}${request.url}`;
    asked.push(url);
    const [status, headers = {}, body = ""] = answers[url] ?? [404];
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const wire: RemoteWire = {
    lookup: (host, _, found) => {
      const list = (addresses[host] ?? ["93.184.216.34"]).map(
        (address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 }),
      );
      found(null, list);
    },
    request: (url, { lookup, ...options }, answered) => {
      const { hostname, pathname, host } = url;
      const plain = httpRequest({ ...options, agent: false, host: "127.0.0.1", port, path: pathname, headers: { host } }, answered);
      // What a connection does first: it asks for the address, and gives up on an error.
      lookup?.(hostname, { all: true }, (error) => error && plain.destroy(error));
      return plain;
    },
  };
  return { wire, asked, [Symbol.asyncDispose]: () => new Promise<void>((done) => server.close(() => done())) };
}

const hosts = ["pictures.example", "*.cdn.example"];
const refusal = (address: string, wire: RemoteWire) =>
  readRemoteFile(address, hosts, wire).then(
    () => "fetched",
    ({ code, message }) => (code === "file-refused" ? message : `${code} ${message}`),
  );

describe("readRemoteFile", () => {
  it("fetches from an allowed host", async () => {
    const image = Buffer.from("picture");
    await using there = await wireTo({
      "https://pictures.example/door": [200, { "content-type": "image/png; charset=x" }, image],
      "https://a.cdn.example/my%20dog.jpg": [200, {}, image],
    });
    const files = createFiles({ hosts }, there.wire);
    const file = await files.read("https://pictures.example/door");
    expect(file).toMatchObject({ name: "door.png", type: "image/png", size: 7 });
    expect(await new Response(file.stream()).text()).toBe("picture");
    expect(await files.read("https://a.cdn.example/my%20dog.jpg")).toMatchObject({ name: "my dog.jpg", type: "image/jpeg" });
  });

  it("refuses other hosts, other protocols and user names without asking anybody", async () => {
    await using there = await wireTo({});
    expect(await refusal("https://elsewhere.example/x.png", there.wire)).toContain("files.hosts");
    expect(await refusal("https://cdn.example/x.png", there.wire)).toContain("files.hosts");
    expect(await refusal("https://evilcdn.example/x.png", there.wire)).toContain("files.hosts");
    expect(await refusal("https://pictures.example.evil.example/x.png", there.wire)).toContain("files.hosts");
    expect(await refusal("https://pictures.example@evil.example/x.png", there.wire)).toContain("user name");
    expect(await refusal("http://pictures.example/x.png", there.wire)).toContain("only https");
    expect(there.asked).toEqual([]);
  });

  it("refuses a host whose name means a private address, all of them or one of several", async () => {
    await using there = await wireTo(
      { "https://pictures.example/x.png": [200] },
      { "pictures.example": ["93.184.216.34", "192.168.1.1"], "a.cdn.example": ["::1"] },
    );
    expect(await refusal("https://pictures.example/x.png", there.wire)).toContain("private network");
    expect(await refusal("https://a.cdn.example/x.png", there.wire)).toContain("private network");
    expect(there.asked).toEqual([]);
  });

  it("checks the address where Node makes the connection", async () => {
    const lookup: RemoteWire["lookup"] = (_host, _options, found) => found(null, [{ address: "127.0.0.1", family: 4 }]);
    expect(await refusal("https://pictures.example/x.png", { request: httpsRequest, lookup })).toContain("private network");
  });

  it("refuses a private address that is written out, even if it is allowed", async () => {
    await using there = await wireTo({});
    for (const address of ["https://127.0.0.1/x", "https://[::1]/x", "https://2130706433/x", "https://0x7f.1/x", "https://192.168.1.1/x"]) {
      const { hostname } = new URL(address);
      await expect(readRemoteFile(address, [hostname, hostname.replace(/^\[|\]$/g, "")], there.wire)).rejects.toThrow("private network");
    }
    expect(there.asked).toEqual([]);
  });

  it("checks every redirect, and follows only a few", async () => {
    await using there = await wireTo({
      "https://pictures.example/inside": [302, { location: "https://192.168.1.1/x.png" }],
      "https://pictures.example/other": [302, { location: "https://elsewhere.example/x.png" }],
      "https://pictures.example/plain": [302, { location: "http://pictures.example/x.png" }],
      "https://pictures.example/loop": [302, { location: "/loop" }],
      "https://pictures.example/good": [302, { location: "https://a.cdn.example/x.png" }],
      "https://a.cdn.example/x.png": [200, {}, "x"],
    });
    expect(await refusal("https://pictures.example/inside", there.wire)).toContain("files.hosts");
    expect(await refusal("https://pictures.example/other", there.wire)).toContain("files.hosts");
    expect(await refusal("https://pictures.example/plain", there.wire)).toContain("only https");
    expect(await refusal("https://pictures.example/loop", there.wire)).toContain("too often");
    expect(await refusal("https://pictures.example/good", there.wire)).toBe("fetched");
  });

  it("refuses what is missing or too large, and quotes no address", async () => {
    const huge = Buffer.alloc(26 * 1024 * 1024);
    await using there = await wireTo({ "https://pictures.example/huge.png": [200, {}, huge] });
    expect(await refusal("https://pictures.example/huge.png", there.wire)).toContain("25 MB");
    const missing = await refusal("https://pictures.example/secret-token", there.wire);
    expect(missing).toContain("status 404");
    expect(missing).not.toContain("secret");
  });
});
