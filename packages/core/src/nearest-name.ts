/** The candidate that a misspelled word most likely means. Undefined when none is near. Ignores case, hyphens and underscores. */
export function nearestName(word: string, candidates: Iterable<string>): string | undefined {
  const plainWord = toPlainText(word);
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const plainCandidate = toPlainText(candidate);
    const distance = editDistance(plainWord, plainCandidate);
    if (
      (distance <= maxDistance(plainWord, plainCandidate) || isPrefix(plainWord, plainCandidate)) &&
      distance < (best?.distance ?? Number.POSITIVE_INFINITY)
    )
      best = { candidate, distance };
  }
  return best?.candidate;
}

const toPlainText = (text: string): string => text.toLowerCase().replace(/[-_\s]/g, "");

const maxDistance = (a: string, b: string): number => Math.max(1, Math.floor(Math.max(a.length, b.length) / 3));

/** True for "warn" and "warning". */
function isPrefix(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 3 && long.startsWith(short);
}

/** The number of insertions, deletions, replacements and swaps of adjacent letters that turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  let rowBeforeLast: number[] = [];
  let lastRow = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(lastRow[j]! + 1, row[j - 1]! + 1, lastRow[j - 1]! + cost);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) row[j] = Math.min(row[j]!, rowBeforeLast[j - 2]! + 1);
    }
    rowBeforeLast = lastRow;
    lastRow = row;
  }
  return lastRow[b.length]!;
}
