import { collectionKey } from '../../plan/knowledge';
import type { PackageFile } from './package-file';

/** A folder of documents that USE KB names. */
export interface KnowledgeCollection {
  readonly name: string;
  readonly documents: number;
}

/** Each folder directly below a `.gbkb` folder is a collection; documents beside them form one by its name. */
export function findKnowledge(paths: readonly string[]): readonly KnowledgeCollection[] {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const name = collectionOf(path);
    if (name === undefined) continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, documents]) => ({ name, documents }));
}

function collectionOf(path: string): string | undefined {
  const parts = path.split('/');
  const at = parts.findIndex((part) => part.toLowerCase().endsWith('.gbkb'));
  if (at < 0 || at === parts.length - 1) return undefined;
  return at + 2 < parts.length ? parts[at + 1] : parts[at];
}

/** A piece of a document, as a row of the table of knowledge. */
export interface Passage {
  readonly package: string;
  /** Key of the collection. */
  readonly collection: string;
  readonly document: string;
  readonly text: string;
}

const LONGEST = 1_000;
const MOST_PASSAGES = 20_000;

/** The texts of `.gbkb` folders in passages of some lines, in the order of their paths. */
export function splitKnowledge(name: string, files: readonly PackageFile[]): readonly Passage[] {
  const passages: Passage[] = [];
  for (const { path, text } of files) {
    const folder = collectionOf(path);
    if (folder === undefined) continue;
    const collection = collectionKey(folder) ?? '';
    for (const piece of splitText(isHtml(path) ? withoutTags(text) : text)) {
      if (passages.length >= MOST_PASSAGES) return passages;
      passages.push({ package: name, collection, document: path, text: piece });
    }
  }
  return passages;
}

/** Paragraphs, joined as long as they are short, and cut where one is long. */
function splitText(text: string): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const paragraph of storable(text).split(/\n\s*\n/)) {
    const plain = paragraph.trim();
    if (piece !== '' && piece.length + plain.length > LONGEST) {
      pieces.push(piece);
      piece = '';
    }
    piece = piece === '' ? plain : `${piece}\n\n${plain}`;
    while (piece.length > LONGEST) {
      pieces.push(piece.slice(0, LONGEST));
      piece = piece.slice(LONGEST);
    }
  }
  return [...pieces, piece].filter((one) => one.trim() !== '');
}

function isHtml(path: string): boolean {
  return /\.html?$/i.test(path);
}

function withoutTags(text: string): string {
  return text
    .replaceAll(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/gi, '')
    .replaceAll(/<[^<>]*>/g, ' ');
}

/** A database takes neither NUL nor halves of characters. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().replaceAll('\r\n', '\n');
}
