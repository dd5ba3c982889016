import { CasementError, suggestName } from "@casement/core";
import { type SensorQuery, type SensorSnapshot, type SensorSummary, selectSensors } from "@casement/host";
import type { SensorMirror } from "../view/sensor-mirror.ts";

/** The sensors of the accounts that a front shows. */
export interface FrontSensors {
  index(query?: SensorQuery): readonly SensorSummary[];
  sensors(query?: SensorQuery): Promise<readonly SensorSnapshot[]>;
  sensor(id: string): Promise<SensorSnapshot>;
  /** @throws CasementError `sensor-unknown` */
  require(id: string): SensorSummary;
}

/** How many sensors are read at once. */
const batch = 500;

/** `names`: the accounts of a query; it throws what a host throws. */
export function createFrontSensors(mirror: SensorMirror, names: (account?: string) => readonly string[]): FrontSensors {
  const index = ({ account, ...criteria }: SensorQuery = {}): SensorSummary[] =>
    selectSensors(
      names(account).flatMap((name) => sensorsOf(mirror, name)),
      criteria,
    );
  const require = (id: string): SensorSummary => {
    const account = names().find((name) => id.startsWith(`${name}/`));
    const found = account === undefined ? undefined : sensorsOf(mirror, account).find((sensor) => sensor.id === id);
    if (found) return found;
    throw sensorUnknown(
      id,
      index().map((sensor) => sensor.id),
    );
  };
  return {
    index,
    require,
    async sensors(query) {
      const ids = index(query).map(({ id }) => id);
      const found: SensorSnapshot[] = [];
      for (let start = 0; start < ids.length; start += batch) found.push(...(await mirror.sensors(ids.slice(start, start + batch))));
      return found;
    },
    async sensor(id) {
      const [found] = await mirror.sensors([require(id).id]);
      if (found) return found;
      throw sensorUnknown(
        id,
        index().map((sensor) => sensor.id),
      );
    },
  };
}

/** In the order of the owner. What it no longer has, and has told as gone, is left out. */
function sensorsOf(mirror: SensorMirror, account: string): readonly SensorSummary[] {
  const order = mirror.account(account)?.sensors;
  const all = mirror.index(account);
  if (!order) return all;
  const rank = new Map(order.map((id, at) => [id, at]));
  const rankOf = ({ id }: SensorSummary): number => rank.get(id) ?? rank.size;
  return all.filter(({ id, gone }) => !gone || rank.has(id)).sort((a, b) => rankOf(a) - rankOf(b));
}

const sensorUnknown = (id: string, known: readonly string[]): CasementError =>
  new CasementError("sensor-unknown", `There is no sensor "${id}". ${suggestName(id, known)}`);
