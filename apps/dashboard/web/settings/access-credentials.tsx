import { useEffect, useRef } from "preact/hooks";
import type { AccessGrant, GrantCredentials } from "../api/api-types.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { QrCode } from "../parts/qr-code.tsx";
import { fillText, useTexts } from "../texts/texts.ts";

const guide = "https://github.com/casement/casement/blob/main/docs/caldav.md";

/** What a person needs to use an access that was just added. The hub never shows it again. */
export function AccessCredentials({
  grant,
  credentials: { address, userName, password, profile, qrCode },
  onDone,
}: {
  grant: AccessGrant;
  credentials: GrantCredentials;
  onDone: () => void;
}) {
  const texts = useTexts().access;
  const isLink = grant.expiresAt !== undefined;
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone.
  useEffect(() => heading.current?.focus(), []);
  const rows: readonly (readonly [string, string | undefined])[] = [
    [isLink ? texts.link : texts.address, address],
    [texts.userName, userName],
    [userName === undefined ? texts.token : texts.password, password],
  ];
  return (
    <section class="card roomy credentials">
      <h2 ref={heading} tabIndex={-1}>
        {fillText(texts.added, grant.name)}
      </h2>
      <p>{isLink ? texts.linkOnce : texts.once}</p>
      {rows.map(
        ([label, value]) =>
          value !== undefined && (
            <div class="field" key={label}>
              <h3>{label}</h3>
              <CodeBlock text={value} />
            </div>
          ),
      )}
      {qrCode && <QrCode rows={qrCode} label={texts.qrCode} />}
      {profile && (
        <p>
          <a href={`data:${profile.mediaType},${encodeURIComponent(profile.content)}`} download={profile.name}>
            {texts.profile}
          </a>
          <span class="hint"> {texts.profileHint}</span>
        </p>
      )}
      {profile && (
        <p>
          <a href={guide} target="_blank" rel="noreferrer">
            {texts.guide}
          </a>
        </p>
      )}
      <div class="actions">
        <button type="button" onClick={onDone}>
          {texts.done}
        </button>
      </div>
    </section>
  );
}
