/** The table that the documents of packages are kept in, in passages. */
export const KNOWLEDGE_TABLE = 'package_knowledge';

/** The key of a collection that USE KB names; null for a whole `.gbkb` folder. */
export function collectionKey(name: string): string | null {
  const plain = name.trim().replaceAll('\\', '/').replace(/\/+$/, '').split('/').at(-1) ?? '';
  return /\.gbkb$/i.test(plain) ? null : plain.toLowerCase().replace(/[-_\s]/g, '');
}
