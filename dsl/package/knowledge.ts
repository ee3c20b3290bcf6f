/** A folder of documents that USE KB names. */
export interface KnowledgeCollection {
  readonly name: string;
  readonly documents: number;
}

/** Each folder directly below a `.gbkb` folder is a collection; documents beside them form one by its name. */
export function findKnowledge(paths: readonly string[]): readonly KnowledgeCollection[] {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const parts = path.split('/');
    const at = parts.findIndex((part) => part.toLowerCase().endsWith('.gbkb'));
    if (at < 0 || at === parts.length - 1) continue;
    const name = (at + 2 < parts.length ? parts[at + 1] : parts[at]) ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, documents]) => ({ name, documents }));
}
