import { CasementError } from "@casement/core";
import { windowsZone } from "@casement/graph-time";
import type { User } from "../../directory.ts";
import { pickSelected } from "../../protocol/odata/pick-selected.ts";
import { defineRoute, type GraphRequest, type GraphResult, okResult } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { Area, AreaContext } from "../area.ts";
import { readSettingsChanges } from "./read-settings-changes.ts";
import { localeNameOf, type MailboxSettings, type SettingsStore } from "./settings-store.ts";

/** Changes settings from outside Graph. `user` is an id or user principal name. */
export interface MailboxSettingsControl {
  get(user: string): MailboxSettings;
  /** Like a PATCH of `/me/mailboxSettings`. */
  set(user: string, changes: object): MailboxSettings;
  /** Sets the addresses that `externalAudience: "contactsOnly"` replies to. */
  setContacts(user: string, addresses: readonly string[]): void;
}

export type MailboxSettingsArea = Area<"mailboxSettings", MailboxSettingsControl>;

const parts = [
  "archiveFolder",
  "automaticRepliesSetting",
  "workingHours",
  "timeZone",
  "language",
  "dateFormat",
  "timeFormat",
  "userPurpose",
  "delegateMeetingMessageDeliveryOptions",
] as const;

/** Creates the area for time zone, language, working hours, and automatic replies of a mailbox. */
export function createMailboxSettingsArea(
  context: AreaContext,
  settings: SettingsStore,
  archiveFolderOf: (userId: string) => string,
): MailboxSettingsArea {
  const owner = ({ user, mailboxUser }: GraphRequest) => {
    if (user.id !== mailboxUser.id) throw createRefusal("settings-other-mailbox");
    return user;
  };
  const contextOf = (request: GraphRequest, more = "") => ({
    "@odata.context": `${request.origin}/v1.0/$metadata#users('${request.mailboxUser.id}')/mailboxSettings${more}`,
  });
  const visibleSettingsOf = (user: User) => ({ archiveFolder: archiveFolderOf(user.id), ...settings.get(user) });
  const get = (request: GraphRequest): GraphResult =>
    okResult({ ...contextOf(request), ...pickSelected(visibleSettingsOf(owner(request)), request.query.select) });
  const patch = (request: GraphRequest): GraphResult => {
    const user = owner(request);
    const changes = readSettingsChanges(request.body, settings.get(user));
    settings.set(user, { ...settings.get(user), ...changes });
    return okResult({ ...contextOf(request), ...changes });
  };
  const part = (request: GraphRequest, name: (typeof parts)[number]): GraphResult => {
    const value = visibleSettingsOf(owner(request))[name];
    return okResult({ ...contextOf(request, `/${name}`), ...(typeof value === "object" ? value : { value }) });
  };
  const userNamed = (name: string) => {
    const user = context.directory.user(name);
    if (!user) throw new CasementError("input-invalid", "No user has that id or name.");
    return user;
  };
  return {
    name: "mailboxSettings",
    control: {
      get: (name) => settings.get(userNamed(name)),
      set(name, changes) {
        const user = userNamed(name);
        const changed = { ...settings.get(user), ...readSettingsChanges(changes, settings.get(user)) };
        settings.set(user, changed);
        return changed;
      },
      setContacts(name, addresses) {
        const contacts = settings.contacts(userNamed(name));
        contacts.clear();
        for (const address of addresses) contacts.add(address.toLowerCase());
      },
    },
    routes: [
      defineRoute("GET", "/me/mailboxSettings", get),
      defineRoute("PATCH", "/me/mailboxSettings", patch),
      ...parts.map((name) => defineRoute("GET", `/me/mailboxSettings/${name}`, (request) => part(request, name))),
      defineRoute("GET", "/me/outlook/supportedTimeZones()", supportedTimeZones),
      defineRoute("GET", "/me/outlook/supportedLanguages()", supportedLanguages),
    ],
  };
}

function supportedTimeZones(request: GraphRequest): GraphResult {
  const names = Intl.supportedValuesOf("timeZone");
  const iana = /iana/i.test(request.args.timezonestandard ?? "");
  const shown = iana ? names : [...new Set(names.map(windowsZone).filter((name) => name !== undefined))].sort();
  const value = shown.map((alias) => ({ alias, displayName: alias }));
  return okResult({ "@odata.context": `${request.origin}/v1.0/$metadata#Collection(microsoft.graph.timeZoneInformation)`, value });
}

function supportedLanguages(request: GraphRequest): GraphResult {
  const value = ["de-DE", "en-GB", "en-US", "es-ES", "fr-FR"].map((locale) => ({ locale, displayName: localeNameOf(locale) }));
  return okResult({ "@odata.context": `${request.origin}/v1.0/$metadata#Collection(microsoft.graph.localeInfo)`, value });
}
