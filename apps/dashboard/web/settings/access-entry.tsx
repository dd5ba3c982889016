import { useEffect, useRef, useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import type { AccessGrant, AccessLevel, GrantKind } from "../api/api-types.ts";
import { connectTexts } from "../connect/connect-texts.ts";
import type { ConnectTexts } from "../connect/texts/connect-en.ts";
import { LazyPart } from "../parts/lazy-part.tsx";
import { useNow } from "../parts/use-now.ts";
import type { DashboardTexts } from "../texts/en.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { formatClockTime, formatDateAndTime, formatRelative, parseTime } from "../texts/times.ts";
import { loadArrangeDisplay } from "../wall/load-arrange-display.ts";

/** One access: what it may do, when it was used, and the button that ends it. */
export function AccessEntry({ grant, kind, onChanged }: { grant: AccessGrant; kind: GrantKind | undefined; onChanged: () => void }) {
  const texts = useTexts();
  const limitTexts = connectTexts.use();
  const [isConfirming, setIsConfirming] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isArranging, setIsArranging] = useState(false);
  const now = useNow(30_000);
  const confirmButton = useRef<HTMLButtonElement>(null);
  const arrangeButton = useRef<HTMLButtonElement>(null);
  const wasArranging = useRef(false);
  // What had the focus is gone.
  useEffect(() => confirmButton.current?.focus(), [isConfirming]);
  useEffect(() => {
    if (wasArranging.current) arrangeButton.current?.focus();
    wasArranging.current = isArranging;
  }, [isArranging]);
  const { name, createdAt, usedAt, expiresAt, current } = grant;
  const revoke = async () => {
    try {
      await apiClient.revokeAccess(name);
      onChanged();
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  const used = usedAt === undefined ? texts.access.unused : fillText(texts.access.used, formatRelative(parseTime(usedAt), now));
  return (
    <li>
      <div>
        <strong>
          {name}
          {current && ` · ${texts.access.thisBrowser}`}
        </strong>
        <p>
          {texts.access.kinds[grant.kind] ?? kind?.title ?? grant.kind} · {describeGrant(grant, kind, texts.access, limitTexts)}
        </p>
        <small title={fillText(texts.access.since, formatDateAndTime(parseTime(createdAt)))}>
          {expiresAt === undefined ? used : fillText(texts.access.notOpened, formatClockTime(parseTime(expiresAt)))}
        </small>
        <p class="problem" role="alert">
          {problem}
        </p>
      </div>
      {isArranging ? (
        <LazyPart
          load={loadArrangeDisplay}
          props={{
            name,
            settings: grant.wall ?? {},
            onEnd() {
              setIsArranging(false);
              onChanged();
            },
          }}
        />
      ) : (
        (grant.kind === "wall" || grant.wall !== undefined) && (
          <button
            type="button"
            class="quiet small"
            ref={arrangeButton}
            aria-label={`${limitTexts.arrangeWall}: ${name}`}
            onClick={() => setIsArranging(true)}
          >
            {limitTexts.arrangeWall}
          </button>
        )
      )}
      {!current &&
        (isConfirming ? (
          <div class="confirm">
            <span>{fillText(texts.access.confirmRevoke, name)}</span>
            <button type="button" class="danger small" ref={confirmButton} onClick={revoke}>
              {texts.access.revoke}
            </button>
            <button type="button" class="quiet small" onClick={() => setIsConfirming(false)}>
              {texts.cancel}
            </button>
          </div>
        ) : (
          <button type="button" class="quiet small" aria-label={`${texts.access.revoke}: ${name}`} onClick={() => setIsConfirming(true)}>
            {texts.access.revoke}
          </button>
        ))}
    </li>
  );
}

function describeGrant(
  { access, accounts, sensors, options = {}, limits = {}, connectedTo, mayTick = [] }: AccessGrant,
  kind: GrantKind | undefined,
  texts: DashboardTexts["access"],
  limitTexts: ConnectTexts,
): string {
  const chosen = Object.keys(options).map((name) => texts.options[name] ?? kind?.options[name] ?? name);
  const { tools = [], recipients = [], callsPerHour, messagesPerHour } = limits;
  const perHour = [
    ...(callsPerHour === undefined ? [] : [fillText(limitTexts.callsLimit, callsPerHour)]),
    ...(messagesPerHour === undefined ? [] : [fillText(limitTexts.messagesLimit, messagesPerHour)]),
  ];
  const where = [...(connectedTo === undefined ? [] : [connectedTo]), ...(sensors ?? accounts ?? [])];
  const ticks = mayTick.length > 0 ? [`${texts.mayTick}: ${mayTick.join(", ")}`] : [];
  return [texts[accessTextOf(access)], ...where, ...tools, ...recipients, ...perHour, ...chosen, ...ticks].join(" · ");
}

/** The name of the text that says what an access may do. */
export const accessTextOf = (access: AccessLevel): "full" | "read" | "addOnly" | "change" => (access === "add" ? "addOnly" : access);
