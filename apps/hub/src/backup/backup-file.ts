import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { CasementError } from "@casement/core";
import type { SealedKey } from "@casement/host/config";

/** What a backup has. */
export interface HubBackup {
  /** Of Casement. */
  readonly version: string;
  readonly createdAt: string;
  /** The text of casement.yaml. Undefined if the hub has none. */
  readonly config: string | undefined;
  /** The encrypted files of the data folder, by path. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly key: SealedKey | undefined;
}

const format = "casement-backup-1";
const storedPath =
  /^(accounts\/[a-z0-9-]+\/(feeds\.log|sign-in|history\/\d{4}-\d\d-\d\d\.log)|audit\/\d{4}-\d\d-\d\d\.log|surfaces\/[a-z0-9-]+)$/;

interface BackupJson {
  readonly format: string;
  readonly version: string;
  readonly createdAt: string;
  readonly config?: string;
  readonly key?: SealedKey;
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly content: string }>>;
}

/** JSON, compressed with gzip: `zcat FILE` shows it. */
export async function writeBackup({ files, ...rest }: HubBackup): Promise<Buffer> {
  const encoded = [...files].map(([path, data]) => [path, { sha256: sha256Of(data), content: data.toString("base64") }]);
  const json: BackupJson = { format, ...withoutUndefined(rest), files: Object.fromEntries(encoded) } as BackupJson;
  return promisify(gzip)(JSON.stringify(json));
}

/** @throws CasementError `backup-invalid` */
export async function readBackup(data: Buffer): Promise<HubBackup> {
  const { version, createdAt, config, key, files: stored } = await parse(data);
  const isDamaged =
    ![version, createdAt, config ?? ""].every(isText) ||
    (key !== undefined && ![key?.salt, key?.sealed].every(isText)) ||
    !isRecord(stored);
  if (isDamaged) throw new CasementError("backup-invalid", "The backup is damaged.");
  const files = new Map<string, Buffer>();
  for (const [path, entry] of Object.entries(stored)) {
    const file = Buffer.from(isText(entry?.content) ? entry.content : "", "base64");
    // Another path could be one outside the data folder.
    if (!storedPath.test(path) || sha256Of(file) !== entry?.sha256)
      throw new CasementError("backup-invalid", `The backup is damaged: ${path}.`);
    files.set(path, file);
  }
  return { version, createdAt, config, key, files };
}

async function parse(data: Buffer): Promise<BackupJson> {
  const json: Partial<BackupJson> | null = await promisify(gunzip)(data)
    .then((text) => JSON.parse(text.toString()))
    .catch((cause) => {
      throw new CasementError("backup-invalid", "The file is not a backup of Casement, or is damaged.", { cause });
    });
  if (json?.format === format) return json as BackupJson;
  const newer = Number(/^casement-backup-(\d{1,4})$/.exec(String(json?.format))?.[1] ?? 0) > 1;
  throw new CasementError(
    "backup-invalid",
    newer
      ? `The backup was made by a newer version of Casement (${json?.version}). Install that version.`
      : "The file is not a backup of Casement.",
  );
}

const isText = (value: unknown): value is string => typeof value === "string";

const isRecord = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

const sha256Of = (data: Buffer): string => createHash("sha256").update(data).digest("hex");

const withoutUndefined = (value: object): object => Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
