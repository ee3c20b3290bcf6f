import type { MemoryPlace } from '../../plan/effects';
import { MEMORY_LIMITS } from '../../plan/memory';
import type { Value } from '../../plan/value';
import type { MemoryRow, RunRows } from '../run-rows';
import type { EffectModel } from './effect-model';

/** Users and sessions are those of the run, unless the session is named. */
function placeOf({ bot, owner, session, key }: MemoryPlace): string {
  const whose = owner === undefined || owner === 'cache' ? bot : (session ?? 'of the run');
  return `${owner ?? 'bot'}\n${whose}\n${key}`;
}

const isKept = ({ until }: MemoryRow, now: number): boolean => until === null || until > now;

function keptRow(rows: RunRows, place: string, now: number): MemoryRow | undefined {
  const row = rows.memory.get(place);
  return row !== undefined && isKept(row, now) ? row : undefined;
}

function hasRoom(rows: RunRows, place: string): boolean {
  const owner = place.slice(0, place.lastIndexOf('\n') + 1);
  const keys = [...rows.memory.keys()].filter((key) => key.startsWith(owner));
  return rows.memory.has(place) || keys.length < MEMORY_LIMITS.keys;
}

export const setMemory: EffectModel<'set_memory'> = (rows, effect, { now }) => {
  const place = placeOf(effect);
  if (!hasRoom(rows, place)) return { full: true };
  rows.memoryVersions += 1;
  const until = effect.forMs === undefined ? null : now + effect.forMs;
  rows.memory.set(place, { value: effect.value, version: rows.memoryVersions, until });
  return null;
};

export const getMemory: EffectModel<'get_memory'> = (rows, effect, { now }) => {
  const own = keptRow(rows, placeOf(effect), now);
  if (own !== undefined || effect.owner !== undefined) return own?.value ?? '';
  const [newest] = sharedWith(rows, effect.bot, now)
    .filter(({ key }) => key === effect.key)
    .sort((a, b) => b.version - a.version);
  return newest?.value ?? '';
};

export const shareMemory: EffectModel<'share_memory'> = (rows, effect, { now }) => {
  const { bot, key, target } = effect;
  const own = keptRow(rows, placeOf({ bot, key }), now);
  const { value, version, until } = own ?? { value: '' as Value, version: 0, until: null };
  rows.shared.set(`${target}\n${key}\n${bot}`, { target, key, source: bot, value, version, until });
  return { shared: true };
};

export const syncMemory: EffectModel<'sync_memory'> = (rows, { bot, from }, { now }) => {
  const taken: string[] = [];
  const found = sharedWith(rows, bot, now)
    .filter(({ source }) => source.toLowerCase() === from.toLowerCase())
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { key, value, version, until } of found) {
    const place = placeOf({ bot, key });
    const own = keptRow(rows, place, now);
    if (own !== undefined && own.version >= version) continue;
    if (!hasRoom(rows, place)) return { full: true };
    rows.memory.set(place, { value, version, until });
    taken.push(key);
  }
  return { taken };
};

function sharedWith(rows: RunRows, bot: string, now: number) {
  return [...rows.shared.values()].filter(
    (row) => row.target.toLowerCase() === bot.toLowerCase() && isKept(row, now),
  );
}

export const sendMessage: EffectModel<'send_message'> = (rows, { id, content }) => {
  if (!rows.messages.some((message) => message.id === id)) rows.messages.push({ id, content });
  return { id };
};
