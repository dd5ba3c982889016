import { createSecretKey } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { signInPurpose } from "../../../packages/host/src/auth/token-cache.ts";
import { openRecordLog } from "../../../packages/host/src/store/record-log.ts";
import { createSealedFile } from "../../../packages/host/src/store/sealed-file.ts";
import { copyOfficeAccount, type OfficeAccount } from "./office-account.ts";

export const folderKey = "00".repeat(32);

/** Writes what a host in one process would have stored of these accounts: signing thousands in takes minutes. */
export async function fillDataFolder(dataDir: string, office: OfficeAccount, names: readonly string[]): Promise<void> {
  const key = createSecretKey(folderKey, "hex");
  for (const name of names) {
    const { parts, signIn } = copyOfficeAccount(office, name);
    const folder = join(dataDir, "accounts", name);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const log = await openRecordLog({ file: join(folder, "feeds.log"), key, purpose: `feeds of ${name}` });
    await log.compact(parts.flatMap(({ records }) => records));
    await log.close();
    const onSetAside = (error: Error): never => {
      throw error;
    };
    const file = createSealedFile({ file: join(folder, "sign-in"), key, purpose: signInPurpose(name), consequence: "", onSetAside });
    await file.update(() => signIn);
  }
}
