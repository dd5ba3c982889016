import type { CasementConfig, ConfigEdit, ConfigEditOptions } from "@casement/host/config";
import type { CommandIo } from "../terminal/command-io.ts";
import { pluginSources } from "./read-config.ts";

/** Changes of the configuration file by a running hub, one after another. */
export interface ConfigChanges {
  /** What the file says, as far as the hub knows. */
  readonly text: string;
  /** Makes the changes of one caller after those of another. */
  inTurn<T>(change: (options: ConfigEditOptions) => Promise<T>): Promise<T>;
  /** Changes the hub, then the file. If the file cannot be written, the hub becomes what it was. */
  apply(edit: ConfigEdit, change: () => Promise<void>, undo: () => Promise<void>): Promise<void>;
}

/** `readText`: the text of the file that the hub has read. */
export function createConfigChanges({ file }: Pick<CasementConfig, "file">, readText: string, io: CommandIo): ConfigChanges {
  let text = readText;
  let last: Promise<unknown> = Promise.resolve();
  return {
    get text() {
      return text;
    },
    inTurn(change) {
      const start = () => change({ file, plugins: pluginSources, env: io.env, readText: text });
      const result = last.then(start, start);
      last = result.catch(() => {});
      return result;
    },
    async apply(edit, change, undo) {
      await change().catch(async (error) => {
        await edit.discard();
        throw error;
      });
      await edit.commit().catch(async (error) => {
        await undo();
        throw error;
      });
      text = edit.text;
    },
  };
}
