/** The names of everything in Redis. `name` is the name of an account. */
export interface RedisKeys {
  readonly prefix: string;
  /** The packed snapshot. */
  base(name: string): string;
  /** The list of records after the snapshot. */
  log(name: string): string;
  /** What the fence compares, and the wrapped data key. */
  meta(name: string): string;
  file(name: string, file: string): string;
  /** The hash of sensors and their values. */
  values(name: string): string;
  /** All accounts, with their options. */
  readonly accounts: string;
  readonly journal: string;
  /** The id of the last event. */
  readonly journalLast: string;
  /** The settings that all processes share. */
  readonly cluster: string;
}

export function createKeys(prefix = "casement:"): RedisKeys {
  const account = (name: string, part: string): string => `${prefix}acct:${name}:${part}`;
  return {
    prefix,
    base: (name) => account(name, "base"),
    log: (name) => account(name, "log"),
    meta: (name) => account(name, "meta"),
    file: (name, file) => account(name, `file:${file}`),
    values: (name) => account(name, "values"),
    accounts: `${prefix}accounts`,
    journal: `${prefix}journal`,
    journalLast: `${prefix}journal:last`,
    cluster: `${prefix}cluster`,
  };
}
