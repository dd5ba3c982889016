import { useEffect, useState } from "preact/hooks";
import { itemInputOf } from "../actions/item-actions.ts";
import { apiClient } from "../api/api-client.ts";
import type { JsonObject, Service } from "../api/api-types.ts";
import { endedCalls } from "../api/ended-calls.ts";
import { ApiError } from "../api/request-hub.ts";
import { useStore } from "../api/value-store.ts";
import type { SensorItem } from "../sensors/sensor-item.ts";
import { addOlder, keepKnown, type MessagePage, readMessagePage } from "./message-page.ts";
import type { ReadMessage } from "./read-messages.ts";

/** Undefined messages: not read yet. */
export interface OpenedMessages {
  readonly messages: readonly ReadMessage[] | undefined;
  readonly problem: string | undefined;
  /** Reads those before them. Undefined if there are none, or no service reads them. */
  readonly older: { readonly isLoading: boolean; load(): void } | undefined;
}

/** Reads an item with the service that opens it. A list of messages is read again when its sensor changes, and after calls of this page. */
export function useReading(service: Service, item: SensorItem): OpenedMessages {
  const [page, setPage] = useState<MessagePage>();
  const [problem, setProblem] = useState<string>();
  const [isLoading, setIsLoading] = useState(false);
  const { shows, fields, input } = service.item!;
  const revision = useStore(endedCalls);
  const version = shows!.attribute === undefined ? "" : `${item.sensor.updatedAt} ${revision}`;
  const fail = (error: unknown) => setProblem(error instanceof ApiError ? error.problem.detail : String(error));
  const read = async (more: JsonObject = {}): Promise<MessagePage> =>
    readMessagePage(shows!, await apiClient.call(service.account, service.id, { ...input, ...itemInputOf(service, item), ...more }));
  useEffect(() => {
    let isCurrent = true;
    read().then(
      (newest) => {
        if (!isCurrent) return;
        setPage((known) => keepKnown(newest, known));
        setProblem(undefined);
      },
      (error) => isCurrent && fail(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [service.id, item.key, version]);
  const oldest = page?.messages.at(-1)?.at;
  const load = async (): Promise<void> => {
    setIsLoading(true);
    setProblem(undefined);
    await read({ [fields!.to!]: oldest!.toISOString() }).then((found) => setPage((after) => after && addOlder(after, found)), fail);
    setIsLoading(false);
  };
  const canLoad = page?.hasOlder === true && fields?.to !== undefined && oldest !== undefined;
  return { messages: page?.messages, problem, older: canLoad ? { isLoading, load: () => void load() } : undefined };
}
