import { CasementError, type Clock } from "@casement/core";
import type { Directory, User } from "../../directory.ts";
import type { CalendarStore } from "../calendar/calendar-store.ts";
import type { IdGenerator } from "../store/id-generator.ts";

export interface StoredGroup {
  id: string;
  tenantId: string;
  displayName: string;
  description: string | null;
  mailNickname: string;
  mail: string | null;
  /** A Microsoft 365 group with mailbox and calendar; else a security group. */
  unified: boolean;
  visibility: "Public" | "Private";
  createdAt: Date;
  /** Ids of users, and of groups whose members belong to this one too. */
  members: Set<string>;
  owners: Set<string>;
}

export interface NewGroup {
  displayName: string;
  description?: string;
  mailNickname?: string;
  kind?: "microsoft365" | "security";
  visibility?: StoredGroup["visibility"];
  /** Ids or names of users, ids of groups. */
  members?: readonly string[];
  owners?: readonly string[];
  /** Of its calendar; "UTC" unless given. */
  timeZone?: string;
}

/** The groups of all tenants. A Microsoft 365 group has a calendar in the calendar store, under the group's id. */
export class GroupStore {
  readonly #groups = new Map<string, StoredGroup>();
  readonly #options: { clock: Clock; ids: IdGenerator; directory: Directory; calendars: CalendarStore };

  constructor(options: { clock: Clock; ids: IdGenerator; directory: Directory; calendars: CalendarStore }) {
    this.#options = options;
  }

  /** `tenant`: id or domain. */
  add(tenant: string, group: NewGroup): StoredGroup {
    const { clock, ids, directory, calendars } = this.#options;
    const found = directory.tenant(tenant);
    if (!found) throw new CasementError("input-invalid", "There is no tenant of that id or domain.");
    const unified = group.kind !== "security";
    const mailNickname = group.mailNickname ?? group.displayName.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
    const created: StoredGroup = {
      id: ids.guid("group"),
      tenantId: found.id,
      displayName: group.displayName,
      description: group.description ?? null,
      mailNickname,
      mail: unified ? `${mailNickname}@${found.domain}` : null,
      unified,
      visibility: group.visibility ?? "Private",
      createdAt: clock.now(),
      members: new Set([...(group.members ?? []), ...(group.owners ?? [])].map((member) => this.principalIdOf(member))),
      owners: new Set((group.owners ?? []).map((owner) => this.principalIdOf(owner))),
    };
    this.#groups.set(created.id, created);
    if (unified)
      calendars.addOwner({
        id: created.id,
        name: created.displayName,
        address: created.mail!,
        timeZone: group.timeZone ?? "UTC",
        kind: "group",
        tenantId: found.id,
      });
    return created;
  }

  /** Id of a user by id or name, or of a group. */
  principalIdOf(name: string): string {
    const id = this.#options.directory.user(name)?.id ?? this.#groups.get(name)?.id;
    if (!id) throw new CasementError("input-invalid", "Nobody has that id or name.");
    return id;
  }

  get(id: string): StoredGroup | undefined {
    return this.#groups.get(id);
  }

  /** By id, mail or display name; for control calls. */
  findByName(name: string): StoredGroup {
    const found =
      this.#groups.get(name) ?? [...this.#groups.values()].find(({ mail, displayName }) => mail === name || displayName === name);
    if (!found) throw new CasementError("input-invalid", "There is no group of that id, address or name.");
    return found;
  }

  remove(id: string): void {
    this.#groups.delete(id);
    for (const { members } of this.#groups.values()) members.delete(id);
  }

  list(tenantId: string): StoredGroup[] {
    return [...this.#groups.values()].filter((group) => group.tenantId === tenantId);
  }

  /** The groups that somebody is in: directly, or through other groups as well. */
  groupsOf(user: User, membership: "direct" | "transitive"): StoredGroup[] {
    const groups = this.list(user.tenantId);
    const memberIds = new Set([user.id]);
    for (let before = 0; before !== memberIds.size && (membership === "transitive" || before === 0); ) {
      before = memberIds.size;
      const found = groups.filter(({ members }) => [...memberIds].some((id) => members.has(id)));
      for (const { id } of found) memberIds.add(id);
    }
    return groups.filter(({ id }) => memberIds.has(id));
  }
}
