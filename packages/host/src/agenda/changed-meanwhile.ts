import { isDeepStrictEqual } from "node:util";
import type { CalendarComponent, CalendarResource } from "@casement/core";

/** Not a client's to decide. */
const ignored: ReadonlySet<string> = new Set(["created", "lastModified", "xProperties"]);

/** Whether a client changes a property that somebody else has changed since the client saw it, to another value. */
export function isChangedMeanwhile(shown: CalendarResource, now: CalendarResource, wanted: CalendarResource): boolean {
  const ids = new Set([shown, now, wanted].flatMap(({ components }) => components.map(idOf)));
  return [...ids].some((id) => {
    const [before, present, after] = [shown, now, wanted].map((each) => propertiesOf(each, id));
    const names = new Set([before, present, after].flatMap((each) => Object.keys(each!)));
    return [...names].some((name) => {
      const [a, b, c] = [before![name], present![name], after![name]];
      return !ignored.has(name) && !isDeepStrictEqual(a, b) && !isDeepStrictEqual(a, c) && !isDeepStrictEqual(b, c);
    });
  });
}

const idOf = ({ recurrenceId }: CalendarComponent): string => recurrenceId?.at ?? "";

const propertiesOf = ({ components }: CalendarResource, id: string): Readonly<Record<string, unknown>> =>
  (components.find((each) => idOf(each) === id) ?? {}) as Readonly<Record<string, unknown>>;
