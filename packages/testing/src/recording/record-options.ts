import { parseArgs } from "node:util";
import { findPermission, nearestName } from "@casement/core";
import { completeOperations } from "@casement/graph-permissions";
import { completePermissionMap } from "../complete-permission-map.ts";

/** What to record, as whom, and where to put it. */
export interface RecordOptions {
  /** Below `/v1.0`, in the order given; `{id}` stands for every id that the path before it answered. */
  readonly paths: readonly string[];
  readonly out: string;
  readonly scopes: readonly string[];
  readonly accountType: string;
  /** Undefined: the emulated Microsoft 365 of this package. */
  readonly clientId: string | undefined;
  /** Properties whose text stays as it is. */
  readonly keep: readonly string[];
}

export const recordUsage = `casement-record --out <file> --client-id <id> [options] <path> …

Records what Microsoft Graph answers you, with nothing of anybody's in it, for replayedArea(recording) in a test.

  --out <file>           the recording, a JSON file
  --client-id <id>       of an app registration that allows public client flows; the one of your hub will do
  --account-type <type>  work (the default), personal, or a tenant
  --scope <name>         permission to ask for; may be repeated. Left out: the least that Microsoft's map names for the paths
  --keep <name>          property whose text stays as it is, like wellknownListName; may be repeated
  --emulator             record the emulated Microsoft 365 of this package, to try it: no client id, nobody signs in

  casement-record --out src/tasks.json --client-id 1111… /me/todo/lists '/me/todo/lists/{id}/tasks'

A path is GET only and below /me, /users and so on; all its pages are read. {id} stands for every id that the path before it answers.
`;

const text = { type: "string" } as const;
const texts = { type: "string", multiple: true, default: [] as string[] } as const;
const yesNo = { type: "boolean", default: false } as const;
const options = {
  ...{ out: text, "client-id": text, "account-type": { ...text, default: "work" } },
  ...{ scope: texts, keep: texts, emulator: yesNo, help: { ...yesNo, short: "h" } },
} as const;

/** Reads the arguments; undefined where help is asked for. Throws a sentence that says what is wrong and what to do. */
export function recordOptions(args: readonly string[]): RecordOptions | undefined {
  const { values, positionals: paths } = parseArgs({ args: [...args], allowPositionals: true, options });
  if (values.help) return undefined;
  if (values.out === undefined) throw new Error("Where shall the recording go? Name a file with --out, like --out src/recording.json.");
  if (paths.length === 0) throw new Error("Name what to record: one path of Graph or more, like /me/contacts.");
  const clientId = values["client-id"];
  if (clientId === undefined && !values.emulator)
    throw new Error("Name the app registration to sign in with by --client-id, or try it without Microsoft by --emulator.");
  if (clientId !== undefined && values.emulator) throw new Error("--emulator needs no --client-id. Leave one of them out.");
  const kind = values["account-type"] === "personal" ? "personal" : "work";
  const least = paths.map((path) => leastFor(path, kind));
  const scopes = values.scope.length > 0 ? values.scope.map(knownScope) : [...new Set(least)];
  return { paths, out: values.out, scopes, accountType: values["account-type"], clientId, keep: values.keep };
}

function leastFor(path: string, kind: "work" | "personal"): string {
  const [plain = ""] = path.split("?");
  if (!plain.startsWith("/")) throw new Error(`${path} is no path of Graph. Begin it with a slash, like /me/contacts.`);
  const least = completePermissionMap.permissionsOf("GET", plain, kind)?.least;
  if (least !== undefined) return least;
  const meant = nearestName(
    plain,
    completeOperations().flatMap(({ method, path }) => (method === "GET" ? [path] : [])),
  );
  const other = completePermissionMap.permissionsOf("GET", plain, kind === "work" ? "personal" : "work") && "accounts of this type";
  throw new Error(`Microsoft's map has no call GET ${plain} for ${other ?? "anybody"}.${meant && !other ? ` Did you mean ${meant}?` : ""}`);
}

function knownScope(name: string): string {
  const known = findPermission(name);
  if (known) return known.name;
  throw new Error(`Microsoft Graph has no delegated permission "${name}". Leave --scope out to ask for the least that the paths need.`);
}
