import { createHost } from "@casement/host";
import { serveHttp } from "@casement/surface-http";
import { createMcpSurface } from "@casement/surface-mcp";

const host = await createHost({ dataDir, accounts });
await host.start();
const mcp = createMcpSurface(host);
const http = await serveHttp(host, { mcp });
console.log(`${http.address}/mcp`, http.token);

declare const dataDir: string;
declare const accounts: Parameters<typeof createHost>[0]["accounts"];
