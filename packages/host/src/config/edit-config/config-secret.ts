import { readFile, rm } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { writeAtomic } from "../../store/atomic-file.ts";
import { dataFolderOf } from "../data-folder.ts";
import { isRecord } from "../environment.ts";
import type { ConfigEditOptions } from "./config-edit.ts";

/** The file in the data folder in which the secret of an entry is kept, if the page or a command wrote it. */
export interface ConfigSecret {
  /** What the config has in place of the secret. */
  readonly reference: { readonly file: string };
  /** Undefined if there is no file. */
  read(): Promise<string | undefined>;
  write(secret: string): Promise<void>;
  remove(): Promise<void>;
  /** Whether the value of a key in the config is this file. */
  isReference(value: unknown): boolean;
}

type SecretOptions = Pick<ConfigEditOptions, "file" | "env">;

export async function accountSecretOf(name: string, options: SecretOptions): Promise<ConfigSecret> {
  return configSecretOf(`${isName(name) ? name : "account"}-client-secret`, options);
}

export async function webhookSecretOf(name: string, options: SecretOptions): Promise<ConfigSecret> {
  return configSecretOf(`${isName(name) ? name : "webhook"}-webhook-secret`, options);
}

const isName = (name: string): boolean => /^[a-z][a-z0-9-]*$/.test(name);

async function configSecretOf(secretFile: string, { file, env }: SecretOptions): Promise<ConfigSecret> {
  const folder = dirname(file);
  const path = join(await dataFolderOf(file, env), "secrets", secretFile);
  const reference = { file: `./${relative(folder, path)}` };
  return {
    reference,
    read: () =>
      readFile(path, "utf8").then(
        (text) => text.trim(),
        (error) => {
          if (error.code === "ENOENT") return undefined;
          throw error;
        },
      ),
    write: (secret) => writeAtomic(path, `${secret}\n`),
    remove: () => rm(path, { force: true }),
    isReference: (value) => isRecord(value) && value.file === reference.file,
  };
}
