import { CasementError } from "@casement/core";
import type { AccountHandle, Host } from "@casement/host";
import type { MountedSurface } from "@casement/surface-http";
import { caldavGrantKinds } from "./grant-kinds.ts";
import { serveIcs } from "./ics/serve-ics.ts";
import { DavError, toErrorResponse } from "./protocol/dav-error.ts";
import { davRoot } from "./protocol/dav-paths.ts";
import { serveDav } from "./protocol/serve-dav.ts";

export interface CaldavOptions {
  /** The days that calendar programs see of calendars. Default: 90 past and 365 future days. */
  readonly window?: { readonly pastDays?: number | undefined; readonly futureDays?: number | undefined } | undefined;
}

export interface CaldavSurface extends MountedSurface {
  /** The hub then no longer keeps more than its sensors need. */
  close(): void;
}

/**
 * Serves an account's calendars and lists to calendar programs: CalDAV at `/dav/` and calendar addresses at `/ics/`. Pass it to `serveHttp` as one of
 * `mounts`. Create it between `host.start("once")` and `host.start()`, so that the first read already has all days.
 */
export function createCaldavSurface(host: Host, { window: { pastDays = 90, futureDays = 365 } = {} }: CaldavOptions = {}): CaldavSurface {
  const want = (account: AccountHandle): (() => void) => account.wantAgenda({ from: -pastDays, to: futureDays });
  /** By account. */
  const releases = new Map(host.accounts.map((account) => [account.name, want(account)]));
  const stopFollowing = host.onAccount(({ account, kind }) => {
    if (kind === "added") releases.set(account, want(host.account(account)));
    if (kind === "removed") releases.delete(account);
  });
  return {
    paths: [davRoot, "/ics/", "/.well-known/caldav"],
    grantKinds: caldavGrantKinds,
    async handle(mounted) {
      const { path, basePath } = mounted;
      if (path.startsWith("/.well-known/")) return new Response(null, { status: 301, headers: { location: basePath + davRoot } });
      try {
        return await (path.startsWith("/ics") ? serveIcs(host, mounted) : serveDav(host, mounted));
      } catch (error) {
        if (error instanceof DavError) return toErrorResponse(error);
        if (CasementError.is(error) && error.code === "account-unknown")
          return toErrorResponse(new DavError(404, "This account is no longer in the configuration of the hub."));
        throw error;
      }
    },
    close() {
      stopFollowing();
      for (const release of releases.values()) release();
    },
  };
}
