import { CONTROL } from './control';
import { CONVERSATION } from './conversation';
import { LISTS, TABLES } from './data';
import type { KeywordEntry, KeywordGroup } from './entry';
import { EVENTS } from './events';
import { FAILURES } from './failures';
import { MAIL } from './mail';
import { MEMORY } from './memory';
import { MODELS } from './models';
import { HTTP } from './outside';
import { PROGRAM } from './program';
import { ATTENDANCE, FILES, RECORDS } from './services';
import { STEPS } from './steps';
import { TEAM } from './team';

/** Every keyword that runs here, by what it is about. */
export const KEYWORD_GROUPS: readonly KeywordGroup[] = [
  PROGRAM,
  CONTROL,
  FAILURES,
  STEPS,
  EVENTS,
  TABLES,
  LISTS,
  MEMORY,
  CONVERSATION,
  TEAM,
  HTTP,
  MODELS,
  MAIL,
  FILES,
  RECORDS,
  ATTENDANCE,
];

const ENTRIES: ReadonlyMap<string, KeywordEntry> = new Map(
  KEYWORD_GROUPS.flatMap(({ entries }) => entries).flatMap((entry) =>
    [entry.name, ...entry.also].map((name) => [name, entry] as const),
  ),
);

/** What is told of a keyword in upper case; undefined for one that does not run here. */
export function keywordEntry(name: string): KeywordEntry | undefined {
  return ENTRIES.get(name);
}
