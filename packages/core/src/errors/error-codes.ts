/** Who has to act: `user` corrects a request or the config, `operator` signs in or approves, `wait` passes by itself, `bug` is ours or a plugin's. */
export type ErrorKind = "user" | "operator" | "wait" | "bug";

interface ErrorRow {
  /** HTTP status used by surfaces. */
  status: number;
  kind: ErrorKind;
  /** What it means and what to do: one row of `docs/errors.md`. */
  means: string;
}

const rows = {
  "config-invalid": {
    status: 422,
    kind: "user",
    means: "The configuration has a mistake. The message names file, line and key. Correct it and start again.",
  },
  "config-missing": {
    status: 404,
    kind: "user",
    means: "There is no configuration file where one was looked for. Create one or name it with --config.",
  },
  "account-unknown": { status: 404, kind: "user", means: "No account of that name is configured." },
  "plugin-invalid": {
    status: 500,
    kind: "bug",
    means: "A plugin's definition does not keep the contract. Report it to the plugin's author.",
  },
  "plugin-failed": { status: 502, kind: "bug", means: "A plugin threw an error. The rest of the hub runs on." },
  "plugin-version": { status: 500, kind: "user", means: "A plugin needs another version of the hub. The message says which." },
  "sensor-unknown": { status: 404, kind: "user", means: "No sensor has that slug, title or id." },
  "service-unknown": { status: 404, kind: "user", means: "No plugin of the account offers a service of that name." },
  "service-refused": {
    status: 403,
    kind: "operator",
    means: "The service exists but may not run: updates are switched off or a permission is missing. The message says which.",
  },
  "input-invalid": {
    status: 400,
    kind: "user",
    means: "The input does not fit the service's schema. Each problem is named with its field.",
  },
  "output-invalid": { status: 500, kind: "bug", means: "A plugin returned something its own schema does not allow." },
  "scope-not-granted": {
    status: 403,
    kind: "operator",
    means: "Microsoft did not grant a permission that the call needs. Sign in again, or ask an administrator.",
  },
  "scope-fence": {
    status: 500,
    kind: "bug",
    means: "A plugin called a Graph path that its declared scopes do not cover. Nothing was sent.",
  },
  "path-unknown": {
    status: 500,
    kind: "bug",
    means: "A plugin called a Graph path that the permission map does not know. Declare it as the message says.",
  },
  "sign-in-required": {
    status: 401,
    kind: "operator",
    means: "The account must sign in (again). The message has Microsoft's reason and the cure.",
  },
  "sign-in-failed": { status: 401, kind: "operator", means: "A sign-in did not succeed. The message has Microsoft's reason and the cure." },
  "sign-in-expired": { status: 410, kind: "user", means: "The sign-in was started too long ago or is already finished. Start it again." },
  "graph-error": { status: 502, kind: "bug", means: "Microsoft Graph refused a call. `details` has Graph's code, status and request id." },
  "graph-not-found": { status: 404, kind: "user", means: "Microsoft Graph does not know the item. It may have been removed or moved." },
  "graph-conflict": { status: 409, kind: "user", means: "The item was changed by somebody else meanwhile. Read it again and repeat." },
  "graph-throttled": { status: 503, kind: "wait", means: "Microsoft Graph asks for a pause. `details.until` says how long." },
  "graph-unreachable": {
    status: 503,
    kind: "wait",
    means: "Microsoft Graph did not answer: network, time-out or outage. Reads are repeated by themselves.",
  },
  "outcome-unknown": {
    status: 504,
    kind: "user",
    means: "A change was sent but no answer came. It may have taken effect; look before you repeat it.",
  },
  "file-refused": {
    status: 403,
    kind: "user",
    means: "A file lies outside the configured folders or hosts, does not exist, or is too large.",
  },
  "store-damaged": {
    status: 500,
    kind: "operator",
    means: "Stored data cannot be read: damaged, or encrypted with another key. It was set aside; the message says what follows.",
  },
  "store-locked": { status: 409, kind: "user", means: "Another process owns the data folder. The message names it." },
  "hub-not-running": { status: 503, kind: "user", means: "The command needs a running hub. Start one with `casement start`." },
  unauthorized: { status: 401, kind: "user", means: "The request has no valid token." },
  forbidden: { status: 403, kind: "user", means: "The token does not allow this, or the request comes from a page of another origin." },
  "not-found": { status: 404, kind: "user", means: "There is nothing at that address." },
  "method-not-allowed": {
    status: 405,
    kind: "user",
    means: "The address exists, but not for that HTTP method. `Allow` names those it has.",
  },
  "too-large": {
    status: 413,
    kind: "user",
    means: "The request's body is larger than 1 MB. Put files into a configured folder and name them instead.",
  },
  "host-refused": {
    status: 421,
    kind: "user",
    means: "The Host header names another machine. Use the address the hub printed, or set http.publicUrl to the one you use.",
  },
  internal: { status: 500, kind: "bug", means: "Something went wrong inside the hub. Its log says what; please report it." },
  stopped: { status: 503, kind: "wait", means: "The hub is stopping." },
  timeout: { status: 504, kind: "wait", means: "Something took longer than it may." },
} as const;

export type ErrorCode = keyof typeof rows;
/** The one table of codes; `docs/errors.md` is generated from it. */
export const errorCodes: Readonly<Record<ErrorCode, ErrorRow>> = rows;
