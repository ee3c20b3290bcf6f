import type { Queryable } from './database';

export interface NewBot {
  readonly workspaceId: string;
  readonly id: string;
  readonly name: string;
  readonly kind: 'script' | 'http' | 'default';
  readonly url: string | null;
  readonly version: string;
  readonly package: string | null;
  readonly skills: readonly string[];
  readonly status: string;
}

/** A bot that programs of the workspace can name. */
export interface Bot extends NewBot {
  readonly createdAt: string;
  readonly updatedAt: string;
}

const BOT = `select workspace_id as "workspaceId", id, name, kind, url, version, package, skills, status,
  created_at as "createdAt", updated_at as "updatedAt" from bots`;

/** Adds a bot or replaces the one of this id. */
export async function registerBot(db: Queryable, bot: NewBot): Promise<void> {
  await db.prepared(
    'register_bot',
    `insert into bots (workspace_id, id, name, kind, url, version, package, skills, status)
     values ($1,$2,$3,$4,$5,$6,$7,$8::text[],$9)
     on conflict (workspace_id, id) do update
     set name = excluded.name, kind = excluded.kind, url = excluded.url, version = excluded.version,
       package = excluded.package, skills = excluded.skills, status = excluded.status,
       updated_at = clock_timestamp()`,
    [
      bot.workspaceId,
      bot.id,
      bot.name,
      bot.kind,
      bot.url,
      bot.version,
      bot.package,
      bot.skills,
      bot.status,
    ],
  );
}

/** All bots of a workspace, by id. */
export function listBots(db: Queryable, workspaceId: string): Promise<readonly Bot[]> {
  return db.prepared<Bot>('list_bots', `${BOT} where workspace_id = $1 order by id`, [workspaceId]);
}

/** One bot; undefined when the workspace has none of this id. */
export async function readBot(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<Bot | undefined> {
  const rows = await db.prepared<Bot>('read_bot', `${BOT} where workspace_id = $1 and id = $2`, [
    workspaceId,
    id,
  ]);
  return rows[0];
}
