import type { AccountProblem, PluginStatus } from "../api.ts";
import { describeClockError, sizeOfClockError } from "../graph/index.ts";
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
): AccountProblem | undefined {
  if (diskFault) return { code: "data-folder", ...diskFault };
  const failing = plugins.find(({ error }) => error !== undefined);
  if (failing) {
    const cure = failing.failed ? "Correct the plugin's configuration or report it to its author, and restart the hub." : waitCure;
    const details = { plugin: failing.id, ...(failing.failed && { reason: "failed" }) };
    return { code: "plugin-error", message: `${failing.title}: ${failing.error}`, cure, details };
  }
  if (clockError !== undefined)
    return {
      code: "clock-wrong",
      message: `${describeClockError(clockError)} Calendar events start and end at the wrong time, and sign-ins can fail.`,
      cure: "Set it over the network (on Linux: timedatectl set-ntp true).",
      details: { reason: clockError > 0 ? "ahead" : "behind", difference: sizeOfClockError(clockError) },
    };
  if (!stale) return undefined;
  const { count, all, cause, isRefused, message } = stale;
  const details = { count, all, ...(cause && { cause }), ...(isRefused && { reason: "refused" }) };
  return { code: "stale", message, cure: isRefused ? refusedCure : waitCure, details };
}
