import { type Clock, dayMs, type Logger } from "@casement/core";
import type { Transport } from "@casement/host";
import { findNewVersion } from "./find-new-version.ts";

/** Asks for new versions now and once a day. */
export interface NewVersionWatch {
  /** The newest version, if it is newer than this one and known. */
  readonly newVersion: string | undefined;
  stop(): void;
}

const timeout = 30_000;

export function watchNewVersions(transport: Pick<Transport, "fetch">, version: string, clock: Clock, log: Logger): NewVersionWatch {
  let newVersion: string | undefined;
  let cancel = (): void => {};
  async function ask(): Promise<void> {
    cancel = clock.after(dayMs, () => void ask());
    try {
      newVersion = await findNewVersion(transport, version, AbortSignal.timeout(timeout));
    } catch (error) {
      log.debug(`New versions: ${(error as Error).message}.`);
    }
  }
  void ask();
  return {
    get newVersion() {
      return newVersion;
    },
    stop: () => cancel(),
  };
}
