import type { Host } from "@casement/host";
import type { MountedRequest } from "@casement/surface-http";
import type { DavContext } from "../collections/dav-context.ts";
import { respondToReport } from "../reports/report.ts";
import { DavError } from "./dav-error.ts";
import { type DavTarget, parseDavPath } from "./dav-paths.ts";
import { getResource } from "./get-resource.ts";
import { moveResource } from "./move-resource.ts";
import { respondToPropfind } from "./propfind.ts";
import { deleteResource, putResource } from "./put-resource.ts";
import { refuseChange, refuseProppatch } from "./refuse-change.ts";

type Method = (context: DavContext, target: DavTarget) => Response | Promise<Response>;

const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["GET", getResource],
  ["HEAD", getResource],
  ["PROPFIND", respondToPropfind],
  ["PROPPATCH", (context) => refuseProppatch(context)],
  ["REPORT", respondToReport],
  ["PUT", putResource],
  ["DELETE", deleteResource],
  ["MOVE", moveResource],
  ...["MKCOL", "MKCALENDAR", "COPY", "POST"].map((name): [string, Method] => [name, refuseChange]),
]);

/** Without scheduling: Microsoft 365 sends the invitations. */
const capabilities = { dav: "1, 3, calendar-access", allow: "OPTIONS, GET, HEAD, PUT, DELETE, MOVE, PROPFIND, PROPPATCH, REPORT" };

/** Answers a request below `/dav/`. @throws DavError */
export async function serveDav(host: Host, mounted: MountedRequest): Promise<Response> {
  const { request, path, basePath } = mounted;
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: capabilities });
  const grant = mounted.basicGrant("caldav");
  const method = methods.get(request.method);
  if (!method) throw new DavError(405, `This address does not support ${request.method}.`, { headers: { allow: capabilities.allow } });
  const target = parseDavPath(path);
  if (!target) throw new DavError(404, "There is nothing at this address.");
  // Only this one, as its name is the user name.
  const [name] = grant.accounts ?? [];
  if (name === undefined || ("account" in target && target.account !== name))
    throw new DavError(403, "This password is for another account.");
  const canWrite = grant.access === "full";
  const response = await method({ mounted, request, account: host.account(name), canWrite, hrefOf: (to) => basePath + to }, target);
  response.headers.set("dav", capabilities.dav);
  return response;
}
