import { createHost } from "@casement/host";
import { serveMqtt } from "@casement/surface-mqtt";

const host = await createHost({ dataDir, accounts });
await host.start();
const mqtt = await serveMqtt(host, { url: "mqtt://192.168.1.2", state: host.sealedState("mqtt") });
console.log(mqtt.connected, mqtt.problem);

declare const dataDir: string;
declare const accounts: Parameters<typeof createHost>[0]["accounts"];
