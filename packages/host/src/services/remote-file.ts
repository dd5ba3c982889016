import { type LookupAddress, lookup as systemLookup } from "node:dns";
import type { IncomingMessage } from "node:http";
import { type RequestOptions, request as systemRequest } from "node:https";
import { isIP } from "node:net";
import { basename } from "node:path";
import { CasementError, type FileHandle } from "@casement/core";
import { endingOf, mediaType } from "./media-type.ts";
import { isPrivateAddress } from "./private-address.ts";

/** The way out, to be replaced in tests. */
export interface RemoteWire {
  request(url: URL, options: RequestOptions, answered: (answer: IncomingMessage) => void): ReturnType<typeof systemRequest>;
  lookup(host: string, options: { all: true }, found: (error: Error | null, addresses: LookupAddress[]) => void): void;
}

const system: RemoteWire = { request: systemRequest, lookup: systemLookup };

/** Bytes: it is held in memory. */
const largest = 25 * 1024 * 1024;
const timeout = 30_000;
const maxRedirects = 3;

/** Fetches a file by https from one of the allowed hosts: "example.com", or "*.example.com" for all below it. Throws `file-refused`. */
export async function readRemoteFile(address: string, hosts: readonly string[], wire: RemoteWire = system): Promise<FileHandle> {
  let url = new URL(address);
  for (let hops = 0; hops <= maxRedirects; hops++) {
    checkUrl(url, hosts);
    const answer = await ask(url, wire);
    const { statusCode = 0, headers } = answer;
    if (statusCode >= 300 && statusCode < 400 && headers.location && URL.canParse(headers.location, url.href)) {
      answer.destroy();
      url = new URL(headers.location, url);
    } else if (statusCode === 200) {
      return handleOf(url, headers["content-type"], await contentOf(answer));
    } else {
      answer.destroy();
      throw refused(`the server answered with status ${statusCode}`);
    }
  }
  throw refused("it is redirected too often");
}

function checkUrl({ protocol, hostname, username }: URL, hosts: readonly string[]): void {
  if (protocol !== "https:") throw refused("only https addresses are fetched");
  if (username !== "") throw refused("an address with a user name is not fetched");
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const isAllowed = hosts.some((allowed) => {
    const wanted = allowed.toLowerCase();
    return wanted.startsWith("*.") ? host.endsWith(wanted.slice(1)) : host === wanted;
  });
  if (!isAllowed) throw refused("its host is not among files.hosts in the configuration. Add it there");
  if (isIP(host) !== 0 && isPrivateAddress(host)) throw refused(privately);
}

const privately = "its host is in a private network. Put the file into a folder under files.read";

/** The address is checked where the connection is made, so that a name cannot change its meaning in between. */
function ask(url: URL, wire: RemoteWire): Promise<IncomingMessage> {
  const lookup: RequestOptions["lookup"] = (host, options, found) => {
    wire.lookup(host, { all: true }, (error, addresses) => {
      if (error) return found(error, "");
      if (addresses.length === 0 || addresses.some(({ address }) => isPrivateAddress(address))) return found(refused(privately), "");
      if (options.all) return found(null, addresses);
      found(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
  return new Promise((resolve, reject) => {
    const options = { method: "GET", lookup, timeout, headers: { accept: "*/*", "user-agent": "casement" }, agent: false };
    const request = wire.request(url, options, resolve);
    request.on("timeout", () => request.destroy(refused("its server does not answer")));
    request.on("error", (error) => reject(CasementError.is(error) ? error : refused("its server cannot be reached", error)));
    request.end();
  });
}

async function contentOf(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const late = setTimeout(() => answer.destroy(refused("its server takes too long")), 2 * timeout);
  try {
    for await (const chunk of answer) {
      size += (chunk as Buffer).byteLength;
      if (size > largest) throw refused("it is larger than 25 MB. Put it into a folder under files.read");
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    answer.destroy();
    throw CasementError.is(error) ? error : refused("the connection broke", error);
  } finally {
    clearTimeout(late);
  }
  return Buffer.concat(chunks);
}

function handleOf({ pathname }: URL, contentType: string | undefined, content: Buffer): FileHandle {
  const stated = contentType?.split(";")[0]?.trim().toLowerCase();
  const last = decoded(basename(pathname)) || "file";
  const type = stated || mediaType(last);
  const name = /\.[A-Za-z0-9]{1,10}$/.test(last) ? last : last + endingOf(type);
  const stream = () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(content);
        controller.close();
      },
    });
  return { name, size: content.byteLength, type, stream };
}

function decoded(text: string): string {
  try {
    return basename(decodeURIComponent(text));
  } catch {
    return text;
  }
}

/** The address itself may be a secret, so it is not quoted. */
function refused(why: string, cause?: unknown): CasementError {
  return new CasementError("file-refused", `A file named by its address cannot be fetched: ${why}.`, cause === undefined ? {} : { cause });
}
