import { createHash, randomBytes } from "node:crypto";
import type { Account, Agenda, CalendarResource } from "@casement/core";
import type { FeedKeyState } from "./account-data.ts";
import type { PageRecord } from "./records.ts";
import { formerNameKey, nameInHistory, type ResourceLink, spansOfOverlay } from "./resource-links.ts";
import type { ResourceRevisions, TouchedResources } from "./revisions.ts";

export interface KeyResourcesOptions {
  readonly agenda: Agenda<unknown>;
  /** Undefined until the first sign-in. */
  readonly account: () => Account | undefined;
  /** Whether a surface shows collections. A history that has begun is continued without it, so that its tokens stay valid. */
  readonly isWanted: () => boolean;
  readonly state: () => FeedKeyState;
  readonly now: () => number;
  /** Logs a fault of the plugin. */
  readonly report: (message: string) => void;
}

type Items = ReadonlyMap<string, unknown>;
type Groups = Map<string, Map<string, unknown>>;

/** The resources of one key of a feed with an agenda: what they are, and which of them a page changes. */
export class KeyResources {
  readonly #options: KeyResourcesOptions;
  #groups: Groups | undefined;
  /** UIDs by group, with the ETag for which they hold. */
  readonly #uids = new Map<string, { readonly etag: string; readonly uid: string | undefined }>();
  /** Faults of the plugin, each reported once. */
  readonly #reported = new Set<string>();

  constructor(options: KeyResourcesOptions) {
    this.#options = options;
  }

  get agenda(): Agenda<unknown> {
    return this.#options.agenda;
  }
  /** Undefined as long as no collection was wanted. */
  get revisions(): ResourceRevisions | undefined {
    return this.#options.state().revisions;
  }

