import { type Ms365Domain, type Ms365Entry, ms365Domains } from "./read-ms365-entries.ts";

/** Entries that become one account. */
export interface Ms365Group {
  readonly name: string;
  readonly entries: readonly Ms365Entry[];
  readonly sharedMailbox: string | undefined;
  /** Whether there is another user's group with the same app registration. */
  readonly severalPeople: boolean;
  /** Entries that could belong to the other person. */
  readonly guessed: readonly Ms365Entry[];
  /** The group whose sign-in can be used. */
  readonly signInOwner: Ms365Group | undefined;
}

/** Entries with the same app registration and the same mailbox become one account. Those of users come first, those of shared mailboxes last. */
export function groupMs365Entries(entries: readonly Ms365Entry[]): readonly Ms365Group[] {
  const ordered = ms365Domains.flatMap((domain) => entries.filter((entry) => entry.domain === domain));
  const own = groupBy(
    ordered.filter((entry) => sharedMailboxOf(entry) === undefined),
    clientIdOf,
  ).flatMap(splitPeople);
  const shared = groupBy(
    ordered.filter((entry) => sharedMailboxOf(entry) !== undefined),
    (entry) => `${clientIdOf(entry)} ${sharedMailboxOf(entry)?.toLowerCase()}`,
  ).map((group): Ms365Group => {
    const first = group[0] as Ms365Entry;
    const owners = own.filter((each) => clientIdOf(each.entries[0] as Ms365Entry) === clientIdOf(first));
    const signInOwner = owners.length === 1 ? owners[0] : undefined;
    return { name: first.name, entries: group, sharedMailbox: sharedMailboxOf(first), severalPeople: false, guessed: [], signInOwner };
  });
  return [...own, ...shared];
}

/**
 * One person has one entry for calendars, one for tasks, and one for their own presence and chats, but as many for mail as they like. So several of
 * the former are several people that share an app registration. Names tell whose the other entries are, or else they are the first person's.
 */
function splitPeople(entries: readonly Ms365Entry[]): readonly Ms365Group[] {
  const personal = (domain: Ms365Domain) => entries.filter((entry) => entry.domain === domain && !entry.settings.alternate_email);
  const anchors = (["ms365_calendar", "ms365_todo", "ms365_teams"] as const)
    .map(personal)
    .reduce((most, each) => (each.length > most.length ? each : most), [] as readonly Ms365Entry[]);
  const [first] = entries;
  if (anchors.length < 2 || first === undefined)
    return first === undefined
      ? []
      : [{ name: first.name, entries, sharedMailbox: undefined, severalPeople: false, guessed: [], signInOwner: undefined }];
  const ownerOf = (entry: Ms365Entry) => (anchors.includes(entry) ? entry : findOwner(entry, anchors));
  return anchors.map((person): Ms365Group => {
    const guessed = person === anchors[0] ? entries.filter((entry) => ownerOf(entry) === undefined) : [];
    const named = entries.filter((entry) => ownerOf(entry) === person);
    return {
      name: person.name,
      entries: [...named, ...guessed],
      sharedMailbox: undefined,
      severalPeople: true,
      guessed,
      signInOwner: undefined,
    };
  });
}

/** The person whose name the entry's name begins with. */
function findOwner({ name: text }: Ms365Entry, people: readonly Ms365Entry[]): Ms365Entry | undefined {
  const isNamed = ({ name }: Ms365Entry) =>
    text.toLowerCase().startsWith(name.toLowerCase()) && !/^[a-z0-9]/i.test(text.slice(name.length));
  return people.filter(isNamed).sort((a, b) => b.name.length - a.name.length)[0];
}

const clientIdOf = ({ settings }: Ms365Entry): string =>
  String(settings.client_id ?? "")
    .trim()
    .toLowerCase();

/** Older versions write an empty text for none. */
function sharedMailboxOf({ settings }: Ms365Entry): string | undefined {
  const text = typeof settings.shared_mailbox === "string" ? settings.shared_mailbox.trim() : "";
  return text === "" ? undefined : text;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()];
}
