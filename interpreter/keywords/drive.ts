import { AppError } from '../../plan/errors';
import type { ObjectValue, Value } from '../../plan/value';
import { toText } from '../value/text';
import { textAt, type Adapter, type Call } from './adapter';

const MAX_PATH = 500;
const MAX_BYTES = 1_000_000;
const encoder = new TextEncoder();

/**
 * A path inside the drive: segments without `.` and `..`. Drives are rows, so there is nothing outside of them
 * to reach; a path that tries is refused all the same, so that nobody is misled.
 */
export function drivePath(text: string): string {
  const plain = text.replaceAll('\\', '/').replace(/^(?:\.?\/)*(?:\.?gbdrive\/)?/i, '');
  const parts = plain.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..') || plain.includes('\0') || plain.length > MAX_PATH) {
    throw new AppError('FILE_PATH', { path: text });
  }
  return parts.join('/');
}

function pathAt(call: Call, index: number): string {
  const path = drivePath(textAt(call, index, 'the path of a file'));
  if (path === '') throw new AppError('FILE_PATH', { path: toText(call.args[index] ?? null) });
  return path;
}

/** READ path: its text. */
const read: Adapter = (call) => {
  const path = pathAt(call, 0);
  return {
    effect: { effect: 'read_file', drive: call.owner, path },
    value: (answer) => found(answer, path, () => answer['content'] ?? ''),
  };
};

/** WRITE path, value: a file with the text; lists and objects as JSON. A file that is there is replaced. */
const write: Adapter = (call) => {
  const path = pathAt(call, 0);
  const content = toText(call.args[1] ?? call.clauses['with'] ?? null);
  const size = encoder.encode(content).length;
  if (size > MAX_BYTES) throw new AppError('FILE_TOO_LARGE', { path, size, limit: MAX_BYTES });
  return {
    effect: { effect: 'write_file', drive: call.owner, path, content },
    events: [{ type: 'file_changed', data: { path, change: 'written' } }],
    value: () => path,
  };
};

/** LIST folder and DIR folder: the files below it. */
const list: Adapter = (call) => {
  const folder = drivePath(toText(call.args[0] ?? null));
  return {
    effect: { effect: 'list_files', drive: call.owner, folder },
    value: (answer) => ({ $rows: answer['files'] ?? [] }),
  };
};

/** COPY from, to and MOVE from, to; `to` may be a folder that ends with a slash. */
const carry =
  (effect: 'copy_file' | 'move_file'): Adapter =>
  (call) => {
    const from = pathAt(call, 0);
    const given = toText(call.args[1] ?? call.clauses['to'] ?? null);
    const name = from.slice(from.lastIndexOf('/') + 1);
    const to = drivePath(/[\\/]\s*$/.test(given) ? `${given}/${name}` : given);
    if (to === '') throw new AppError('FILE_PATH', { path: given });
    const change = effect === 'copy_file' ? 'copied' : 'moved';
    return {
      effect: { effect, drive: call.owner, from, to },
      events: [{ type: 'file_changed', data: { path: to, change } }],
      value: (answer) => found(answer, from, () => to),
    };
  };

/** DELETE FILE path: TRUE when there was one. */
const remove: Adapter = (call) => {
  const path = pathAt(call, 0);
  return {
    effect: { effect: 'delete_file', drive: call.owner, path },
    events: [{ type: 'file_changed', data: { path, change: 'deleted' } }],
    value: (answer) => answer['found'] === true,
  };
};

function found(answer: ObjectValue, path: string, value: () => Value): Value {
  if (answer['found'] !== true) throw new AppError('FILE_NOT_FOUND', { path });
  return value();
}

export const DRIVE_KEYWORDS = {
  COPY: carry('copy_file'),
  'CREATE FILE': write,
  'DELETE FILE': remove,
  DIR: list,
  LIST: list,
  MOVE: carry('move_file'),
  READ: read,
  WRITE: write,
} as const;
