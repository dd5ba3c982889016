import { createHost } from "@casement/host";
import { createWebhookSurface } from "@casement/surface-webhooks";

const host = await createHost({ dataDir, accounts });
await host.start();
const webhooks = await createWebhookSurface(host, {
  webhooks: [{ name: "flows", url: "https://flows.example.org/hook", secret, events: ["calendar/*"] }],
  state: host.sealedState("webhooks"),
});
await webhooks.start();
console.log(webhooks.statuses(), await webhooks.test("flows"));

declare const dataDir: string;
declare const secret: string;
declare const accounts: Parameters<typeof createHost>[0]["accounts"];
