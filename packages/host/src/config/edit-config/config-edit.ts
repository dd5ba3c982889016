import { randomUUID } from "node:crypto";
import { chmod, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CasementError } from "@casement/core";
import { syncFolder, writeAtomic } from "../../store/atomic-file.ts";
import { describeDiskFault } from "../../store/disk-fault.ts";
import type { ConfigProblem } from "../config-problem.ts";
import type { EnvironmentVariables } from "../environment.ts";
import { type CasementConfig, loadConfig } from "../load-config.ts";
import type { PluginSources } from "../plugin-catalog.ts";

export interface ConfigEditOptions {
  readonly file: string;
  readonly plugins: PluginSources;
  readonly env?: EnvironmentVariables;
  /** The text that a running hub has read. If the file says anything else, it is not changed. */
  readonly readText?: string | undefined;
}

/** A change of the config file that is written beside it and is valid. */
export interface ConfigEdit {
  /** The configuration after the change. */
  readonly config: CasementConfig;
  /** The text after the change. */
  readonly text: string;
  /** Replaces the file, whose mode is kept. @throws CasementError `config-changed` when somebody else changed it meanwhile; `config-unwritable` */
  commit(): Promise<void>;
  /** Forgets the change. */
  discard(): Promise<void>;
}

/** The text of a config file. Empty if there is none. */
export async function readConfigText(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
}

/**
 * Prepares a change of the config file. Nothing but the file itself is replaced, and only by `commit`.
 * @throws CasementError `config-changed`, `config-unwritable`, what `change` throws, and what `toError` makes of mistakes
 */
export async function prepareConfigEdit(
  { file, plugins, env, readText }: ConfigEditOptions,
  change: (text: string) => string,
  toError: (errors: readonly ConfigProblem[]) => CasementError,
): Promise<ConfigEdit> {
  // A link stays one.
  const target = await realpath(file).catch(() => file);
  const before = await readConfigText(target);
  const requireUnchanged = (text: string): void => {
    if (text !== (readText ?? before)) throw fileChanged(file);
  };
  requireUnchanged(before);
  const text = change(before);
  const candidate = join(dirname(target), `.${basename(target)}.${randomUUID().slice(0, 8)}`);
  const discard = (): Promise<void> => rm(candidate, { force: true });
  try {
    await writeAtomic(candidate, text).catch((error) => {
      throw unwritable(file, error);
    });
    const { config, problems } = await loadConfig({ file: candidate, plugins, mayBeEmpty: true, ...(env && { env }) });
    if (!config) throw toError(problems.filter(({ severity }) => severity === "error"));
    return {
      config: { ...config, file },
      text,
      async commit() {
        try {
          requireUnchanged(await readConfigText(target));
          const mode = await stat(target).then(
            (found) => found.mode & 0o777,
            () => undefined,
          );
          if (mode !== undefined) await chmod(candidate, mode);
          await rename(candidate, target);
          await syncFolder(dirname(target));
        } catch (error) {
          await discard();
          throw unwritable(file, error);
        }
      },
      discard,
    };
  } catch (error) {
    await discard();
    throw error;
  }
}

const fileChanged = (file: string): CasementError =>
  new CasementError(
    "config-changed",
    `${basename(file)} has changed since the hub read it, so it was left as it is. Restart the hub to use the file, then try again.`,
  );

/** Other errors stay what they are. */
function unwritable(file: string, error: unknown): unknown {
  const isMount = (error as NodeJS.ErrnoException)?.code === "EBUSY";
  const reason = isMount ? "it is mounted as a single file. Mount its folder instead" : describeDiskFault(error);
  if (CasementError.is(error) || reason === undefined) return error;
  return new CasementError("config-unwritable", `${basename(file)} cannot be written: ${reason}.`, { cause: error });
}
