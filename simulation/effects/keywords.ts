import type { Variables } from '../../plan/value';
import type { RunRows } from '../run-rows';
import type { EffectModel } from './effect-model';

export const sendOut: EffectModel<'send_out'> = (rows, { id, content }) => {
  if (!rows.messages.some((message) => message.id === id)) rows.messages.push({ id, content });
  return { id };
};

export const createTask: EffectModel<'create_task'> = (rows, effect) => {
  const { id, title, priority, assignedTo, dueDate } = effect;
  const task = {
    id,
    title,
    status: 'CREATED',
    priority,
    assigned_to: assignedTo,
    due_date: dueDate,
  };
  const known = rows.tasks.get(id) ?? task;
  rows.tasks.set(id, known);
  return known;
};

export const readFile: EffectModel<'read_file'> = (rows, { drive, path }) => {
  const content = rows.files.get(filePlace(drive, path));
  return content === undefined ? { found: false } : { found: true, content };
};

export const writeFile: EffectModel<'write_file'> = (rows, { drive, path, content }) => {
  rows.files.set(filePlace(drive, path), content);
  return { path };
};

export const listFiles: EffectModel<'list_files'> = (rows, { drive, folder }) => {
  const start = folder === '' ? '' : `${folder}/`;
  const paths = [...rows.files.keys()]
    .filter((key) => key.startsWith(filePlace(drive, start)))
    .map((key) => key.slice(drive.length + 1))
    .sort();
  return { files: paths.map((path) => fileRow(rows, drive, path)) };
};

function fileRow(rows: RunRows, drive: string, path: string): Variables {
  const content = rows.files.get(filePlace(drive, path)) ?? '';
  const size = new TextEncoder().encode(content).length;
  return { name: path.slice(path.lastIndexOf('/') + 1), path, size };
}

export const copyFile: EffectModel<'copy_file'> = (rows, { drive, from, to }) => {
  const content = rows.files.get(filePlace(drive, from));
  if (content === undefined) return { found: false };
  rows.files.set(filePlace(drive, to), content);
  return { found: true };
};

export const moveFile: EffectModel<'move_file'> = (rows, { drive, from, to }) => {
  const content = rows.files.get(filePlace(drive, from));
  if (content === undefined) return { found: false };
  rows.files.delete(filePlace(drive, from));
  rows.files.set(filePlace(drive, to), content);
  return { found: true };
};

export const deleteFile: EffectModel<'delete_file'> = (rows, { drive, path }) => ({
  found: rows.files.delete(filePlace(drive, path)),
});

/** The key of a file. */
export function filePlace(drive: string, path: string): string {
  return `${drive}\n${path}`;
}
