import { propertiesOf } from "../../protocol/properties-of.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { readCertificate } from "./encrypt-content.ts";
import type { SubscribableResource } from "./subscribable-resource.ts";
import type { SubscriptionInput } from "./subscription.ts";

const minute = 60_000;
const changeTypes = new Set(["created", "updated", "deleted"]);

/**
 * Reads a body of `POST /subscriptions`. Resource and expiration depend on each other and are checked separately.
 *
 * @throws GraphFault 400 for an invalid body.
 */
export function readSubscriptionInput(body: unknown): SubscriptionInput {
  const given = propertiesOf(body);
  for (const name of ["changeType", "notificationUrl", "resource", "expirationDateTime"])
    if (typeof given[name] !== "string" || given[name] === "") throw createRefusal("subscription-property-missing", { name });
  const text = (name: string): string | null => (typeof given[name] === "string" ? given[name] : null);
  const input: SubscriptionInput = {
    changeType: text("changeType")!.replaceAll(" ", "").toLowerCase(),
    notificationUrl: text("notificationUrl")!,
    lifecycleNotificationUrl: text("lifecycleNotificationUrl"),
    resource: text("resource")!,
    expirationDateTime: text("expirationDateTime")!,
    clientState: text("clientState"),
    includeResourceData: given.includeResourceData === true ? true : null,
    encryptionCertificate: text("encryptionCertificate"),
    encryptionCertificateId: text("encryptionCertificateId"),
    latestSupportedTlsVersion: text("latestSupportedTlsVersion") ?? "v1_2",
  };
  if (!input.changeType.split(",").every((type) => changeTypes.has(type)))
    throw createRefusal("subscription-property-invalid", { name: "changeType" });
  if ((input.clientState?.length ?? 0) > 128) throw createRefusal("subscription-property-invalid", { name: "clientState" });
  for (const name of ["notificationUrl", "lifecycleNotificationUrl"] as const) checkNotificationUrl(input[name], name);
  return input;
}

/** @throws GraphFault 400 for a URL that is neither HTTPS nor HTTP on this machine. */
export function checkNotificationUrl(address: string | null, name: string): void {
  if (address === null) return;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isLocal = url?.protocol === "http:" && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url?.protocol !== "https:" && !isLocal) throw createRefusal("subscription-property-invalid", { name });
}

/**
 * Checks the rules of the kind of resource.
 *
 * @throws GraphFault 400 when the subscription breaks one.
 */
export function checkResourceRules(input: SubscriptionInput, kind: SubscribableResource, now: Date): void {
  const withData = input.includeResourceData === true;
  const certificateRefusal = (reason: string) => createRefusal("subscription-certificate", { reason });
  if (kind.data === "required" && !withData) throw certificateRefusal("the resource needs includeResourceData.");
  if (kind.data === "refused" && withData) throw certificateRefusal("the resource does not support includeResourceData.");
  if (withData) {
    if (!input.encryptionCertificateId) throw certificateRefusal("encryptionCertificateId is missing.");
    if (!readCertificate(input.encryptionCertificate ?? "")) throw certificateRefusal("Cannot find the requested object.");
  }
  const lifetimeMs = new Date(input.expirationDateTime).getTime() - now.getTime();
  if (kind.template.includes("chat") && lifetimeMs > 60 * minute && input.lifecycleNotificationUrl === null)
    throw createRefusal("subscription-lifecycle-required");
}

/**
 * Returns the time at which a subscription expires.
 *
 * @throws GraphFault 400 for an invalid time, or one too far in the future.
 */
export function readExpiration(text: unknown, kind: SubscribableResource, withData: boolean, now: Date): string {
  const requested = typeof text === "string" ? new Date(text).getTime() : Number.NaN;
  if (Number.isNaN(requested)) throw createRefusal("subscription-property-invalid", { name: "expirationDateTime" });
  const minutes = withData ? kind.maxMinutesWithData : kind.maxMinutes;
  if (requested > now.getTime() + minutes * minute) throw createRefusal("subscription-too-long", { minutes });
  return new Date(Math.max(requested, now.getTime() + 45 * minute)).toISOString();
}
