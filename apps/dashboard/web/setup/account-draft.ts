import type { JsonObject } from "../api/api-types.ts";

/** What the person has entered so far. */
export interface AccountDraft {
  readonly type: "work" | "personal";
  readonly features: readonly string[];
  readonly enableUpdate: boolean;
  readonly withSecret: boolean;
  readonly name: string;
  readonly clientId: string;
  readonly tenant: string;
  readonly clientSecret: string;
  readonly clientSecretExpires: string;
}

export const initialDraft: AccountDraft = {
  type: "work",
  features: ["calendar", "email", "todo"],
  enableUpdate: true,
  withSecret: false,
  name: "home",
  clientId: "",
  tenant: "",
  clientSecret: "",
  clientSecretExpires: "",
};

/** The body of `POST /api/v1/set-up/accounts`. */
export function toAccountInput(draft: AccountDraft): JsonObject {
  const { type, features, enableUpdate, withSecret, name, clientId, tenant, clientSecret, clientSecretExpires } = draft;
  return {
    name: name.trim(),
    clientId: clientId.trim(),
    accountType: type === "work" && tenant.trim() !== "" ? tenant.trim() : type,
    enableUpdate,
    plugins: [...features],
    ...(withSecret && { clientSecret: clientSecret.trim() }),
    ...(withSecret && clientSecretExpires !== "" && { clientSecretExpires }),
  };
}
