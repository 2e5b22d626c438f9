/** What differs between two lists, in the way that keeps most of both. */

export interface Hunk {
  from: number;
  removed: number;
  to: number;
  added: number;
}

/** Cells of the table up to which it is worth its time; what is larger is one hunk. */
const LARGEST = 250_000;

export function difference(old: readonly string[], now: readonly string[]): Hunk[] {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, now.length) - head;
  while (tail < most && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const before = old.slice(head, old.length - tail);
  const after = now.slice(head, now.length - tail);
  return between(before, after).map((hunk) => ({
    ...hunk,
    from: hunk.from + head,
    to: hunk.to + head,
  }));
}

function between(old: readonly string[], now: readonly string[]): Hunk[] {
  if (old.length + now.length === 0) return [];
  if (old.length * now.length > LARGEST) {
    return [{ from: 0, removed: old.length, to: 0, added: now.length }];
  }
  const kept = keptFrom(old, now);
  const hunks: Hunk[] = [];
  let open: Hunk | undefined;
  for (let from = 0, to = 0; from < old.length || to < now.length; ) {
    if (from < old.length && old[from] === now[to]) {
      open = undefined;
      from++;
      to++;
      continue;
    }
    if (open === undefined) {
      open = { from, removed: 0, to, added: 0 };
      hunks.push(open);
    }
    const removes = (kept[from + 1]?.[to] ?? -1) >= (kept[from]?.[to + 1] ?? -1);
    if (from < old.length && (to === now.length || removes)) {
      open.removed++;
      from++;
    } else {
      open.added++;
      to++;
    }
  }
  return hunks;
}

/** How much can be kept of the rests from each pair of places on. */
function keptFrom(old: readonly string[], now: readonly string[]): number[][] {
  const kept = Array.from({ length: old.length + 1 }, () => Array<number>(now.length + 1).fill(0));
  for (let from = old.length - 1; from >= 0; from--) {
    const row = kept[from] ?? [];
    const below = kept[from + 1] ?? [];
    for (let to = now.length - 1; to >= 0; to--) {
      const same = old[from] === now[to];
      row[to] = same ? 1 + (below[to + 1] ?? 0) : Math.max(below[to] ?? 0, row[to + 1] ?? 0);
    }
  }
  return kept;
}
