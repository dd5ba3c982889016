import { type LookupAddress, lookup as systemLookup } from "node:dns";
import type { IncomingMessage } from "node:http";
import { type RequestOptions, request as systemRequest } from "node:https";
import { isIP } from "node:net";
import { basename } from "node:path";
import { CasementError, type Clock, type FileHandle, systemClock } from "@casement/core";
import { extensionOf, mediaTypeOf } from "./media-type.ts";
import { isPrivateAddress } from "./private-address.ts";
import { receiveResponse } from "./receive-response.ts";

/** Sends HTTPS requests, looks up addresses and has the time. Tests replace it. */
export interface RemoteClient {
  readonly clock: Clock;
  request(url: URL, options: RequestOptions, answered: (response: IncomingMessage) => void): ReturnType<typeof systemRequest>;
  lookup(host: string, options: { all: true }, found: (error: Error | null, addresses: LookupAddress[]) => void): void;
}

const systemClient: RemoteClient = { clock: systemClock, request: systemRequest, lookup: systemLookup };

/** Largest file, in bytes. It is kept in memory. */
const maxBytes = 25 * 1024 * 1024;
const timeoutMs = 30_000;
const maxRedirects = 3;

/** Fetches a file over HTTPS from an allowed host: "example.com", or "*.example.com" for all subdomains. @throws CasementError `file-refused` */
export async function readRemoteFile(address: string, hosts: readonly string[], client: RemoteClient = systemClient): Promise<FileHandle> {
  let url = new URL(address);
  for (let hops = 0; hops <= maxRedirects; hops++) {
    checkUrl(url, hosts);
    const response = await sendRequest(url, client);
    const { statusCode = 0, headers } = response;
    if (statusCode >= 300 && statusCode < 400 && headers.location && URL.canParse(headers.location, url.href)) {
      response.destroy();
      url = new URL(headers.location, url);
    } else if (statusCode === 200) {
      return createFileHandle(url, headers["content-type"], await readContent(response, client.clock));
    } else {
      response.destroy();
      throw remoteFileRefused(`the server returned status ${statusCode}`);
    }
  }
  throw remoteFileRefused("it is redirected too often");
}

function checkUrl({ protocol, hostname, username }: URL, hosts: readonly string[]): void {
  if (protocol !== "https:") throw remoteFileRefused("only https addresses are allowed");
  if (username !== "") throw remoteFileRefused("an address with a user name is not allowed");
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const isAllowed = hosts.some((allowed) => {
    const wanted = allowed.toLowerCase();
    return wanted.startsWith("*.") ? host.endsWith(wanted.slice(1)) : host === wanted;
  });
  if (!isAllowed) throw remoteFileRefused("its host is not listed under files.hosts in the configuration. Add it there");
  if (isIP(host) !== 0 && isPrivateAddress(host)) throw remoteFileRefused(privateNetworkReason);
}

const privateNetworkReason = "its host is in a private network. Put the file in a folder listed under files.read";

/** Checks the address when the connection is made, so that the host name cannot resolve differently in between. */
function sendRequest(url: URL, client: RemoteClient): Promise<IncomingMessage> {
  const lookup: RequestOptions["lookup"] = (host, options, found) => {
    client.lookup(host, { all: true }, (error, addresses) => {
      if (error) return found(error, "");
      if (addresses.length === 0 || addresses.some(({ address }) => isPrivateAddress(address)))
        return found(remoteFileRefused(privateNetworkReason), "");
      if (options.all) return found(null, addresses);
      found(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
  const options = { method: "GET", lookup, timeout: timeoutMs, headers: { accept: "*/*", "user-agent": "casement" }, agent: false };
  return receiveResponse((answered) => {
    const request = client.request(url, options, answered);
    request.on("timeout", () => request.destroy(remoteFileRefused("its server does not respond")));
    return request.end();
  }).catch((error) => {
    throw CasementError.is(error) ? error : remoteFileRefused("its server cannot be reached", error);
  });
}

async function readContent(response: IncomingMessage, clock: Clock): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const cancel = clock.after(2 * timeoutMs, () => response.destroy(remoteFileRefused("its server takes too long")));
  try {
    for await (const chunk of response) {
      size += (chunk as Buffer).byteLength;
      if (size > maxBytes) throw remoteFileRefused("it is larger than 25 MB. Put it in a folder listed under files.read");
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    response.destroy();
    throw CasementError.is(error) ? error : remoteFileRefused("the connection broke", error);
  } finally {
    cancel();
  }
  return Buffer.concat(chunks);
}

function createFileHandle({ pathname }: URL, contentType: string | undefined, content: Buffer): FileHandle {
  const stated = contentType?.split(";")[0]?.trim().toLowerCase();
  const last = decodedName(basename(pathname)) || "file";
  const type = stated || mediaTypeOf(last);
  const name = /\.[A-Za-z0-9]{1,10}$/.test(last) ? last : last + extensionOf(type);
  const stream = () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(content);
        controller.close();
      },
    });
  return { name, size: content.byteLength, type, stream };
}

function decodedName(text: string): string {
  try {
    return basename(decodeURIComponent(text));
  } catch {
    return text;
  }
}

/** Does not quote the address, which may be a secret. */
function remoteFileRefused(why: string, cause?: unknown): CasementError {
  return new CasementError("file-refused", `The file could not be fetched from its address: ${why}.`, {
    cause,
    details: { reason: "not-fetched" },
  });
}
