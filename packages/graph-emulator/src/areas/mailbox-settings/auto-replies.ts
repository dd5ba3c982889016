import { toInstant } from "@casement/graph-time";
import { isPersonal, type User } from "../../directory.ts";
import type { AreaContext } from "../area.ts";
import type { SettingsStore } from "./settings-store.ts";

/** Determines automatic replies. */
export interface AutoReplies {
  /**
   * Returns the automatic reply of `owner`'s mailbox to `sender`, or undefined for none. Each sender gets one reply until the setting
   * changes.
   */
  replyTextFor(owner: User, sender: string): string | undefined;
}

export function createAutoReplies(settings: SettingsStore, { clock, directory }: AreaContext): AutoReplies {
  return {
    replyTextFor(owner, sender) {
      const { automaticRepliesSetting: setting } = settings.get(owner);
      const { status, externalAudience, scheduledStartDateTime, scheduledEndDateTime } = setting;
      const address = sender.toLowerCase();
      if (status === "disabled" || address === owner.mail.toLowerCase()) return undefined;
      const now = clock.now();
      if (status === "scheduled" && (now < toInstant(scheduledStartDateTime) || now >= toInstant(scheduledEndDateTime))) return undefined;
      const internal = !isPersonal(owner) && directory.user(sender)?.tenantId === owner.tenantId;
      const outside = externalAudience === "all" || (externalAudience === "contactsOnly" && settings.contacts(owner).has(address));
      const text = internal ? setting.internalReplyMessage : outside ? setting.externalReplyMessage : "";
      if (text.trim() === "" || settings.repliedTo(owner).has(address)) return undefined;
      settings.repliedTo(owner).add(address);
      return text;
    },
  };
}
