import { requestHub } from "../api/request-hub.ts";

export interface WebhookStatus {
  readonly name: string;
  readonly state: "working" | "failing" | "off";
  readonly waiting: number;
  readonly dropped: number;
  readonly lastDelivery?: string;
  readonly lastFailure?: { readonly at: string; readonly reason: string };
}

/** A webhook as the configuration file has it. */
export interface WebhookConfiguration {
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly sensors: readonly string[];
  readonly bodies: boolean;
  readonly privateNetwork: boolean;
}

export interface WebhookTest {
  readonly delivered: boolean;
  readonly status?: number;
  readonly reason?: string;
}

const configurations = "/api/v1/set-up/webhooks";
const addressOf = (name: string): string => `${configurations}/${encodeURIComponent(name)}`;

async function requestJson<T>(path: string, init?: RequestInit): Promise<T> {
  return (await requestHub(path, init)).json();
}

/** The routes about webhooks. All functions reject with `ApiError`. */
export const webhookClient = {
  statuses: async () => (await requestJson<{ webhooks: WebhookStatus[] }>("/api/v1/webhooks")).webhooks,
  configurations: async () => (await requestJson<{ webhooks: WebhookConfiguration[] }>(configurations)).webhooks,
  add: async (webhook: WebhookConfiguration) =>
    (await requestJson<{ secret: string }>(configurations, { method: "POST", body: JSON.stringify(webhook) })).secret,
  async change({ name, ...change }: WebhookConfiguration): Promise<void> {
    await requestHub(addressOf(name), { method: "PATCH", body: JSON.stringify(change) });
  },
  async remove(name: string): Promise<void> {
    await requestHub(addressOf(name), { method: "DELETE" });
  },
  test: (name: string) => requestJson<WebhookTest>(`/api/v1/webhooks/${encodeURIComponent(name)}/test`, { method: "POST" }),
};
