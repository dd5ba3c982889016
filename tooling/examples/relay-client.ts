import { createHost } from "@casement/host";
import { connectToRelay, createRelayKeys } from "@casement/relay";

const host = await createHost({ dataDir, accounts });
const connection = connectToRelay({ relay: "https://relay.example.org", keys: createRelayKeys(), receiver: host.notifications });
await host.start();

declare const dataDir: string;
declare const accounts: Parameters<typeof createHost>[0]["accounts"];
connection.close();
