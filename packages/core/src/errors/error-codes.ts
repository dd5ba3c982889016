/**
 * Who must act: `user` corrects a request or the configuration, `operator` signs in or approves, `wait` needs no action, `bug` is a mistake in
 * Casement or in a plugin.
 */
export type ErrorKind = "user" | "operator" | "wait" | "bug";

interface ErrorRow {
  /** The HTTP status that surfaces use. */
  status: number;
  kind: ErrorKind;
  /** What the code means and what to do: a row of `docs/errors.md`. */
  means: string;
}

const rows = {
  "config-invalid": {
    status: 422,
    kind: "user",
    means: "The configuration has a mistake. The message names the file, line and key. Correct it and start the hub again.",
  },
  "config-missing": {
    status: 404,
    kind: "user",
    means: "There is no configuration file at the expected path. Create one, or name it with --config.",
  },
  "config-changed": {
    status: 409,
    kind: "user",
    means: "The configuration file has changed since the hub read it, so the hub did not overwrite it. Restart the hub, then try again.",
  },
  "edit-conflict": {
    status: 409,
    kind: "user",
    means: "Somebody else has changed it since you opened it, so your change was not saved. Load it again, then repeat your change.",
  },
  "config-unwritable": {
    status: 507,
    kind: "operator",
    means:
      "The configuration file cannot be written. The message says why. Make its folder writable for the hub's user, or edit the file yourself.",
  },
  "account-unknown": { status: 404, kind: "user", means: "No account with this name is configured." },
  "plugin-invalid": {
    status: 500,
    kind: "bug",
    means: "A plugin's definition does not follow the contract. Report it to the plugin's author.",
  },
  "plugin-failed": { status: 502, kind: "bug", means: "A plugin threw an error. The rest of the hub keeps running." },
  "plugin-version": { status: 500, kind: "user", means: "A plugin needs another version of the hub. The message says which one." },
  "sensor-unknown": { status: 404, kind: "user", means: "No sensor has this slug, title or ID." },
  "service-unknown": { status: 404, kind: "user", means: "No plugin of the account has a service with this name." },
  "service-refused": {
    status: 403,
    kind: "operator",
    means: "The service is not available: updates are switched off, or a permission is missing. The message says which.",
  },
  "confirmation-needed": {
    status: 428,
    kind: "user",
    means: "A person must agree to this call of an AI agent, because it reaches other people or cannot be undone. Nothing was done.",
  },
  "too-many-calls": {
    status: 503,
    kind: "wait",
    means:
      "Too many calls of the account are waiting, or an AI agent calls too often. The call was not run. Try again after `details.retryAfter` seconds.",
  },
  "input-invalid": {
    status: 400,
    kind: "user",
    means: "The input does not fit the service's schema. The message names each field and its problem.",
  },
  "output-invalid": { status: 500, kind: "bug", means: "A plugin returned a value that its own schema does not allow." },
  "scope-not-granted": {
    status: 403,
    kind: "operator",
    means: "Microsoft did not grant a permission that the request needs. Sign in again, or ask an administrator.",
  },
  "scope-fence": {
    status: 500,
    kind: "bug",
    means: "A plugin made a Graph request that its declared scopes do not cover. The request was not sent.",
  },
  "path-unknown": {
    status: 500,
    kind: "bug",
    means: "A plugin made a Graph request that the permission map does not have. The message says what to do.",
  },
  "sign-in-required": {
    status: 401,
    kind: "operator",
    means: "The account must sign in. The message has Microsoft's reason and what to do.",
  },
  "sign-in-failed": { status: 401, kind: "operator", means: "A sign-in failed. The message has Microsoft's reason and what to do." },
  "sign-in-expired": { status: 410, kind: "user", means: "The sign-in has expired or has already been completed. Start a new one." },
  "graph-error": {
    status: 502,
    kind: "bug",
    means:
      "Microsoft Graph refused a request. `details` has Graph's error code, the status and the request ID; in the answer to a call also what Graph said (`graphMessage`), which is never logged.",
  },
  "graph-not-found": { status: 404, kind: "user", means: "Microsoft Graph did not find the item. It may have been deleted or moved." },
  "graph-conflict": {
    status: 409,
    kind: "user",
    means: "Someone else changed the item in the meantime. Read it again, then repeat the change.",
  },
  "graph-throttled": {
    status: 503,
    kind: "wait",
    means: "Microsoft Graph throttles requests. `details.until` is the time at which to try again.",
  },
  "graph-unreachable": {
    status: 503,
    kind: "wait",
    means: "Microsoft Graph did not respond because of a network problem, a timeout or an outage. Reads are retried automatically.",
  },
  "limit-exceeded": {
    status: 422,
    kind: "user",
    means:
      "Reading what somebody else made took more time or memory than Casement allows. The message says what. Repeating the call does not help: open the file in another program, with care.",
  },
  "not-running": {
    status: 503,
    kind: "wait",
    means:
      "No worker of the cluster runs the account at the moment, so its sensors keep their last values and calls are not made. If this lasts, check that workers are running, and see their logs.",
  },
  "outcome-unknown": {
    status: 504,
    kind: "user",
    means: "A change was sent, but there was no response. It may have taken effect. Check before you repeat it.",
  },
  "file-refused": {
    status: 403,
    kind: "user",
    means: "A file is outside the configured folders or hosts, does not exist, or is too large.",
  },
  "store-damaged": {
    status: 500,
    kind: "operator",
    means: "Stored data is damaged or encrypted with another key. It was set aside. The message says what to do.",
  },
  "autostart-failed": {
    status: 500,
    kind: "operator",
    means: "systemd refused to install or start the service. The message has its words; `casement autostart status` shows the state.",
  },
  "backup-invalid": {
    status: 422,
    kind: "user",
    means: "The file is not a backup of Casement, is damaged, or the passphrase is wrong. Nothing was changed.",
  },
  "store-unwritable": {
    status: 507,
    kind: "operator",
    means: "The data folder cannot be written: the disk is full or read-only. The message says what was done anyway.",
  },
  "store-locked": { status: 409, kind: "user", means: "Another process uses the data folder. The message names it." },
  "store-unavailable": {
    status: 503,
    kind: "wait",
    means: "The store that several hubs share does not answer. Casement tries again. What is shown may be out of date.",
  },
  "store-behind": {
    status: 503,
    kind: "wait",
    means: "The store has lost what was written last. The account is opened again from what is stored. Nothing needs to be done.",
  },
  "lease-lost": {
    status: 503,
    kind: "wait",
    means: "Another process runs the account now, because this one did not answer for some time. The request was not sent. Try again.",
  },
  "worker-crashed": {
    status: 503,
    kind: "bug",
    means:
      "The account is closed because the process that opened it ended each time, and it endangers the other accounts. It is tried again after growing pauses. Please report it, with the log of the process.",
  },
  "hub-not-running": { status: 503, kind: "user", means: "The command needs a running hub. Start one with `casement start`." },
  unauthorized: { status: 401, kind: "user", means: "The request has no valid token." },
  "too-many-attempts": {
    status: 429,
    kind: "wait",
    means: "Too many wrong tokens, passwords or links came from one address. Try again after `details.retryAfter` seconds.",
  },
  forbidden: {
    status: 403,
    kind: "user",
    means:
      "The token does not allow this request, the request comes from a page of another origin, or a password would cross the network unencrypted.",
  },
  "not-found": { status: 404, kind: "user", means: "There is nothing at this address." },
  "method-not-allowed": {
    status: 405,
    kind: "user",
    means: "The address does not support this HTTP method. The `Allow` header lists the supported methods.",
  },
  "too-large": {
    status: 413,
    kind: "user",
    means:
      "The request body is larger than 1 MB, or an uploaded file is larger than 25 MB. Upload files, or put them into a configured folder, and name them in the request.",
  },
  "host-refused": {
    status: 421,
    kind: "user",
    means: "The `Host` header names another machine. Use the address that the hub printed, or set `http.publicUrl` to your address.",
  },
  internal: { status: 500, kind: "bug", means: "The hub has a fault. Its log has the details. Please report it." },
  stopped: { status: 503, kind: "wait", means: "The hub is stopping." },
  timeout: { status: 504, kind: "wait", means: "An operation exceeded its time limit." },
} as const;

export type ErrorCode = keyof typeof rows;
/** The only table of codes. `docs/errors.md` is generated from it. */
export const errorCodes: Readonly<Record<ErrorCode, ErrorRow>> = rows;
