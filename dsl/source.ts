/** A piece of the text: offsets in UTF-16 units, the end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place as people count it: both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One file of BASIC. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** A file that can tell the line and column of an offset. */
export interface Source extends SourceFile {
  /** Offset at which each line begins; the first is 0. */
  readonly lineStarts: readonly number[];
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Prepares a text for positions. Its lines are found when somebody asks for one. */
export function createSource({ file, text }: SourceFile): Source {
  let found: readonly number[] | undefined;
  return {
    file,
    text,
    get lineStarts() {
      return (found ??= findLineStarts(text));
    },
  };
}

/** Lines end with LF, CR LF or a lone CR. */
function findLineStarts(text: string): readonly number[] {
  const lineStarts = [0];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const isPair = code === CARRIAGE_RETURN && text.charCodeAt(index + 1) === LINE_FEED;
    if (code === LINE_FEED || (code === CARRIAGE_RETURN && !isPair)) lineStarts.push(index + 1);
  }
  return lineStarts;
}

/** The line and column of an offset; an offset past the end counts as the end. */
export function positionAt(source: Source, offset: number): Position {
  const target = Math.max(0, Math.min(offset, source.text.length));
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= target) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: target - (source.lineStarts[low] ?? 0) + 1 };
}

/** Finds positions of offsets that mostly rise: the line is looked for from the last one on. */
export class PositionFinder {
  private line = 1;

  constructor(private readonly source: Source) {}

  /** As `positionAt`. */
  at(offset: number): Position {
    const { lineStarts } = this.source;
    const start = lineStarts[this.line - 1] ?? 0;
    for (let ahead = 0; ahead < 4 && offset >= start; ahead += 1) {
      const next = lineStarts[this.line + ahead];
      if (next === undefined) break;
      if (offset < next) {
        this.line += ahead;
        return { line: this.line, column: offset - (lineStarts[this.line - 1] ?? 0) + 1 };
      }
    }
    const position = positionAt(this.source, offset);
    this.line = position.line;
    return position;
  }
}

/** The text of a line without its line end; empty when there is no such line. */
export function lineText(source: Source, line: number): string {
  const start = source.lineStarts[line - 1];
  if (start === undefined) return '';
  let end = source.lineStarts[line] ?? source.text.length;
  while (end > start && isLineEnd(source.text.charCodeAt(end - 1))) end -= 1;
  return source.text.slice(start, end);
}

function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}
