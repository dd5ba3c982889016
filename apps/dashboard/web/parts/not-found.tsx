import { useTexts } from "../texts/texts.ts";
import { PageHeader } from "./page-header.tsx";

/** Says that there is nothing at this address, and where to go on. */
export function NotFound({ text, to = "home" }: { text: string; to?: "home" | "services" | "accounts" | "calendar" | "settings" }) {
  const { missing, nav } = useTexts();
  return (
    <>
      <PageHeader title={missing.title} lead={text} />
      <p>
        <a class="button" href={to === "home" ? "#/" : `#/${to}`}>
          {nav[to]}
        </a>
      </p>
    </>
  );
}
