import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Collection, Host } from "@casement/host";
import type { AccessGrant, MountedRequest } from "@casement/surface-http";
import { requireComplete } from "../collections/dav-context.ts";
import type { IcalProperty } from "../ical/ical-properties.ts";
import { createIcalText } from "../ical/write-ical.ts";
import { DavError } from "../protocol/dav-error.ts";
import { inBatches } from "../protocol/multistatus.ts";
import { createTextResponse } from "../protocol/text-response.ts";
import { busyResource, shareableResource } from "./share-resource.ts";

/** Raise it when the same resource is written otherwise. */
const version = 1;

/** Answers `/ics/{secret}.ics`: one calendar or list, or all calendars of an account. @throws DavError */
export async function serveIcs(host: Host, { request, path, secretGrant }: MountedRequest): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD")
    throw new DavError(405, `This address does not support ${request.method}.`, { headers: { allow: "GET, HEAD" } });
  const grant = secretGrant("ics", /^\/ics\/([^/]+)\.ics$/.exec(path)?.[1] ?? "");
  const [collections, title] = await findShared(host, grant);
  const busyOnly = grant.options?.busyOnly === true;
  const tokens = collections.map(({ id, title: name, token }) => [id, name, token]);
  const etag = createHash("sha256")
    .update(JSON.stringify([version, busyOnly, title, tokens]))
    .digest("base64url")
    .slice(0, 22);
  return createTextResponse(request, {
    etag: `"${etag}"`,
    type: "text/calendar; charset=utf-8",
    text: () => writeShared(collections, busyOnly, title),
  });
}

/** The collections of a grant, and what they are called together. */
async function findShared(host: Host, { accounts, sensors }: AccessGrant): Promise<[collections: readonly Collection[], title: string]> {
  const [name = ""] = accounts ?? [];
  const all = await host.account(name).collections();
  const shared = sensors
    ? all.filter((collection) => collection.sensors.some((id) => sensors.includes(id)))
    : all.filter(({ component }) => component === "VEVENT");
  if (sensors && shared.length === 0)
    throw new DavError(404, "This calendar or list was removed in Microsoft 365, or its sensor shows no events or tasks.");
  for (const each of shared) requireComplete(each);
  return [shared, sensors ? shared[0]!.title : name];
}

/** In batches, so that a large calendar does not hold up the hub. */
async function writeShared(collections: readonly Collection[], busyOnly: boolean, title: string): Promise<string> {
  const text = createIcalText();
  for (const collection of collections)
    for (const batch of inBatches(await collection.heads())) {
      for (const resource of await collection.read(batch.map(({ group }) => group))) {
        const shown = resource && (busyOnly ? busyResource(resource) : shareableResource(resource));
        if (shown) text.add({ resource: shown, component: collection.component });
      }
      await setImmediate();
    }
  return text.end(headOf(title));
}

/** RFC 7986, and the older names that Apple and Outlook read. */
const headOf = (title: string): IcalProperty[] => [
  { name: "NAME", values: [title], isText: true },
  { name: "X-WR-CALNAME", values: [title], isText: true },
  { name: "REFRESH-INTERVAL", parameters: { VALUE: "DURATION" }, values: ["PT15M"] },
  { name: "X-PUBLISHED-TTL", values: ["PT15M"] },
];
