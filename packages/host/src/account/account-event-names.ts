/** Event names without the prefix `account/`. */
export const accountEventNames = [
  "signed-in",
  "signed-out",
  "sign-in-required",
  "permissions-changed",
  "approval-granted",
  "secret-expiring",
  "call-failed",
  "webhook-switched-off",
  "agent-refused",
] as const;
export type AccountEventName = (typeof accountEventNames)[number];
