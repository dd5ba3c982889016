import type { HubInfo } from "../api/api-types.ts";
import { fillText } from "../texts/texts.ts";
import { formatClockTime, parseTime } from "../texts/times.ts";
import { hubPageTexts } from "./hub-page-texts.ts";

type HourCost = HubInfo["graph"][string][number];

const hoursShown = 24;
const width = 240;
const height = 48;

/** One bar for each of the last 24 hours, and the same in a sentence. */
export function CostChart({ account, hours }: { account: string; hours: readonly HourCost[] }) {
  const own = hubPageTexts.use().hub;
  const total = hours.reduce((sum, { requests }) => sum + requests, 0);
  const most = hours.reduce<HourCost | undefined>((found, hour) => (found && found.requests >= hour.requests ? found : hour), undefined);
  const sentence =
    most === undefined || total === 0
      ? fillText(own.costNone, account)
      : fillText(own.costOf, account, total, most.requests, formatClockTime(parseTime(most.at)));
  const step = width / hoursShown;
  return (
    <figure class="cost-chart">
      <figcaption>{sentence}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {hours.map(({ at, requests }, index) => {
          const barHeight = most && most.requests > 0 ? (requests / most.requests) * height : 0;
          const x = (hoursShown - hours.length + index) * step;
          return <rect key={at} x={x + 1} y={height - barHeight} width={step - 2} height={barHeight} rx={1} />;
        })}
      </svg>
    </figure>
  );
}
