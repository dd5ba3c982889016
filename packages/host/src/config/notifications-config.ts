import { parseDuration } from "@casement/core";
import { z } from "zod";
import type { ConfigFinding } from "./config-problem.ts";
import { isRecord } from "./environment.ts";
import { isLoopback } from "./http-config.ts";

/** The block `notifications:`. */
export interface NotificationsConfig {
  /** How often to read what is subscribed to, in case that a notification is lost: `10m`. */
  safetyInterval: string;
  /** Address of the relay that passes them on. Undefined: they arrive at `http.publicUrl`. */
  relay?: string | undefined;
}

const minuteMs = 60_000;
const defaultSafetyInterval = "10m";
const longestSafetyMs = 24 * 60 * minuteMs;

const safetyInterval = z
  .string()
  .refine(
    (text) => {
      const ms = parseDuration(text) ?? 0;
      return ms >= minuteMs && ms <= longestSafetyMs;
    },
    { error: 'must be a duration from "1m" to "24h"' },
  )
  .default(defaultSafetyInterval);

const relay = z
  .string()
  .refine((text) => isRelayAddress(text), {
    error: "must be the https address of a relay, such as https://relay.example.org",
  })
  .optional();

const notificationsBlock = z.object({ safetyInterval, relay });

/** Without https, strangers on the way could listen. On this machine there are none. */
function isRelayAddress(text: string): boolean {
  const { protocol, hostname, search, hash, username } = URL.canParse(text) ? new URL(text) : { protocol: "" };
  if (search || hash || username) return false;
  return protocol === "https:" || (protocol === "http:" && hostname !== undefined && isLoopback(hostname.replace(/^\[|\]$/g, "")));
}

/** Accepts `true` as `{}`, and `false` as a missing block. */
export const notificationsSchema: z.ZodType<NotificationsConfig | undefined> = z.preprocess(
  (value) => (value === true ? {} : value === false ? undefined : value),
  notificationsBlock.optional(),
);

/** Microsoft sends notifications to https only. An emulator on this machine needs no address of others. A relay leads to one hub. */
export function checkNotifications(value: unknown): readonly ConfigFinding[] {
  if (isRecord(value) && value.cluster !== undefined && isRecord(value.notifications) && value.notifications.relay !== undefined)
    return [
      {
        path: ["notifications", "relay"],
        message:
          "a relay cannot be used in a cluster, whose fronts receive notifications at http.publicUrl; remove this key, or all of notifications to poll everything",
      },
    ];
  if (!isRecord(value) || value.emulator !== undefined || (value.notifications !== true && !isRecord(value.notifications))) return [];
  if (isRecord(value.notifications) && value.notifications.relay !== undefined) return [];
  const publicUrl = isRecord(value.http) ? value.http.publicUrl : undefined;
  if (typeof publicUrl === "string" && publicUrl.startsWith("https:")) return [];
  return [
    {
      path: ["notifications"],
      message:
        "needs http.publicUrl, an https address that Microsoft reaches from the internet, or notifications.relay. Set one of them, or remove notifications",
    },
  ];
}
