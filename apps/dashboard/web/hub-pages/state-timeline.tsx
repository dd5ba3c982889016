import type { StateChange } from "../api/api-types.ts";
import { isOn } from "../sensors/sensor-state.ts";
import { formatTime } from "../texts/times.ts";

interface StateTimelineProps {
  /** Oldest first. */
  readonly changes: readonly StateChange[];
  readonly days: number;
  readonly now: Date;
  textOf(change: StateChange): string;
}

const dayMs = 86_400_000;
const width = 1_000;
const height = 60;
/** Colors for states, in the order in which they appear. A state beyond them has the last one. */
const toneCount = 5;

/** The states of some days from left to right: numbers as steps, anything else as colored stretches. The changes are also listed in words. */
export function StateTimeline({ changes, days, now, textOf }: StateTimelineProps) {
  const end = now.getTime();
  const start = end - days * dayMs;
  const xOf = (time: number): number => ((Math.max(start, Math.min(end, time)) - start) / (end - start)) * width;
  const stretches = changes.map((change, at) => {
    const from = xOf(Date.parse(change.at));
    return { change, from, until: at + 1 < changes.length ? xOf(Date.parse(changes[at + 1]!.at)) : width };
  });
  const numbers = changes.flatMap(({ state, known }) => (known && typeof state === "number" ? [state] : []));
  const isNumeric = numbers.length > 0 && changes.every(({ state, known }) => !known || typeof state === "number");
  // What is off comes last, and therefore in a quiet color.
  const known = [
    ...new Set(
      changes
        .filter((change) => change.known)
        .toSorted((a, b) => Number(isOn(b.state)) - Number(isOn(a.state)))
        .map(textOf),
    ),
  ];
  const format: Intl.DateTimeFormatOptions =
    days === 1 ? { weekday: "short", hour: "numeric", minute: "2-digit" } : { day: "numeric", month: "short" };
  return (
    <div class="timeline">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {stretches
          .filter(({ from, until }) => until > from)
          .map(({ change, from, until }) =>
            isNumeric && change.known ? (
              <Step key={change.at} from={from} until={until} value={change.state as number} numbers={numbers} />
            ) : (
              <rect
                key={change.at}
                class={change.known ? `tone-${Math.min(known.indexOf(textOf(change)), toneCount - 1)}` : "not-known"}
                x={from}
                y={0}
                width={until - from}
                height={height}
              >
                <title>{textOf(change)}</title>
              </rect>
            ),
          )}
      </svg>
      <p class="timeline-ends" aria-hidden="true">
        <span>{formatTime(new Date(start), format)}</span>
        <span>{formatTime(now, format)}</span>
      </p>
      {!isNumeric && known.length > 1 && (
        <ul class="timeline-legend" aria-hidden="true">
          {known.slice(0, toneCount).map((text, at) => (
            <li key={text}>
              <i class={`tone-${at}`} />
              {text}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface StepProps {
  readonly from: number;
  readonly until: number;
  readonly value: number;
  readonly numbers: readonly number[];
}

function Step({ from, until, value, numbers }: StepProps) {
  const [low, high] = [Math.min(0, ...numbers), Math.max(1, ...numbers)];
  const stepHeight = ((value - low) / (high - low)) * (height - 2) + 2;
  return (
    <rect class="tone-0" x={from} y={height - stepHeight} width={until - from} height={stepHeight}>
      <title>{String(value)}</title>
    </rect>
  );
}
