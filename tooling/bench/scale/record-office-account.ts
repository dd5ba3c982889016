import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import { createHost } from "@casement/host";
import type { AccountStore, HostPorts, StatePort } from "@casement/host/ports";
import { folderKey } from "./fill-data-folder.ts";
import { type OfficeAccount, officeAccount, recordedName, type StoredSignIn } from "./office-account.ts";
import { officeMailbox, officeUser } from "./office-mailbox.ts";
import { createRecordingGraph } from "./recorded-graph.ts";

/** Signs one account in, and reads everything. `folder`: for what belongs to the host. */
export async function recordOfficeAccount(folder: string): Promise<OfficeAccount> {
  const clock = createFakeClock(new Date());
  const emulator = createEmulator({ clock, populate: officeMailbox });
  const graph = createRecordingGraph(emulator);
  const stored = createRememberedState();
  const ports: Partial<HostPorts> = { state: stored.state };
  const host = await createHost({
    dataDir: folder,
    accounts: [officeAccount(recordedName)],
    key: folderKey,
    clock,
    ports,
    transport: graph,
  });
  await host.start("once");
  const { signIn, refresh } = host.account(recordedName);
  const { userCode, done } = await signIn.deviceCode();
  const result = emulator.control.entra.approveDevice(userCode, officeUser);
  if (!result.approved) throw new Error(result.message);
  await clock.advance(10_000);
  await done;
  await signIn.renew();
  await refresh();
  const sensors = await host.sensors();
  await host.stop();
  return { answers: graph.answers, parts: stored.parts(), signIn: stored.signIn(), sensors };
}

/** A store that compacts after every step, and remembers what it was given last. */
function createRememberedState() {
  const files = new Map<string, unknown>();
  let parts: OfficeAccount["parts"] = [];
  const commit: AccountStore["commit"] = async ({ record, apply }) => apply(record);
  const store: AccountStore = {
    setAside: undefined,
    replay: () => [],
    commit,
    keep: commit,
    storeKept: async () => {},
    isCompactionDue: true,
    async compact(given) {
      parts = [...given].map(({ id, records }) => ({ id, records: structuredClone([...records]) }));
    },
    file: (name) => ({
      read: async () => files.get(name) as never,
      async update(change) {
        const value = await change(files.get(name) as never);
        files.set(name, value);
        return value;
      },
    }),
    isIntact: async () => true,
    fault: undefined,
    size: 0,
    close: async () => {},
  };
  const state: StatePort = { open: async () => store, remove: async () => {} };
  return { state, parts: () => parts, signIn: () => files.get("sign-in") as StoredSignIn };
}
