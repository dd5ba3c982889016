import type { HubInfo } from "../api/api-types.ts";
import { fillText } from "../texts/texts.ts";
import { hubPageTexts } from "./hub-page-texts.ts";

/** The processes that share the accounts. */
export function ClusterSection({ cluster }: { cluster: NonNullable<HubInfo["cluster"]> }) {
  const { cluster: own } = hubPageTexts.use();
  const { workers, accounts, withoutWorker, setAside, takeovers } = cluster;
  const facts: readonly (readonly [string, number])[] = [
    [own.workers, workers.length],
    [own.accounts, accounts],
    [own.withoutWorker, withoutWorker],
    [own.setAside, setAside],
    [own.takeovers, takeovers],
  ];
  return (
    <section class="card roomy" aria-labelledby="cluster">
      <h2 id="cluster">{own.title}</h2>
      <dl class="facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ul>
        {workers.map(({ id, accounts: count, isDraining }) => (
          <li key={id}>
            {fillText(own.worker, id, count)}
            {isDraining && ` (${own.draining})`}
          </li>
        ))}
      </ul>
    </section>
  );
}
