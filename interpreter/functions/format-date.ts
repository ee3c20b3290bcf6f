import { calendarOf, isoText, pad, type Calendar } from '../value/date';

/** English names; the language has one form of every date. */
export const MONTH_NAMES =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
export const WEEKDAY_NAMES = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** Names that stand for a whole pattern. */
const NAMED: Readonly<Record<string, string>> = {
  date: 'YYYY-MM-DD',
  'short date': 'YYYY-MM-DD',
  'long date': 'MMMM D, YYYY',
  time: 'HH:mm:ss',
  'short time': 'HH:mm',
  'long time': 'HH:mm:ss',
  datetime: 'YYYY-MM-DD HH:mm:ss',
  'general date': 'YYYY-MM-DD HH:mm:ss',
};
/** Quoted text, an escaped character, the clock sign, a run of one letter, or anything else. */
const PIECES = /'([^']*)'|"([^"]*)"|\[([^\]]*)\]|\\(.)|(AM\/PM|am\/pm|tt)|(([A-Za-z])\7*)|([^])/gu;

interface Piece {
  readonly text: string;
  /** The letter of a run of letters. */
  readonly letter?: string;
}

/**
 * A date by a pattern. Understood are YYYY, YY, MMMM to M, DDDD to D (also in small letters), HH, hh, mm, ss, fff,
 * AM/PM, and names such as "long date". `mm` are minutes beside hours or seconds, else months. All other
 * characters, and text in quotes, stay as they are. Without a pattern it is ISO 8601.
 */
export function formatDate(ms: number, pattern: string): string {
  if (pattern === '') return isoText(ms);
  const name = pattern.trim().toLowerCase();
  if (name === 'iso') return isoText(ms);
  const full = Object.hasOwn(NAMED, name) ? (NAMED[name] ?? pattern) : pattern;
  const pieces = readPieces(full);
  const at = calendarOf(ms);
  const hasClock = pieces.some(({ letter, text }) => letter === '' || isLoneMarker(text, letter));
  return pieces
    .map((piece, index) => {
      if (piece.letter === undefined) return piece.text;
      return formatPiece(piece, at, { pieces, index, hasClock });
    })
    .join('');
}

interface Context {
  readonly pieces: readonly Piece[];
  readonly index: number;
  /** True when the pattern shows AM or PM, so that hours count to 12. */
  readonly hasClock: boolean;
}

function readPieces(pattern: string): readonly Piece[] {
  return Array.from(pattern.matchAll(PIECES), (match) => {
    const clock = match[5];
    if (clock !== undefined) return { text: clock, letter: '' };
    const run = match[6];
    if (run !== undefined) return { text: run, letter: match[7] ?? '' };
    return { text: match[1] ?? match[2] ?? match[3] ?? match[4] ?? match[8] ?? '' };
  });
}

function formatPiece(piece: Piece, at: Calendar, context: Context): string {
  const width = piece.text.length;
  switch (piece.letter) {
    case 'y':
    case 'Y':
      return pad(width === 2 ? at.year % 100 : at.year, width);
    case 'd':
    case 'D':
      return formatDay(at, width);
    case 'M':
      return formatMonth(at, width);
    case 'm':
      return width > 2 || meansMonth(context) ? formatMonth(at, width) : pad(at.minute, width);
    case 'H':
      return pad(at.hour, width);
    case 'h':
      return pad(hourOf(at, context), width);
    default:
      return formatRest(piece, at);
  }
}

function hourOf(at: Calendar, { hasClock }: Context): number {
  return hasClock ? ((at.hour + 11) % 12) + 1 : at.hour;
}

function formatRest({ text, letter = '' }: Piece, at: Calendar): string {
  if (letter === 's') return pad(at.second, text.length);
  if ((letter === 'f' || letter === 'S') && text.length <= 3) {
    return pad(at.millisecond, 3).slice(0, text.length);
  }
  if (letter === '' || isLoneMarker(text, letter)) {
    const marker = at.hour < 12 ? 'AM' : 'PM';
    return text === 'a' || text === 'am/pm' ? marker.toLowerCase() : marker;
  }
  return text;
}

/** A single `A` or `a` is AM or PM. */
function isLoneMarker(text: string, letter: string | undefined): boolean {
  return text.length === 1 && (letter === 'A' || letter === 'a');
}

function formatDay(at: Calendar, width: number): string {
  const name = WEEKDAY_NAMES[at.weekday] ?? '';
  if (width > 2) return width === 3 ? name.slice(0, 3) : name;
  return pad(at.day, width);
}

function formatMonth(at: Calendar, width: number): string {
  const name = MONTH_NAMES[at.month - 1] ?? '';
  if (width > 2) return width === 3 ? name.slice(0, 3) : name;
  return pad(at.month, width);
}

/** Small `mm` means months where the nearest time letters are those of a date. */
function meansMonth({ pieces, index }: Context): boolean {
  const isLetter = ({ letter }: Piece): boolean => letter !== undefined && letter !== '';
  const before = pieces.slice(0, index).findLast(isLetter)?.letter;
  const after = pieces.slice(index + 1).find(isLetter)?.letter;
  const beside = (letters: string): boolean =>
    (before !== undefined && letters.includes(before)) ||
    (after !== undefined && letters.includes(after));
  return !beside('hHs') && beside('yYdD');
}
