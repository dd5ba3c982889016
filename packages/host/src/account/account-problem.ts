import type { AccountStatus, PluginStatus } from "../api.ts";
import { describeClockError } from "../graph/index.ts";
import type { DataFolderFault } from "../store/disk-fault.ts";
import type { StaleSensors } from "./stale-sensors.ts";

const waitCure = "Casement retries automatically. If this lasts, see the log of the hub.";
const refusedCure = "Until then, they keep their last values.";

/** What is wrong with an account that is signed in. Every surface shows this one, the worst. */
export function findAccountProblem(
  diskFault: DataFolderFault | undefined,
  plugins: readonly PluginStatus[],
  stale: StaleSensors | undefined,
  clockError: number | undefined,
): AccountStatus["problem"] {
  if (diskFault) return { code: "data-folder", ...diskFault };
  const failing = plugins.find(({ error }) => error !== undefined);
  if (failing) {
    const cure = failing.failed ? "Correct the plugin's configuration or report it to its author, and restart the hub." : waitCure;
    return { code: "plugin-error", message: `${failing.title}: ${failing.error}`, cure };
  }
  if (clockError !== undefined)
    return {
      code: "clock-wrong",
      message: `${describeClockError(clockError)} Calendar events start and end at the wrong time, and sign-ins can fail.`,
      cure: "Set it over the network (on Linux: timedatectl set-ntp true).",
    };
  return stale && { code: "stale", message: stale.message, cure: stale.isRefused ? refusedCure : waitCure };
}
