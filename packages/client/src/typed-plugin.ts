import type { HubEvent, HubSensor } from "./api-types.generated.ts";
import type { HubMessage } from "./follow-hub.ts";

/** A plugin of Casement, of which only the types are used. */
export interface TypedPlugin<T extends PluginTypes = any> {
  readonly id: string;
  readonly _types?: T;
}

interface PluginTypes {
  values: any;
  services: any;
  events: any;
}

type TypesOf<P> = P extends TypedPlugin<infer T> ? T : never;
type ValuesOf<P> = TypesOf<P>["values"];
type ServicesOf<P> = TypesOf<P>["services"];
type EventsOf<P> = TypesOf<P>["events"];
type NamesOf<T> = keyof T & string;

/** A sensor with the plugin's types. Its state is null, and its attributes are missing, until they are known. */
export interface SensorOf<P, K extends NamesOf<ValuesOf<P>>> extends Omit<HubSensor, "state" | "attributes"> {
  readonly state: ValuesOf<P>[K]["state"] | null;
  readonly attributes: Partial<Omit<ValuesOf<P>[K], "state">>;
}

/** An event with the plugin's types. */
export interface EventOf<P, K extends NamesOf<EventsOf<P>>> extends HubEvent {
  readonly payload: EventsOf<P>[K];
}

/** A plugin of an account, with its types. */
export interface AccountPluginClient<P extends TypedPlugin> {
  /** A sensor by its name, such as `groceries`. @throws HubError `sensor-unknown`, also when it is of another kind */
  sensor<K extends NamesOf<ValuesOf<P>>>(kind: K, sensor: string): Promise<SensorOf<P, K>>;
  /** Calls a service. @throws HubError `input-invalid`, `service-refused`, or another code of docs/errors.md */
  call<K extends NamesOf<ServicesOf<P>>>(
    name: K,
    input: ServicesOf<P>[K]["input"] & { sensor?: string },
    signal?: AbortSignal,
  ): Promise<ServicesOf<P>[K]["output"]>;
  /** Whether a message of `follow` is a sensor of this kind, of this plugin and account. */
  isSensor<K extends NamesOf<ValuesOf<P>>>(
    message: HubMessage,
    kind: K,
  ): message is { readonly type: "sensor"; readonly sensor: SensorOf<P, K> };
  /** Whether a message of `follow` is this event, of this plugin and account. */
  isEvent<K extends NamesOf<EventsOf<P>>>(
    message: HubMessage,
    name: K,
  ): message is { readonly type: "event"; readonly event: EventOf<P, K>; readonly after: string };
}
