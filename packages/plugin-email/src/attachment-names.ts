/** What the names of attachments depend on. */
interface AttachmentOfMessage {
  readonly id: string;
  readonly name?: string | null | undefined;
}

/**
 * The names of all attachments of a message, by their id. Each name once, so that it is enough to find one: the second `plan.pdf` is
 * `plan.pdf (2)`. Numbered in the order of the ids, because Graph does not promise another order.
 */
export function attachmentNames(attachments: readonly AttachmentOfMessage[]): ReadonlyMap<string, string> {
  const given = new Set(attachments.map(({ name }) => name ?? ""));
  const used = new Set<string>();
  const names = new Map<string, string>();
  for (const { id, name } of attachments.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const first = name ?? "";
    let unique = first;
    for (let number = 2; used.has(unique) || (unique !== first && given.has(unique)); number++) unique = `${first} (${number})`;
    used.add(unique);
    names.set(id, unique);
  }
  return names;
}
