import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CasementError, type Clock, definePlugin, type Schema } from "@casement/core";
import { createHost, type DeviceCodeSignIn, defineAccount, type Transport } from "@casement/host";
import { completePermissionMap } from "../complete-permission-map.ts";
import { type GraphRecording, recordGraph } from "./record-graph.ts";
import type { RecordOptions } from "./record-options.ts";

export interface RecordPathsOptions extends RecordOptions {
  readonly clientId: string;
  readonly transport: Transport;
  readonly clock?: Clock;
  /** Shows the person where to sign in. */
  readonly onSignIn: (signIn: DeviceCodeSignIn) => void;
  /** Told of every path that was read. */
  readonly report: (line: string) => void;
}

interface Body {
  readonly value?: readonly { readonly id?: unknown }[];
  readonly "@odata.nextLink"?: string;
}

/** Signs in by device code with a data folder of its own, reads the paths with all their pages, and forgets the sign-in. Throws what stops it, with what to do. */
export async function recordPaths(options: RecordPathsOptions): Promise<GraphRecording> {
  const { clientId, accountType, transport, clock, onSignIn } = options;
  const dataDir = await mkdtemp(join(tmpdir(), "casement-record-"));
  const recorder = recordGraph(transport);
  const plugin = readerOf(options.scopes);
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
    return { ...recording, exchanges: recording.exchanges.filter(({ status }) => status < 400 || refusals.has(status)) };
  } finally {
    await host.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Answers that say something about what was asked, and would be the same another time. */
const refusals = new Set<unknown>([400, 403, 404, 410]);

/** Every path with all its pages. What Graph refuses is recorded as it is; what never went out ends the recording. */
async function readAll({ paths, report }: RecordPathsOptions, get: (path: string) => Promise<Body>): Promise<void> {
  const ids = new Map<string, readonly string[]>();

  const read = async (template: string): Promise<readonly string[]> => {
    const [plain = "", query] = template.split("?", 2);
    const known = ids.get(plain);
    if (known) return known;
    const slot = plain.lastIndexOf("/{");
    const end = plain.indexOf("}", slot) + 1;
    const places = slot < 0 ? [plain] : (await read(plain.slice(0, slot))).map((id) => `${id}${plain.slice(end)}`);
    const found: string[] = [];
    for (const place of places) found.push(...(await readPages(place, query)));
    ids.set(plain, found);
    report(`  GET ${plain}: ${places.length === 1 ? "" : `${places.length} times, `}${found.length} items`);
    return found;
  };

  /** Addresses of its items. */
  const readPages = async (place: string, query: string | undefined): Promise<string[]> => {
    const found: string[] = [];
    let next: string | undefined = query === undefined ? place : `${place}?${query}`;
    while (next !== undefined) {
      try {
        const body: Body = await get(next);
        for (const { id } of Array.isArray(body.value) ? body.value : [])
          if (typeof id === "string") found.push(`${place}/${encodeURIComponent(id)}`);
        next = body["@odata.nextLink"];
      } catch (error) {
        if (CasementError.is(error) && error.details.status === 501) throw unknownHere(place, error);
        if (!CasementError.is(error) || !refusals.has(error.details.status)) throw error;
        report(`  ${error.message} The answer is recorded.`);
        next = undefined;
      }
    }
    return found;
  };

  for (const path of paths) await read(path);
}

/** Only the emulator answers so. */
const unknownHere = (path: string, cause: CasementError): CasementError =>
  new CasementError(
    "graph-error",
    `The emulator does not have ${path}. Record Microsoft's with --client-id, or write what it answers with createCollectionArea or an area of routes.`,
    { cause, details: cause.details },
  );

/** Takes whatever is given. */
const anything = (json: object): Schema =>
  ({
    "~standard": {
      version: 1,
      vendor: "casement",
      validate: (value: unknown) => ({ value }),
      jsonSchema: { input: () => json, output: () => json },
    },
  }) as never;

/** A plugin whose one service reads a path, fenced to the permissions that were asked for. */
const readerOf = (scopes: readonly string[]) =>
  definePlugin({
    id: "recorder",
    title: "Recorder",
    scopes: Object.fromEntries(scopes.map((scope) => [scope, { tier: "read" as const, why: "Record what Microsoft Graph answers" }])),
    services: {
      get: {
        title: "Get",
        scope: scopes,
        effect: "read",
        input: anything({ type: "object" }),
        output: anything({}),
        run: ({ graph, input }) => graph.get<Body>(input.path),
      },
    },
  });
