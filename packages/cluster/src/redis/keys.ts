/** The names of everything in Redis. `name` is the name of an account. */
export interface RedisKeys {
  readonly prefix: string;
  readonly accountKeys: (name: string) => AccountKeys;
  /** A pattern that the `meta` of all accounts match, and those that were set aside. */
  readonly everyMeta: string;
  /** The account whose `meta` this is, also one that was set aside. */
  readonly nameOf: (meta: string) => string | undefined;
  readonly journal: string;
  /** The id of the last event. */
  readonly journalLast: string;
  /** A stream of the sensors that were told, for those who show them. */
  readonly changes: string;
  /** What all processes must agree on. */
  readonly cluster: string;
  /** A hash: the configuration of each account, encrypted. */
  readonly accounts: string;
  /** A stream of the names of accounts whose configuration changed. */
  readonly accountChanges: string;
  /** A set of removed accounts whose data may still be there. */
  readonly removed: string;
  /** A hash of what surfaces keep, with their versions. */
  readonly states: string;
  /** A sorted set of uploaded files with their sizes, by when they end; and each file. */
  readonly uploads: string;
  readonly upload: (key: string) => string;
  /** A stream of what AI agents called. */
  readonly audit: string;
  /** A string: the token of the process that holds the role. */
  readonly role: (name: string) => string;
}

/** Of one account. */
export interface AccountKeys {
  /** A hash: what the fence compares (`seq`, `batch`), where the records begin (`log`, `base`), and the wrapped data key (`key`). */
  readonly meta: string;
  /** A hash of the packed parts of the snapshot. */
  readonly base: string;
  /** A list of the records after the snapshot. */
  readonly log: string;
  /** A hash of the small files. */
  readonly files: string;
  /** Where unreadable ones are kept for a while. */
  readonly aside: AccountKeys | undefined;
  /** A hash of what is known of each sensor at once. */
  readonly index: string;
  /** A hash of the sensors with their attributes. */
  readonly sensors: string;
}

export function createKeys(prefix = "casement:"): RedisKeys {
  return {
    prefix,
    accountKeys: (name) => ({
      ...partsOf(`${prefix}acct:${name}`),
      aside: { ...partsOf(`${prefix}acct:${name}:aside`), aside: undefined },
    }),
    everyMeta: `${prefix.replace(/[*?[\]\\]/g, "\\$&")}acct:*:meta`,
    nameOf: (meta) =>
      meta.startsWith(`${prefix}acct:`) ? /^([^:]+)(?::aside)?:meta$/.exec(meta.slice(`${prefix}acct:`.length))?.[1] : undefined,
    journal: `${prefix}journal`,
    journalLast: `${prefix}journal:last`,
    changes: `${prefix}changes`,
    cluster: `${prefix}cluster`,
    accounts: `${prefix}accounts`,
    accountChanges: `${prefix}accounts:changes`,
    removed: `${prefix}removed`,
    states: `${prefix}states`,
    uploads: `${prefix}uploads`,
    upload: (key) => `${prefix}${key}`,
    audit: `${prefix}audit`,
    role: (name) => `${prefix}role:${name}`,
  };
}

const partsOf = (start: string) => ({
  meta: `${start}:meta`,
  base: `${start}:base`,
  log: `${start}:log`,
  files: `${start}:files`,
  index: `${start}:index`,
  sensors: `${start}:sensors`,
});
