import { useState } from "preact/hooks";
import type { Service } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { groupBy } from "../parts/group-by.ts";
import { Icon } from "../parts/icon.tsx";
import { NotFound } from "../parts/not-found.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { pluginTitleOf, serviceTitleOf } from "../texts/plugin-texts.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { ServiceForm } from "./service-form.tsx";

/** The list of all services, and the selected one as a form. */
export function ServicesPage({ account, service: id }: { account: string | undefined; service: string }) {
  const hub = useHub();
  const texts = useTexts();
  const known = useStore(hub.services);
  const services = known ?? [];
  const accounts = useStore(hub.accounts) ?? [];
  const [search, setSearch] = useState("");
  const selected = services.find((service) => service.account === account && service.id === id);
  const found = services.filter((service) =>
    `${serviceTitleOf(service)} ${service.id} ${service.account}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  const titles = new Map<string, string>(
    accounts.flatMap(({ name, plugins }) => plugins.map((plugin) => [`${name}/${plugin.id}`, pluginTitleOf(plugin)] as const)),
  );
  const groups = groupBy(found, (service) => `${service.account}/${service.id.split("/")[0]}`);
  const heading = (key: string) => {
    const [name] = key.split("/");
    const plugin = titles.get(key) ?? texts.services.account;
    return accounts.length > 1 ? `${plugin} · ${name}` : plugin;
  };
  if (account !== undefined && known !== undefined && !selected) {
    const hasAccount = accounts.some(({ name }) => name === account);
    const text = hasAccount ? fillText(texts.missing.service, id, account) : fillText(texts.missing.account, account);
    return <NotFound text={text} to="services" />;
  }
  return (
    <>
      <PageHeader title={texts.services.title} />
      <div class={selected ? "split selected" : "split"}>
        <div class="service-list">
          <input
            type="search"
            aria-label={texts.services.search}
            placeholder={texts.services.search}
            value={search}
            onInput={({ currentTarget }) => setSearch(currentTarget.value)}
          />
          {found.length === 0 && <p class="empty">{texts.services.nothingFound}</p>}
          {[...groups].map(([key, members]) => (
            <section key={key} aria-label={heading(key)}>
              <h2>{heading(key)}</h2>
              <ul>
                {members.map((service) => (
                  <ServiceLink key={service.id} service={service} isCurrent={service === selected} />
                ))}
              </ul>
            </section>
          ))}
        </div>
        {selected && (
          <div>
            <a class="back" href="#/services">
              <Icon name="left" /> {texts.home.back}
            </a>
            <ServiceForm key={`${selected.account}/${selected.id}`} service={selected} />
          </div>
        )}
      </div>
    </>
  );
}

function ServiceLink({ service, isCurrent }: { service: Service; isCurrent: boolean }) {
  const texts = useTexts().services;
  return (
    <li>
      <a
        href={`#/services/${service.account}/${service.id}`}
        class={service.offered ? "" : "not-offered"}
        aria-current={isCurrent ? "true" : undefined}
      >
        {serviceTitleOf(service)}
        {!service.offered && (
          <span title={service.reason}>
            <Icon name="permissions" />
            <span class="hidden">{texts.notOffered}</span>
          </span>
        )}
      </a>
    </li>
  );
}
