import { filePlace } from './effects/keywords';
import type { RunRows } from './run-rows';
import type { World } from './world';

/** Puts into the rows what is there before the run begins: its drive, the tables and groups, who launched it. */
export function fillRows(rows: RunRows, world: World, drive: string): void {
  for (const { path, text } of world.drive ?? []) rows.files.set(filePlace(drive, path), text);
  for (const [name, table] of Object.entries(world.tables ?? {})) {
    rows.tables.set(name, new Map(table.map(({ id, data }) => [id, data])));
  }
  for (const [name, people] of Object.entries(world.groups ?? {})) {
    rows.groups.set(name.toLowerCase(), people);
  }
  if (world.launchedBy !== undefined) rows.requesters.push(world.launchedBy);
}
