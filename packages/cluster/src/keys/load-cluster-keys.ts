import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { CasementError } from "@casement/core";
import { type ClusterKeys, createClusterKeys } from "./cluster-keys.ts";

/** Where the cluster's keys come from. Each text has one key a line, or several with commas between them; the first one encrypts. */
export type ClusterKeySource =
  | { readonly text: string }
  | { readonly file: string }
  /** A program and its arguments, which prints the keys. */
  | { readonly command: readonly string[] };

/** How long the command may take (ms). */
const commandLimit = 10_000;

/** @throws CasementError `config-invalid` */
export async function loadClusterKeys(source: ClusterKeySource): Promise<ClusterKeys> {
  const text = "text" in source ? source.text : "file" in source ? await readKeyFile(source.file) : await runKeyCommand(source.command);
  return createClusterKeys(text.split(/[\s,]+/).filter((part) => part !== ""));
}

async function readKeyFile(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new CasementError("config-invalid", `The file with the cluster key, ${file}, cannot be read (${error.code}).`);
  });
}

/** Its output is never shown: what a failed command prints may be part of a key. */
async function runKeyCommand([program = "", ...args]: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, args, { timeout: commandLimit, encoding: "utf8" });
    return stdout;
  } catch (error) {
    const { code, killed } = error as { code?: string | number; killed?: boolean };
    const reason = killed
      ? `took longer than ${commandLimit / 1000} seconds`
      : typeof code === "number"
        ? `ended with ${code}`
        : `did not start (${code})`;
    throw new CasementError(
      "config-invalid",
      `The command that prints the cluster key, ${program}, ${reason}. Run it yourself to see why.`,
    );
  }
}
