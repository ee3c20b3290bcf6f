import type { z } from 'zod';
import { BotListSchema, BotRequestSchema, BotSchema } from '../../plan/messages';
import { listBots, readBot, registerBot } from '../../store/bots';
import { invariant } from '../../plan/errors';
import type { ApiDependencies } from '../dependencies';
import { toBotView } from '../present';
import { form, ok, route, type Answer, type ApiRequest, type Route } from '../route';

/** Bots that programs can name: list and register. */
export const botRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/bots',
    summary: 'Lists the bots that programs can name.',
    roles: ['author', 'operator', 'bot'],
    answers: { 200: form('All bots.', BotListSchema) },
    errors: [],
    handle: listOfBots,
  }),
  route({
    method: 'post',
    path: '/api/bots/register',
    summary: 'Adds a bot, or replaces the one of this id.',
    roles: ['author', 'bot'],
    body: BotRequestSchema,
    answers: {
      200: form('The bot has taken the place of the one of this id.', BotSchema),
      201: form('The bot is added.', BotSchema),
    },
    errors: [],
    handle: register,
  }),
];

async function listOfBots({ principal }: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const bots = await listBots(api.database, principal.workspaceId);
  return ok({ items: bots.map(toBotView) });
}

/** Adds the bot, or replaces the one of this id; runs that are under way keep what they began with. */
async function register(
  { principal, body: wish }: ApiRequest<unknown, z.infer<typeof BotRequestSchema>>,
  api: ApiDependencies,
): Promise<Answer> {
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
