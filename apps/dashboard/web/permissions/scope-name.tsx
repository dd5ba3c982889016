import { Fragment } from "preact";

/** The name of a permission. A line breaks behind a dot, not within a word. */
export const ScopeName = ({ scope }: { scope: string }) => (
  <code>
    {scope.split(/(?<=\.)/).map((part) => (
      <Fragment key={part}>
        {part}
        <wbr />
      </Fragment>
    ))}
  </code>
);
