import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { runProgram, type Tarball } from "./pack-package.ts";

/** A package registry on this machine. */
export interface PackageRegistry extends AsyncDisposable {
  /** For `npm --registry`. */
  readonly address: string;
}

/** Serves the packed packages as if they were published, and passes requests for all other packages on to the registry that npm uses. */
export async function servePackages(tarballs: readonly Tarball[]): Promise<PackageRegistry> {
  const upstream = (await runProgram("npm", ["config", "get", "registry"])).stdout.trim().replace(/\/$/, "");
  const byPath = new Map<string, Tarball>(tarballs.map((tarball) => [`/${tarball.name}`, tarball]));
  let address = "";

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://registry").pathname);
    const own = byPath.get(path.replace(/\/-\/package\.tgz$/, ""));
    if (own && path.endsWith(".tgz")) return void response.end(await readFile(own.file));
    if (own) return void response.setHeader("content-type", "application/json").end(JSON.stringify(await describePackage(own)));
    const { accept = "*/*" } = request.headers;
    const found = await fetch(upstream + request.url, { headers: { accept } });
    response.writeHead(found.status, { "content-type": found.headers.get("content-type") ?? "application/json" });
    response.end(Buffer.from(await found.arrayBuffer()));
  }
  async function describePackage({ name, file, manifest }: Tarball): Promise<object> {
    const version = String(manifest.version);
    const integrity = `sha512-${createHash("sha512")
      .update(await readFile(file))
      .digest("base64")}`;
    const dist = { tarball: `${address}/${name}/-/package.tgz`, integrity };
    return { name, "dist-tags": { latest: version }, versions: { [version]: { ...manifest, dist } } };
  }

  const server = createServer((request, response) => {
    respond(request, response).catch((error: Error) => response.writeHead(502).end(error.message));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
