/** The name that was meant. */

/** Characters of the longest name that is looked for. */
const LONGEST = 100;

/** The known name that fewest edits lead to, if few do. */
export function nearestOf(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  if (name.length > LONGEST) return best;
  let least = Math.max(2, Math.ceil(name.length / 2));
  for (const candidate of known) {
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({length: b.length + 1}, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
