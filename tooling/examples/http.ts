import { createHost } from "@casement/host";
import { serveHttp } from "@casement/surface-http";

const host = await createHost({ dataDir, accounts });
await host.start();
const http = await serveHttp(host, { port: 8365 });
console.log(http.address, http.token, http.sessionLink());

declare const dataDir: string;
declare const accounts: Parameters<typeof createHost>[0]["accounts"];
