import type { LookupAddress } from "node:dns";
import { createServer, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { createFileAccess } from "./file-access.ts";
import { isPrivateAddress } from "./private-address.ts";
import { type RemoteClient, readRemoteFile } from "./remote-file.ts";

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
  ])("treats %j as private", (address) => expect(isPrivateAddress(address)).toBe(true));
  it.each(["8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1"])(
    "treats %s as public",
    (address) => expect(isPrivateAddress(address)).toBe(false),
  );
});

type ServerResponse = [status: number, headers?: Record<string, string>, body?: string | Buffer];

/** A client that sends all requests to a server on this machine. Host names resolve as `addresses` says. */
async function createLocalClient(responses: Record<string, ServerResponse>, addresses: Record<string, string[]> = {}) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = `https://${request.headers.host}${request.url}`;
    asked.push(url);
    const [status, headers = {}, body = ""] = responses[url] ?? [404];
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const client: RemoteClient = {
    lookup: (host, _, found) => {
      const list = (addresses[host] ?? ["93.184.216.34"]).map(
        (address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 }),
      );
      found(null, list);
    },
    request: (url, { lookup, ...options }, answered) => {
      const { hostname, pathname, host } = url;
      const plain = httpRequest({ ...options, agent: false, host: "127.0.0.1", port, path: pathname, headers: { host } }, answered);
      // A real connection first looks up the address and fails if the lookup fails.
      lookup?.(hostname, { all: true }, (error) => error && plain.destroy(error));
      return plain;
    },
  };
  return { client, asked, [Symbol.asyncDispose]: () => new Promise<void>((done) => server.close(() => done())) };
}

const hosts = ["pictures.example", "*.cdn.example"];
const refusal = (address: string, client: RemoteClient) =>
  readRemoteFile(address, hosts, client).then(
    () => "fetched",
    ({ code, message }) => (code === "file-refused" ? message : `${code} ${message}`),
  );

describe("readRemoteFile", () => {
  it("fetches from an allowed host", async () => {
    const image = Buffer.from("picture");
    await using server = await createLocalClient({
      "https://pictures.example/door": [200, { "content-type": "image/png; charset=x" }, image],
      "https://a.cdn.example/my%20dog.jpg": [200, {}, image],
    });
    const files = createFileAccess({ hosts }, server.client);
    const file = await files.read("https://pictures.example/door");
    expect(file).toMatchObject({ name: "door.png", type: "image/png", size: 7 });
    expect(await new Response(file.stream()).text()).toBe("picture");
    expect(await files.read("https://a.cdn.example/my%20dog.jpg")).toMatchObject({ name: "my dog.jpg", type: "image/jpeg" });
  });

  it("refuses other hosts, other protocols and user names without sending a request", async () => {
    await using server = await createLocalClient({});
    expect(await refusal("https://elsewhere.example/x.png", server.client)).toContain("files.hosts");
    expect(await refusal("https://cdn.example/x.png", server.client)).toContain("files.hosts");
    expect(await refusal("https://evilcdn.example/x.png", server.client)).toContain("files.hosts");
    expect(await refusal("https://pictures.example.evil.example/x.png", server.client)).toContain("files.hosts");
    expect(await refusal("https://pictures.example@evil.example/x.png", server.client)).toContain("user name");
    expect(await refusal("http://pictures.example/x.png", server.client)).toContain("only https");
    expect(server.asked).toEqual([]);
  });

  it("refuses a host name if one of its addresses is private", async () => {
    await using server = await createLocalClient(
      { "https://pictures.example/x.png": [200] },
      { "pictures.example": ["93.184.216.34", "192.168.1.1"], "a.cdn.example": ["::1"] },
    );
    expect(await refusal("https://pictures.example/x.png", server.client)).toContain("private network");
    expect(await refusal("https://a.cdn.example/x.png", server.client)).toContain("private network");
    expect(server.asked).toEqual([]);
  });

  it("checks the address to which Node connects", async () => {
    const lookup: RemoteClient["lookup"] = (_host, _options, found) => found(null, [{ address: "127.0.0.1", family: 4 }]);
    expect(await refusal("https://pictures.example/x.png", { request: httpsRequest, lookup })).toContain("private network");
  });

  it("refuses a literal private address, even if it is in the list of hosts", async () => {
    await using server = await createLocalClient({});
    for (const address of ["https://127.0.0.1/x", "https://[::1]/x", "https://2130706433/x", "https://0x7f.1/x", "https://192.168.1.1/x"]) {
      const { hostname } = new URL(address);
      await expect(readRemoteFile(address, [hostname, hostname.replace(/^\[|\]$/g, "")], server.client)).rejects.toThrow("private network");
    }
    expect(server.asked).toEqual([]);
  });

  it("checks every redirect and limits their number", async () => {
    await using server = await createLocalClient({
      "https://pictures.example/inside": [302, { location: "https://192.168.1.1/x.png" }],
      "https://pictures.example/other": [302, { location: "https://elsewhere.example/x.png" }],
      "https://pictures.example/plain": [302, { location: "http://pictures.example/x.png" }],
      "https://pictures.example/loop": [302, { location: "/loop" }],
      "https://pictures.example/good": [302, { location: "https://a.cdn.example/x.png" }],
      "https://a.cdn.example/x.png": [200, {}, "x"],
    });
    expect(await refusal("https://pictures.example/inside", server.client)).toContain("files.hosts");
    expect(await refusal("https://pictures.example/other", server.client)).toContain("files.hosts");
    expect(await refusal("https://pictures.example/plain", server.client)).toContain("only https");
    expect(await refusal("https://pictures.example/loop", server.client)).toContain("too often");
    expect(await refusal("https://pictures.example/good", server.client)).toBe("fetched");
  });

  it("refuses files that are missing or too large, and does not reveal the address", async () => {
    const huge = Buffer.alloc(26 * 1024 * 1024);
    await using server = await createLocalClient({ "https://pictures.example/huge.png": [200, {}, huge] });
    expect(await refusal("https://pictures.example/huge.png", server.client)).toContain("25 MB");
    const missing = await refusal("https://pictures.example/secret-token", server.client);
    expect(missing).toContain("status 404");
    expect(missing).not.toContain("secret");
  });
});
