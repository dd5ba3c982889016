import { machineTimeZone } from "@casement/core";
import type { AccountHandle, Collection } from "@casement/host";
import type { MountedRequest } from "@casement/surface-http";
import { DavError } from "../protocol/dav-error.ts";
import { collectionSegment, encodeSegment, homePath } from "../protocol/dav-paths.ts";
import { hrefElement } from "../protocol/multistatus.ts";
import { xmlElement } from "../xml/write-xml.ts";
import { davName } from "../xml/xml-names.ts";

/** What answers a request of a calendar program that has been let in. */
export interface DavContext {
  readonly mounted: MountedRequest;
  readonly request: Request;
  readonly account: AccountHandle;
  /** Whether the password may change anything. */
  readonly canWrite: boolean;
  /** An href for a path of the hub, as the client sees it. Both are percent-encoded. */
  readonly hrefOf: (path: string) => string;
}

/** The IANA time zone of an account, in which its all-day events are. */
export const timeZoneOf = ({ options }: AccountHandle): string => options.timeZone ?? machineTimeZone();

/** So that no client takes a signed-out account for one without calendars. @throws DavError 503 */
export async function listCollections({ account }: DavContext): Promise<readonly Collection[]> {
  const collections = await account.collections();
  if (account.status().state === "signed-out" && !collections.some(({ complete }) => complete))
    throw new DavError(503, "The account has signed out. Its calendars and lists are back when it has signed in again.", {
      headers: { "retry-after": "300" },
    });
  return collections;
}

/** @throws DavError 404, 503 */
export async function findCollection(context: DavContext, segment: string): Promise<Collection> {
  const found = (await listCollections(context)).find(({ id }) => collectionSegment(id) === segment);
  if (!found) throw new DavError(404, "There is no such calendar or list. It may have been removed in Microsoft 365.");
  return found;
}

export const resourcePath = (context: DavContext, collection: Collection, name: string): string =>
  collectionPath(context, collection) + encodeSegment(name);

export const collectionPath = ({ account }: DavContext, { id }: Collection): string => `${homePath(account.name)}${collectionSegment(id)}/`;

/** So that no client takes a calendar that has not been read for an empty one. @throws DavError 503 */
export function requireComplete({ complete }: Collection): void {
  if (!complete)
    throw new DavError(503, "The hub has not read this calendar or list yet. Try again in a minute.", { headers: { "retry-after": "60" } });
}

/** Why a client can only read a collection. Undefined if it can write. */
export function readOnlyReason({ canWrite }: Pick<DavContext, "canWrite">, { access, reason }: Collection): string | undefined {
  if (!canWrite) return "This password can only read. Add another one without --read-only.";
  return access === "write" ? undefined : (reason ?? "It can only be read.");
}

/** @throws DavError 403 */
export function requireWritable(context: DavContext, collection: Collection): void {
  const reason = readOnlyReason(context, collection);
  if (reason === undefined) return;
  const href = hrefElement(context.hrefOf(context.mounted.path));
  const content = xmlElement(davName("resource"), href + xmlElement(davName("privilege"), xmlElement(davName("write-content"))));
  throw new DavError(403, reason, { precondition: davName("need-privileges"), content });
}
