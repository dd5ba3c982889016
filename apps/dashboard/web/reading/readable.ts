import { itemServicesOf } from "../actions/item-actions.ts";
import type { Sensor, Service } from "../api/api-types.ts";

/** The service that opens items of the sensor for people to read. */
export const readServiceOf = (services: readonly Service[] | undefined, sensor: Sensor): Service | undefined =>
  itemServicesOf(services, sensor, "open").find(({ item }) => item!.shows !== undefined);

export const readAddressOf = (sensor: Sensor, item?: string): string =>
  `#/read/${sensor.id}${item === undefined ? "" : `/${encodeURIComponent(item)}`}`;
