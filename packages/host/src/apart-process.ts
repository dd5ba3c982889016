// The program of the process in which `runApart` calls a function.
import { once } from "node:events";
import { serialize } from "node:v8";
import { Worker } from "node:worker_threads";
import { type ApartAnswer, type ApartRequest, maxMemory, maxMs, maxResult } from "./apart/apart-request.ts";

/**
 * Ends the process when it takes too much memory, and after a while also if the hub has ended. In a thread of its own, because the function can
 * occupy the main thread; measured, because V8 limits only a part of the memory. A text, because Node 20 cannot load a source in a thread.
 */
const guard = `
const end = () => process.kill(process.pid, "SIGKILL");
setInterval(() => { if (process.memoryUsage.rss() > ${maxMemory}) end(); }, 20);
setTimeout(end, ${maxMs + 10_000});
`;

async function answerTo({ module, name, input }: ApartRequest): Promise<ApartAnswer> {
  let call: unknown;
  try {
    call = (await import(module))[name];
  } catch (error) {
    return { unusable: messageOf(error) };
  }
  if (typeof call !== "function") return { unusable: `the module exports no function of this name.` };
  try {
    const result = serialize(await call(input));
    return result.byteLength > maxResult ? { limit: "result" } : { result };
  } catch (error) {
    return { thrown: messageOf(error) };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const requested = once(process, "message");
process.once("disconnect", () => process.exit());
await once(new Worker(guard, { eval: true, execArgv: [] }), "online");
process.send?.("ready");
const [request] = await requested;
process.send?.(await answerTo(request));
