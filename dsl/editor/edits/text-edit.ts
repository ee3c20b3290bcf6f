import type { Span } from '../../source';

/** A change of a text: what stands between `start` and `end` is replaced. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** The text after some edits. They may touch, but not overlap; their order says nothing. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let from = 0;
  for (const edit of inOrder(edits)) {
    if (edit.start < from) throw new Error('Edits of a text may not overlap.');
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + text.slice(from);
}

/** The edits that make the text before out of the text after. */
export function invertEdits(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  let shift = 0;
  return inOrder(edits).map((edit) => {
    const start = edit.start + shift;
    shift += edit.text.length - (edit.end - edit.start);
    return { start, end: start + edit.text.length, text: text.slice(edit.start, edit.end) };
  });
}

function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}
