import { BotRequestSchema } from '../../plan/messages';
import { listBots, readBot, registerBot } from '../../store/bots';
import { invariant } from '../../plan/errors';
import type { ApiDependencies } from '../dependencies';
import { toBotView } from '../present';
import { parseBody } from '../request-error';
import { ok, type Answer, type ApiRequest, type Route } from '../route';

/** Bots that programs can name: list and register. */
export const botRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/bots',
    roles: ['author', 'operator', 'bot'],
    handle: listOfBots,
  },
  { method: 'post', path: '/api/bots/register', roles: ['author', 'bot'], handle: register },
];

async function listOfBots({ principal }: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const bots = await listBots(api.database, principal.workspaceId);
  return ok({ items: bots.map(toBotView) });
}

/** Adds the bot, or replaces the one of this id; runs that are under way keep what they began with. */
async function register({ principal, body }: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const wish = parseBody(BotRequestSchema, body);
  const { workspaceId } = principal;
  const id = wish.id.toLowerCase();
  const known = await readBot(api.database, workspaceId, id);
  await registerBot(api.database, {
    workspaceId,
    id,
    name: wish.name ?? wish.id,
    kind: wish.kind,
    url: wish.url,
    version: wish.version ?? '1',
    package: null,
    skills: wish.skills ?? [],
    status: 'active',
  });
  const bot = await readBot(api.database, workspaceId, id);
  invariant(bot !== undefined, 'a registered bot can be read');
  return { status: known === undefined ? 201 : 200, body: toBotView(bot) };
}
