import { useEffect, useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import type { AuditEntry } from "../api/api-types.ts";
import { useMayWrite } from "../hub-context.ts";
import { Icon } from "../parts/icon.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { TruncatedNote } from "../sensors/truncated-note.tsx";
import { useTexts } from "../texts/texts.ts";
import { formatTime, parseTime } from "../texts/times.ts";
import { hubPageTexts } from "./hub-page-texts.ts";

const reloadInterval = 10_000;
/** How many calls come at a time. */
const portion = 500;
/** The hub lists no more than this. */
const maxCalls = 10_000;

/** The latest calls of AI agents. */
export function AuditPage() {
  const texts = useTexts();
  const { audit: own, hub } = hubPageTexts.use();
  const mayWrite = useMayWrite();
  const [limit, setLimit] = useState(portion);
  const [found, setFound] = useState<readonly AuditEntry[]>();
  const calls = found?.slice(0, limit);
  useEffect(() => {
    if (!mayWrite) return;
    // If the hub does not respond, the page shows what it last knew.
    // One more than is shown, to know whether there are more.
    const load = () => void apiClient.audit(Math.min(limit + 1, maxCalls)).then(setFound, () => undefined);
    load();
    const timer = setInterval(load, reloadInterval);
    return () => clearInterval(timer);
  }, [mayWrite, limit]);
  return (
    <>
      <a class="back" href="#/settings/hub">
        <Icon name="left" />
        {hub.title}
      </a>
      <PageHeader title={own.title} lead={mayWrite ? own.lead : texts.readOnly} />
      {found && calls && (
        <section class="card" aria-label={own.title}>
          {calls.length === 0 ? (
            <p class="empty">{own.empty}</p>
          ) : (
            <ol class="log">
              {calls.map((call, at) => (
                <CallLine key={`${call.at} ${calls.length - at}`} call={call} />
              ))}
            </ol>
          )}
          {(found.length > limit || found.length === maxCalls) && <TruncatedNote count={calls.length} />}
          {found.length > limit && (
            <button type="button" class="quiet wide" onClick={() => setLimit(Math.min(limit + portion, maxCalls))}>
              {texts.more}
            </button>
          )}
        </section>
      )}
    </>
  );
}

const levels = { begun: "warn", done: "info", asked: "info", declined: "warn", refused: "error", failed: "error" } as const;

function CallLine({ call: { at, client, tool, account, target, outcome, code } }: { call: AuditEntry }) {
  const own = hubPageTexts.use().audit;
  return (
    <li>
      <time dateTime={at}>{formatTime(parseTime(at), { dateStyle: "short", timeStyle: "medium" })}</time>
      <span class={`badge level-${levels[outcome]}`}>{own.outcomes[outcome]}</span>
      <span class="log-text">
        <strong>{client} </strong>
        {[tool, account, target, code].filter((part) => part !== undefined).join(" · ")}
      </span>
    </li>
  );
}
