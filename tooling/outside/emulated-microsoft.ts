import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../packages/graph-emulator/dist/bin.js", import.meta.url));
const user = "robin@harbour-lane.example";

/** Microsoft on this machine, with the household of the demo. It is what differs from what a reader has. */
export interface EmulatedMicrosoft extends AsyncDisposable {
  readonly address: string;
  /** Does what a person does who reads a code in a terminal: enters it on Microsoft's page, and accepts. */
  enterCode(code: string): Promise<void>;
}

export async function startEmulatedMicrosoft(): Promise<EmulatedMicrosoft> {
  const child = spawn(process.execPath, [program, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`The emulator ended with exit code ${code} before it printed its address.`);
  });
  const [first]: string[] = await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended]);
  ended.catch(() => {});
  const address = /http:\S+/.exec(first ?? "")?.[0] ?? "";
  child.stdout.resume();
  return {
    address,
    async enterCode(code) {
      const response = await fetch(`${address}/_control/entra/approveDevice`, { method: "POST", body: JSON.stringify([code, user]) });
      if (!response.ok) throw new Error(`The emulator refused the code: ${await response.text()}`);
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, "exit");
    },
  };
}
