import { CopyButton } from "./copy-button.tsx";

export function CodeBlock({ text }: { text: string }) {
  return (
    <div class="code">
      <pre>{text}</pre>
      <CopyButton text={text} />
    </div>
  );
}
