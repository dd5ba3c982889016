import { useEffect, useState } from "preact/hooks";
import { itemInputOf, itemServicesOf } from "../actions/item-actions.ts";
import { callWithCare } from "../actions/load-actions.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import type { SensorItem } from "../sensors/sensor-item.ts";

export interface ReadMark {
  readonly isUnread: boolean;
  set(isRead: boolean): void;
}

/** Marks an item as read once it is shown. Undefined if it cannot be marked, or this browser may not. */
export function useReadMark(item: SensorItem, isShown: boolean): ReadMark | undefined {
  const services = useStore(useHub().services);
  const mayWrite = useMayWrite();
  const [isUnread, setIsUnread] = useState(item.isUnread);
  const [isMarked, setIsMarked] = useState(false);
  const service = itemServicesOf(services, item.sensor).find(({ item: use }) => use!.fields?.read !== undefined);
  const canMark = mayWrite && service !== undefined && item.id !== undefined && item.sensor.present?.items?.read !== undefined;
  const mark = (isRead: boolean, isQuiet: boolean): void => {
    const input = { ...itemInputOf(service!, item), [service!.item!.fields!.read!]: isRead };
    const call = { service: service!, input, about: item.title };
    void callWithCare(call, { isQuiet, isDeliberate: true, isImmediate: true }).then(
      () => setIsUnread(!isRead),
      () => undefined,
    );
  };
  useEffect(() => setIsUnread(item.isUnread), [item.isUnread]);
  useEffect(() => {
    if (!canMark || !isShown || isMarked) return;
    // Who marks it as unread again means it.
    setIsMarked(true);
    if (item.isUnread) mark(true, true);
  }, [canMark, isShown]);
  return canMark ? { isUnread, set: (isRead) => mark(isRead, false) } : undefined;
}