  /** The resources that a page changes. Without a page, those whose ETags are outdated or were never computed. */
  touchedBy({ put = {}, removed = [] }: Pick<PageRecord, "put" | "removed"> = {}): TouchedResources | undefined {
    const { account, isWanted, state } = this.#options;
    const { revisions, items, links } = state();
    const known = account();
    if (!known || !(revisions || isWanted())) return undefined;
    const basis = this.#basisOf(known);
    const isWhole = revisions?.basis !== basis;
    const changedIds = [...Object.keys(put), ...removed];
    const expired = this.#expiredOverlays();
    if (!isWhole && changedIds.length === 0 && expired.length === 0) return undefined;
    const after = new Map(items);
    for (const id of removed) after.delete(id);
    for (const [id, item] of Object.entries(put)) after.set(id, item);
    const changedGroups = isWhole
      ? undefined
      : new Set([
          ...expired,
          ...changedIds.flatMap((id) => [items, after].flatMap((all) => (all.has(id) ? [this.#groupOf(id, all.get(id))] : []))),
        ]);
    const shown = [...links].filter(([group, { overlay }]) => overlay && changedGroups?.has(group)).map(([group]) => group);
    const groups = this.#groupsOf(after, changedGroups);
    const etags: Record<string, string | null> = {};
    for (const group of changedGroups ?? new Set([...groups.keys(), ...(revisions?.resources.keys() ?? [])])) {
      const before = revisions?.resources.get(group)?.etag ?? null;
      const link = links.get(group);
      const etag = this.#etagOf(group, groups.get(group), known, before, shown.includes(group) ? { kept: link?.kept } : link);
      if (etag !== before) etags[group] = etag;
    }
    if (!isWhole && Object.keys(etags).length + shown.length === 0) return undefined;
    return {
      ...(!revisions && { epoch: randomBytes(6).toString("hex") }),
      ...(isWhole && { basis }),
      etags,
      ...(shown.length > 0 && { shown }),
    };
  }

  /** What another link changes. A resource that gets another address is gone from its former one. */
  touchedByLink(group: string, link: ResourceLink): TouchedResources | undefined {
    const { account, state } = this.#options;
    const { revisions, links } = state();
    const known = account();
    if (!known || !revisions) return undefined;
    const before = revisions.resources.get(group)?.etag ?? null;
    const etag = this.#etagOf(group, this.groups.get(group), known, before, link);
    const [oldName, name] = [nameInHistory(group, links), nameInHistory(group, new Map([[group, link]]))];
    const isRenamed = before !== null && oldName !== name;
    if (etag === before && !isRenamed) return undefined;
    return { etags: { ...(isRenamed && { [formerNameKey(oldName)]: null }), [group]: etag } };
  }

  #expiredOverlays(): string[] {
    const now = this.#options.now();
    return [...this.#options.state().links].filter(([, { overlay }]) => overlay && overlay.until <= now).map(([group]) => group);
  }

  /** Ids of resources that clients have created and that the feed has not returned yet. */
  get awaited(): string[] {
    const { links, items } = this.#options.state();
    return [...links].filter(([group, { overlay }]) => overlay?.resource && !items.has(group)).map(([group]) => group);
  }

  linkOf(group: string): ResourceLink {
    return this.#options.state().links.get(group) ?? {};
  }

  /** The last segment of the address of a group in a history. */
  nameOf(group: string): string {
    return nameInHistory(group, this.#options.state().links);
  }

  /** The resource at an address. */
  groupNamed(name: string): string | undefined {
    return this.#find((group) => this.nameOf(group) === name);
  }

  groupWithUid(uid: string): string | undefined {
    return this.#find((group, etag) => {
      const known = this.#uids.get(group);
      const link = this.linkOf(group);
      if (link.uid !== undefined) return link.uid === uid;
      if (known?.etag === etag) return known.uid === uid;
      const found = this.read(group)?.uid;
      this.#uids.set(group, { etag, uid: found });
      return found === uid;
    });
  }

  #find(isWanted: (group: string, etag: string) => boolean): string | undefined {
    for (const [group, { etag }] of this.revisions?.resources ?? []) if (etag !== null && isWanted(group, etag)) return group;
    return undefined;
  }

  /** Call it after items have changed. */
  invalidate(): void {
    this.#groups = undefined;
  }

  /** The items of each group. */
  get groups(): ReadonlyMap<string, Items> {
    this.#groups ??= this.#groupsOf(this.#options.state().items);
    return this.#groups;
  }

  read(group: string): CalendarResource | undefined {
    const { overlay, uid, kept } = this.linkOf(group);
    if (overlay) return overlay.resource ?? undefined;
    const items = this.groups.get(group);
    const account = this.#options.account();
    if (!items || !account) return undefined;
    const resource = this.#guarded("read", () => this.agenda.read({ group, items, account, kept }), undefined);
    return resource && uid !== undefined ? { ...resource, uid } : resource;
  }

  spansOf(group: string): ReturnType<Agenda<unknown>["spans"]> {
    const { overlay } = this.linkOf(group);
    if (overlay) return overlay.resource ? spansOfOverlay(overlay.resource) : [];
    const items = this.groups.get(group);
    return items ? this.#guarded("spans", () => [...this.agenda.spans({ items })], []) : [];
  }

  /** What `read` depends on besides the items. */
  #basisOf({ timeZone, username }: Account): string {
    return hashOf([this.agenda.version, timeZone, username]);
  }

  #groupOf(id: string, item: unknown): string {
    return this.#guarded("group", () => this.agenda.group(id, item), id);
  }

  #groupsOf(items: Items, wanted?: ReadonlySet<string>): Groups {
    const groups: Groups = new Map();
    for (const [id, item] of items) {
      const group = this.#groupOf(id, item);
      if (wanted && !wanted.has(group)) continue;
      const members = groups.get(group);
      if (members) members.set(id, item);
      else groups.set(group, new Map([[id, item]]));
    }
    return groups;
  }

  /** A resource that the plugin fails to read stays as it was. */
  #etagOf(
    group: string,
    items: Items | undefined,
    account: Account,
    before: string | null,
    { overlay, kept }: ResourceLink = {},
  ): string | null {
    if (overlay) return overlay.resource && hashOf(overlay.resource);
    if (!items) return null;
    return this.#guarded(
      "read",
      () => {
        const resource = this.agenda.read({ group, items, account, kept });
        return resource ? hashOf(resource) : null;
      },
      before,
    );
  }

  #guarded<T>(name: string, call: () => T, otherwise: T): T {
    try {
      return call();
    } catch (error) {
      const fault = `agenda.${name}() threw ${error instanceof Error ? error.name : "an error"}`;
      if (!this.#reported.has(fault)) this.#options.report(fault);
      this.#reported.add(fault);
      return otherwise;
    }
  }
}

const hashOf = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
