import { CasementError } from "@casement/core";
import { windowsZone } from "@casement/graph-time";
import { refuse } from "../../refusals.ts";
import type { Area, AreaContext } from "../area.ts";
import { pick } from "../odata/pick.ts";
import { type GraphCall, type GraphResult, ok, route } from "../route.ts";
import { localeName, type MailboxSettings, type SettingsStore } from "./settings-store.ts";
import { settingsChanges } from "./write-settings.ts";

/** Settings changed "from elsewhere". `user` is an id or principal name. */
export interface MailboxSettingsControl {
  get(user: string): MailboxSettings;
  /** As a PATCH of `/me/mailboxSettings`. */
  set(user: string, changes: object): MailboxSettings;
  /** Whom `externalAudience: "contactsOnly"` answers. */
  setContacts(user: string, addresses: readonly string[]): void;
}

export type MailboxSettingsArea = Area<"mailboxSettings", MailboxSettingsControl>;

const parts = [
  "automaticRepliesSetting",
  "workingHours",
  "timeZone",
  "language",
  "dateFormat",
  "timeFormat",
  "userPurpose",
  "delegateMeetingMessageDeliveryOptions",
] as const;

/** Time zone, language, working hours and automatic replies of a mailbox. */
export function mailboxSettingsArea(context: AreaContext, settings: SettingsStore): MailboxSettingsArea {
  const owner = ({ user, mailboxUser }: GraphCall) => {
    if (user.id !== mailboxUser.id) throw refuse("settings-other-mailbox");
    return user;
  };
  const contextOf = (call: GraphCall, more = "") => ({
    "@odata.context": `${call.origin}/v1.0/$metadata#users('${call.mailboxUser.id}')/mailboxSettings${more}`,
  });
  const get = (call: GraphCall): GraphResult => ok({ ...contextOf(call), ...pick(settings.of(owner(call)), call.query.select) });
  const patch = (call: GraphCall): GraphResult => {
    const user = owner(call);
    const changes = settingsChanges(call.body, settings.of(user));
    settings.set(user, { ...settings.of(user), ...changes });
    return ok({ ...contextOf(call), ...changes });
  };
  const part = (call: GraphCall, name: (typeof parts)[number]): GraphResult => {
    const value = settings.of(owner(call))[name];
    return ok({ ...contextOf(call, `/${name}`), ...(typeof value === "object" ? value : { value }) });
  };
  const userNamed = (name: string) => {
    const user = context.directory.user(name);
    if (!user) throw new CasementError("input-invalid", "No user has that id or name.");
    return user;
  };
  return {
    name: "mailboxSettings",
    control: {
      get: (name) => settings.of(userNamed(name)),
      set(name, changes) {
        const user = userNamed(name);
        const changed = { ...settings.of(user), ...settingsChanges(changes, settings.of(user)) };
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
      route("GET", "/me/mailboxSettings", get),
      route("PATCH", "/me/mailboxSettings", patch),
      ...parts.map((name) => route("GET", `/me/mailboxSettings/${name}`, (call) => part(call, name))),
      route("GET", "/me/outlook/supportedTimeZones()", supportedTimeZones),
      route("GET", "/me/outlook/supportedLanguages()", supportedLanguages),
    ],
  };
}

function supportedTimeZones(call: GraphCall): GraphResult {
  const names = Intl.supportedValuesOf("timeZone");
  const iana = /iana/i.test(call.args.timezonestandard ?? "");
  const shown = iana ? names : [...new Set(names.map(windowsZone).filter((name) => name !== undefined))].sort();
  const value = shown.map((alias) => ({ alias, displayName: alias }));
  return ok({ "@odata.context": `${call.origin}/v1.0/$metadata#Collection(microsoft.graph.timeZoneInformation)`, value });
}

function supportedLanguages(call: GraphCall): GraphResult {
  const value = ["de-DE", "en-GB", "en-US", "es-ES", "fr-FR"].map((locale) => ({ locale, displayName: localeName(locale) }));
  return ok({ "@odata.context": `${call.origin}/v1.0/$metadata#Collection(microsoft.graph.localeInfo)`, value });
}
