import type { Database, Queryable } from './database';

/** People of a workspace who are asked together. */
export interface PeopleGroup {
  readonly name: string;
  readonly members: readonly string[];
}

/** All groups of a workspace, by name; there are at most `MAX_GROUPS`. */
export function listGroups(db: Queryable, workspaceId: string): Promise<readonly PeopleGroup[]> {
  return db.prepared<PeopleGroup>(
    'list_groups',
    `select name, array_agg(member order by number) as members from people_groups
     where workspace_id = $1 group by name order by name`,
    [workspaceId],
  );
}

/** How many groups a workspace may have. */
export const MAX_GROUPS = 1000;

/** Gives a group exactly these members; open requests keep theirs. Names differ in more than capitals. */
export async function saveGroup(
  db: Database,
  workspaceId: string,
  { name, members }: PeopleGroup,
): Promise<'saved' | 'full'> {
  return db.transaction(async (tx) => {
    await tx.prepared('lock_groups', 'select from workspaces where id = $1 for no key update', [
      workspaceId,
    ]);
    await tx.prepared('clear_group', CLEAR, [workspaceId, name]);
    const others = await tx.prepared<{ count: number }>(
      'count_groups',
      'select count(distinct name)::int as count from people_groups where workspace_id = $1',
      [workspaceId],
    );
    if ((others[0]?.count ?? 0) >= MAX_GROUPS) return 'full';
    await tx.prepared(
      'fill_group',
      `insert into people_groups (workspace_id, name, member)
       select $1, $2, m from unnest($3::text[]) with ordinality as u (m, i) order by i
       on conflict do nothing`,
      [workspaceId, name, members],
    );
    return 'saved';
  });
}

/** Removes a group; false when there is none. Open requests keep their people. */
export async function deleteGroup(
  db: Queryable,
  workspaceId: string,
  name: string,
): Promise<boolean> {
  return (await db.prepared('clear_group', CLEAR, [workspaceId, name])).length > 0;
}

const CLEAR = `delete from people_groups
  where workspace_id = $1 and name_key(name) = name_key($2) returning name`;
