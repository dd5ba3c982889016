import { createSecretKey, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFakeClock } from "@casement/graph-emulator";
import { testCallPort, testStatePort } from "@casement/testing";
import type { JournalEvent } from "../api.ts";
import type { HostPorts } from "../ports/index.ts";
import { createHostContainer } from "./host-container.ts";
import { createLocalPorts } from "./local-ports.ts";
import { journalToken } from "./tokens.ts";

const key = createSecretKey(randomBytes(32));
const silent = { debug() {}, info() {}, warn() {}, error() {} };

function openPorts(dataDir: string, onEvent: (event: JournalEvent) => void): HostPorts {
  const container = createHostContainer({ clock: createFakeClock("2026-03-02T08:00:00Z"), log: silent });
  container.resolve(journalToken).subscribe(onEvent);
  return createLocalPorts(container, dataDir, () => key);
}

testStatePort("files of the data folder", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "casement-"));
  const events: JournalEvent[] = [];
  let ports = openPorts(dataDir, (event) => events.push(event));
  return {
    get state() {
      return ports.state;
    },
    own: async (account) => ports.leases.lease(account),
    journal: async () => events,
    async restart() {
      ports = openPorts(dataDir, (event) => events.push(event));
    },
    [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true }),
  };
});

testCallPort("within the process", async () => {
  const { calls } = openPorts(tmpdir(), () => {});
  return { caller: calls, owner: calls, async [Symbol.asyncDispose]() {} };
});
