import { createHost } from "@casement/host";
import { createCaldavSurface } from "@casement/surface-caldav";
import { serveHttp } from "@casement/surface-http";

const host = await createHost({ dataDir, accounts });
await host.start("once");
const caldav = createCaldavSurface(host, { window: { pastDays: 90, futureDays: 365 } });
await serveHttp(host, { mounts: [caldav] });
await host.start();

declare const dataDir: string;
declare const accounts: Parameters<typeof createHost>[0]["accounts"];
