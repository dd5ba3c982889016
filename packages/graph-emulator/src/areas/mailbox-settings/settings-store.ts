import { type DateTimeTimeZone, toDateTimeTimeZone, windowsZone } from "@casement/graph-time";
import type { User } from "../../directory.ts";
import type { AreaContext } from "../area.ts";

export interface AutomaticRepliesSetting {
  status: "disabled" | "alwaysEnabled" | "scheduled";
  externalAudience: "none" | "contactsOnly" | "all";
  scheduledStartDateTime: DateTimeTimeZone;
  scheduledEndDateTime: DateTimeTimeZone;
  internalReplyMessage: string;
  externalReplyMessage: string;
}

/** Mailbox settings in Graph's shape. */
export interface MailboxSettings {
  automaticRepliesSetting: AutomaticRepliesSetting;
  timeZone: string;
  language: { locale: string; displayName: string };
  workingHours: { daysOfWeek: string[]; startTime: string; endTime: string; timeZone: { name: string } };
  dateFormat: string;
  timeFormat: string;
  delegateMeetingMessageDeliveryOptions: string;
  userPurpose: string;
}

/** The settings of all users, and the addresses that received or may receive automatic replies. */
export interface SettingsStore {
  get(user: User): MailboxSettings;
  set(user: User, settings: MailboxSettings): void;
  /** Addresses, in lowercase, that have received an automatic reply since the setting last changed. */
  repliedTo(user: User): Set<string>;
  /** Addresses, in lowercase, that count as contacts. */
  contacts(user: User): Set<string>;
}

export function createSettingsStore({ clock }: AreaContext): SettingsStore {
  const settings = new Map<string, MailboxSettings>();
  const createAddressSets = (): ((user: User) => Set<string>) => {
    const byUser = new Map<string, Set<string>>();
    return ({ id }) => {
      const set = byUser.get(id) ?? new Set<string>();
      byUser.set(id, set);
      return set;
    };
  };
  const repliedTo = createAddressSets();
  return {
    get(user) {
      const existing = settings.get(user.id) ?? createDefaults(user, clock.now());
      settings.set(user.id, existing);
      return existing;
    },
    set(user, changed) {
      const before = settings.get(user.id);
      if (JSON.stringify(before?.automaticRepliesSetting) !== JSON.stringify(changed.automaticRepliesSetting)) repliedTo(user).clear();
      settings.set(user.id, changed);
    },
    repliedTo: repliedTo,
    contacts: createAddressSets(),
  };
}

const hour = 3_600_000;

export const localeNameOf = (locale: string): string =>
  new Intl.DisplayNames([locale], { type: "language", languageDisplay: "standard" }).of(locale)!;

function createDefaults({ timeZone, locale }: User, now: Date): MailboxSettings {
  const start = Math.ceil(now.getTime() / hour) * hour;
  const zone = windowsZone(timeZone) ?? timeZone;
  return {
    automaticRepliesSetting: {
      status: "disabled",
      externalAudience: "all",
      scheduledStartDateTime: toDateTimeTimeZone(new Date(start)),
      scheduledEndDateTime: toDateTimeTimeZone(new Date(start + 24 * hour)),
      internalReplyMessage: "",
      externalReplyMessage: "",
    },
    timeZone: zone,
    language: { locale, displayName: localeNameOf(locale) },
    workingHours: {
      daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"],
      startTime: "08:00:00.0000000",
      endTime: "17:00:00.0000000",
      timeZone: { name: zone },
    },
    dateFormat: locale.startsWith("en-US") ? "M/d/yyyy" : "dd/MM/yyyy",
    timeFormat: locale.startsWith("en-US") ? "h:mm tt" : "HH:mm",
    delegateMeetingMessageDeliveryOptions: "sendToDelegateOnly",
    userPurpose: "user",
  };
}
