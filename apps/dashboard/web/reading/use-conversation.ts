import { useEffect, useState } from "preact/hooks";
import { itemServicesOf } from "../actions/item-actions.ts";
import { apiClient } from "../api/api-client.ts";
import { endedCalls } from "../api/ended-calls.ts";
import { ApiError } from "../api/request-hub.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { itemsInResult, type SensorItem } from "../sensors/sensor-item.ts";
import { conversationIdOf, newestFirst } from "./conversations.ts";

/** The items of a conversation: those that the page knows, and those that a service lists, such as sent ones. Newest first. */
export function useConversation(known: readonly SensorItem[]): { items: readonly SensorItem[]; problem: string | undefined } {
  const services = useStore(useHub().services);
  const revision = useStore(endedCalls);
  const [listed, setListed] = useState<readonly SensorItem[]>([]);
  const [problem, setProblem] = useState<string>();
  const [first] = known;
  const id = first && conversationIdOf(first);
  const mayCall = useMayWrite();
  const lists = mayCall && first ? itemServicesOf(services, first.sensor, "list") : [];
  const service = lists.find(({ item }) => item!.fields?.conversation !== undefined);
  useEffect(() => {
    if (!service || id === undefined) return;
    let isCurrent = true;
    apiClient.call(service.account, service.id, { [service.item!.fields!.conversation!]: id }).then(
      (result) => {
        if (!isCurrent) return;
        setListed(itemsInResult(first!.sensor, result));
        setProblem(undefined);
      },
      (error) => isCurrent && setProblem(error instanceof ApiError ? error.problem.detail : String(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [service?.id, id, first?.key, revision]);
  const keys = new Set(known.map(({ key }) => key));
  return { items: newestFirst([...known, ...listed.filter((item) => conversationIdOf(item) === id && !keys.has(item.key))]), problem };
}
