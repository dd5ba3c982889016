import type { JsonObject } from "../api/types.ts";

/** What was chosen and typed so far. */
export interface Draft {
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

export const emptyDraft: Draft = {
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

/** As the hub takes it. */
export function accountOf(draft: Draft): JsonObject {
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
