import type { KeyObject } from "node:crypto";
import type { SensorSnapshot, SensorSummary, ToldAccount } from "@casement/host/ports";
import { openBytes, openJson, sealBytes, sealJson } from "../keys/sealing.ts";

/** A sensor as Redis has it: its id, what is known of it at once, and all of it. A summary is too short to be packed. */
export function sealSensor(dataKey: KeyObject, snapshot: SensorSnapshot): readonly [id: string, summary: Buffer, snapshot: Buffer] {
  const { attributes: _attributes, present: _present, ...summary } = snapshot;
  const { id } = snapshot;
  const packed = Buffer.from(JSON.stringify(summary));
  return [id, sealBytes(dataKey, ["summary", id], packed), sealJson(dataKey, ["sensor", id], snapshot)];
}

/** Undefined if it is damaged, or was sealed with another key. JSON has no `undefined`: such members are missing. */
export function openSummary(dataKey: KeyObject, id: string, sealed: Buffer): SensorSummary | undefined {
  const packed = openBytes(dataKey, ["summary", id], sealed);
  return packed && JSON.parse(packed.toString());
}

/** As `openSummary`. */
export const openSnapshot = (dataKey: KeyObject, id: string, sealed: Buffer): SensorSnapshot | undefined =>
  openJson(dataKey, ["sensor", id], sealed)?.[0] as SensorSnapshot | undefined;

/** What is known of an account, as `sealSensor`: its id is its name, which is none of a sensor. */
export const sealAccount = (dataKey: KeyObject, account: ToldAccount): readonly [id: string, summary: Buffer, snapshot: Buffer] => {
  const { name } = account.options;
  return [name, sealJson(dataKey, ["account", name], account), Buffer.alloc(0)];
};

/** As `openSummary`. */
export const openAccount = (dataKey: KeyObject, name: string, sealed: Buffer): ToldAccount | undefined =>
  openJson(dataKey, ["account", name], sealed)?.[0] as ToldAccount | undefined;
