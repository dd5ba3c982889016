import { useState } from "preact/hooks";
import type { JsonObject, Sensor, Service } from "../api/api-types.ts";
import { targetOf } from "../sensors/sensor-state.ts";
import { toOffsetTime } from "../services/offset-time.ts";
import { ServiceForm } from "../services/service-form.tsx";
import { serviceTitleOf } from "../texts/plugin-texts.ts";
import { sensorLabelOf } from "../texts/sensor-labels.ts";
import { calendarTexts } from "./calendar-texts.ts";
import type { GridTimes } from "./grid-times.ts";
import { PageDialog } from "./page-dialog.tsx";

/** A calendar that takes new events, with the service that makes them. */
export interface NewEventPlace {
  readonly sensor: Sensor;
  readonly service: Service;
}

interface NewEventDialogProps {
  readonly places: readonly NewEventPlace[];
  readonly times: GridTimes;
  onClose(): void;
}

const storageName = "calendar of new events";

/** The form of the service that adds an event, with the calendar and the times filled in. */
export function NewEventDialog({ places, times, onClose }: NewEventDialogProps) {
  const texts = calendarTexts.use();
  const [isHidden, setIsHidden] = useState(false);
  const [chosen, setChosen] = useState(() => localStorage.getItem(storageName));
  const place = places.find(({ sensor }) => sensor.id === chosen) ?? places[0]!;
  return (
    <PageDialog title={serviceTitleOf(place.service)} isHidden={isHidden} onClose={onClose}>
      <div class="field">
        <label for="new-event-calendar">{texts.calendar}</label>
        <select
          id="new-event-calendar"
          value={place.sensor.id}
          onChange={({ currentTarget: { value } }) => {
            localStorage.setItem(storageName, value);
            setChosen(value);
          }}
        >
          {places.map(({ sensor }) => (
            <option key={sensor.id} value={sensor.id}>
              {sensorLabelOf(sensor)}
            </option>
          ))}
        </select>
      </div>
      <ServiceForm
        service={place.service}
        known={newEventInput(place, times)}
        about={sensorLabelOf(place.sensor)}
        onBegin={() => setIsHidden(true)}
        onEnd={(isDone) => (isDone ? onClose() : setIsHidden(false))}
      />
    </PageDialog>
  );
}

function newEventInput({ sensor, service }: NewEventPlace, { start, end, allDay }: GridTimes): JsonObject {
  const fields = service.item?.fields ?? {};
  const fieldValueOf = (wall: string) => (allDay ? wall : toOffsetTime(wall.slice(0, 16)));
  return {
    ...targetOf(service, sensor),
    ...(fields.start !== undefined && { [fields.start]: fieldValueOf(start) }),
    ...(fields.allDay !== undefined && { [fields.allDay]: allDay }),
    ...(fields.end !== undefined && { [fields.end]: fieldValueOf(end) }),
  };
}
