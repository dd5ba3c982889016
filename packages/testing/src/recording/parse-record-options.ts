import { parseArgs } from "node:util";
import { findPermission, nearestName } from "@casement/core";
import { completeOperations } from "@casement/graph-permissions";
import { completePermissionMap } from "../complete-permission-map.ts";

/** What to record, as whom, and where to put it. */
export interface RecordOptions {
  /** Below `/v1.0`, in the given order. `{id}` stands for every id that the path before it returned. */
  readonly paths: readonly string[];
  readonly out: string;
  readonly scopes: readonly string[];
  readonly accountType: string;
  /** Omitted for the emulated Microsoft 365 of this package. */
  readonly clientId: string | undefined;
  /** Properties whose texts are not replaced. */
  readonly keep: readonly string[];
}

export const recordUsage = `casement-record --out <file> --client-id <id> [options] <path> …

Records what Microsoft Graph returns to you, without private data, for createReplayedArea(recording) in a test.

  --out <file>           the recording, a JSON file
  --client-id <id>       an app registration that allows public client flows, such as the one of your hub
  --account-type <type>  work, personal, or a tenant. Default: work
  --scope <name>         a permission to request; can be repeated. Default: the least privileged permissions in Microsoft's map
  --keep <name>          a property whose texts are kept, such as wellknownListName; can be repeated
  --emulator             record the emulated Microsoft 365 of this package, without a client ID and without a sign-in

  casement-record --out src/tasks.json --client-id 1111… /me/todo/lists '/me/todo/lists/{id}/tasks'

Paths begin with /me, /users and so on. The command only sends GET requests and reads all pages. {id} stands for every ID that the path before it
returns.
`;

const text = { type: "string" } as const;
const texts = { type: "string", multiple: true, default: [] as string[] } as const;
const flag = { type: "boolean", default: false } as const;
const options = {
  ...{ out: text, "client-id": text, "account-type": { ...text, default: "work" } },
  ...{ scope: texts, keep: texts, emulator: flag, help: { ...flag, short: "h" } },
} as const;

/** Reads the arguments. Returns undefined for `--help`. Throws a sentence that says what is wrong and what to do. */
export function parseRecordOptions(args: readonly string[]): RecordOptions | undefined {
  const { values, positionals: paths } = parseArgs({ args: [...args], allowPositionals: true, options });
  if (values.help) return undefined;
  if (values.out === undefined) throw new Error("Name a file for the recording with --out, such as --out src/recording.json.");
  if (paths.length === 0) throw new Error("Name one or more Graph paths to record, such as /me/contacts.");
  const clientId = values["client-id"];
  if (clientId === undefined && !values.emulator)
    throw new Error("Name the app registration with --client-id, or use --emulator to try it without Microsoft.");
  if (clientId !== undefined && values.emulator) throw new Error("--emulator and --client-id exclude each other. Remove one of them.");
  const accountType = values["account-type"] === "personal" ? "personal" : "work";
  const least = paths.map((path) => leastPermissionFor(path, accountType));
  const scopes = values.scope.length > 0 ? values.scope.map(knownScope) : [...new Set(least)];
  return { paths, out: values.out, scopes, accountType: values["account-type"], clientId, keep: values.keep };
}

function leastPermissionFor(path: string, accountType: "work" | "personal"): string {
  const [bare = ""] = path.split("?");
  if (!bare.startsWith("/")) throw new Error(`${path} is not a Graph path. Begin it with a slash, such as /me/contacts.`);
  const least = completePermissionMap.permissionsOf("GET", bare, accountType)?.least;
  if (least !== undefined) return least;
  if (completePermissionMap.permissionsOf("GET", bare, accountType === "work" ? "personal" : "work"))
    throw new Error(`Microsoft's map does not allow GET ${bare} for accounts of this type.`);
  const nearest = nearestName(
    bare,
    completeOperations().flatMap((operation) => (operation.method === "GET" ? [operation.path] : [])),
  );
  throw new Error(`Microsoft's map does not have GET ${bare}.${nearest ? ` Did you mean ${nearest}?` : ""}`);
}

function knownScope(name: string): string {
  const known = findPermission(name);
  if (known) return known.name;
  throw new Error(`Microsoft Graph has no delegated permission "${name}". Omit --scope to request the least that the paths need.`);
}
