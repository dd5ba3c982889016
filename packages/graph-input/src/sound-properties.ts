/** Whether a value has the type that Microsoft documents. */
export type ValueCheck = (value: unknown) => boolean;

export const isText: ValueCheck = (value) => typeof value === "string";
export const isBoolean: ValueCheck = (value) => typeof value === "boolean";
export const isNumber: ValueCheck = (value) => typeof value === "number" && Number.isFinite(value);

/** An object whose properties pass their checks, as far as they are there. Null is allowed everywhere. */
export const isObjectOf =
  (checks: Readonly<Record<string, ValueCheck>>): ValueCheck =>
  (value) =>
    typeof value === "object" && value !== null && !Array.isArray(value) && oddPropertiesOf(value, checks).length === 0;

/** An item of Graph as far as it is as documented, and the names of the properties that are not. */
export interface SoundItem<T> {
  readonly item: T;
  readonly odd: readonly string[];
}

/**
 * Leaves out the properties of an item that are not as documented, so that one of them does not stop the others. Of a list, only the entries
 * that are not.
 */
export function soundProperties<T extends object>(
  item: T,
  checks: Readonly<Record<string, ValueCheck>>,
  lists: Readonly<Record<string, ValueCheck>> = {},
): SoundItem<T> {
  const odd = [
    ...oddPropertiesOf(item, checks),
    ...Object.entries(lists).flatMap(([name, check]) => (isListOf(propertyOf(item, name), check) ? [] : [name])),
  ];
  if (odd.length === 0) return { item, odd };
  const sound = { ...item } as Record<string, unknown>;
  for (const name of odd) {
    const value = sound[name];
    const check = lists[name];
    if (check && Array.isArray(value)) sound[name] = value.filter(check);
    else delete sound[name];
  }
  return { item: sound as T, odd };
}

function oddPropertiesOf(item: object, checks: Readonly<Record<string, ValueCheck>>): string[] {
  return Object.entries(checks).flatMap(([name, check]) => {
    const value = propertyOf(item, name);
    return value === undefined || value === null || check(value) ? [] : [name];
  });
}

function isListOf(value: unknown, check: ValueCheck): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.every(check));
}

function propertyOf(item: object, name: string): unknown {
  return (item as Record<string, unknown>)[name];
}
