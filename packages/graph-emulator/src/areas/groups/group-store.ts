import { CasementError, type Clock } from "@casement/core";
import type { Directory, User } from "../../directory.ts";
import type { IdGenerator } from "../../protocol/store/id-generator.ts";
import type { CalendarStore } from "../calendar/calendar-store.ts";

export interface StoredGroup {
  id: string;
  tenantId: string;
  displayName: string;
  description: string | null;
  mailNickname: string;
  mail: string | null;
  /** True for a Microsoft 365 group with mailbox and calendar, false for a security group. */
  unified: boolean;
  visibility: "Public" | "Private";
  createdAt: Date;
  /** Ids of users, and of groups whose members are also members of this group. */
  members: Set<string>;
  owners: Set<string>;
  /** The channels of a team, General first. Undefined for a group without a team. */
  channels?: readonly StoredChannel[];
}

export interface StoredChannel {
  id: string;
  displayName: string;
}

export interface NewGroup {
  displayName: string;
  description?: string;
  mailNickname?: string;
  kind?: "microsoft365" | "security";
  visibility?: StoredGroup["visibility"];
  /** Ids or names of users, and ids of groups. */
  members?: readonly string[];
  owners?: readonly string[];
  /** Makes the group a team with the channel General and these. */
  channels?: readonly string[];
  /** Time zone of its calendar. Default: "UTC". */
  timeZone?: string;
}

/** The groups of all tenants. The calendar of a Microsoft 365 group is in the calendar store, under the group's id. */
export class GroupStore {
  readonly #groups = new Map<string, StoredGroup>();
  readonly #options: { clock: Clock; ids: IdGenerator; directory: Directory; calendars: CalendarStore };

  constructor(options: { clock: Clock; ids: IdGenerator; directory: Directory; calendars: CalendarStore }) {
    this.#options = options;
  }

  /** Adds a group. `tenant` is an id or domain. */
  add(tenant: string, group: NewGroup): StoredGroup {
    const { clock, ids, directory, calendars } = this.#options;
    const found = directory.tenant(tenant);
    if (!found) throw new CasementError("input-invalid", "There is no tenant with that ID or domain.");
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
      ...(group.channels && {
        channels: ["General", ...group.channels].map((displayName) => ({
          id: `19:${ids.guid("channel").replaceAll("-", "")}@thread.tacv2`,
          displayName,
        })),
      }),
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

  /** Returns the id of a user (given by id or name) or of a group. */
  principalIdOf(name: string): string {
    const id = this.#options.directory.user(name)?.id ?? this.#groups.get(name)?.id;
    if (!id) throw new CasementError("input-invalid", "No user or group has that id or name.");
    return id;
  }

  get(id: string): StoredGroup | undefined {
    return this.#groups.get(id);
  }

  /** Finds a group by id, mail address, or display name, for control functions. */
  findByName(name: string): StoredGroup {
    const found =
      this.#groups.get(name) ?? [...this.#groups.values()].find(({ mail, displayName }) => mail === name || displayName === name);
    if (!found) throw new CasementError("input-invalid", "There is no group with that ID, address, or name.");
    return found;
  }

  remove(id: string): void {
    this.#groups.delete(id);
    for (const { members } of this.#groups.values()) members.delete(id);
  }

  list(tenantId: string): StoredGroup[] {
    return [...this.#groups.values()].filter((group) => group.tenantId === tenantId);
  }

  /** Returns the groups of a user: direct ones, or also those through other groups. */
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
