/** How surfaces that know no plugin show a sensor, and which services control it. */
export interface Presentation {
  kind: "binary" | "number" | "timestamp" | "enum" | "text";
  /** Material Design Icons: `mdi:calendar`. */
  icon?: string;
  unit?: string;
  /** The states of an `enum`. */
  options?: readonly string[];
  /** Home Assistant's device class. */
  deviceClass?: string;
  /** The attribute that holds a CSS color. */
  color?: string;
  /** Attributes whose texts say more about the state. `["from", "content"]` is shown as "Robin: On my way". */
  details?: readonly string[];
  /** The attribute that is false where items cannot be added or changed. */
  editable?: string;
  /** The attribute that holds a list of items, and the item properties that surfaces use. */
  items?: ItemPresentation;
  /** The services that switch it, or that select its state. `title` names the control: "Preferred presence". Default: the sensor's title. */
  control?: ({ on: string; off: string } | { select: string; field: string }) & { title?: string };
}

/** Names of properties of an item. */
export interface ItemPresentation {
  attribute: string;
  as: "events" | "tasks" | "messages" | "list";
  title: string;
  /** The attribute of the sensor that is true if there are more items than it lists. Results of a service that lists them have it too. */
  truncated?: string;
  /** The attribute of the sensor with the number of days, beginning with today, that the list covers completely. Other days are not known. */
  days?: string;
  /** Default: `id`. */
  id?: string;
  start?: string;
  /** Exclusive: of whole days, the day after the last one. People are shown the last day. */
  end?: string;
  location?: string;
  /** True when it does not take place. */
  canceled?: string;
  /** Only an item of a series has it, such as the id of the series. */
  series?: string;
  /** A list of the people who take part. Nobody else learns of a change of an item in which it is empty or absent. */
  attendees?: string;
  /** What the items of one conversation have in common. */
  conversation?: string;
  /** True when it has been read. */
  read?: string;
  /** Who it is from. */
  from?: string;
  text?: string;
  /** True when it is done. */
  done?: string;
  link?: string;
}
