import { CasementError } from "@casement/core";
import type { WriteOutcome, WriteRefusal } from "@casement/host";
import { xmlElement } from "../xml/write-xml.ts";
import { caldavName, davName, type XmlName } from "../xml/xml-names.ts";
import { DavError } from "./dav-error.ts";
import { hrefElement } from "./multistatus.ts";

interface RefusedStatus {
  readonly status: number;
  readonly precondition?: XmlName;
}

const statuses: Readonly<Record<WriteRefusal, RefusedStatus>> = {
  "attendee-change": { status: 403, precondition: caldavName("allowed-attendee-scheduling-object-change") },
  "organizer-change": { status: 403, precondition: caldavName("allowed-organizer-scheduling-object-change") },
  unsupported: { status: 403, precondition: caldavName("valid-calendar-object-resource") },
  "read-only": { status: 403, precondition: davName("need-privileges") },
  "not-found": { status: 404 },
  "not-expected": { status: 412 },
  "changed-meanwhile": { status: 412 },
  "uid-used": { status: 409, precondition: caldavName("no-uid-conflict") },
};

/** `hrefOf`: of a resource of the same collection. @throws DavError for what was refused */
export function requireDone(outcome: WriteOutcome, hrefOf: (name: string) => string): Extract<WriteOutcome, { readonly done: string }> {
  if ("done" in outcome) return outcome;
  const { refused, reason, name } = outcome;
  const { status, precondition } = statuses[refused];
  const content = name === undefined ? undefined : hrefElement(hrefOf(name));
  throw new DavError(status, reason, { ...(precondition && { precondition }), ...(content !== undefined && { content }) });
}

/** What will work later. */
const passing: ReadonlySet<string> = new Set([
  "outcome-unknown",
  "graph-unreachable",
  "graph-throttled",
  "timeout",
  "too-many-calls",
  "sign-in-required",
  "stopped",
]);
const forbidden: ReadonlySet<string> = new Set(["service-refused", "scope-not-granted", "read-only"]);

/** The answer for a service that failed. Other errors pass. */
export function toDavError(error: unknown): unknown {
  if (!CasementError.is(error)) return error;
  const details = (error.details ?? {}) as { readonly retryAfter?: unknown; readonly status?: unknown };
  if (passing.has(error.code)) {
    const seconds = typeof details.retryAfter === "number" ? Math.ceil(details.retryAfter) : 60;
    return new DavError(503, error.message, { headers: { "retry-after": String(seconds) } });
  }
  if (forbidden.has(error.code)) return new DavError(403, error.message, { precondition: davName("need-privileges"), content: privilege });
  if (error.code === "graph-not-found") return new DavError(404, error.message);
  if (error.code === "input-invalid")
    return new DavError(403, error.message, { precondition: caldavName("valid-calendar-object-resource") });
  const isRefused = error.code === "graph-error" && Number(details.status) < 500;
  return new DavError(isRefused ? 403 : 502, error.message);
}

const privilege = xmlElement(davName("privilege"), xmlElement(davName("write")));
