import type { LookupAddress } from "node:dns";
import { createServer, request as httpRequest } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { type Clock, systemClock } from "@casement/core";
import { createFakeClock } from "@casement/graph-emulator";
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
    clock: systemClock,
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
    expect(await refusal("https://pictures.example/x.png", { clock: systemClock, request: httpsRequest, lookup })).toContain(
      "private network",
    );
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

  it("follows three redirects, and only answers that are redirects", async () => {
    const to = (location: string, status = 302): ServerResponse => [status, { location }];
    await using server = await createLocalClient({
      "https://pictures.example/4": to("/3", 300),
      "https://pictures.example/3": to("/2", 307),
      "https://pictures.example/2": to("/1"),
      "https://pictures.example/1": [200, {}, "x"],
      "https://pictures.example/made": to("/1", 201),
      "https://pictures.example/bad": to("/1", 400),
      "https://pictures.example/lost": [302],
    });
    expect(await refusal("https://pictures.example/4", server.client)).toBe("fetched");
    expect(await refusal("https://pictures.example./1", server.client)).not.toContain("files.hosts");
    for (const [path, status] of Object.entries({ made: 201, bad: 400, lost: 302 }))
      expect(await refusal(`https://pictures.example/${path}`, server.client)).toBe(
        `The file could not be fetched from its address: the server returned status ${status}.`,
      );
  });

  it("allows 25 MB, and names a file after its address and type", async () => {
    const most = Buffer.alloc(25 * 1024 * 1024);
    await using server = await createLocalClient({
      "https://pictures.example/": [200, { "content-type": "IMAGE/PNG ;charset=x" }, most],
      "https://pictures.example/unknown": [200, {}, "x"],
      "https://pictures.example/odd.type~": [200, { "content-type": "text/plain" }, "x"],
      "https://pictures.example/%E0%A4%A": [200, { "content-type": "application/x-odd" }, "x"],
      "https://pictures.example/a%2Fb.txt": [200, {}, "x"],
    });
    const read = async (path: string) => {
      const { name, type, size } = await readRemoteFile(`https://pictures.example/${path}`, hosts, server.client);
      return [name, type, size];
    };
    expect(await read("")).toEqual(["file.png", "image/png", most.length]);
    expect(await read("unknown")).toEqual(["unknown", "application/octet-stream", 1]);
    expect(await read("odd.type~")).toEqual(["odd.type~.txt", "text/plain", 1]);
    expect(await read("%E0%A4%A")).toEqual(["%E0%A4%A", "application/x-odd", 1]);
    expect(await read("a%2Fb.txt")).toEqual(["b.txt", "text/plain", 1]);
  });

  it("asks for any type, as casement", async () => {
    const sent: RequestOptions[] = [];
    await using server = await createLocalClient({ "https://pictures.example/x.png": [200] });
    const request: RemoteClient["request"] = (url, options, answered) => {
      sent.push(options);
      return server.client.request(url, options, answered);
    };
    await readRemoteFile("https://pictures.example/x.png", hosts, { ...server.client, request });
    expect(sent).toMatchObject([{ method: "GET", timeout: 30_000, headers: { accept: "*/*", "user-agent": "casement" } }]);
  });

  it.each<[what: string, addresses: string[] | Error, options: object, found: unknown[]]>([
    [
      "every address to a connection that tries all",
      ["93.184.216.34", "2606:4700::1111"],
      { all: true },
      [
        null,
        [
          { address: "93.184.216.34", family: 4 },
          { address: "2606:4700::1111", family: 6 },
        ],
      ],
    ],
    ["the first address to others", ["2606:4700::1111", "93.184.216.34"], {}, [null, "2606:4700::1111", 6]],
    ["an error", new Error("ENOTFOUND"), {}, [new Error("ENOTFOUND"), ""]],
    ["a refusal if there is no address", [], {}, [expect.objectContaining({ code: "file-refused" }), ""]],
  ])("looks up %s", async (_, addresses, options, expected) => {
    await using server = await createLocalClient({ "https://pictures.example/x.png": [200] });
    const found: unknown[] = [];
    const asked: unknown[] = [];
    await readRemoteFile("https://pictures.example/x.png", hosts, {
      clock: systemClock,
      lookup(host, wanted, answer) {
        asked.push([host, wanted]);
        if (addresses instanceof Error) return answer(addresses, []);
        answer(
          null,
          addresses.map((address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 })),
        );
      },
      request(url, { lookup, ...rest }, answered) {
        lookup!(url.hostname, options, (...result: unknown[]) => void found.push(...result));
        return server.client.request(url, rest, answered);
      },
    });
    expect(found).toEqual(expected);
    expect(asked).toEqual([["pictures.example", { all: true }]]);
  });

  it("says that a server cannot be reached, is silent, breaks the connection or is too slow", async () => {
    const server = createServer((request, response) => {
      if (request.url === "/broken") response.writeHead(200, { "content-length": "10" }).write("half", () => response.destroy());
      if (request.url === "/slow") response.writeHead(200).write("half");
      if (request.url === "/switched")
        request.socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const clock = createFakeClock();
    let pending = 0;
    const after: Clock["after"] = (ms, fn) => {
      pending++;
      const cancel = clock.after(ms, fn);
      return () => {
        pending--;
        cancel();
      };
    };
    const send = (event?: string): RemoteClient => ({
      clock: { now: () => clock.now(), after },
      lookup: (_host, _options, found) => found(null, [{ address: "93.184.216.34", family: 4 }]),
      request(url, _, answered) {
        const plain = httpRequest({ agent: false, host: "127.0.0.1", port: event === "closed" ? 1 : port, path: url.pathname }, answered);
        if (event === "timeout") setImmediate(() => plain.emit("timeout"));
        return plain;
      },
    });
    const said = async (path: string, event?: string) =>
      /address: (.*)\.$/.exec(await refusal(`https://pictures.example/${path}`, send(event)))?.[1];
    expect(await said("x", "closed")).toBe("its server cannot be reached");
    expect(await said("switched")).toBe("its server cannot be reached");
    expect(await said("x", "timeout")).toBe("its server does not respond");
    expect(await said("broken")).toBe("the connection broke");
    await expect(readRemoteFile("https://pictures.example/broken", hosts, send())).rejects.toMatchObject({
      code: "file-refused",
      cause: expect.any(Error),
    });
    const slow = said("slow");
    while (pending === 0) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(60_000);
    expect(await slow).toBe("its server takes too long");
    expect(pending).toBe(0);
    server.closeAllConnections();
    server.close();
  });
});
