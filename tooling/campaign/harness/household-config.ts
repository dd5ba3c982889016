import { householdUsers } from "@casement/graph-emulator/household";
import { webhookSecret } from "./webhook-receiver.ts";

export const clientId = "11111111-1111-4111-8111-111111111111";
export const httpToken = "campaign-token-0123456789";

export interface HouseholdConfig {
  readonly folder: string;
  readonly dataFolder: string;
  readonly port: number;
  readonly graphUrl: string;
  readonly brokerPort: number | undefined;
  /** Also the personal account. */
  readonly personal?: boolean;
  readonly logLevel?: string;
  /** Port of a receiver on this machine, which gets all events and the changes of To Do. */
  readonly webhookPort?: number;
  /** Where Graph reaches the hub, and how often the hub reads without being notified. */
  readonly notifications?: { readonly publicUrl: string; readonly safetyInterval: string } | undefined;
  /** Through which Graph reaches the hub instead. */
  readonly relay?: { readonly address: string; readonly safetyInterval: string };
  /** Replaces the list of accounts. */
  readonly accounts?: string;
}

const { mateo, priya } = householdUsers.colleagues;
const every = "15s";

const homeAccount = `  - name: home
    clientId: ${clientId}
    accountType: work
    enableUpdate: true
    timeZone: Europe/Berlin
    plugins:
      calendar: { every: { events: ${every} } }
      email:
        sensors: [{ name: Inbox, body: text }, { name: Unread studio, from: "@harbour-lane.example", unread: true }]
        every: { messages: ${every} }
      status: { people: [${mateo}, ${priya}] }
      chat: { poll: ${every} }
      todo: { every: { tasks: ${every} } }
      group-calendar: { every: { events: ${every} } }
      autoreply: { every: { autoreply: ${every} } }
`;
const personalAccount = `  - name: personal
    clientId: ${clientId}
    accountType: personal
    enableUpdate: true
    plugins: { calendar: {}, email: {}, todo: {} }
`;

/** casement.yaml of a household: all seven plugins, read every 15 s, so that a fault shows soon. */
export function householdConfig(config: HouseholdConfig): string {
  const { folder, dataFolder, port, graphUrl, brokerPort, personal, logLevel, webhookPort, notifications, relay, accounts } = config;
  return `emulator: ${graphUrl}
dataDir: ${dataFolder}
http: { port: ${port}, token: ${httpToken}${notifications ? `, publicUrl: "${notifications.publicUrl}"` : ""} }
mcp: true
files: { read: [${folder}], write: [${folder}] }
log: { level: ${logLevel ?? "info"} }
${notifications ? `notifications: { safetyInterval: ${notifications.safetyInterval} }\n` : ""}${relay ? `notifications: { relay: "${relay.address}", safetyInterval: ${relay.safetyInterval} }\n` : ""}${brokerPort === undefined ? "" : `mqtt: { url: "mqtt://127.0.0.1:${brokerPort}", bodies: true }\n`}${webhookPort === undefined ? "" : webhookBlock(webhookPort)}accounts:
${accounts ?? homeAccount + (personal ? personalAccount : "")}`;
}

const webhookBlock = (port: number): string => `webhooks:
  - name: receiver
    url: http://127.0.0.1:${port}/hook
    secret: ${webhookSecret}
    events: ["*"]
    sensors: [home/todo/*]
    bodies: true
    privateNetwork: true
`;
