import { createRelay } from "@casement/relay";

const relay = await createRelay({ port: 8367 });
console.log(relay.address, relay.counts());
await relay.close();
