import { useStore } from "../api/value-store.ts";
import { choosePageZone, deviceZone, isDeviceElsewhere, pageZone, zoneChoices } from "../texts/page-zone.ts";
import { fillText } from "../texts/texts.ts";
import { calendarTexts } from "./calendar-texts.ts";

/** Says which clock the calendar shows, where the accounts and this device have different ones. */
export function ZoneNote() {
  const texts = calendarTexts.use();
  const zone = useStore(pageZone);
  const choices = useStore(zoneChoices);
  if (choices.length < 2) return null;
  return (
    <p class="muted zone-note">
      <label class="inline">
        {texts.timeZone}
        <select value={zone} onChange={({ currentTarget: { value } }) => choosePageZone(value)}>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice.replaceAll("_", " ")}
            </option>
          ))}
        </select>
      </label>{" "}
      {isDeviceElsewhere() && fillText(texts.deviceZone, deviceZone.replaceAll("_", " "))}
    </p>
  );
}
