import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CasementError, type Clock, definePlugin, type Schema } from "@casement/core";
import { createHost, type DeviceCodeSignIn, defineAccount, type Transport } from "@casement/host";
import { completePermissionMap } from "../complete-permission-map.ts";
import type { RecordOptions } from "./parse-record-options.ts";
import { type GraphRecording, recordGraph } from "./record-graph.ts";

export interface RecordPathsOptions extends RecordOptions {
  readonly clientId: string;
  readonly transport: Transport;
  readonly clock?: Clock;
  /** Shows the person where to sign in. */
  readonly onSignIn: (signIn: DeviceCodeSignIn) => void;
  /** Called for every path that was read. */
  readonly report: (line: string) => void;
}

interface Body {
  readonly value?: readonly { readonly id?: unknown }[];
  readonly "@odata.nextLink"?: string;
}

/**
 * Signs in with a device code and a temporary data folder, reads all pages of the paths, and deletes the sign-in. Throws an error that says
 * what to do.
 */
export async function recordPaths(options: RecordPathsOptions): Promise<GraphRecording> {
  const { clientId, accountType, transport, clock, onSignIn } = options;
  const dataDir = await mkdtemp(join(tmpdir(), "casement-record-"));
  const recorder = recordGraph(transport);
  const plugin = createReaderPlugin(options.scopes);
  const host = await createHost({
    permissionMap: completePermissionMap,
    dataDir,
    accounts: [defineAccount({ name: "recorded", clientId, accountType, plugins: [{ plugin }] })],
    transport: recorder.transport,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    ...(clock && { clock }),
  });
  try {
    await host.start("once");
    const account = host.account("recorded");
    const signIn = await account.signIn.deviceCode();
    onSignIn(signIn);
    const result = await signIn.done;
    if (result.outcome !== "signed-in") {
      const { means, cure, code } = result.outcome === "approved" ? { means: "", cure: "", code: "" } : result;
      throw new CasementError("sign-in-failed", `${means} ${cure} (${code})`);
    }
    if (result.missing.length > 0)
      throw new CasementError("sign-in-failed", `${result.missing.join(", ")} was not granted, so nothing was recorded. Sign in again.`);
    await readAll(options, (path) => account.service(plugin, "get", { path }) as Promise<Body>);
    const recording = recorder.recording(options.keep);
    return { ...recording, exchanges: recording.exchanges.filter(({ status }) => status < 400 || lastingRefusals.has(status)) };
  } finally {
    await host.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Responses about the request itself, which would be the same at another time. */
const lastingRefusals = new Set<unknown>([400, 403, 404, 410]);

/** Reads all pages of every path. Refusals of Graph are recorded. A request that was not sent ends the recording. */
async function readAll({ paths, report }: RecordPathsOptions, get: (path: string) => Promise<Body>): Promise<void> {
  const itemPaths = new Map<string, readonly string[]>();

  const read = async (template: string): Promise<readonly string[]> => {
    const [bare = "", query] = template.split("?", 2);
    const known = itemPaths.get(bare);
    if (known) return known;
    const slot = bare.lastIndexOf("/{");
    const end = bare.indexOf("}", slot) + 1;
    const paths = slot < 0 ? [bare] : (await read(bare.slice(0, slot))).map((parent) => `${parent}${bare.slice(end)}`);
    const found: string[] = [];
    for (const path of paths) found.push(...(await readPages(path, query)));
    itemPaths.set(bare, found);
    report(`  GET ${bare}: ${paths.length === 1 ? "" : `${paths.length} times, `}${found.length} items`);
    return found;
  };

  /** Returns the paths of the items. */
  const readPages = async (path: string, query: string | undefined): Promise<string[]> => {
    const found: string[] = [];
    let next: string | undefined = query === undefined ? path : `${path}?${query}`;
    while (next !== undefined) {
      try {
        const body: Body = await get(next);
        for (const { id } of Array.isArray(body.value) ? body.value : [])
          if (typeof id === "string") found.push(`${path}/${encodeURIComponent(id)}`);
        next = body["@odata.nextLink"];
      } catch (error) {
        if (CasementError.is(error) && error.details.status === 501) throw notEmulated(path, error);
        if (!CasementError.is(error) || !lastingRefusals.has(error.details.status)) throw error;
        report(`  ${error.message} The response is recorded.`);
        next = undefined;
      }
    }
    return found;
  };

  for (const path of paths) await read(path);
}

/** Only the emulator returns 501. */
const notEmulated = (path: string, cause: CasementError): CasementError =>
  new CasementError(
    "graph-error",
    `The emulator does not have ${path}. Record it from Microsoft with --client-id, or emulate it with createCollectionArea or an area of routes.`,
    { cause, details: cause.details },
  );

/** Accepts any value. */
const anySchema = (json: object): Schema =>
  ({
    "~standard": {
      version: 1,
      vendor: "casement",
      validate: (value: unknown) => ({ value }),
      jsonSchema: { input: () => json, output: () => json },
    },
  }) as never;

/** A plugin with one service that reads a path with the requested scopes. */
const createReaderPlugin = (scopes: readonly string[]) =>
  definePlugin({
    id: "recorder",
    title: "Recorder",
    scopes: Object.fromEntries(scopes.map((scope) => [scope, { tier: "read" as const, why: "Record responses of Microsoft Graph" }])),
    services: {
      get: {
        title: "Get",
        scope: scopes,
        effect: "read",
        input: anySchema({ type: "object" }),
        output: anySchema({}),
        run: ({ graph, input }) => graph.get<Body>(input.path),
      },
    },
  });
