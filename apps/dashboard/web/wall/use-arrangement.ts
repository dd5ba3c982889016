import { useEffect } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import { useHub } from "../hub-context.ts";

const interval = 60_000;

/** Asks the hub from time to time how this wall is arranged: somebody can change that from another browser. */
export function useArrangement(): void {
  const { session } = useHub();
  useEffect(() => {
    const read = async () => {
      // The stream notices that the hub does not answer, or that the access has ended.
      const now = await apiClient.session().catch(() => undefined);
      if (now && JSON.stringify(now) !== JSON.stringify(session.get())) session.set(now);
    };
    const timer = setInterval(read, interval);
    return () => clearInterval(timer);
  }, [session]);
}
